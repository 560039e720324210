"""What webcare has at hand while writing: the best answers, hints on the draft, and replies for in public.

Pure: texts and content go in, suggestions come out. Everything handed in is masked already, or is masked here first.
"""

from bot.webcare.best import Found, Ranked, best_answers
from bot.webcare.hints import Hint, Hints, hints_for
from bot.webcare.public import PublicReplies, handle_in, public_replies

__all__ = [
    "Found", "Hint", "Hints", "PublicReplies", "Ranked", "best_answers", "handle_in", "hints_for", "public_replies",
]  # fmt: skip
