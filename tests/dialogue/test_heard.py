"""What a text states: toeslag, year, partner."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.calendar import AMSTERDAM
from bot.dialogue import Heard, what_was_said
from bot.knowledge.model import CONDITION_VALUES


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", {}),
        ("Wanneer krijg ik mijn geld?", {}),
        ("Wanneer krijg ik zorgtoeslag?", {"toeslag": "zorgtoeslag"}),
        ("ZORGTOESLAG", {"toeslag": "zorgtoeslag"}),
        ("zorgtoeslag, graag.", {"toeslag": "zorgtoeslag"}),
        ("(zorgtoeslag)", {"toeslag": "zorgtoeslag"}),
        ("hoeveel huursubsidie krijg ik", {"toeslag": "huurtoeslag"}),
        ("krijg ik kindgebonden budget", {"toeslag": "kindgebonden_budget"}),
        ("mijn kot van vorige maand", {"toeslag": "kinderopvangtoeslag"}),
        ("de kotter vaart", {}),  # whole words only
        ("zorgtoeslag of huurtoeslag?", {}),  # two values choose nothing
        ("zorgtoeslag en zorg toeslag", {"toeslag": "zorgtoeslag"}),  # twice the same is one
        ("aangifte over 2025", {"jaar": 2025}),
        ("aangifte over 2025?", {"jaar": 2025}),
        ("2025 2025", {"jaar": 2025}),
        ("2024 of 2025", {}),
        ("2024 2025", {}),
        ("in 1999 of 2099", {}),
        ("ik betaalde 20250 euro", {}),
        ("€ 2025,-", {"jaar": 2025}),
        ("samenwonend met mijn vriend", {"partner": "ja"}),
        ("ik ben alleenstaand", {"partner": "nee"}),
        ("alleenstaand of getrouwd", {}),
        ("zorgtoeslag 2026 alleenstaand", {"toeslag": "zorgtoeslag", "jaar": 2026, "partner": "nee"}),
        ("zorgtoeslag\n2026", {"toeslag": "zorgtoeslag", "jaar": 2026}),
        ("😀👍", {}),
    ],
)
def test_conditions_are_heard_in_everyday_words(text, said, content):
    assert what_was_said(text, content.words) == said


def test_what_is_heard_is_always_a_value_that_answers_may_ask_for(content):
    for condition, values in content.words.items():
        for value, forms in values.items():
            assert value in CONDITION_VALUES[condition]
            for form in forms:
                assert what_was_said(f"ik zeg {form} hier", content.words) == {condition: value}, form


def test_accents_are_part_of_a_word():
    words = {"relatie": {"ex": ("ex", "gescheïdene")}}
    assert what_was_said("mijn gescheïdene", words) == {"relatie": "ex"}
    assert what_was_said("mijn éx", words) == {}


def test_today_is_the_day_of_the_moment():
    now = dt.datetime(2026, 12, 31, 23, 59, tzinfo=AMSTERDAM)
    assert Heard("", None, 0.0, (), now).today == dt.date(2026, 12, 31)
