"""The form of an answer that webcare pastes in a public reply: never longer than 280 characters, link included."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from bot.knowledge.answers import LONGEST_SHORT, short_with_link

DAYS = [dt.date(2026, 11, 21), dt.date(2026, 12, 31), dt.date(2027, 3, 1), dt.date(2027, 5, 2)]


def link(topic):
    return f"https://voorbeeld.example/vragen/{topic.replace('.', '/')}"


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_answer_fits_in_a_public_reply(library, day):
    for topic in library.content.topics:
        said = library.short_with_link(topic, day, link(topic))
        text = said.removesuffix(f" {link(topic)}")
        assert said != text and len(said) <= LONGEST_SHORT, topic
        assert len(text) > 10 and "{" not in text, topic


def test_every_answer_has_a_short_form_of_its_own(library):
    answers = [a for t, a in library.content.answers.items() if library.content.topics[t].outcome == "antwoord"]
    assert not [a.topic for a in answers for w in a.wordings if not w.short]


def test_the_short_form_is_not_cut_when_there_is_room(library):
    today = DAYS[0]
    answered = [t for t, topic in library.content.topics.items() if topic.outcome == "antwoord"]
    valid = [t for t in answered if not library.answer_for(t, today).expired]
    assert len(valid) > len(answered) / 2
    for topic in valid:
        short = library.answer_for(topic, today).short
        assert library.short_with_link(topic, today, link(topic)) == f"{short} {link(topic)}"


@pytest.mark.parametrize(
    ("short", "bubble", "room", "said"),
    [
        ("Dat kan.", "Ja, dat kan tot 1 mei 2027.", 100, "Dat kan."),
        ("", "Ja, dat kan tot 1 mei 2027. Daarna niet meer.", 30, "Ja, dat kan tot 1 mei 2027."),
        ("", "Ja,\ndat kan.", 30, "Ja, dat kan."),
        ("Tot € 1.250 krijg je alles terug", "", 25, "Tot € 1.250 krijg je…"),
        ("Dat kan.", "", 0, ""),
    ],
)
def test_what_is_too_long_ends_at_a_sentence_or_a_word(library, short, bubble, room, said):
    reply = dataclasses.replace(library.answer_for("aangifte.uitstel", DAYS[0]), short=short, bubbles=(bubble,))
    url = "https://v.example/".ljust(LONGEST_SHORT - room - 1, "x")
    assert short_with_link(reply, url) == f"{said} {url}".strip()
