"""What each day came to, once and for all: numbers without whose, so that cleaning up conversations takes no result."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from bot.storage import Database


@dataclass(frozen=True)
class ArmDay:
    """What one arm of an experiment came to on one day.

    Attributes:
        experiment: its id.
        day: the day on which the conversations saw it for the first time.
        arm: "A" or "B".
        shown: how many conversations that were.
        helped: of these, how many citizens said that it helped.
        not_helped: how many said that it did not.
        handed_over: how many went on to a person.
        asked_again: how many asked the same again within two turns.
    """

    experiment: str
    day: dt.date
    arm: str
    shown: int = 0
    helped: int = 0
    not_helped: int = 0
    handed_over: int = 0
    asked_again: int = 0


_COLUMNS = ("shown", "helped", "not_helped", "handed_over", "asked_again")


class Daily:
    """The tables experiment_days and counted_days, and the counts by day of bot.insight."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last_counted(self) -> dt.date | None:
        """Returns the last day that was counted, or None."""
        with self._database.read() as connection:
            day = connection.execute(sa.text("SELECT MAX(day) FROM counted_days")).scalar()
        return dt.date.fromisoformat(day) if day else None

    def keep(self, day: dt.date, arms: Iterable[ArmDay], counts: Mapping[tuple[str, str, str], int]) -> bool:
        """Keeps what a day came to, whole or not at all; False when that day was kept before.

        Args:
            day: the day.
            arms: its experiments.
            counts: number by (kind, topic, detail), for the counts by day.
        """
        with self._database.write() as connection:
            known = sa.text("SELECT 1 FROM counted_days WHERE day = :day")
            if connection.execute(known, {"day": day.isoformat()}).first():
                return False
            connection.execute(sa.text("INSERT INTO counted_days (day) VALUES (:day)"), {"day": day.isoformat()})
            for arm in arms:
                connection.execute(
                    sa.text(
                        f"INSERT INTO experiment_days (experiment, day, arm, {', '.join(_COLUMNS)})"
                        f" VALUES (:experiment, :day, :arm, {', '.join(f':{c}' for c in _COLUMNS)})"
                    ),
                    {**{c: getattr(arm, c) for c in (*_COLUMNS, "experiment", "arm")}, "day": arm.day.isoformat()},
                )
            for (kind, topic, detail), number in counts.items():
                connection.execute(
                    sa.text(
                        "INSERT INTO insight_counts (day, kind, topic, detail, number)"
                        " VALUES (:day, :kind, :topic, :detail, :number)"
                    ),
                    {"day": day.isoformat(), "kind": kind, "topic": topic, "detail": detail, "number": number},
                )
        return True

    def arms(self, experiment: str) -> list[ArmDay]:
        """Returns the days of an experiment, oldest first."""
        with self._database.read() as connection:
            rows = connection.execute(
                sa.text("SELECT * FROM experiment_days WHERE experiment = :e ORDER BY day, arm"), {"e": experiment}
            ).all()
        return [
            ArmDay(r.experiment, dt.date.fromisoformat(r.day), r.arm, *(getattr(r, c) for c in _COLUMNS)) for r in rows
        ]
