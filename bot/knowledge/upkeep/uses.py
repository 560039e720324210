"""Which texts use which fact."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from bot.knowledge.content import Content
from bot.knowledge.facts import references
from bot.knowledge.model import Fact, Wording


def references_of(wording: Wording) -> Iterator[tuple[str, int | None]]:
    """Yields (name, year or None) of every fact that a wording fills in."""
    for text in (*wording.bubbles, wording.short):
        yield from references(text)


class Uses:
    """Which topics use which fact, with a year and without."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._pinned: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._loose: dict[str, list[tuple[str, dt.date]]] = defaultdict(list)
        for topic_id, answer in content.answers.items():
            for wording in answer.wordings:
                self._add(topic_id, references_of(wording), wording.validity.last)
        for notice in content.notices:
            self._add(f"melding {notice.id}", references(notice.text), notice.validity.last)
        for name, bubbles in content.texts.items():
            for bubble in bubbles:
                self._add(f"gesprek.yml {name}", references(bubble), None)

    def _add(self, who: str, refs: Iterable[tuple[str, int | None]], last: dt.date | None) -> None:
        for name, year in refs:
            if year is None:
                self._loose[name].append((who, last or dt.date.max))
            else:
                self._pinned[name][year].add(who)

    def loose_after(self, name: str, day: dt.date) -> set[str]:
        """Returns who uses the fact without a year in a text that holds after the day."""
        return {who for who, last in self._loose.get(name, ()) if last > day}

    def topics(self, name: str) -> set[str]:
        """Returns who uses the fact in any way."""
        pinned = (who for whos in self._pinned.get(name, {}).values() for who in whos)
        return {*(who for who, _ in self._loose.get(name, ())), *pinned}

    def topics_of(self, fact: Fact) -> set[str]:
        """Returns who uses this value of the fact: without a year, or with a year in which it holds."""
        first = fact.validity.first.year if fact.validity.first else dt.date.min.year
        last = fact.validity.last.year if fact.validity.last else dt.date.max.year
        years = self._pinned.get(fact.name, {})
        pinned = {who for year, whos in years.items() if first <= year <= last for who in whos}
        return pinned | {who for who, _ in self._loose.get(fact.name, ())}

    def owners(self, whos: Iterable[str]) -> str:
        """Returns whose answers these are."""
        answers = self._content.answers
        notices = {f"melding {n.id}": n.owner for n in self._content.notices}
        owners = {answers[w].owner if w in answers else notices.get(w, "redactie gesprek") for w in whos}
        return ", ".join(sorted(owners))
