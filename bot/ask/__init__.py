"""Batch questions: every row a conversation of its own, through the same door as a citizen's."""

from bot.ask.batch import Row, ask_all
from bot.ask.client import ask_conversation

__all__ = ["Row", "ask_all", "ask_conversation"]
