"""The day that somebody tells: with a month ("op 15 juni", "in juni"), or from today ("twee weken geleden")."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from bot.calendar import MONTHS

_COUNTS = {
    "een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9,
    "tien": 10, "elf": 11, "twaalf": 12,
}  # fmt: skip
# How one writes a day from today. "Vandaag" is left out: it is mostly the day on which one asks.
FROM_TODAY = (
    rf"(?:eer)?gisteren|(?:vorige|afgelopen) (?:week|maand)|"
    rf"(?:\d{{1,2}}|{'|'.join(_COUNTS)}) (?:dag|dagen|week|weken|maand|maanden) geleden"
)
_FROM_TODAY = re.compile(rf"\b(?:{FROM_TODAY})\b")
_WITH_MONTH = re.compile(
    rf"\b(?:(?P<dag>[0-3]?\d) |in |sinds |vanaf |per |eind |begin |half )(?P<maand>{'|'.join(MONTHS)})\b"
    r"(?: (?P<jaar>20\d\d)\b)?"
)
# Before these a month without a year is still to come, with these it has passed; else it is the nearest.
_COMING = re.compile(
    rf"\b(?:ga|gaat|gaan|zal|zullen|word|wordt|worden)\b(?: [\w']+){{0,4}} (?:{'|'.join(MONTHS)})\b|"
    r"\b(?:aanstaande|komende|uitgerekend)\b"
)
_PASSED = re.compile(r"\b(?:sinds|afgelopen|vorige?)\b")


DAY = (
    rf"(?:(?:op |per )?[0-3]?\d |in |sinds |vanaf |per |eind |begin |half )(?:{'|'.join(MONTHS)})\b|(?:{FROM_TODAY})\b"
)


@dataclass(frozen=True)
class DayTold:
    """A day that was told. When only a week or month was named it is the last day of it, and not exact."""

    day: dt.date
    exact: bool


def day_in(plain: str, today: dt.date) -> DayTold | None:
    """Returns the one day that a text tells, or None when it tells none, more than one, or one that does not exist."""
    months, ago = _WITH_MONTH.findall(plain), _FROM_TODAY.findall(plain)
    if len(months) + len(ago) != 1:
        return None
    if ago:
        return _from_today(ago[0], today)
    if _PASSED.search(plain):
        return _with_month(*months[0], today, last=today)
    return _with_month(*months[0], today, first=today if _COMING.search(plain) else dt.date.min)


def months_after(day: dt.date, months: int) -> dt.date:
    """Returns the same day so many months later, or the last day of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _from_today(words: str, today: dt.date) -> DayTold:
    if words.endswith("gisteren"):
        return DayTold(today - dt.timedelta(days=2 if words.startswith("eer") else 1), True)
    count, unit, *_ = words.split()
    if count in ("vorige", "afgelopen"):
        past = dt.timedelta(days=today.day if unit == "maand" else today.isoweekday())
        return DayTold(today - past, False)
    number = _COUNTS.get(count) or int(count)
    if unit.startswith("maand"):
        return DayTold(months_after(today, -number), False)
    return DayTold(today - dt.timedelta(days=number * (7 if unit.startswith("we") else 1)), True)


def _with_month(
    number: str, name: str, year: str, today: dt.date, first: dt.date = dt.date.min, last: dt.date = dt.date.max
) -> DayTold | None:
    """Returns the day; without a year the one that is nearest to today, from the first to the last that it may be."""
    month = MONTHS.index(name) + 1
    years = [int(year)] if year else [today.year - 1, today.year, today.year + 1]
    days = [day for y in years if (day := _day(y, month, number)) and (year or first <= day <= last)]
    return DayTold(min(days, key=lambda day: abs(day - today)), bool(number)) if days else None


def _day(year: int, month: int, number: str) -> dt.date | None:
    last = calendar.monthrange(year, month)[1]
    return dt.date(year, month, int(number or last)) if 1 <= int(number or last) <= last else None
