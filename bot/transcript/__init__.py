"""The transcript: every message of every conversation, masked, in order, once."""

from bot.transcript.days import Days, Said, Talk
from bot.transcript.glance import Glance
from bot.transcript.origin import Origin
from bot.transcript.store import Conversation, ConversationGone, Pending, Transcript

__all__ = ["Conversation", "ConversationGone", "Days", "Glance", "Origin", "Pending", "Said", "Talk", "Transcript"]
