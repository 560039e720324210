"""What was heard."""

from __future__ import annotations

import datetime as dt

from bot.calendar import AMSTERDAM
from bot.dialogue import Heard


def test_today_is_the_day_of_the_moment():
    now = dt.datetime(2026, 12, 31, 23, 59, tzinfo=AMSTERDAM)
    assert Heard("", None, 0.0, (), now).today == dt.date(2026, 12, 31)
