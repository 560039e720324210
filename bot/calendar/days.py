"""Days: in Dutch words, working days with the Dutch public holidays, and the toeslagen payment day."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import holidays

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")

# Toeslagen are paid on the 20th; if that is no working day, on the first working day after it
# (Dienst Toeslagen, "Hoe krijg ik mijn toeslag uitbetaald?", fact TWU-006).
PAYMENT_DAY_OF_MONTH = 20


def date_in_words(day: dt.date) -> str:
    """Returns the date as people write it, always with the year: "1 mei 2027"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def weekday_name(day: dt.date) -> str:
    """Returns the Dutch name of the weekday, in lower case."""
    return WEEKDAYS[day.weekday()]


@lru_cache(maxsize=32)
def _public_holidays(year: int) -> frozenset[dt.date]:
    """Returns the public holidays on which government offices are closed.

    Bevrijdingsdag is an official holiday for the civil service every year, while the library lists it as a
    general holiday in lustrum years only; Goede Vrijdag is a working day for the BelastingTelefoon, while the
    library lists it as public. Hence: the public ones plus 5 May, without Goede Vrijdag.
    """
    listed = holidays.country_holidays("NL", years=year, language="en_US")
    return frozenset(day for day, name in listed.items() if name != "Good Friday") | {dt.date(year, 5, 5)}


def is_working_day(day: dt.date) -> bool:
    """Tells whether the day is Monday to Friday and no public holiday."""
    return day.weekday() < 5 and day not in _public_holidays(day.year)


def is_public_holiday(day: dt.date) -> bool:
    """Tells whether government offices are closed for a public holiday on that day."""
    return day in _public_holidays(day.year)


def next_payment_day(today: dt.date) -> dt.date:
    """Returns the first payment day of the toeslagen on or after today."""
    year, month = today.year, today.month
    while True:
        day = dt.date(year, month, PAYMENT_DAY_OF_MONTH)
        while not is_working_day(day):
            day += dt.timedelta(days=1)
        if day >= today:
            return day
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
