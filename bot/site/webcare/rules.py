"""The rules of the desk as they hold now: hours, room, limits, and the name that citizens read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from bot.calendar import OpeningHours, moment_in_words


def _office_hours() -> OpeningHours:
    return OpeningHours({day: (dt.time(9), dt.time(17)) for day in range(5)})


@dataclass(frozen=True)
class Rules:
    """What beheer decides about the desk.

    Attributes:
        hours: when it is open.
        limit: how many conversations one colleague may have.
        queue_room: how many citizens may wait.
        away_after: without doing anything, a colleague is away.
        answer_within: so long a citizen may wait for the next answer before the desk is alerted; twice that, and the
            conversation goes back to the queue.
        teams: where a conversation can be sent.
        first_name: citizens read the first name; else the name of the team.
    """

    hours: OpeningHours = field(default_factory=_office_hours)
    limit: int = 3
    queue_room: int = 10
    away_after: dt.timedelta = dt.timedelta(minutes=10)
    answer_within: dt.timedelta = dt.timedelta(minutes=3)
    teams: tuple[str, ...] = ()
    first_name: bool = True

    def hours_in_words(self, now: dt.datetime) -> str:
        """Returns "Open tot 17.00 uur." or when it opens again."""
        if self.hours.is_open(now):
            return f"Open tot {self.hours.closes_at(now)}."
        opens = self.hours.next_opening(now)
        return f"Dicht. Weer open op {moment_in_words(opens)}." if opens else "Dicht."
