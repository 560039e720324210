"""The shapes of the parts of content. All frozen: a loaded version never changes under a reader's hands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.calendar import OpeningHours

OUTCOMES = ("antwoord", "verduidelijking", "overdracht", "steun", "afbakening", "sociaal", "niet_begrepen")
# The condition on how somebody writes, not on his situation: the same said more soberly.
FORMAL = "u"
# … that somebody arranges something for another.
HELPS = "helpt"
# The condition on what is asked, with values that each answer names for itself (see Answer.asks).
ASKS = "vraagt"
# … and which of those go before the others.
ASKS_FIRST = "gaat_voor"
CONDITION_VALUES: dict[str, tuple[object, ...]] = {
    "toeslag": ("zorgtoeslag", "huurtoeslag", "kinderopvangtoeslag", "kindgebonden_budget"),
    "jaar": tuple(range(2020, 2035)),
    "partner": ("ja", "nee"),
    "kind": ("ja", "nee"),
    "post": ("ja",),
    "relatie": ("partner", "kind", "ouder", "huisgenoot", "ex", "bekende", "client"),
    HELPS: ("ja",),
    FORMAL: ("ja",),
}
# What else woorden.yml names: heard, but no wording can ask for it under 'als'.
YEARS_FROM_NOW = {"vorig": -1, "dit": 0, "volgend": 1}
OTHER_WORDS = ("levensgebeurtenis", "formulier", "jaar_vanaf_nu", "schrijfwijzen")


@dataclass(frozen=True)
class Topic:
    """A line of onderwerpen.yml. The id is stable for ever; the intent name follows from it."""

    id: str
    domain: str
    title: str
    description: str
    outcome: str

    @property
    def intent(self) -> str:
        """The name of the intent in Rasa."""
        return intent_of(self.id)


def intent_of(topic_id: str) -> str:
    """Returns the intent name that belongs to a topic id: dots become underscores."""
    return topic_id.replace(".", "_")


@dataclass(frozen=True)
class Source:
    """A page an answer rests on, and the day an editor laid the two side by side."""

    title: str
    url: str
    checked: dt.date


@dataclass(frozen=True)
class Validity:
    """First and last day on which something holds; None is open."""

    first: dt.date | None = None
    last: dt.date | None = None

    def covers(self, day: dt.date) -> bool:
        """Tells whether the day lies within."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def overlaps(self, other: Validity) -> bool:
        """Tells whether there is a day that lies within both."""
        first = max(self.first or dt.date.min, other.first or dt.date.min)
        last = min(self.last or dt.date.max, other.last or dt.date.max)
        return first <= last


@dataclass(frozen=True)
class Fact:
    """An amount, date, number or term with its source. `value` is as written; `text` is as citizens read it."""

    name: str
    value: object
    unit: str
    text: str
    validity: Validity
    description: str
    source: str
    checked: dt.date
    confidence: str
    file: str


@dataclass(frozen=True)
class Wording:
    """One wording of an answer, with the days and the conditions under which it is the right one.

    `follow_ups` is what people ask next after this wording, when that is something else than after the others.
    `to_review` says why an editor has to read it over; citizens do not see it.
    """

    bubbles: tuple[str, ...]
    short: str
    validity: Validity = Validity()
    conditions: Mapping[str, object] = field(default_factory=dict)
    tax_year: int | None = None
    simpler: tuple[str, ...] = ()
    example: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    to_review: str = ""


@dataclass(frozen=True)
class Answer:
    """Everything in one antwoord.yml.

    `asks` is what people ask apart from the rest: a name with its words. `asks_first` names what goes before the rest
    of those, in order, when more than one is asked.
    """

    topic: str
    button: str
    question: str
    owner: str
    wordings: tuple[Wording, ...]
    sources: tuple[Source, ...]
    follow_ups: tuple[str, ...]
    phone_line: str = "belastingtelefoon"
    simpler: tuple[str, ...] = ()
    example: tuple[str, ...] = ()
    asks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    asks_first: tuple[str, ...] = ()


def conditions_of(answer: Answer | None) -> dict[str, tuple[object, ...]]:
    """Returns every condition that the wordings of an answer may have, with its values."""
    return {**CONDITION_VALUES, **({ASKS: tuple(answer.asks)} if answer and answer.asks else {})}


@dataclass(frozen=True)
class PhoneLine:
    """A telephone line of contact.yml. `quiet` is when it is usually quiet, in words, or empty when nobody says so."""

    id: str
    name: str
    number: str
    free: bool
    hours: OpeningHours
    bring: str
    source: Source
    quiet: str = ""


@dataclass(frozen=True)
class Notice:
    """A dated notice of actueel.yml: what matters now, in the greeting, with answers and on the pages.

    Attributes:
        id: its name, stable and unique.
        text: one bubble.
        validity: first and last day on which it is shown; both are there.
        topics: topic ids, or the start of ids followed by ".*".
        in_greeting: whether it may stand in the greeting.
        source: the page it rests on.
        owner: who keeps it true.
    """

    id: str
    text: str
    validity: Validity
    topics: tuple[str, ...]
    in_greeting: bool
    source: Source
    owner: str
