"""Counts each day when it is over: how questions went, and what experiments did. Before anything is cleaned up."""

from bot.daily.counting import DailyCount, words_of_examples
from bot.daily.day import ASKED, KNOWN, TOPIC, UNKNOWN, WORD

__all__ = ["ASKED", "KNOWN", "TOPIC", "UNKNOWN", "WORD", "DailyCount", "words_of_examples"]
