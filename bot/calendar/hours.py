"""Opening hours: open now, when it opens next, and the hours in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.calendar.days import WEEKDAYS, date_in_words, is_public_holiday, weekday_name

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_LOOK_AHEAD_DAYS = 21  # longer than any run of holidays; past that the hours are wrong, not the calendar


def _clock_in_words(moment: dt.time) -> str:
    return f"{moment.hour}.{moment.minute:02d}"


def moment_in_words(moment: dt.datetime) -> str:
    """Returns "maandag 23 november 2026, vanaf 8.00 uur" for an opening moment."""
    local = moment.astimezone(AMSTERDAM)
    return f"{weekday_name(local)} {date_in_words(local.date())}, vanaf {_clock_in_words(local.time())} uur"


@dataclass(frozen=True)
class OpeningHours:
    """Weekly hours of a telephone line or desk.

    Attributes:
        per_weekday: weekday number (Monday is 0) to (opens, closes), Dutch local time. A missing day is closed.
            Empty means that the hours are not known: `known` is False and nothing is claimed.
        always: open day and night, holidays included.
        closed_on: extra closed days besides the public holidays.
        on_holidays: open on public holidays as on any other day.
    """

    per_weekday: Mapping[int, tuple[dt.time, dt.time]]
    always: bool = False
    closed_on: frozenset[dt.date] = frozenset()
    on_holidays: bool = False

    @property
    def known(self) -> bool:
        """Whether anything may be said about these hours."""
        return self.always or bool(self.per_weekday)

    def _hours_on(self, day: dt.date) -> tuple[dt.time, dt.time] | None:
        if (is_public_holiday(day) and not self.on_holidays) or day in self.closed_on:
            return None
        return self.per_weekday.get(day.weekday())

    def is_open(self, moment: dt.datetime) -> bool:
        """Tells whether it is open at that moment (a datetime with a time zone)."""
        if self.always:
            return True
        local = moment.astimezone(AMSTERDAM)
        hours = self._hours_on(local.date())
        return hours is not None and hours[0] <= local.time() < hours[1]

    def next_opening(self, moment: dt.datetime) -> dt.datetime | None:
        """Returns the first moment after this one at which it opens, or None when that is not known."""
        local = moment.astimezone(AMSTERDAM)
        for ahead in range(_LOOK_AHEAD_DAYS):
            day = local.date() + dt.timedelta(days=ahead)
            hours = self._hours_on(day)
            if hours is None:
                continue
            opens = dt.datetime.combine(day, hours[0], tzinfo=AMSTERDAM)
            if opens > local:
                return opens
        return None

    def closes_at(self, moment: dt.datetime) -> str | None:
        """Returns the closing time of that day in words ("20.00 uur"), or None when closed then."""
        if self.always or not self.is_open(moment):
            return None
        hours = self._hours_on(moment.astimezone(AMSTERDAM).date())
        return f"{_clock_in_words(hours[1])} uur" if hours else None

    def in_words(self) -> str:
        """Returns the hours as a sentence part: "maandag tot en met donderdag: 8.00 - 20.00 uur, vrijdag: …"."""
        if self.always:
            return "dag en nacht"
        parts: list[str] = []
        days = sorted(self.per_weekday)
        while days:
            first = last = days.pop(0)
            hours = self.per_weekday[first]
            while days and days[0] == last + 1 and self.per_weekday[days[0]] == hours:
                last = days.pop(0)
            name = WEEKDAYS[first] if first == last else f"{WEEKDAYS[first]} tot en met {WEEKDAYS[last]}"
            parts.append(f"{name}: {_clock_in_words(hours[0])} - {_clock_in_words(hours[1])} uur")
        return ", ".join(parts)
