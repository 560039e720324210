"""A term is counted from the day that was told, and what was told to be so is not said to come."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.calendar import AMSTERDAM
from bot.dialogue import Heard, what_was_said
from bot.dialogue.term import day_told
from tests.dialogue.conversation import MONDAY


def heard(text, content, now=MONDAY):
    return Heard(text, None, 0.0, (), now, said=what_was_said(text, content.words, now.date()))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("we zijn op 15 juni verhuisd", "2026-06-15"),
        ("ik ben 3 november 2025 gescheiden", "2025-11-03"),
        ("ik ben in juni verhuisd", "2026-06-30"),
        ("mijn vriend trekt 1 december bij mij in", "2026-12-01"),
        ("ik ben ontslagen per 1 februari", "2027-02-01"),
        ("sinds oktober ben ik gestopt met werken", "2026-10-31"),
        # nothing happened, not to who writes, on no such day, on two days, or another term holds
        ("tot 1 mei kan het nog", ""),
        ("mijn moeder is op 15 juni verhuisd", ""),
        ("ik ben op 31 juni verhuisd", ""),
        ("verhuisd op 1 juni of 1 juli", ""),
        ("mijn man is op 15 juni overleden", ""),
    ],
)
def test_the_day_on_which_something_changed_is_heard(text, day, content):
    assert day_told(heard(text, content)) == day


def test_who_moved_reads_until_when_and_that_it_can_still_be_done(talk, content):
    text = "we zijn op 15 juni verhuisd naar een huurhuis"
    talk.say(text, "leven.verhuizen", said=heard(text, content).said)
    late = talk.say("ben ik nu te laat met doorgeven", "toeslagen.wijziging_doorgeven")
    assert "13 juli 2026" in late["text"] and "alsnog" in late["text"]
    calm = talk.say("en mijn zorgtoeslag", "toeslagen.wijziging_doorgeven", said={"toeslag": "zorgtoeslag"})
    assert "13 juli" not in calm["text"], "only where it is about when"


def test_what_is_to_come_gets_its_last_day(talk, content):
    talk.now = dt.datetime(2026, 6, 20, 10, 0, tzinfo=AMSTERDAM)
    text = "ik ben op 15 juni verhuisd"
    talk.say(text, "leven.verhuizen", said=heard(text, content, talk.now).said)
    reply = talk.say("tot wanneer kan ik dat doorgeven", "toeslagen.wijziging_doorgeven")
    assert "Dat is hier op zijn laatst 13 juli 2026." in reply["text"]


def test_a_letter_that_is_there_does_not_come(talk):
    first = talk.say("mijn man is overleden, doe ik aangifte voor hem", "leven.overlijden", said={"relatie": "partner"})
    there = talk.say(
        "de brief over zijn aangifte ligt er al", "leven.overlijden", said={"relatie": "partner", "post": "ja"}
    )
    assert "komt meestal na" in first["text"] and "komt meestal na" not in there["text"]


def test_who_has_no_partner_reads_nothing_that_holds_with_one(talk):
    reply = talk.say("hoeveel mag ik sparen", "toeslagen.vermogen", said={"toeslag": "zorgtoeslag", "partner": "nee"})
    assert "toeslagpartner" not in reply["text"]


@pytest.mark.parametrize(
    ("relation", "expected"),
    [("partner", "toeslagpartners"), ("huisgenoot", "medebewoner"), ("ouder", "vader of moeder"), ("kind", "je kind")],
)
def test_whose_income_counts_is_told_of_that_person(relation, expected, talk):
    reply = talk.say("telt dat inkomen dan mee", "toeslagen.toetsingsinkomen", said={"relatie": relation})
    assert expected in reply["text"].split("\n\n")[0] and "vakantiegeld" not in reply["text"]
