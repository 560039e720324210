"""The scripted conversations, through everything real: as `make gesprekken` plays them."""

from __future__ import annotations

import asyncio

import pytest

from bot.gesprekken import average, play_all, read_scripts, score, unmet
from bot.knowledge.style_file import load_rules
from tests.house import ROOT

pytestmark = [pytest.mark.journey, pytest.mark.timeout(400)]

LOWEST_AVERAGE = 92


@pytest.fixture(scope="module")
def scripts():
    return read_scripts(ROOT / "tests" / "gesprekken" / "draaiboek")


@pytest.fixture(scope="module")
def conversations(house, scripts):
    return asyncio.run(play_all(house.settings.site_url, house.settings.local_key, scripts))


@pytest.fixture(scope="module")
def scores(conversations):
    rules = load_rules(ROOT / "data")
    return {played.id: score(played, rules) for played in conversations}


def test_no_conversation_has_a_hard_fail(scores):
    assert {name: list(map(str, s.hard_fails)) for name, s in scores.items() if s.hard_fails} == {}


def test_no_neutral_turn_has_empathy(scores):
    assert {name: list(map(str, s.neutral_empathy)) for name, s in scores.items() if s.neutral_empathy} == {}


def test_nobody_gets_the_crisis_block_without_a_crisis(scores):
    assert {name: list(map(str, s.false_alarms)) for name, s in scores.items() if s.false_alarms} == {}


def test_the_average_of_what_a_program_sees_is_high_enough(scores):
    assert average(list(scores.values())) >= LOWEST_AVERAGE


def test_every_conversation_brings_what_its_script_expects(scripts, conversations):
    found = {s.id: unmet(s, played) for s, played in zip(scripts, conversations, strict=True)}
    assert {name: missed for name, missed in found.items() if missed} == {}
