"""A changed amount on 1 January: the old one ends, the new one begins, and answers follow."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.knowledge import Library
from bot.trainer import facts
from bot.trainer.facts import Change, value_of
from bot.trainer.questions import CannotChange
from tests.tiny import FEITEN

NEW_YEAR = dt.date(2027, 1, 1)
CHECKED = dt.date(2026, 11, 23)


def change(value, first=None, last=None):
    return Change(value, first, last, "https://voorbeeld.nl/nieuw", CHECKED)


def fact(tiny, name):
    return Library(tiny.data).content.facts[name]


def test_a_new_amount_from_1_january_leaves_the_old_one_until_then(room, tiny, me):
    content = Library(tiny.data).content
    before = tiny.read(FEITEN)
    room.change(lambda d: facts.next_value(d, content, "boete", change("€ 1.550,50", NEW_YEAR)), me, "indexatie")
    new, old = sorted(fact(tiny, "boete"), key=lambda f: -f.validity.first.year)
    assert (new.text, new.file, new.description) == ("€ 1.550,50", "data/feiten/2027/aangifte.yml", old.description)
    assert old.text == "€ 469" and tiny.read(FEITEN) == before
    assert "  boete:\n    waarde: 1550.5\n    eenheid: EUR\n    geldig_van: 2027-01-01\n" in tiny.read(new.file)


def test_a_fact_without_an_end_gets_one(room, tiny, me):
    content = Library(tiny.data).content
    room.change(lambda d: facts.next_value(d, content, "uitstel_tot", change("2027-09-01", NEW_YEAR)), me)
    assert "zekerheid: middel\n    geldig_tot" not in tiny.read(FEITEN)
    [old] = [f for f in fact(tiny, "uitstel_tot") if f.validity.last]
    assert old.validity.last == dt.date(2026, 12, 31)
    library = Library(tiny.data)
    assert "1 september 2027" in library.answer_for("aangifte.uitstel", NEW_YEAR).bubbles[0]
    assert "1 september 2026" in library.answer_for("aangifte.uitstel", CHECKED).bubbles[0]


def test_a_second_fact_joins_the_file_of_that_year(room, tiny, me):
    for name, value in (("boete", "500"), ("uitstel_tot", "2027-09-01")):
        content = Library(tiny.data).content
        room.change(lambda d, n=name, v=value, c=content: facts.next_value(d, c, n, change(v, NEW_YEAR)), me)
    assert {len(fact(tiny, name)) for name in ("boete", "uitstel_tot")} == {2}


def test_a_value_within_the_year_gets_a_place_of_its_own(room, tiny, me):
    content = Library(tiny.data).content
    room.change(lambda d: facts.next_value(d, content, "boete", change("480", dt.date(2026, 12, 1))), me)
    book = {f.text: f.validity for f in fact(tiny, "boete")}
    assert book["€ 469"].last == dt.date(2026, 11, 30) and book["€ 480"].first == dt.date(2026, 12, 1)


def test_a_mended_value_changes_only_its_lines(room, tiny, me):
    before = tiny.read(FEITEN)
    [boete] = fact(tiny, "boete")
    mended = Change("470", boete.validity.first, boete.validity.last, boete.source, boete.checked, boete.confidence)
    room.change(lambda d: facts.mend(d, boete, mended), me)
    assert tiny.read(FEITEN) == before.replace("waarde: 469", "waarde: 470")


def test_what_cannot_be_is_said(room, tiny, me):
    content = Library(tiny.data).content
    with pytest.raises(CannotChange, match="al een waarde"):
        facts.next_value(room.draft(), content, "boete", change("1", dt.date(2025, 1, 1)))
    with pytest.raises(CannotChange, match="vanaf welke dag"):
        facts.next_value(room.draft(), content, "boete", change("1"))
    with pytest.raises(CannotChange, match="bestaat niet"):
        facts.next_value(room.draft(), content, "geen", change("1", NEW_YEAR))


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("€ 1.550", "EUR", 1550),
        ("12,50", "EUR", 12.5),
        ("35,75%", "%", 35.75),
        ("1.234.567,8", "EUR", 1234567.8),
        ("6", "weken", 6),
        ("1400", "tekst", "1400"),
        ("2027-05-01", "datum", dt.date(2027, 5, 1)),
    ],
)
def test_a_value_is_read_as_people_write_it(typed, unit, value):
    assert value_of(typed, unit) == value


@pytest.mark.parametrize(("typed", "unit"), [("veel", "EUR"), ("1 mei", "datum"), ("", "tekst"), ("-5", "EUR")])
def test_what_is_no_value_is_refused(typed, unit):
    with pytest.raises(CannotChange):
        value_of(typed, unit)


def test_the_answers_that_use_a_fact_are_named(tiny):
    assert facts.used_by(Library(tiny.data).content, "boete") == ["aangifte.uitstel"]
