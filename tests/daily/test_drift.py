"""Drift: nothing is said of chance, and a real change is seen."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from bot.daily.drift import Weather, drift


def test_the_index_is_what_the_formula_gives():
    found = drift({"a": 5000, "b": 5000}, {"a": 2500, "b": 7500})
    # (0.25-0.5) ln(0.25/0.5) + (0.75-0.5) ln(0.75/0.5)
    assert found.index == pytest.approx(0.2747, abs=1e-3)
    assert found.weather is Weather.LOOK
    assert found.shares[0] == ("a", 0.5, 0.25)


def test_the_same_is_usual_and_few_questions_say_nothing():
    same = {"a": 300, "b": 700}
    assert drift(same, same).weather is Weather.USUAL
    assert drift(same, {"a": 20, "b": 10}).weather is Weather.TOO_FEW
    assert drift({}, {}).weather is Weather.TOO_FEW


def test_a_small_change_among_many_questions_is_usual():
    assert drift({"a": 50_000, "b": 50_000}, {"a": 48_500, "b": 51_500}).weather is Weather.USUAL


def test_many_topics_and_few_questions_do_not_cry_wolf():
    """The bare index is often above 0.1 here, by chance alone."""
    dice, topics = random.Random(5), [f"t{i}" for i in range(25)]
    above, cried = 0, 0
    for _ in range(200):
        before, now = (Counter(dice.choices(topics, k=n)) for n in (400, 150))
        found = drift(before, now)
        above += found.index > 0.1
        cried += found.weather is Weather.LOOK
    assert above > 100
    assert cried < 10


def test_a_topic_that_comes_up_is_seen():
    found = drift({"a": 400, "b": 400}, {"a": 80, "b": 80, "nieuw": 60})
    assert found.weather is Weather.LOOK
    assert found.shares[0][0] == "nieuw"


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ({"a": 500, "b": 500}, "bijna hetzelfde als eerst"),
        ({"a": 580, "b": 420}, "een beetje anders dan eerst"),
        ({"a": 680, "b": 320}, "duidelijk anders dan eerst"),
        ({"a": 900, "b": 100}, "heel anders dan eerst"),
        ({"a": 5, "b": 5}, ""),
    ],
)
def test_who_does_not_know_the_index_reads_it_in_words(now, words):
    assert drift({"a": 500, "b": 500}, now).words == words
