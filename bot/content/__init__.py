"""Keeps what trainers did: every change of the content, and every decision about a message that went wrong."""

from bot.content.decisions import Decision, Decisions, Verdict
from bot.content.history import Entry, FileChange, History

__all__ = ["Decision", "Decisions", "Entry", "FileChange", "History", "Verdict"]
