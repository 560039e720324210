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
    while (day := payment_day_in(year, month)) < today:
        year, month = _month_after(year, month)
    return day


def last_payment_day(today: dt.date) -> dt.date:
    """Returns the last payment day of the toeslagen before today."""
    day = payment_day_in(today.year, today.month)
    before = (today.year - 1, 12) if today.month == 1 else (today.year, today.month - 1)
    return day if day < today else payment_day_in(*before)


def paid_month(payment_day: dt.date) -> str:
    """Returns the month that a payment day is for, the one after it, with the year: "januari 2027"."""
    year, month = _month_after(payment_day.year, payment_day.month)
    return f"{MONTHS[month - 1]} {year}"


def payment_day_in(year: int, month: int) -> dt.date:
    """Returns the payment day of the toeslagen in a month: the 20th, or the first working day after it."""
    day = dt.date(year, month, PAYMENT_DAY_OF_MONTH)
    while not is_working_day(day):
        day += dt.timedelta(days=1)
    return day


def _month_after(year: int, month: int) -> tuple[int, int]:
    return (year + 1, 1) if month == 12 else (year, month + 1)
