"""Fills facts into a text: `{name}` is the value of the day, `{name@2025}` the value as it was in 2025.

A fact that is a day of every year ("1 mei") also gives `{komende_name}`: the first such day from today, with its year.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from bot.calendar import MONTHS, date_in_words, last_payment_day, next_payment_day, paid_month
from bot.knowledge.model import Fact, PhoneLine, Validity

PLACEHOLDER = re.compile(r"\{([a-z0-9_]+)(?:@(\d{4}))?\}")
COMING = "komende_"
_DAY_OF_EVERY_YEAR = re.compile(rf"([1-9]|[12]\d|3[01]) ({'|'.join(MONTHS)})\Z")
DAY_WORDS = (
    "vandaag", "jaar", "vorig_jaar", "volgend_jaar", "volgende_betaaldag", "volgende_betaalmaand", "laatste_betaaldag",
    "laatste_betaalmaand",
)  # fmt: skip


class NoValidFact(Exception):
    """A text refers to a fact that has no value on that day, so it may not be shown."""

    def __init__(self, reference: str) -> None:
        self.reference = reference
        super().__init__(reference)


def references(text: str) -> Iterator[tuple[str, int | None]]:
    """Yields (name, year or None) for every placeholder in the text; for a coming day the name of its fact."""
    for match in PLACEHOLDER.finditer(text):
        yield match[1].removeprefix(COMING), int(match[2]) if match[2] else None


def coming_days(text: str) -> Iterator[str]:
    """Yields the name of the fact for every coming day in the text: {komende_name}."""
    for match in PLACEHOLDER.finditer(text):
        if match[1].startswith(COMING):
            yield match[1].removeprefix(COMING)


class FactBook:
    """Looks values up by name and day.

    Attributes:
        phone_lines: the telephone lines by id.
    """

    def __init__(self, facts: Mapping[str, tuple[Fact, ...]], phone_lines: Mapping[str, PhoneLine]) -> None:
        self.phone_lines = phone_lines
        self._facts = facts
        self._fixed: dict[str, str] = {}
        for line in phone_lines.values():
            self._fixed[f"{line.id}_nummer"] = line.number
            if line.hours.known:
                self._fixed[f"{line.id}_tijden"] = line.hours.in_words()

    def knows(self, name: str) -> bool:
        """Tells whether a placeholder of that name can ever be filled."""
        return name in self._facts or name in self._fixed or name in DAY_WORDS

    def is_day_of_every_year(self, name: str) -> bool:
        """Tells whether a fact is a day without a year, so that {komende_name} can be filled."""
        rows = self.rows(name)
        return bool(rows) and all(_DAY_OF_EVERY_YEAR.match(f.text) for f in rows)

    def rows(self, name: str) -> tuple[Fact, ...]:
        """Returns all values of a fact, of every year; none when it is no fact of ours."""
        return self._facts.get(name, ())

    def fact(self, name: str, today: dt.date, year: int | None = None) -> Fact | None:
        """Returns the fact that holds on the day, or, with a year, the last one that held in that year."""
        candidates = self._facts.get(name, ())
        if year is None:
            return next((f for f in candidates if f.validity.covers(today)), None)
        span = Validity(dt.date(year, 1, 1), dt.date(year, 12, 31))
        within = [f for f in candidates if f.validity.overlaps(span)]
        return max(within, key=lambda f: f.validity.first or dt.date.min, default=None)

    def text(self, name: str, today: dt.date, year: int | None = None) -> str:
        """Returns the value in words.

        Raises:
            NoValidFact: there is no value for that day or year.
        """
        if name in self._fixed:
            return self._fixed[name]
        if name in DAY_WORDS:
            return {
                "vandaag": date_in_words(today),
                "jaar": str(today.year),
                "vorig_jaar": str(today.year - 1),
                "volgend_jaar": str(today.year + 1),
                "volgende_betaaldag": date_in_words(next_payment_day(today)),
                "volgende_betaalmaand": paid_month(next_payment_day(today)),
                "laatste_betaaldag": date_in_words(last_payment_day(today)),
                "laatste_betaalmaand": paid_month(last_payment_day(today)),
            }[name]
        if name.startswith(COMING):
            return self._coming(name.removeprefix(COMING), today)
        fact = self.fact(name, today, year)
        if fact is None:
            raise NoValidFact(name if year is None else f"{name}@{year}")
        return fact.text

    def _coming(self, name: str, today: dt.date) -> str:
        fact = self.fact(name, today)
        found = _DAY_OF_EVERY_YEAR.match(fact.text) if fact else None
        if found is None:
            raise NoValidFact(f"{COMING}{name}")
        month, day = MONTHS.index(found[2]) + 1, int(found[1])
        year = today.year if (month, day) >= (today.month, today.day) else today.year + 1
        return f"{day} {found[2]} {year}"

    def fill(self, text: str, today: dt.date) -> str:
        """Returns the text with every placeholder filled for that day.

        Raises:
            NoValidFact: one of them has no value.
        """
        return PLACEHOLDER.sub(lambda m: self.text(m[1], today, int(m[2]) if m[2] else None), text)

    def fillable(self, texts: tuple[str, ...], today: dt.date) -> bool:
        """Tells whether all placeholders in the texts have a value on that day."""
        try:
            for text in texts:
                self.fill(text, today)
        except NoValidFact:
            return False
        return True
