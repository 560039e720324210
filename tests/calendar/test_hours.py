"""Opening hours: open or closed at a moment, when next, and in words."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.calendar import AMSTERDAM, OpeningHours, moment_in_words

EIGHT, FIVE, TWENTY = dt.time(8), dt.time(17), dt.time(20)
PHONE = OpeningHours({**{d: (EIGHT, TWENTY) for d in range(4)}, 4: (EIGHT, FIVE)})
ALWAYS = OpeningHours({}, always=True)
UNKNOWN = OpeningHours({})


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-23 07:59:59.999999", False),
        ("2026-11-23 08:00", True),
        ("2026-11-23 12:00", True),
        ("2026-11-23 19:59:59.999999", True),
        ("2026-11-23 20:00", False),
        ("2026-11-27 16:59:59", True),  # Friday closes earlier
        ("2026-11-27 17:00", False),
        ("2026-11-28 12:00", False),  # Saturday
        ("2026-11-29 12:00", False),  # Sunday
        ("2026-12-24 12:00", True),
        ("2026-12-25 12:00", False),  # Friday, Christmas
        ("2026-12-28 08:00", True),
        ("2027-01-01 12:00", False),
        ("2027-03-26 12:00", True),  # Goede Vrijdag
        ("2027-03-29 12:00", False),
        ("2027-04-27 12:00", False),
        ("2027-05-05 12:00", False),
        ("2027-03-29 08:00", False),
        ("2027-03-30 08:00", True),  # first working day on summer time
        ("2027-03-30 07:59", False),
        ("2026-10-26 08:00", True),  # first working day on winter time
        ("2026-10-26 07:59", False),
    ],
)
def test_the_line_is_open_within_its_hours_only(moment, is_open):
    assert PHONE.is_open(at(moment)) is is_open


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-10-23T06:00:00+00:00", True),  # Friday on summer time: 8.00 uur
        ("2026-10-23T05:59:59+00:00", False),
        ("2026-10-26T06:30:00+00:00", False),  # Monday on winter time: 7.30 uur
        ("2026-10-26T07:00:00+00:00", True),
        ("2027-03-24T07:00:00+00:00", True),  # winter time: 8.00 uur
        ("2027-03-24T06:30:00+00:00", False),
        ("2027-03-30T06:00:00+00:00", True),  # summer time: 8.00 uur
        ("2026-11-23T00:00:00-10:00", True),  # 11.00 uur in the Netherlands
    ],
)
def test_moments_in_other_time_zones_are_read_as_dutch_time(moment, is_open):
    assert PHONE.is_open(dt.datetime.fromisoformat(moment)) is is_open


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-11-23 07:00", "2026-11-23 08:00"),
        ("2026-11-23 08:00", "2026-11-24 08:00"),  # just opened: the next one is tomorrow's
        ("2026-11-23 20:00", "2026-11-24 08:00"),
        ("2026-11-27 17:00", "2026-11-30 08:00"),  # over the weekend
        ("2026-12-24 20:30", "2026-12-28 08:00"),  # over Christmas and the weekend
        ("2026-12-31 20:00", "2027-01-04 08:00"),  # over New Year and the weekend
        ("2027-05-04 21:00", "2027-05-07 08:00"),  # Bevrijdingsdag and Hemelvaartsdag
        ("2027-03-26 18:00", "2027-03-30 08:00"),  # Easter, and the clock goes forward
        ("2026-10-23 18:00", "2026-10-26 08:00"),  # the clock goes back
    ],
)
def test_next_opening_skips_weekends_and_holidays(moment, opens):
    assert PHONE.next_opening(at(moment)) == at(opens)


def test_next_opening_stands_in_dutch_time_on_both_sides_of_the_clock_change():
    assert PHONE.next_opening(at("2027-03-26 18:00")).isoformat() == "2027-03-30T08:00:00+02:00"
    assert PHONE.next_opening(at("2026-10-23 18:00")).isoformat() == "2026-10-26T08:00:00+01:00"


def test_extra_closed_days_are_closed_and_skipped():
    hours = OpeningHours(PHONE.per_weekday, closed_on=frozenset({dt.date(2026, 11, 24)}))
    assert not hours.is_open(at("2026-11-24 12:00"))
    assert hours.next_opening(at("2026-11-23 20:00")) == at("2026-11-25 08:00")


@pytest.mark.parametrize("moment", ["2026-12-25 03:00", "2026-11-29 12:00", "2027-01-01 00:00"])
def test_a_line_that_is_always_open_is_open_on_holidays_and_at_night(moment):
    assert ALWAYS.is_open(at(moment))
    assert ALWAYS.closes_at(at(moment)) is None
    assert ALWAYS.known
    assert ALWAYS.in_words() == "dag en nacht"


def test_nothing_is_claimed_about_unknown_hours():
    assert not UNKNOWN.known
    assert not UNKNOWN.is_open(at("2026-11-23 12:00"))
    assert UNKNOWN.next_opening(at("2026-11-23 12:00")) is None
    assert UNKNOWN.closes_at(at("2026-11-23 12:00")) is None
    assert UNKNOWN.in_words() == ""


@pytest.mark.parametrize(
    ("moment", "closes"),
    [("2026-11-23 10:00", "20.00 uur"), ("2026-11-27 10:00", "17.00 uur"), ("2026-11-28 10:00", None)],
)
def test_closing_time_is_that_of_the_day(moment, closes):
    assert PHONE.closes_at(at(moment)) == closes


@pytest.mark.parametrize(
    ("per_weekday", "words"),
    [
        (PHONE.per_weekday, "maandag tot en met donderdag: 8.00 - 20.00 uur, vrijdag: 8.00 - 17.00 uur"),
        ({d: (EIGHT, FIVE) for d in range(5)}, "maandag tot en met vrijdag: 8.00 - 17.00 uur"),
        ({2: (dt.time(9, 5), FIVE)}, "woensdag: 9.05 - 17.00 uur"),
        ({0: (EIGHT, FIVE), 2: (EIGHT, FIVE)}, "maandag: 8.00 - 17.00 uur, woensdag: 8.00 - 17.00 uur"),
        ({5: (EIGHT, FIVE), 6: (EIGHT, FIVE)}, "zaterdag tot en met zondag: 8.00 - 17.00 uur"),
    ],
)
def test_equal_days_in_a_row_are_taken_together_in_words(per_weekday, words):
    assert OpeningHours(per_weekday).in_words() == words


def test_an_opening_moment_names_weekday_date_and_time():
    assert moment_in_words(at("2026-11-23 08:00")) == "maandag 23 november 2026, vanaf 8.00 uur"
    summer = dt.datetime(2027, 3, 30, 6, 0, tzinfo=dt.timezone.utc)
    assert moment_in_words(summer) == "dinsdag 30 maart 2027, vanaf 8.00 uur"


def test_who_is_open_on_holidays_is_open_then_but_not_on_days_of_its_own():
    hours = OpeningHours(PHONE.per_weekday, on_holidays=True, closed_on=frozenset({dt.date(2026, 12, 31)}))
    assert hours.is_open(at("2026-12-25 12:00")) and not PHONE.is_open(at("2026-12-25 12:00"))
    assert not hours.is_open(at("2026-12-31 12:00"))
