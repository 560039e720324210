"""The rules of the desk as they hold now: hours, room, limits, and the name that citizens read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.calendar import OpeningHours, moment_in_words
from bot.staff import WEEK, Desk


@dataclass(frozen=True)
class Rules:
    """What beheer decides about the desk.

    Attributes:
        hours: when it is open.
        limit: how many conversations one colleague may have.
        queue_room: how many citizens may wait.
        away_after: without doing anything, a colleague is away.
        answer_within: so long a citizen may wait for the next answer; halfway the desk is alerted, and after it the
            conversation goes back to the queue.
        teams: where a conversation can be sent.
        first_name: citizens read the first name; else the name of the team.
        team_hours: of teams, in lower case, that are open shorter than the desk.
    """

    hours: OpeningHours
    limit: int = 3
    queue_room: int = 10
    away_after: dt.timedelta = dt.timedelta(minutes=10)
    answer_within: dt.timedelta = dt.timedelta(minutes=3)
    teams: tuple[str, ...] = ()
    first_name: bool = True
    team_hours: Mapping[str, OpeningHours] = field(default_factory=dict)

    @property
    def alert_after(self) -> dt.timedelta:
        """How long a citizen may wait for the next answer before the desk is alerted."""
        return self.answer_within / 2

    def is_team_open(self, team: str, now: dt.datetime) -> bool:
        """Tells whether a conversation may be sent to a team now; to one without hours of its own it always may."""
        hours = self.team_hours.get(team.lower())
        return hours is None or hours.is_open(now)

    def hours_in_words(self, now: dt.datetime) -> str:
        """Returns "Open tot 17.00 uur." or when it opens again."""
        if self.hours.always:
            return "Dag en nacht open."
        if self.hours.is_open(now):
            return f"Open tot {self.hours.closes_at(now)}."
        opens = self.hours.next_opening(now)
        return f"Dicht. Weer open op {moment_in_words(opens)}." if opens else "Dicht."


def rules_of(desk: Desk) -> Rules:
    """Returns the rules as beheer has set them."""
    week = {day: desk.other_hours.get(WEEK[day], (desk.open_from, desk.open_until)) for day in desk.open_days}
    closed, holidays = frozenset(desk.closed_days), desk.open_on_holidays
    teams = {
        team: OpeningHours(dict.fromkeys(desk.open_days, hours), closed_on=closed, on_holidays=holidays)
        for team, hours in desk.team_hours.items()
    }
    return Rules(
        OpeningHours(week, closed_on=closed, on_holidays=holidays),
        desk.limit_per_person,
        desk.queue_room,
        dt.timedelta(minutes=desk.away_after_minutes),
        dt.timedelta(minutes=desk.answer_within_minutes),
        desk.teams,
        desk.shown_name == "voornaam",
        teams,
    )
