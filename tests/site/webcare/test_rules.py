"""The rules of the desk come from what beheer set, and hold at once."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.calendar import AMSTERDAM
from bot.site.webcare.rules import rules_of
from bot.staff import DeskSettings, Role, Staff


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
