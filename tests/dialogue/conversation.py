"""Plays conversations through take_turn: what is heard is stated, so that a test needs no engine."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from bot.calendar import AMSTERDAM
from bot.dialogue import Heard, Memory, Speaker, take_turn

MONDAY = dt.datetime(2026, 11, 23, 10, 0, tzinfo=AMSTERDAM)
BESIDE = (("aangifte.deadline", 0.05), ("aangifte.uitstel", 0.04))


@dataclasses.dataclass
class Conversation:
    """A running conversation with the chatbot."""

    speaker: Speaker
    memory: Memory = dataclasses.field(default_factory=Memory)
    now: dt.datetime = MONDAY
    said: list[dict[str, Any]] = dataclasses.field(default_factory=list)

    def say(
        self, text: str = "", topic: str | None = None, confidence: float | None = None, also: tuple = (), **more: Any
    ) -> dict:
        """Returns the reply; the memory goes through plain data, as it does in the engine."""
        sure = (0.9 if topic else 0.1) if confidence is None else confidence
        ranking = ((topic, sure), *also, *BESIDE) if topic else tuple((t, 2 * p) for t, p in BESIDE)
        heard = Heard(text=text, topic=topic, confidence=sure, ranking=ranking, now=self.now, **more)
        message, memory = take_turn(self.speaker, heard, self.memory)
        self.memory = Memory.from_slot(memory.to_slot())
        self.said.append(message)
        return message

    @property
    def turns(self) -> list[list[str]]:
        """The bubbles of each turn of the chatbot."""
        return [message["text"].split("\n\n") for message in self.said]
