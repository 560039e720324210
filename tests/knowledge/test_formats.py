"""How amounts, percentages, dates and terms read."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from bot.knowledge.formats import UNITS, number_in_words, value_in_words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (469, "EUR", "€ 469"),
        (0, "EUR", "€ 0"),
        (1250, "EUR", "€ 1.250"),
        (127582, "EUR", "€ 127.582"),
        (1234567, "EUR", "€ 1.234.567"),
        (18.5, "EUR", "€ 18,50"),
        (10.71, "EUR", "€ 10,71"),
        (1250.05, "EUR", "€ 1.250,05"),
        (1250.0, "EUR", "€ 1.250"),
        (35.75, "%", "35,75%"),
        (5, "%", "5%"),
        (5.0, "%", "5%"),
        (0.5, "%", "0,5%"),
        (dt.date(2027, 5, 1), "datum", "1 mei 2027"),
        (2500, "getal", "2.500"),
        (1.5, "getal", "1,5"),
        (0.1, "getal", "0,1"),
        ("1 maart", "tekst", "1 maart"),
        (6, "weken", "6 weken"),
        (1, "weken", "1 week"),
        (1, "dagen", "1 dag"),
        (0, "dagen", "0 dagen"),
        (10, "werkdagen", "10 werkdagen"),
        (1, "werkdagen", "1 werkdag"),
        (1, "maanden", "1 maand"),
        (12, "maanden", "12 maanden"),
        (1.5, "maanden", "1,5 maanden"),
        (1, "jaar", "1 jaar"),
        (5, "jaar", "5 jaar"),
        (24, "uur", "24 uur"),
    ],
)
def test_values_read_as_dutch(value, unit, words):
    assert value_in_words(value, unit) == words


@pytest.mark.parametrize(
    ("value", "unit", "says"),
    [
        ("469", "EUR", "getal"),
        ("veel", "%", "getal"),
        (True, "EUR", "getal"),
        (None, "dagen", "getal"),
        ("2027-05-01", "datum", "JJJJ-MM-DD"),
        (2027, "datum", "JJJJ-MM-DD"),
        (3, "kilo", "kilo"),
        (float("nan"), "EUR", "getal"),
        (float("nan"), "getal", "getal"),
        (float("inf"), "EUR", "getal"),
        (float("inf"), "%", "getal"),
    ],
)
def test_values_that_do_not_fit_their_unit_are_refused(value, unit, says):
    with pytest.raises(ValueError, match=says):
        value_in_words(value, unit)


def test_an_unknown_unit_is_answered_with_all_known_ones():
    with pytest.raises(ValueError) as refused:
        value_in_words(3, "kilo")
    assert all(unit in str(refused.value) for unit in UNITS)


@pytest.mark.parametrize(
    ("number", "words"),
    [("1000", "1.000"), ("100", "100"), ("0.10", "0,1"), ("1000.50", "1.000,5"), ("20", "20"), ("1E+3", "1.000")],
)
def test_numbers_lose_no_zero_that_counts(number, words):
    assert number_in_words(Decimal(number)) == words
