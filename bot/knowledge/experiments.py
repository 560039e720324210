"""Experiments: two forms of the same substance, each shown to a part of the conversations. Shapes and what is pure."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import NormalDist

from bot.knowledge.facts import references
from bot.knowledge.model import Answer, Validity
from bot.tone.splitting import sentences

POWER, TWO_SIDED = 0.80, 0.05
# Whoever writes in one of these has enough on his mind: nothing is tried out on him.
NEVER_STATES = ("suicidaal", "toeslagenaffaire", "rouw", "schulden", "bang")
NEVER_TOPICS = (
    "sociaal.crisis", "sociaal.schulden_stress", "sociaal.wantrouwen", "toeslagen.hersteloperatie", "leven.overlijden",
    "betalen.aanmaning", "betalen.beslag", "betalen.betalingsregeling", "betalen.kwijtschelding",
    "toeslagen.terugbetalen",
)  # fmt: skip

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MONTH = re.compile(
    r"\b(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)\b", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://\S+|\b[a-z0-9-]+\.(?:nl|eu|org|com)\b\S*")
_NAME = re.compile(r"(?<=[a-z,;:] )[A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*)*")
_STEP = re.compile(r"(?m)^\s*\d+[.)] ")
_TURNS = re.compile(r"\b(?:niet|geen|nooit|alleen|tenzij|behalve|verplicht|moet)\b", re.IGNORECASE)


class Kind(str, Enum):
    """What differs between the two."""

    ANSWER = "antwoord"
    CUE = "cue"


class Cue(str, Enum):
    """The sentences beside an answer that can be left out: about somebody's situation, and what he asked said back."""

    EMPATHY = "empathie"
    SAID_BACK = "vraag_herhalen"


class Status(str, Enum):
    """How far an experiment is. A stopped one stays stopped: going on after a look would be peeking."""

    PLANNED = "opzet"
    RUNNING = "loopt"
    STOPPED = "gestopt"


class Measure(str, Enum):
    """What is counted of a conversation after the first time that it saw its arm."""

    HELPED = "geholpen"
    HANDED_OVER = "overgedragen"
    ASKED_AGAIN = "opnieuw_gevraagd"

    @property
    def more_is_better(self) -> bool:
        """Tells whether a higher share is what we want."""
        return self is Measure.HELPED


@dataclass(frozen=True)
class Experiment:
    """One experiment of experimenten.yml. Arm A is how it is, arm B what is tried.

    Attributes:
        id: its name, stable and unique.
        question: what we want to know.
        kind: what differs.
        topics: the one topic of an answer; for a cue the topics it is tried with, empty is all.
        cue: which cue, for kind CUE.
        states: the states in which it is tried, for Cue.EMPATHY.
        a: the bubbles as they are, for kind ANSWER.
        b: the other bubbles, for kind ANSWER; arm B of a cue is the answer without it.
        share: part of the conversations that take part, 0 to 1; half of these get B.
        validity: first and last day.
        measure: what is counted.
        baseline: the share that we have now, 0 to 1.
        expected: the difference that would be worth it, B minus A, -1 to 1.
        needed: conversations for each arm, settled beforehand.
        owner: who asks.
        status: how far it is.
    """

    id: str
    question: str
    kind: Kind
    topics: tuple[str, ...]
    cue: Cue | None
    states: tuple[str, ...]
    a: tuple[str, ...]
    b: tuple[str, ...]
    share: float
    validity: Validity
    measure: Measure
    baseline: float
    expected: float
    needed: int
    owner: str
    status: Status

    def runs(self, day: dt.date) -> bool:
        """Tells whether it runs on a day."""
        return self.status is Status.RUNNING and self.validity.covers(day)

    def is_of(self, answer: Answer | None) -> bool:
        """Tells whether A is still a text of the answer: else nobody sees this experiment."""
        return answer is not None and self.a in {tuple(b.strip() for b in w.bubbles) for w in answer.wordings}

    def meets(self, other: Experiment) -> bool:
        """Tells whether both may want the same message."""
        if not self.validity.overlaps(other.validity):
            return False
        return not self.topics or not other.topics or bool(set(self.topics) & set(other.topics))


def needed_per_arm(baseline: float, expected: float) -> int:
    """Returns how many conversations each arm needs to see a difference, if there is one.

    For two shares, two-sided at 5%, with a power of 80%; the usual normal formula (Fleiss, without correction), as
    `power.prop.test` of R has it.

    Args:
        baseline: share of arm A, between 0 and 1.
        expected: share of arm B minus that of arm A.

    Raises:
        ValueError: there is no such pair of shares, or no difference.
    """
    one, two = baseline, baseline + expected
    if not (0 < one < 1 and 0 < two < 1) or not expected:
        raise ValueError("two different shares between 0 and 1 are needed")
    normal = NormalDist()
    mean = (one + two) / 2
    by_chance = normal.inv_cdf(1 - TWO_SIDED / 2) * math.sqrt(2 * mean * (1 - mean))
    missed = normal.inv_cdf(POWER) * math.sqrt(one * (1 - one) + two * (1 - two))
    return math.ceil(((by_chance + missed) / expected) ** 2)


def never(topic: str, states: Iterable[str] = ()) -> bool:
    """Tells whether nothing may be tried out there."""
    return topic.startswith(NEVER_TOPICS) or any(state in NEVER_STATES for state in states)


def lost_substance(a: Sequence[str], b: Sequence[str]) -> list[str]:
    """Returns the facts that only one of two texts holds: placeholders, numbers, months, addresses and names."""
    one, two = "\n".join(a), "\n".join(b)
    found = []
    for first, second, where in ((one, two, "B"), (two, one, "A")):
        held = _facts(second)
        found += [f"'{fact}' ontbreekt in {where}" for fact in sorted(_facts(first) - held)]
        names = {name for s in sentences(first) for name in _NAME.findall(s.text)}
        found += [f"'{name}' ontbreekt in {where}" for name in sorted(names) if name not in second]
    return found


def turned(a: Sequence[str], b: Sequence[str]) -> list[str]:
    """Returns the words that turn a sentence round (niet, geen, alleen …) and stand in one text only."""
    words = [{w.lower() for w in _TURNS.findall("\n".join(text))} for text in (a, b)]
    return sorted(words[0] ^ words[1])


def _facts(text: str) -> set[str]:
    facts = {f"{{{name}{f'@{year}' if year else ''}}}" for name, year in references(text)}
    plain = _STEP.sub("", re.sub(r"\{[^}]*\}", " ", text))
    facts |= {m.rstrip(".,)") for m in _ADDRESS.findall(plain)}
    plain = _ADDRESS.sub(" ", plain)
    return facts | set(_NUMBER.findall(plain)) | {m.lower() for m in _MONTH.findall(plain)}
