"""The list of topics with what a trainer wants to know of each: trained or not, how many examples, what runs out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from bot.knowledge import Library
from bot.knowledge.checks import MIN_EXAMPLES
from bot.knowledge.model import Validity
from bot.knowledge.upkeep import NO_SHORT_FORM_NEEDED, Upkeep
from bot.knowledge.upkeep.found import file_of
from bot.trainer.question_file import same

EXPIRING_DAYS = 60


class State(str, Enum):
    """What can be said of a topic; one can be several."""

    TRAINED = "getraind"
    CHANGED = "gewijzigd"
    NOT_TRAINED = "niet_getraind"
    UNKNOWN = "onbekend"
    EXPIRING = "verloopt"
    NO_SHORT = "geen_korte_vorm"
    FEW = "weinig_voorbeelden"


LABELS = {
    State.TRAINED: "getraind",
    State.CHANGED: "gewijzigd na training",
    State.NOT_TRAINED: "nog niet getraind",
    State.UNKNOWN: "onbekend of het getraind is",
    State.EXPIRING: "verloopt",
    State.NO_SHORT: "geen korte vorm",
    State.FEW: "weinig voorbeelden",
}


@dataclass(frozen=True)
class Row:
    """One topic in the list.

    Attributes:
        id: topic id.
        title: its title.
        question: the question in one sentence.
        domain: its domain.
        outcome: what the chatbot does with it.
        examples: how many example questions there are.
        states: what is to be said of it.
        added: examples that the model does not know yet.
        gone: examples that the model still knows.
        ends: the day after which no wording holds any more, or None.
    """

    id: str
    title: str
    question: str
    domain: str
    outcome: str
    examples: int
    states: tuple[State, ...]
    added: int = 0
    gone: int = 0
    ends: dt.date | None = None

    def fits(self, search: str, state: str) -> bool:
        """Tells whether it belongs to what was searched for."""
        words = search.lower().split()
        text = f"{self.id} {self.title} {self.question}".lower()
        return all(word in text for word in words) and (not state or state in {s.value for s in self.states})


def overview(
    library: Library,
    examples: Mapping[str, list[str]],
    trained: Mapping[str, list[str]] | None,
    upkeep: Iterable[Upkeep],
    today: dt.date,
) -> list[Row]:
    """Returns all topics in the order of onderwerpen.yml.

    Args:
        library: the content.
        examples: the example questions as they are now, by topic.
        trained: those that the running model was trained on, or None when nobody knows.
        upkeep: what editors have to look at (see bot.knowledge.upkeep).
        today: the day.
    """
    content = library.content
    ending = {item.file for item in upkeep if item.kind in ("antwoord", "variant") and item.days is not None}
    rows = []
    for topic in content.topics.values():
        now = examples.get(topic.id, [])
        answer = content.answers.get(topic.id)
        states, added, gone = _learned(now, trained.get(topic.id) if trained is not None else None, trained is None)
        if len(now) < MIN_EXAMPLES:
            states.append(State.FEW)
        if file_of(topic.id) in ending:
            states.append(State.EXPIRING)
        if answer and topic.outcome not in NO_SHORT_FORM_NEEDED and not _all_short(library, topic.id, today):
            states.append(State.NO_SHORT)
        rows.append(
            Row(
                topic.id, topic.title, answer.question if answer else "", topic.domain, topic.outcome, len(now),
                tuple(states), added, gone, _last_day(answer.wordings) if answer else None,
            )
        )  # fmt: skip
    return rows


def _learned(now: list[str], then: list[str] | None, unknown: bool) -> tuple[list[State], int, int]:
    if unknown:
        return [State.UNKNOWN], 0, 0
    if then is None:
        return [State.NOT_TRAINED], len(now), 0
    if now == then:
        return [State.TRAINED], 0, 0
    known, there = {same(e) for e in then}, {same(e) for e in now}
    added, gone = len(there - known), len(known - there)
    return [State.CHANGED if added or gone else State.TRAINED], added, gone


def _all_short(library: Library, topic_id: str, today: dt.date) -> bool:
    content = library.content
    facts = content.book
    shown = [w for w in content.answers[topic_id].wordings if w.validity.covers(today)]
    return all(w.short for w in shown if facts.fillable(w.bubbles, today))


def _last_day(wordings) -> dt.date | None:
    """Returns the last day on which a text for everybody holds, or None when one holds for ever."""
    validities: list[Validity] = [w.validity for w in wordings if not w.conditions]
    if not validities or any(v.last is None for v in validities):
        return None
    return max(v.last for v in validities if v.last)
