"""A conversation as it was held: what the rubric reads. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Message = Mapping[str, Any]
NEUTRAL = "neutraal"


@dataclass(frozen=True)
class Turn:
    """What the citizen did and what came back.

    Attributes:
        text: what the citizen wrote, masked, or the label of a button.
        state: in which state somebody who reads it would say it was written.
        replies: messages of the contract.
        masked: kinds of private data that were masked.
    """

    text: str
    state: str
    replies: tuple[Message, ...]
    masked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Played:
    """A whole conversation.

    Attributes:
        id: of its script.
        title: of its script.
        day: the day it was held on.
        greeting: the first messages.
        turns: the turns after it.
        broken: why it could not be held to its end; then there are no turns.
    """

    id: str
    title: str
    day: dt.date
    greeting: tuple[Message, ...]
    turns: tuple[Turn, ...]
    broken: str = ""

    @property
    def states(self) -> tuple[str, ...]:
        """The states that occur, in order, each once."""
        return tuple(dict.fromkeys(t.state for t in self.turns)) or (NEUTRAL,)


@dataclass(frozen=True)
class Line:
    """One message with its number on the page: what a score points at."""

    number: int
    turn: int
    """Which turn of the chatbot; the greeting is 0."""
    message: Message
    state: str = NEUTRAL

    @property
    def text(self) -> str:
        """What it says."""
        return str(self.message.get("text") or "")

    @property
    def bubbles(self) -> tuple[str, ...]:
        """What it says, cut in bubbles."""
        return bubbles_of(self.message)

    @property
    def outcome(self) -> str:
        """Its outcome."""
        return str(self.message.get("outcome") or "")

    @property
    def topic(self) -> str:
        """Its topic, or an empty string."""
        return str(self.message.get("topic") or "")


def bubbles_of(message: Message) -> tuple[str, ...]:
    """Returns the bubbles of a message."""
    return tuple(b for b in str(message.get("text") or "").split("\n\n") if b.strip())


def bot_lines(played: Played) -> list[Line]:
    """Returns what the chatbot said, numbered as on the page, where the citizen's lines count too."""
    return [line for line in _numbered(played) if line.message.get("role") != "burger"]


def citizen_lines(played: Played) -> dict[int, int]:
    """Returns the line number of each turn's words of the citizen, by turn from 1."""
    return {line.turn: line.number for line in _numbered(played) if line.message.get("role") == "burger"}


def by_turn(lines: Sequence[Line], turns: int) -> list[list[Line]]:
    """Returns the chatbot's lines for each turn, the greeting first."""
    return [[line for line in lines if line.turn == i] for i in range(turns + 1)]


def _numbered(played: Played) -> Iterator[Line]:
    number = 0
    for message in played.greeting:
        number += 1
        yield Line(number, 0, message)
    for i, turn in enumerate(played.turns, 1):
        number += 1
        yield Line(number, i, {"role": "burger", "text": turn.text}, turn.state)
        for message in turn.replies:
            number += 1
            yield Line(number, i, message, turn.state)
