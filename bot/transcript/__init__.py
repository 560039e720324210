"""The transcript: every message of every conversation, masked, in order, once."""

from bot.transcript.store import Conversation, Pending, Transcript

__all__ = ["Conversation", "Pending", "Transcript"]
