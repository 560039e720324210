from __future__ import annotations

import pytest

from bot.content import Decisions, Verdict
from bot.content.decisions import text_key


@pytest.fixture
def decisions(database, clock):
    return Decisions(database, clock)


def test_one_person_settles_it_when_one_is_enough(decisions):
    assert decisions.say(["a", "b"], Verdict.DROP, "", "noor", "Noor") == ["a", "b"]
    assert not decisions.all()["a"][0].settled, "only when what was agreed is done"
    decisions.settle(["a"], Verdict.DROP, "")
    assert [decisions.all()[key][0].settled for key in "ab"] == [True, False]


def test_two_persons_have_to_say_the_same_of_it(decisions):
    assert decisions.say(["a"], Verdict.TOPIC, "aangifte.uitstel", "noor", "Noor", needed=2) == []
    assert decisions.say(["a"], Verdict.TOPIC, "aangifte.uitstel", "noor", "Noor", needed=2) == []
    assert decisions.say(["a"], Verdict.TOPIC, "aangifte.deadline", "bo", "Bo", needed=2) == []
    assert decisions.say(["a"], Verdict.TOPIC, "aangifte.uitstel", "bo", "Bo", needed=2) == ["a"]
    decisions.settle(["a"], Verdict.TOPIC, "aangifte.uitstel")
    assert [d.settled for d in decisions.all()["a"]] == [True, True]


def test_taking_it_back_brings_it_back(decisions):
    decisions.say(["a"], Verdict.NOT_OURS, "", "noor", "Noor", needed=2)
    assert decisions.say(["a"], Verdict.NOT_OURS, "", "bo", "Bo", needed=2) == ["a"]
    decisions.take_back(["a"], "bo")
    assert [(d.login, d.settled) for d in decisions.all()["a"]] == [("noor", False)]


def test_texts_that_differ_in_form_only_are_one():
    assert text_key("Hoe vraag ik UITSTEL?") == text_key("hoe  vraag ik uitstel")
    assert text_key("Hoe vraag ik uitstel") != text_key("hoe krijg ik uitstel")
