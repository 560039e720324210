"""A button that is chosen in words: "de tweede", "doe de laatste maar", "nummer 3"."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import Any

from bot.dialogue.doubt import CUE as DOUBT
from bot.dialogue.heard import Heard
from bot.dialogue.memory import Memory
from bot.dialogue.small_talk import bare
from bot.dialogue.speaker import CHOICE_TOPIC
from bot.knowledge import Content

ASKS_WHICH = ("verduidelijking", "niet_begrepen")
_PLACES: tuple[tuple[str, int], ...] = (
    ("eerste|bovenste|1e|1ste|1", 0),
    ("tweede|2e|2de|2", 1),
    ("derde|3e|3de|3", 2),
    ("laatste|onderste", -1),
)
_AROUND = (
    r"(?:ik|bedoel|wil|kies|neem|doe|het|is|gaat|om|over|ja|nee|ok|oke|de|die|dat|nummer|nr|optie|keuze|knop|vraag"
    r"|onderwerp|van|rijtje|maar|graag|dan|denk)"
)
_CHOICES = tuple((re.compile(rf"(?:{_AROUND} )*(?:{words})(?: {_AROUND})*"), place) for words, place in _PLACES)


def offered_in(message: Mapping[str, Any]) -> list[str]:
    """Returns the topics that a message asks to choose from, in the order of its buttons; else none."""
    if message["outcome"] not in ASKS_WHICH and message["cue"] != DOUBT:
        return []
    return topics_on(message)


def topics_on(message: Mapping[str, Any]) -> list[str]:
    """Returns the topics on the buttons of a message of the contract, in their order; without buttons none."""
    buttons = (c["choice"] for c in message.get("choices", ()))
    return [button.removeprefix(CHOICE_TOPIC) for button in buttons if button.startswith(CHOICE_TOPIC)]


def as_button(heard: Heard, memory: Memory, content: Content) -> Heard | None:
    """Returns a message that only says which of the last buttons is meant as if that one was pressed, or None."""
    if not memory.offered or not heard.text:
        return None
    said = bare(heard.text)
    place = next((place for words, place in _CHOICES if words.fullmatch(said)), None)
    if place is None or place >= len(memory.offered) or memory.offered[place] not in content.topics:
        return None
    return dataclasses.replace(heard.turned_to(memory.offered[place], 1.0), text="", written="", worry=False)
