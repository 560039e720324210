"""The sober register: few "je" after u, and never a sentence that breaks."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from bot.dialogue import Heard
from bot.dialogue.register import plainly

NOW = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.timezone.utc)


def said(bubble: str, content, sober: bool = True) -> str:
    return plainly((bubble,), Heard("u", None, 0.0, (), NOW, sober=sober), content.talk)[0]


@pytest.mark.parametrize(
    ("bubble", "sober"),
    [
        ("Je inkomen telt mee. Je kunt bellen.", "Het inkomen telt mee. Je kunt bellen."),
        ("Houd je brief bij de hand. Je mag bellen.", "Houd de brief bij de hand. Je mag bellen."),
        ("Kijk in de kopie van je aangifte. Heb je die niet?", "Kijk in de kopie van de aangifte. Heb je die niet?"),
        ("Als je aangifte doet, krijg je een brief.", "Als je aangifte doet, krijg je een brief."),
        ("Voor je aangifte doet, verzamel je alles.", "Voor je aangifte doet, verzamel je alles."),
        ("Je inkomen telt mee.", "Je inkomen telt mee."),
        ("Je kunt bellen voor je aangifte doet. Log in.", "Je kunt bellen voor je aangifte doet. Log in."),
    ],
)
def test_je_becomes_an_article_only_where_it_is_safe(bubble, sober, content):
    assert said(bubble, content) == sober
    assert said(bubble, content, sober=False) == bubble


def test_answers_after_u_say_je_less(content):
    def pronouns(bubbles):
        return sum(len(re.findall(r"\b(?:je|jij|jou|jouw)\b", b, re.IGNORECASE)) for b in bubbles) / len(bubbles)

    bubbles = [b for a in content.answers.values() for w in a.wordings[:1] for b in w.bubbles]
    assert pronouns([said(b, content) for b in bubbles]) < 0.95 * pronouns(bubbles)
