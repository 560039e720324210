"""Payment days, working days and dates in words."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.calendar import date_in_words, is_working_day, next_payment_day, weekday_name
from bot.calendar.days import is_public_holiday


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("today", "paid"),
    [
        ("2026-11-20", "2026-11-20"),  # Friday, the day itself
        ("2026-11-21", "2026-12-21"),  # the 20th of December is a Sunday
        ("2026-12-20", "2026-12-21"),
        ("2026-12-21", "2026-12-21"),
        ("2026-12-22", "2027-01-20"),  # over the turn of the year
        ("2026-12-31", "2027-01-20"),
        ("2027-01-01", "2027-01-20"),
        ("2027-01-21", "2027-02-22"),  # the 20th of February is a Saturday
        ("2027-02-22", "2027-02-22"),
        ("2027-02-23", "2027-03-22"),  # the 20th of March is a Saturday
        ("2027-03-21", "2027-03-22"),
        ("2027-03-23", "2027-04-20"),
        ("2027-05-20", "2027-05-20"),
        ("2027-05-21", "2027-06-21"),  # the 20th of June is a Sunday
        ("2027-07-14", "2027-07-20"),
        ("2027-11-21", "2027-11-22"),  # the 20th of November is a Saturday
        ("2027-11-23", "2027-12-20"),
        ("2019-04-20", "2019-04-23"),  # Saturday, Easter Sunday, Easter Monday
        ("2019-04-24", "2019-05-20"),
        ("2025-04-20", "2025-04-22"),  # Easter Sunday, then Easter Monday
        ("2024-05-18", "2024-05-21"),  # Whit Monday is the 20th
        ("2028-02-29", "2028-03-20"),  # leap day
    ],
)
def test_toeslagen_are_paid_on_the_20th_or_the_first_working_day_after(today, paid):
    assert next_payment_day(day(today)) == day(paid)


def test_every_day_of_ten_years_has_a_payment_day_that_is_a_working_day_within_reach():
    today = day("2024-01-01")
    while today < day("2034-01-01"):
        paid = next_payment_day(today)
        assert is_working_day(paid), today
        assert 20 <= paid.day <= 24, today
        assert dt.timedelta(0) <= paid - today <= dt.timedelta(days=35), today
        today += dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("date", "works"),
    [
        ("2026-11-20", True),  # Friday
        ("2026-11-21", False),  # Saturday
        ("2026-11-22", False),  # Sunday
        ("2026-12-24", True),
        ("2026-12-25", False),
        ("2026-12-26", False),
        ("2026-12-28", True),
        ("2026-12-31", True),
        ("2027-01-01", False),
        ("2027-03-26", True),  # Goede Vrijdag is a working day for the BelastingTelefoon
        ("2027-03-29", False),  # tweede paasdag
        ("2027-04-27", False),  # Koningsdag
        ("2025-04-26", False),  # Koningsdag on Saturday, because the 27th is a Sunday
        ("2027-05-05", False),  # Bevrijdingsdag, also outside lustrum years
        ("2027-05-06", False),  # Hemelvaartsdag
        ("2027-05-07", True),
        ("2027-05-17", False),  # tweede pinksterdag
        ("2027-12-06", True),
    ],
)
def test_working_days_leave_out_weekends_and_public_holidays(date, works):
    assert is_working_day(day(date)) is works


@pytest.mark.parametrize(
    ("date", "closed"),
    [("2026-12-25", True), ("2026-12-24", False), ("2026-11-22", False), ("2026-05-05", True), ("2027-03-26", False)],
)
def test_a_sunday_is_no_holiday_and_christmas_is(date, closed):
    assert is_public_holiday(day(date)) is closed


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2027-05-01", "1 mei 2027"),
        ("2026-12-31", "31 december 2026"),
        ("2028-02-29", "29 februari 2028"),
        ("2026-03-09", "9 maart 2026"),
        ("2026-08-10", "10 augustus 2026"),
    ],
)
def test_dates_read_as_people_write_them(date, words):
    assert date_in_words(day(date)) == words


@pytest.mark.parametrize(
    ("date", "name"),
    [
        ("2026-11-23", "maandag"),
        ("2026-11-24", "dinsdag"),
        ("2026-11-25", "woensdag"),
        ("2026-11-26", "donderdag"),
        ("2026-11-27", "vrijdag"),
        ("2026-11-28", "zaterdag"),
        ("2026-11-29", "zondag"),
    ],
)
def test_weekdays_have_their_dutch_names(date, name):
    assert weekday_name(day(date)) == name
