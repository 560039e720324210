"""Dutch days: opening hours, holidays, the payment day of the toeslagen, and dates in words.

Pure: the caller hands in the moment, nothing here reads the clock. Times are Dutch local time.
"""

from bot.calendar.days import (
    MONTHS,
    date_in_words,
    is_working_day,
    last_payment_day,
    next_payment_day,
    paid_month,
    weekday_name,
)
from bot.calendar.hours import AMSTERDAM, OpeningHours, moment_in_words

__all__ = [
    "AMSTERDAM",
    "MONTHS",
    "OpeningHours",
    "date_in_words",
    "is_working_day",
    "last_payment_day",
    "moment_in_words",
    "next_payment_day",
    "paid_month",
    "weekday_name",
]
