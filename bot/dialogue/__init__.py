"""Puts a turn together: which answer, in which words, with which way on. Knows content and handover, no framework."""

from bot.dialogue.choices import intent_of_choice
from bot.dialogue.closing import CLOSING, Closing
from bot.dialogue.crisis import TOPIC as DANGER
from bot.dialogue.doubt import CUE as DOUBT
from bot.dialogue.heard import Heard
from bot.dialogue.lead_in import question_in
from bot.dialogue.memory import SLOT as MEMORY_SLOT
from bot.dialogue.memory import Memory
from bot.dialogue.opening import greeting, privacy_notice
from bot.dialogue.parsed import SECOND_QUESTION, SEQ, TOGETHER, WRITTEN, heard_in, moment_of
from bot.dialogue.said import what_was_said
from bot.dialogue.speaker import CHOICE_OTHER, CHOICE_STAFF, CHOICE_TOPIC, TO_STAFF, Speaker
from bot.dialogue.split import answered_apart, questions_in
from bot.dialogue.together import LONGEST as LONGEST_TOGETHER
from bot.dialogue.together import opening_message
from bot.dialogue.turn import take_turn

__all__ = [
    "CHOICE_OTHER",
    "CHOICE_STAFF",
    "CHOICE_TOPIC",
    "CLOSING",
    "Closing",
    "DANGER",
    "DOUBT",
    "Heard",
    "LONGEST_TOGETHER",
    "MEMORY_SLOT",
    "Memory",
    "SECOND_QUESTION",
    "SEQ",
    "Speaker",
    "TOGETHER",
    "TO_STAFF",
    "WRITTEN",
    "answered_apart",
    "greeting",
    "heard_in",
    "intent_of_choice",
    "moment_of",
    "opening_message",
    "privacy_notice",
    "question_in",
    "questions_in",
    "take_turn",
    "what_was_said",
]
