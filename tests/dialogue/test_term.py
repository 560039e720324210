"""A term is counted from the day that was told, and what was told to be so is not said to come."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.calendar import AMSTERDAM
from bot.dialogue import Heard, what_was_said
from bot.dialogue.days import day_in
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
        ("we zijn twee weken geleden verhuisd", "2026-11-09"),
        ("gisteren ben ik verhuisd", "2026-11-22"),
        ("ik ben vorige week verhuisd", "2026-11-22"),
        ("afgelopen maand zijn we gescheiden", "2026-10-31"),
        ("mijn baan kwijt sinds 3 maanden geleden", "2026-08-23"),
        ("ik ben per 1 oktober ontslagen en mijn dochter gaat nog naar de opvang", "2026-10-01"),
        ("per 1 oktober ben ik ontslagen, mijn zoon is 2", "2026-10-01"),
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
    late = talk.say("wanneer had ik dat moeten melden", "toeslagen.wijziging_doorgeven")
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


def test_who_lost_work_reads_until_when_the_opvang_is_paid(talk, content):
    text = "ik ben per 1 oktober ontslagen, houd ik kinderopvangtoeslag"
    reply = talk.say(text, "toeslagen.kot.werkloos", said=heard(text, content).said)["text"]
    assert "Bij jou is dat tot 1 januari 2027." in reply
    assert "29 oktober 2026" in reply and "alsnog" in reply, "telling it has a term of its own"
    assert "Zonder uren over is dat uiterlijk 1 december 2026." in reply


def test_a_day_to_stop_that_is_over_is_not_named(talk, content):
    text = "ik ben per 1 september ontslagen, houd ik kinderopvangtoeslag"
    reply = talk.say(text, "toeslagen.kot.werkloos", said=heard(text, content).said)["text"]
    assert "Bij jou is dat tot 1 december 2026." in reply and "Zonder uren over" not in reply


def test_a_month_alone_is_too_little_to_count_what_one_keeps(talk, content):
    text = "ik ben in oktober ontslagen, houd ik kinderopvangtoeslag"
    assert "Bij jou" not in talk.say(text, "toeslagen.kot.werkloos", said=heard(text, content).said)["text"]


def test_after_a_death_the_letters_get_a_day(talk, content):
    text = "mijn vrouw is twee weken geleden overleden, wat moet ik doen"
    first = talk.say(text, "leven.overlijden", said=heard(text, content).said)["text"]
    assert "Dat is rond 14 december 2026." in first and "Reken dus op februari tot april 2027." in first
    later = talk.say("wanneer komt de brief over de toeslagen", "leven.overlijden", said={"relatie": "partner"})["text"]
    assert "14 december 2026" in later, "it is remembered"


def test_a_death_to_come_or_without_a_day_counts_nothing(talk, content):
    for text in ("mijn man is overleden", "mijn man is in juni of juli overleden"):
        assert " rond " not in talk.say(text, "leven.overlijden", said=heard(text, content).said)["text"]


def test_who_asks_when_the_letter_comes_reads_when(talk):
    talk.say("mijn man is overleden", "leven.overlijden", said={"relatie": "partner"})
    reply = talk.say("wanneer komt die brief", "leven.overlijden", said={"relatie": "partner", "post": "ja"})
    assert "3 tot 5 maanden" in reply["text"]


def test_a_term_that_is_over_is_not_told_as_a_thing_to_do_within_it(talk, content):
    text = "ik ben per 1 oktober ontslagen en mijn dochter van 2 gaat nog naar de opvang, houd ik kinderopvangtoeslag"
    first = talk.say(text, "toeslagen.kot.werkloos", said=heard(text, content).said)["text"]
    assert "29 oktober 2026" in first
    then = talk.say("waar geef ik dat door", "toeslagen.kot.werkloos", said={"relatie": "kind"})["text"]
    assert "29 oktober 2026" in then and "nu alsnog" in then and "Doe dat binnen" not in then
    assert talk.turns[-1][0].count("\n") == 3, "the steps stay a list"


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("mijn aanslag is van 30 oktober, hoe maak ik bezwaar", "Dat is hier op zijn laatst 11 december 2026."),
        ("de brief is van 2 september, hoe maak ik bezwaar", "Dat was hier op zijn laatst 14 oktober 2026."),
        ("ik wil op 30 oktober bezwaar maken", ""),
    ],
)
def test_a_term_from_the_date_on_a_letter_gets_its_last_day(text, until, talk):
    message = talk.say(text, "aangifte.bezwaar")["text"]
    assert until in message and ("op zijn laatst" in message) is bool(until)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("we gaan in juni trouwen", dt.date(2027, 6, 30)),
        ("we zijn in juni getrouwd", dt.date(2026, 6, 30)),
        ("ik ga sinds maart naar een andere baan", dt.date(2026, 3, 31)),
        ("ik ben per 1 oktober ontslagen en mijn dochter gaat nog naar de opvang", dt.date(2026, 10, 1)),
        ("ik word op 3 februari 2026 ontslagen", dt.date(2026, 2, 3)),
    ],
)
def test_a_month_is_that_of_what_is_to_come_or_has_been(text, day):
    assert day_in(text, MONDAY.date()).day == day
