"""The transcript: every message of every conversation, masked, in order, once."""

from bot.transcript.days import Days, Said, Talk
from bot.transcript.erasing import Erasing
from bot.transcript.glance import Glance
from bot.transcript.origin import Origin
from bot.transcript.store import Conversation, ConversationGone, Pending, Transcript

__all__ = [
    "Conversation", "ConversationGone", "Days", "Erasing", "Glance", "Origin", "Pending", "Said", "Talk", "Transcript",
]  # fmt: skip
