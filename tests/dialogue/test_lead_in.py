"""Polite words around a question are cut before the model reads it; a question never loses a word of its own."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.calendar import AMSTERDAM
from bot.dialogue import WRITTEN, Memory, heard_in, question_in
from bot.dialogue.register import stays_sober

NOW = dt.datetime(2026, 11, 23, 10, 0, tzinfo=AMSTERDAM)


@pytest.fixture()
def polite(content):
    """The polite words of the real content."""
    return content.follow_ups.polite


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Goedemorgen, hoe vraag ik uitstel aan?", "hoe vraag ik uitstel aan?"),
        ("goedemiddag mag ik u iets vragen hoe vraag ik uitstel aan", "hoe vraag ik uitstel aan"),
        ("Ik heb een vraagje. Moet ik aangifte doen?", "Moet ik aangifte doen?"),
        ("Sorry hoor, maar wat is een aanslag", "wat is een aanslag"),
        ("Beste mensen,\n\nGraag zou ik even willen weten of ik te laat ben.", "of ik te laat ben."),
        ("vraag: tot wanneer kan dat", "tot wanneer kan dat"),
        ("zouden jullie", "zouden jullie"),
        ("Hoe lang duurt dat? Alvast hartelijk dank", "Hoe lang duurt dat?"),
        ("kan ik nog bezwaar maken, alvast bedankt en groetjes", "kan ik nog bezwaar maken"),
        ("Hoi, ik wil vragen wat de drempel is. Met vriendelijke groet", "wat de drempel is."),
    ],
)
def test_only_the_question_is_left(text, asked, polite):
    assert question_in(text, polite) == asked


@pytest.mark.parametrize(
    "text",
    [
        "", "?", "hallo", "Goedemorgen!", "sorry", "bedankt", "hoi jan", "dank u wel, dat was duidelijk",
        "alles is geregeld, bedankt", "vraag ik uitstel aan via de site", "we zeggen de opvang op", "kan ik bezwaar maken",
        "mag ik mijn auto aftrekken", "jullie weten niet dat ik ben verhuisd", "mevrouw van kantoor beheert mijn geld",
        "dag en nacht werk ik, telt dat mee", "ik heb een brief gekregen, wat moet ik doen", "even geld lenen van mijn broer",
        "een vraag stellen kost geld?",
    ],
)  # fmt: skip
def test_what_is_no_politeness_stays(text, polite):
    assert question_in(text, polite) == text


def test_the_examples_lose_nothing_but_polite_words(content, polite):
    known = set(polite.small | polite.wishes | polite.announce | polite.with_sign)
    known |= {word for phrase in (*polite.greetings, *polite.after) for word in phrase} | {"u", "jij", "jou", "jullie"}
    for topic in content.topics.values():
        asked = question_in(topic.title, polite)
        lost = topic.title.lower().replace(asked.lower(), " ").split()
        assert all(word.strip("?!.,:") in known for word in lost), topic.title


def test_who_says_u_before_the_question_is_still_answered_soberly(content):
    parse = {"text": "hoe vraag ik uitstel aan", "intent": {}, "intent_ranking": []}
    assert stays_sober(
        heard_in(parse, {WRITTEN: "Mag ik u iets vragen, hoe vraag ik uitstel aan"}, content, NOW), Memory()
    )
    assert not stays_sober(heard_in(parse, {}, content, NOW), Memory())
