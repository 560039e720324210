"""Facts: the value of the day, of a year, and the words for the day itself."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.calendar import OpeningHours
from bot.knowledge import PhoneLine, Source
from bot.knowledge.facts import DAY_WORDS, FactBook, NoValidFact, references
from bot.knowledge.model import Fact, Validity

CHECKED = dt.date(2026, 11, 1)
SOURCE = Source("Bron", "https://voorbeeld.nl", CHECKED)


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def fact(name: str, text: str, first: str | None = None, last: str | None = None) -> Fact:
    return Fact(name, text, "tekst", text, Validity(day(first), day(last)), "", SOURCE.url, CHECKED, "hoog", "f.yml")


def line(id: str, number: str, per_weekday) -> PhoneLine:
    return PhoneLine(id, id, number, True, OpeningHours(per_weekday), "", SOURCE)


BOOK = FactBook(
    {
        "grens": (
            fact("grens", "€ 100", "2025-01-01", "2025-12-31"),
            fact("grens", "€ 110", "2026-01-01", "2026-06-30"),
            fact("grens", "€ 120", "2026-07-01", "2026-12-31"),
        ),
        "vast": (fact("vast", "6 weken"),),
        "later": (fact("later", "nieuw", "2027-01-01"),),
    },
    {
        "lijn": line("lijn", "0800 - 1", {0: (dt.time(8), dt.time(17))}),
        "stil": line("stil", "0800 - 2", {}),
    },
)


@pytest.mark.parametrize(
    ("text", "today", "filled"),
    [
        ("De grens is {grens}.", "2025-06-01", "De grens is € 100."),
        ("{grens}", "2026-06-30", "€ 110"),
        ("{grens}", "2026-07-01", "€ 120"),
        ("{grens@2025}", "2026-07-01", "€ 100"),
        ("{grens@2026}", "2025-07-01", "€ 120"),  # the last one that held in that year
        ("{grens@2026}", "2031-01-01", "€ 120"),
        ("{vast}", "1999-01-01", "6 weken"),
        ("{vast@2040}", "2026-01-01", "6 weken"),
        ("{grens} en {vast} en {grens}", "2026-01-01", "€ 110 en 6 weken en € 110"),
        ("{later}", "2027-01-01", "nieuw"),
        ("{lijn_nummer}", "2026-01-01", "0800 - 1"),
        ("{lijn_tijden}", "2026-01-01", "maandag: 8.00 - 17.00 uur"),
        ("geen accolades", "2026-01-01", "geen accolades"),
        ("{vandaag}", "2026-11-21", "21 november 2026"),
        ("{vorig_jaar} {jaar} {volgend_jaar}", "2026-12-31", "2025 2026 2027"),
        ("{vorig_jaar} {jaar} {volgend_jaar}", "2027-01-01", "2026 2027 2028"),
        ("{volgende_betaaldag}", "2026-12-01", "21 december 2026"),
        ("{volgende_betaaldag}", "2026-12-22", "20 januari 2027"),
        # who asks for the money of December on 22 November: that came two days before
        ("{laatste_betaalmaand} kwam op {laatste_betaaldag}", "2026-11-22", "december 2026 kwam op 20 november 2026"),
        ("{volgende_betaaldag} voor {volgende_betaalmaand}", "2026-11-22", "21 december 2026 voor januari 2027"),
        ("{laatste_betaalmaand} kwam op {laatste_betaaldag}", "2026-12-21", "december 2026 kwam op 20 november 2026"),
        ("{laatste_betaalmaand} kwam op {laatste_betaaldag}", "2027-01-05", "januari 2027 kwam op 21 december 2026"),
    ],
)
def test_placeholders_are_filled_with_the_value_of_the_day(text, today, filled):
    assert BOOK.fill(text, day(today)) == filled
    assert BOOK.fillable((text,), day(today))


@pytest.mark.parametrize(
    ("text", "today", "reference"),
    [
        ("{grens}", "2024-12-31", "grens"),
        ("{grens}", "2027-01-01", "grens"),
        ("{grens@2024}", "2026-01-01", "grens@2024"),
        ("{grens@2027}", "2026-01-01", "grens@2027"),
        ("{later}", "2026-12-31", "later"),
        ("{onbekend}", "2026-01-01", "onbekend"),
        ("{stil_tijden}", "2026-01-01", "stil_tijden"),
    ],
)
def test_a_text_without_a_valid_value_is_never_filled(text, today, reference):
    with pytest.raises(NoValidFact) as missing:
        BOOK.fill(text, day(today))
    assert missing.value.reference == reference
    assert not BOOK.fillable(("goed", text), day(today))


@pytest.mark.parametrize("name", ["grens", "vast", "lijn_nummer", "lijn_tijden", "stil_nummer", *DAY_WORDS])
def test_names_that_can_be_filled_are_known(name):
    assert BOOK.knows(name)


@pytest.mark.parametrize("name", ["grenzen", "stil_tijden", "lijn", "", "Grens"])
def test_other_names_are_not_known(name):
    assert not BOOK.knows(name)


@pytest.mark.parametrize("name", DAY_WORDS)
def test_every_day_word_has_a_value(name):
    assert BOOK.text(name, dt.date(2026, 11, 21))


@pytest.mark.parametrize(
    ("today", "coming"),
    [
        ("2026-11-22", "1 mei 2027"),
        ("2027-04-30", "1 mei 2027"),
        ("2027-05-01", "1 mei 2027"),
        ("2027-05-02", "1 mei 2028"),
    ],
)
def test_a_day_of_every_year_gives_the_coming_one(today, coming):
    book = FactBook({"dag": (fact("dag", "1 mei"),), "mei": (fact("mei", "mei"),)}, {})
    assert book.fill("voor {komende_dag}", day(today)) == f"voor {coming}"
    assert not book.fillable(("{komende_mei}",), day(today))


def test_the_coming_day_refers_to_the_fact_it_comes_from():
    assert list(references("{komende_dag} of {dag}")) == [("dag", None), ("dag", None)]


def test_references_name_each_placeholder_with_its_year():
    assert list(references("{a} b {c@2025} {D} {e@20} {f_1}")) == [("a", None), ("c", 2025), ("f_1", None)]


@pytest.mark.parametrize(
    ("first", "last", "date", "holds"),
    [
        (None, None, "2026-01-01", True),
        ("2026-01-01", None, "2026-01-01", True),
        ("2026-01-02", None, "2026-01-01", False),
        (None, "2026-01-01", "2026-01-01", True),
        (None, "2025-12-31", "2026-01-01", False),
        ("2026-01-01", "2026-12-31", "2026-12-31", True),
    ],
)
def test_first_and_last_day_belong_to_the_validity(first, last, date, holds):
    assert Validity(day(first), day(last)).covers(day(date)) is holds


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ((None, None), (None, None), True),
        ((None, "2026-01-01"), ("2026-01-01", None), True),
        ((None, "2025-12-31"), ("2026-01-01", None), False),
        (("2026-01-01", "2026-12-31"), ("2026-06-01", "2026-06-02"), True),
        (("2025-01-01", "2025-12-31"), ("2026-01-01", "2026-12-31"), False),
    ],
)
def test_validities_overlap_when_they_share_a_day(one, other, overlap):
    a, b = (Validity(*map(day, pair)) for pair in (one, other))
    assert a.overlaps(b) is b.overlaps(a) is overlap
