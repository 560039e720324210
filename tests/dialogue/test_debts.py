"""A debt that somebody told is used: beside a limit, and as what it is a month in parts."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.dialogue import what_was_said

TODAY = dt.date(2026, 11, 23)
BACK, PARTS = "toeslagen.terugbetalen", "betalen.betalingsregeling"


def told(talk, content, text, topic):
    return talk.say(text, topic, said=what_was_said(text, content.words, TODAY))["text"]


def test_what_is_paid_back_in_parts_is_told_a_month(talk, content):
    text = told(talk, content, "ik moet 1800 euro zorgtoeslag terugbetalen, kan dat in delen", BACK)
    assert "Met € 1.800 is dat ongeveer € 75 per maand." in text
    assert text.count("€ 75") == 1


def test_the_sum_goes_on_with_the_talk(talk, content):
    told(talk, content, "ik moet 2000 euro zorgtoeslag terugbetalen", BACK)
    assert "ongeveer € 84 per maand" in told(talk, content, "en hoe lang mag ik daarover doen", BACK)


@pytest.mark.parametrize(
    "text",
    [
        "ik moet toeslag terugbetalen maar kan maar 50 euro per maand missen",  # no debt
        "ik moet 300 euro toeslag terugbetalen",  # too little a month to say
        "hoe betaal ik toeslag terug in delen",
    ],
)
def test_no_sum_is_made_of_what_is_no_debt(talk, content, text):
    assert "per maand." not in told(talk, content, text, BACK)


def test_a_debt_below_the_limit_is_said_to_be(talk, content):
    text = told(talk, content, "ik moet 6000 euro belasting betalen, kan dat later", PARTS)
    assert "Met € 6.000 blijf je onder de grens van € 20.000." in text
    assert "Is je schuld niet hoger" not in text


def test_a_debt_above_the_limit_takes_what_holds_below_it_along(talk, content):
    text = told(talk, content, "ik moet 30000 euro belasting betalen, kan dat later", PARTS)
    assert "Met € 30.000 zit je boven de grens van € 20.000 voor kort uitstel." in text
    assert "niet hoger dan € 20.000" not in text
    assert "tot 4 maanden" not in text


def test_the_limit_in_a_list_is_replaced_in_its_line(talk, content):
    text = told(talk, content, "ik heb 6000 euro schuld, hoe vraag ik betalen in delen aan", PARTS)
    assert "2. Vraag om later betalen, tot 4 maanden. Met € 6.000 blijf je onder de grens van € 20.000.\n3." in text


def test_the_month_in_which_kindgebonden_budget_begins_is_told(talk, content):
    text = told(talk, content, "onze dochter is gisteren geboren, wat nu met toeslagen", "leven.kind_geboren")
    assert "Het gaat in vanaf de maand na de geboorte. Hier is dat december 2026." in text


@pytest.mark.parametrize("text", ["onze dochter is geboren", "ons kind wordt in maart 2027 geboren"])
def test_no_month_is_told_without_a_day_that_has_passed(talk, content, text):
    assert "Hier is dat" not in told(talk, content, text, "leven.kind_geboren")


def test_the_sum_is_also_told_about_paying_a_toeslag_in_parts(talk, content):
    told(talk, content, "ik moet 2400 euro zorgtoeslag terugbetalen", BACK)
    message = talk.say("hoe werkt een betalingsregeling", "betalen.betalingsregeling", said={"toeslag": "zorgtoeslag"})
    assert "ongeveer € 100 per maand" in message["text"]
