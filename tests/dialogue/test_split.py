"""Two questions in one message: found, and answered apart only when that helps."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.calendar import AMSTERDAM
from bot.dialogue import Heard, answered_apart, questions_in, what_was_said

NOW = dt.datetime(2026, 11, 21, 12, 0, tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Wat is de deadline? Hoe vraag ik uitstel aan?", "Wat is de deadline?", "Hoe vraag ik uitstel aan?"),
        ("wat is de deadline?hoe vraag ik uitstel aan", "wat is de deadline?", "hoe vraag ik uitstel aan"),
        ("wat is de deadline en hoe vraag ik uitstel aan", "wat is de deadline", "en hoe vraag ik uitstel aan"),
        ("wat is de deadline, en kan ik uitstel krijgen", "wat is de deadline", "en kan ik uitstel krijgen"),
        ("Wat is de deadline\nHoe vraag ik uitstel aan", "Wat is de deadline", "Hoe vraag ik uitstel aan"),
        ("mag ik giften aftrekken en ook mag ik dan zorgkosten opgeven", "mag ik giften aftrekken",
         "en ook mag ik dan zorgkosten opgeven"),
        ("hoe doe ik aangifte en ook wil ik weten wat de boete is", "hoe doe ik aangifte",
         "en ook wil ik weten wat de boete is"),
        ("Hoe doe ik aangifte? Daarnaast: wat is de boete?", "Hoe doe ik aangifte?", "Daarnaast: wat is de boete?"),
        ("hoe doe ik aangifte nog een vraag wat is de boete", "hoe doe ik aangifte", "nog een vraag wat is de boete"),
        ("Wat is de grens voor zorgtoeslag? En voor huurtoeslag?", "Wat is de grens voor zorgtoeslag?",
         "En voor huurtoeslag?"),
        # the story goes with the question that it leads to
        ("Ik woon samen met mijn zus. Is zij mijn toeslagpartner? En moet zij ook aangifte doen?",
         "Ik woon samen met mijn zus. Is zij mijn toeslagpartner?", "En moet zij ook aangifte doen?"),
        ("Is mijn zus mijn toeslagpartner? Ze is 30. Moet zij ook aangifte doen?",
         "Is mijn zus mijn toeslagpartner?", "Ze is 30. Moet zij ook aangifte doen?"),
        ("Is mijn zus mijn toeslagpartner? Moet zij ook aangifte doen? Ze is 30.",
         "Is mijn zus mijn toeslagpartner?", "Moet zij ook aangifte doen? Ze is 30."),
    ],
)  # fmt: skip
def test_two_questions_are_found(text, first, second):
    assert questions_in(text) == (first, second)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "??",
        "huurtoeslag",
        "Wat is de deadline?",
        "Wat is de deadline??",
        "hoe en wanneer krijg ik geld",
        "wat is het verschil tussen zorgtoeslag en huurtoeslag",
        "hoe vraag ik zorgtoeslag aan en ook huurtoeslag",
        "mijn man en ik hebben recht op wat",
        "ik heb een huis en een auto, telt dat mee?",
        "Ik ben gescheiden en woon alleen.\nHeb ik recht op zorgtoeslag?",
        "Ik ben vorig jaar verhuisd en heb dat te laat doorgegeven. Nu kreeg ik een brief. Wat moet ik doen?",
        "Hallo. Ik heb een vraag. Wat is de deadline?",
        "Wat is de deadline? Bedankt!",
        "Wat is de deadline? Ik wacht al weken op antwoord.",
        "Klopt dat? Echt waar?",
        "Hoeveel? Wanneer?",
        "Wat is de deadline? Hoe vraag ik uitstel aan? Wat is de boete?",  # three would be a wall of text
        "ik wil een medewerker spreken",
        "Goedemorgen\nik kom er niet uit\nik snap de brief niet",
    ],
)
def test_one_question_stays_whole(text):
    assert questions_in(text) == (text,)


def heard(topic: str | None, confidence: float = 0.9, text: str = "mijn vraag", content=None) -> Heard:
    said = what_was_said(text, content.words) if content else {}
    return Heard(text, topic, confidence, ((topic, confidence),) if topic else (), NOW, said)


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        (("aangifte.deadline", 0.9), ("aangifte.uitstel", 0.6), True),
        (("aangifte.deadline", 0.9), ("buiten.gemeente", 0.9), True),
        (("aangifte.deadline", 0.9), ("contact.medewerker", 0.9), True),
        (("aangifte.deadline", 0.9), ("aangifte.uitstel", 0.59), False),
        (("aangifte.deadline", 0.59), ("aangifte.uitstel", 0.9), False),
        (("aangifte.deadline", 0.9), ("aangifte.deadline", 0.9), False),
        (("aangifte.deadline", 0.9), (None, 0.0), False),
        (("aangifte.deadline", 0.9), ("sociaal.bedankt", 0.9), False),
        (("sociaal.schulden_stress", 0.9), ("aangifte.uitstel", 0.9), False),
        (("persoonlijk.brief", 0.9), ("contact.medewerker", 0.9), False),  # one way to a person is enough
    ],
)
def test_they_are_answered_apart_when_both_are_clear_and_differ(one, two, apart, content):
    assert answered_apart(heard(*one), heard(*two), content) is apart


@pytest.mark.parametrize(
    ("topic", "second", "apart"),
    [
        ("toeslagen.zorg.inkomensgrens", "En voor huurtoeslag?", True),
        ("toeslagen.vermogen", "En voor huurtoeslag?", True),  # the same topic, another wording
        ("toeslagen.vermogen", "En voor mijn hond?", False),
        ("aangifte.deadline", "En als ik te laat ben?", True),
    ],
)
def test_the_second_may_lean_on_the_first(topic, second, apart, content):
    assert answered_apart(heard(topic), heard(None, 0.0, second, content), content) is apart


def test_who_has_it_heavy_gets_one_answer(content):
    first = heard("aangifte.deadline", text="ik wil niet meer leven. wat is de deadline?")
    assert not answered_apart(first, heard("aangifte.uitstel"), content)
