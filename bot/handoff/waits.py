"""How long people really waited for a member of staff: the figures behind an honest expectation."""

from __future__ import annotations

import datetime as dt
import math
import statistics
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.storage import Database, utc

RECENT = dt.timedelta(days=14)
MOST = 100  # the newest only: last week says little about this afternoon
ENOUGH = 5  # fewer waits than this say nothing
KEEP = dt.timedelta(days=90)


@dataclass(frozen=True)
class Wait:
    """What one may expect, in minutes: half of the people waited `median` or less, eight in ten `p80` or less."""

    median: int
    p80: int


class Waits:
    """The table handoff_waits: seconds, without whose they were."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._clock = clock

    def keep(self, connection: Connection, waited: dt.timedelta) -> None:
        """Keeps how long somebody waited, and forgets what is months old."""
        now = self._clock()
        seconds = max(0, round(waited.total_seconds()))  # a clock that went back makes nobody wait less than nothing
        connection.execute(
            sa.text("INSERT INTO handoff_waits (at, seconds) VALUES (:at, :s)"), {"at": utc(now), "s": seconds}
        )
        connection.execute(sa.text("DELETE FROM handoff_waits WHERE at < :old"), {"old": utc(now - KEEP)})

    def expected(self) -> Wait | None:
        """Returns what one may expect, or None while too few people waited to say so."""
        with self._database.read() as connection:
            found = connection.execute(
                sa.text("SELECT seconds FROM handoff_waits WHERE at >= :since ORDER BY at DESC LIMIT :most"),
                {"since": utc(self._clock() - RECENT), "most": MOST},
            ).scalars()
            seconds = sorted(found)
        if len(seconds) < ENOUGH:
            return None
        p80 = seconds[math.ceil(0.8 * len(seconds)) - 1]
        return Wait(_minutes(statistics.median(seconds)), _minutes(p80))


def _minutes(seconds: float) -> int:
    return max(1, math.ceil(seconds / 60))
