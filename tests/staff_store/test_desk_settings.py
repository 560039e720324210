"""The settings of the desk: what is kept, refused, told and undone."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
import sqlalchemy as sa

from bot.staff import DESK_SETTINGS, Audit, Desk, DeskSettings, Role, Staff, StaffError


@pytest.fixture
def settings(database, clock):
    return DeskSettings(database, clock)


@pytest.fixture
def member(database, clock):
    return Staff(database, clock).add("bo", "Bo", roles=[Role.BEHEER])


def test_every_setting_is_a_field_and_the_other_way_round():
    assert [s.name for s in DESK_SETTINGS] == [field.name for field in dataclasses.fields(Desk)]
    for setting in DESK_SETTINGS:
        assert setting.label and setting.help.endswith(".")
        assert all(setting.read(choice) is not None for choice in setting.choices)


def test_without_a_change_the_defaults_hold(settings):
    desk = settings.get()
    assert (desk.open_days, desk.open_from, desk.open_until) == ((0, 1, 2, 3, 4), dt.time(8, 30), dt.time(17))
    assert (desk.closed_days, desk.teams, desk.limit_per_person) == ((), ("Aangifte", "Toeslagen"), 3)
    assert (desk.shown_name, desk.four_eyes, desk.transcript_days) == ("voornaam", False, 30)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("open_days", "za, MA zondag", (0, 5, 6)),
        ("open_from", "9.15", dt.time(9, 15)),
        ("closed_days", "2026-12-31, 2026-12-24", (dt.date(2026, 12, 24), dt.date(2026, 12, 31))),
        ("closed_days", "", ()),
        ("teams", "Toeslagen,  Erven  en schenken, Toeslagen", ("Toeslagen", "Erven en schenken")),
        ("limit_per_person", "5", 5),
        ("shown_name", "team", "team"),
        ("four_eyes", "ja", True),
    ],
)
def test_a_change_holds_at_once(name, text, value, settings, member):
    settings.set("closed_days", "2027-01-04", member, "proef")
    assert settings.set(name, text, member, "drukte")
    assert getattr(settings.get(), name) == value
    assert not settings.set(name, text, member, "nog eens")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("open_days", "soms"), ("open_days", ""), ("open_from", "25:00"), ("open_from", "17:00"), ("open_until", "8:00"),
        ("closed_days", "morgen"), ("teams", " , "), ("teams", "x" * 61), ("limit_per_person", "0"),
        ("limit_per_person", "-1"), ("limit_per_person", "drie"), ("limit_per_person", "²"), ("shown_name", "Sam"),
        ("transcript_days", "0"), ("transcript_days", "99999"), ("onbekend", "1"), ("teams", "a," * 2000),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_refused_and_changes_nothing(name, text, settings, member):
    before = settings.get()
    with pytest.raises(StaffError):
        settings.set(name, text, member, "zomaar")
    assert settings.get() == before and settings.history() == []


@pytest.mark.parametrize("why", ["", "   ", "x" * 301])
def test_a_change_without_a_reason_is_refused(why, settings, member):
    with pytest.raises(StaffError, match="waarom"):
        settings.set("queue_room", "5", member, why)


def test_who_what_when_and_why_are_kept_and_undone(settings, member, database, clock):
    settings.set("queue_room", "5", member, "griep")
    clock.move(hours=1)
    settings.set("queue_room", "8", member, "beter")
    second, first = settings.history("queue_room")
    assert (first.before, first.value, first.login, first.why) == ("20", "5", "bo", "griep")
    assert second.at > first.at
    with pytest.raises(StaffError, match="nieuwste"):
        settings.undo(first.id, member)
    assert settings.undo(second.id, member) == second
    assert settings.get().queue_room == 5
    assert settings.history()[0].why == "Ongedaan gemaakt: de verandering van 23-11-2026 11:00."
    log = Audit(database, clock).entries(action="instelling", subject="queue_room")
    assert [e.detail for e in log][1:] == ["5 → 8: beter", "20 → 5: griep"]


def test_a_kept_text_that_no_longer_fits_counts_as_not_set(settings, database):
    with database.write() as connection:
        connection.execute(
            sa.text("INSERT INTO desk_settings (name, value, at, login, why) VALUES ('queue_room', 'x', '', '', '')")
        )
    assert settings.get().queue_room == 20
