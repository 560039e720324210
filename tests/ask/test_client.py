"""Buttons: found by what stands on them."""

from __future__ import annotations

import pytest

from bot.ask.client import AskError, _choice

OFFERED = [{"choices": [{"label": "Zorgtoeslag", "choice": "onderwerp:toeslagen.zorg.hoogte"}]}, {"choices": None}, {}]


def test_a_button_is_pressed_by_its_label():
    assert _choice("Zorgtoeslag", OFFERED) == "onderwerp:toeslagen.zorg.hoogte"


def test_the_staff_button_is_always_there():
    assert _choice("Medewerker", []) == "medewerker"


def test_a_button_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(AskError, match="'Huurtoeslag'.*wel: Zorgtoeslag"):
        _choice("Huurtoeslag", OFFERED)
