"""The rules of the desk come from what beheer set, and hold at once."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.calendar import AMSTERDAM
from bot.site.webcare.rules import rules_of
from bot.staff import DeskSettings, Role, Staff, StaffError


@pytest.fixture
def beheer(database, clock):
    return Staff(database, clock).add("baas", "Bea Heer", roles=(Role.BEHEER,))


def test_what_beheer_changes_holds_at_once(database, clock, beheer):
    settings = DeskSettings(database, clock)
    before = rules_of(settings.get())
    assert before.hours.is_open(clock()) and before.hours_in_words(clock()) == "Open tot 17.00 uur."
    for name, value in (
        ("open_from", "11:00"), ("limit_per_person", "5"), ("queue_room", "7"), ("answer_within_minutes", "4"),
        ("away_after_minutes", "9"), ("shown_name", "team"), ("teams", "Een, Twee"), ("closed_days", "2026-11-24"),
    ):  # fmt: skip
        settings.set(name, value, beheer, "proef")
    after = rules_of(settings.get())
    assert after.hours_in_words(clock()) == "Dicht. Weer open op maandag 23 november 2026, vanaf 11.00 uur."
    assert not after.hours.is_open(dt.datetime(2026, 11, 24, 12, tzinfo=AMSTERDAM))
    assert (after.limit, after.queue_room, after.teams, after.first_name) == (5, 7, ("Een", "Twee"), False)
    assert (after.away_after, after.alert_after) == (dt.timedelta(minutes=9), dt.timedelta(minutes=2))


def test_a_day_and_a_team_may_have_hours_of_their_own(database, clock, beheer):
    settings = DeskSettings(database, clock)
    settings.set("other_hours", "ma 08:30-11:00, vr 8.30 - 13.00", beheer, "proef")
    settings.set("team_hours", "toeslagen 09:00-16:00", beheer, "proef")
    rules = rules_of(settings.get())
    monday = dt.datetime(2026, 11, 23, 10, 30, tzinfo=AMSTERDAM)
    assert rules.hours_in_words(monday) == "Open tot 11.00 uur."
    assert not rules.hours.is_open(monday.replace(hour=12))
    assert rules.hours.is_open(dt.datetime(2026, 11, 24, 16, 30, tzinfo=AMSTERDAM)), "Tuesday is as always"
    for hour, is_open in ((8, False), (9, True), (15, True), (16, False)):
        assert rules.is_team_open("Toeslagen", monday.replace(hour=hour)) is is_open
        assert rules.is_team_open("Aangifte", monday.replace(hour=hour))
    settings.set("closed_days", "2026-11-24", beheer, "proef")
    assert not rules_of(settings.get()).is_team_open("Toeslagen", dt.datetime(2026, 11, 24, 12, tzinfo=AMSTERDAM))


@pytest.mark.parametrize(
    ("name", "value", "mend"),
    [
        ("other_hours", "vr 13:00-08:30", "Draai de tijden om"),
        ("other_hours", "vrijdag 08:30-13:00", "vr 08:30-13:00"),
        ("other_hours", "vr tot 13:00", "vr 08:30-13:00"),
        ("other_hours", "vr 8:99-13:00", "Schrijf een tijd als 08:30"),
        ("team_hours", "Inning 09:00-16:00", "Er zijn: Aangifte, Toeslagen."),
    ],
)
def test_hours_that_cannot_be_are_refused_with_the_mend(database, clock, beheer, name, value, mend):
    with pytest.raises(StaffError, match=mend):
        DeskSettings(database, clock).set(name, value, beheer, "proef")
