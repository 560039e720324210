"""Batch questions: every row a conversation of its own, through the same door as a citizen's."""

from bot.ask.batch import Row, ask_all
from bot.ask.client import AskError, Held, ask_conversation, hold_conversation

__all__ = ["AskError", "Held", "Row", "ask_all", "ask_conversation", "hold_conversation"]
