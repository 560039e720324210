"""An amount that somebody tells is laid beside the limit of the answer; nothing more is said about it."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from bot.dialogue import Heard, what_was_said
from bot.dialogue.limits import amount_told, with_told_amount

TODAY = dt.date(2026, 11, 23)
NOW = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.timezone.utc)
INCOME, WEALTH = "toeslagen.zorg.inkomensgrens", "toeslagen.vermogen"


def said(text, content):
    return what_was_said(text, content.words, TODAY)


def first_of(talk, content, text, topic, **more):
    return talk.say(text, topic, said=said(text, content), **more)["text"]


@pytest.mark.parametrize(
    ("text", "topic", "begins"),
    [
        (
            "ik verdien 45000, krijg ik zorgtoeslag",
            INCOME,
            "€ 45.000 is hoger dan de grens van € 40.857 zonder partner.",
        ),
        ("ik verdien 35000 en woon alleen, zorgtoeslag?", INCOME, "€ 35.000 is niet hoger dan de grens van € 40.857."),
        ("mijn inkomen is 40.857, zorgtoeslag?", INCOME, "€ 40.857 is niet hoger dan de grens van € 40.857"),
        (
            "wij verdienen samen 48000, krijgen we zorgtoeslag",
            INCOME,
            "€ 48.000 is niet hoger dan de grens van € 51.142 voor jullie samen.",
        ),
        (
            "ik verdien 60000 en heb een partner, zorgtoeslag?",
            INCOME,
            "€ 60.000 is hoger dan de grens van € 51.142 voor jullie samen.",
        ),
        ("ik heb 50000 spaargeld, mag ik huurtoeslag", WEALTH, "€ 50.000 is hoger dan de grens van € 38.479"),
        (
            "ik heb 50000 euro spaargeld, mag ik zorgtoeslag",
            WEALTH,
            "€ 50.000 is niet hoger dan de grens van € 146.011",
        ),
        (
            "ik heb 100.000 op de bank, betaal ik belasting",
            "aangifte.box3_sparen",
            "€ 100.000 is hoger dan de grens van",
        ),
    ],
)
def test_an_amount_is_laid_beside_its_limit(talk, content, text, topic, begins):
    assert first_of(talk, content, text, topic).startswith(begins)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("ik verdien 2000 euro per maand, zorgtoeslag?", INCOME),  # of a month
        ("mijn salaris is 2900 krijg ik nog zorgtoeslag", INCOME),  # of a month, though that is not said
        ("ik verdien 30000 en heb een partner, zorgtoeslag?", INCOME),  # the income of the partner is not told
        ("ik ga 5000 meer verdienen, zorgtoeslag?", INCOME),
        ("mijn moeder heeft 50000 spaargeld, zorgtoeslag?", WEALTH),
        ("ik heb 50000 spaargeld en krijg toeslag", WEALTH),  # which toeslag is not told
        ("ik verdien 45000 en heb 20000 spaargeld, zorgtoeslag?", INCOME),  # two amounts
        ("ik verdiende in 2024 45000, zorgtoeslag?", INCOME),  # the limit is of another year
        ("mag ik verdienen met zorgtoeslag in 2026", INCOME),  # a year is no amount
        ("ik verdien 45000, hoe doe ik aangifte", "aangifte.hoe_doen"),
    ],
)
def test_what_is_not_sure_is_not_compared(talk, content, text, topic):
    assert "dan de grens van €" not in first_of(talk, content, text, topic)


def test_the_comparison_stands_once_and_promises_nothing(talk, content):
    text = first_of(talk, content, "ik verdien 35000 en woon alleen, krijg ik zorgtoeslag", INCOME)
    assert text.count("35.000") == 1
    assert "Je inkomen is" not in text


def test_in_doubt_an_amount_chooses_the_topic_with_its_limit(talk, content):
    text = "ik verdien 45000, krijg ik zorgtoeslag"
    ranking = (("toeslagen.zorg.hoogte", 0.45), (INCOME, 0.3), ("toeslagen.zorg.voorwaarden", 0.12))
    heard = Heard(text, None, 0.45, ranking, NOW, said(text, content))
    assert with_told_amount(heard, content).topic == INCOME
    other = Heard("ik verdien 45000, en nu", None, 0.4, (("aangifte.hoe_doen", 0.4),), NOW, {"bedrag": 45000})
    assert with_told_amount(other, content).topic is None


def test_an_amount_without_a_sign_is_heard_beside_a_word_for_money(content):
    def told(text):
        return amount_told(Heard(text, None, 0.0, (), NOW, said(text, content)))

    assert told("ik heb 50000 spaargeld") == ("vermogen", 50000)
    assert told("mijn jaarinkomen is 31.500") == ("inkomen", 31500)
    assert told("spaargeld op 1 januari 2026") is None
    assert told("ik heb 50000 volgers") is None


def test_every_limit_has_its_facts_today(content, library):
    assert len(content.follow_ups.limits) >= 5
    for limit in content.follow_ups.limits:
        for fact in (limit.alone, limit.together):
            assert re.fullmatch(r"€ [\d.]+", library.fill(f"{{{fact}}}", TODAY)), fact
        for topic in limit.topics:
            assert topic in content.answers


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("totaal 41.300 op 1 januari van dit jaar", "€ 41.300 is hoger dan de grens van"),
        ("de huur is 712", ""),
        ("41.300 minder dan vorig jaar", ""),
    ],
)
def test_an_amount_told_in_talk_about_what_one_may_own_is_laid_beside_that_limit(text, begins, talk):
    talk.say(
        "mijn moeder krijgt geen huurtoeslag meer om haar spaargeld",
        "toeslagen.vermogen",
        said={"toeslag": "huurtoeslag"},
    )
    reply = talk.say(text, None, 0.3)["text"]
    assert reply.startswith(begins) and (" dan de grens van" in reply) is bool(begins)
