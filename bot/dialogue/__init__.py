"""Puts a turn together: which answer, in which words, with which way on. Knows content and handover, no framework."""

from bot.dialogue.heard import Heard
from bot.dialogue.memory import Memory
from bot.dialogue.said import what_was_said
from bot.dialogue.speaker import CHOICE_OTHER, CHOICE_STAFF, CHOICE_TOPIC, Speaker, greeting
from bot.dialogue.turn import take_turn

__all__ = [
    "CHOICE_OTHER",
    "CHOICE_STAFF",
    "CHOICE_TOPIC",
    "Heard",
    "Memory",
    "Speaker",
    "greeting",
    "take_turn",
    "what_was_said",
]
