"""Counts the days that are over, each once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from bot.daily.day import day_of, words_in
from bot.insight import Daily, Insight
from bot.knowledge.checks import examples_of
from bot.storage import Database
from bot.transcript import Days

# The hour from which yesterday is over: who asked before midnight has said by then whether it helped. Before cleaning.
AT_HOUR = 2
LONGEST_BACK = 60  # days; what is older was cleaned up, or is no news


class DailyCount:
    """Counts days in one database."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime]) -> None:
        self._days = Days(database)
        self._daily = Daily(database)
        self._insight = Insight(database, clock)
        self._clock = clock

    def due(self) -> list[dt.date]:
        """Returns the days that are over and not counted, oldest first."""
        now = self._clock()
        last = now.date() - dt.timedelta(days=1 if now.hour >= AT_HOUR else 2)
        counted = self._daily.last_counted()
        first = counted + dt.timedelta(days=1) if counted else self._days.first_day()
        if first is None:
            return []
        first = max(first, last - dt.timedelta(days=LONGEST_BACK))
        return [first + dt.timedelta(days=i) for i in range((last - first).days + 1)]

    def run(self, known: Callable[[], Collection[str]]) -> list[dt.date]:
        """Counts every day that is due and returns them.

        Args:
            known: gives the words that the examples hold; asked only when there is something to count.

        Raises:
            DatabaseBusy: the database is locked or full; what was counted stays, the rest comes next time.
        """
        days = self.due()
        words = known() if days else ()
        for day in days:
            talks = self._days.talks(day)
            arms, counts = day_of(talks, day, words, self._closings(day))
            self._daily.keep(day, arms, counts)
        return days

    def _closings(self, day: dt.date) -> dict[str, bool]:
        since = dt.datetime.combine(day, dt.time(), tzinfo=self._clock().tzinfo)
        return self._insight.closings(since)


def words_of_examples(data_dir: Path) -> frozenset[str]:
    """Returns the words of all example questions: what the model can know."""
    paths: Iterable[Path] = (data_dir / "onderwerpen").rglob("vragen.yml")
    return frozenset(word for path in paths for _, example in examples_of(path) for word in words_in(example))
