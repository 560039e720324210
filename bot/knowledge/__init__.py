"""What the chatbot knows: topics, answers, facts, notices, telephone lines and fixed texts, as the trainers wrote them.

`Library` is the door: it reads `data/`, keeps the last good version, and says which wording holds on a given day.
No Rasa and no web framework in here.
"""

from bot.knowledge.answers import Reply
from bot.knowledge.content import Content
from bot.knowledge.library import Library
from bot.knowledge.model import Notice, PhoneLine, Source, Topic
from bot.knowledge.problems import ContentError, Problem

__all__ = ["Content", "ContentError", "Library", "Notice", "PhoneLine", "Problem", "Reply", "Source", "Topic"]
