"""What may be offered honestly at this moment: a colleague now, the question left for later, or neither. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.handoff.waits import Wait


@dataclass(frozen=True)
class Room:
    """How things stand at the desk.

    Attributes:
        open: it is open by its hours.
        here: how many colleagues take conversations now.
        waiting: how many people wait.
        most_waiting: how many may wait at once.
        manned: somebody was at the desk lately, so a question left there will be read.
    """

    open: bool
    here: int
    waiting: int
    most_waiting: int
    manned: bool


@dataclass(frozen=True)
class Offer:
    """What is really there. `place` is the place one gets in the queue; `wait` is None when not known yet."""

    colleague: bool = False
    later: bool = False
    place: int = 0
    wait: Wait | None = None


def offer_in(room: Room, wait: Wait | None) -> Offer:
    """Returns what may be offered: never a person who is not there, never a queue that is full."""
    colleague = room.open and room.here > 0 and room.waiting < room.most_waiting
    return Offer(colleague, room.manned, room.waiting + 1 if colleague else 0, wait if colleague else None)


DANGER, URGENT, NORMAL = 2, 1, 0
_URGENT_REASONS = ("steun", "hersteloperatie")


# What is taken or ends today or tomorrow: an answer of next week is too late.
_TAKEN = r"""\b(?:deurwaarder\w*|dwangbevel\w*|\w*beslag|beslaglegging\w*|ontruim\w*|veiling\w*
    |uit\s+(?:mijn|m'n|ons|het)?\s*huis\s+(?:gezet|moet\w*))\b"""
_DAY = r"\b(?:vandaag|vanmiddag|vanavond|vannacht|morgen(?:ochtend|middag|avond)?)\b"
_TERM = r"""\b(?:uiterlijk|vóór|tot|deadline|termijn\w*|verloopt|verlopen|vervalt|laatste\s+dag|moet\w*|betalen
    |inlever\w*|indien\w*|reager\w*|afgesloten|opgehaald)\b"""
_PRESSING = re.compile(
    rf"{_TAKEN}|\bvoor\s+{_DAY}|{_DAY}[^.?!]{{0,60}}{_TERM}|{_TERM}[^.?!]{{0,60}}{_DAY}", re.IGNORECASE | re.VERBOSE
)
_GREETING = re.compile(r"\A\W*(?:goede)?\s*morgen\s*[,.!]", re.IGNORECASE)


def is_pressing(text: str) -> bool:
    """Tells whether a citizen writes of a bailiff, a seizure, or something that ends today or tomorrow."""
    return bool(_PRESSING.search(_GREETING.sub("", text)))


def urgency_of(
    reason: str, said: Iterable[Mapping[str, object]], crisis_sources: Iterable[str], words: Iterable[str] = ()
) -> int:
    """Returns how urgent a conversation is.

    That is DANGER after the answer for who is in danger, and URGENT in distress or when something ends very soon.

    Args:
        reason: why a person is needed.
        said: the chatbot's messages, with their outcome and sources.
        crisis_sources: the addresses that only the answer for who is in danger has as its source.
        words: what the citizen wrote, masked.
    """
    danger = set(crisis_sources)
    urgency = URGENT if reason in _URGENT_REASONS or any(map(is_pressing, words)) else NORMAL
    for message in said:
        if danger & {source["url"] for source in message.get("sources", ())}:
            return DANGER
        if message.get("outcome") == "steun":
            urgency = URGENT
    return urgency
