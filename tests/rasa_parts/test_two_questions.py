"""A message with two questions reaches the engine as two, each read once."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest

from bot.dialogue import SECOND_QUESTION
from bot.rasa_parts.two_questions import parts_of

NOW = dt.datetime(2026, 11, 21, 12, 0, tzinfo=dt.timezone.utc)
BOTH = "Wat is de deadline? Hoe vraag ik uitstel aan?"


class Engine:
    """Understands by keyword, and remembers what it was asked."""

    def __init__(self, confidence: float = 0.9) -> None:
        self.confidence = confidence
        self.read: list[str] = []

    async def parse(self, text: str) -> dict:
        self.read.append(text)
        name = "aangifte_uitstel" if "uitstel" in text else "aangifte_deadline"
        intent = {"name": name, "confidence": self.confidence}
        return {"text": text, "intent": intent, "intent_ranking": [intent], "entities": []}


def parts(text: str, content, engine: Engine, metadata=None):
    return asyncio.run(parts_of(text, metadata or {}, engine.parse, lambda: content, NOW))


def test_two_clear_questions_become_two_messages_in_order(content):
    engine = Engine()
    first, second = parts(BOTH, content, engine, {"today": "2027-03-01"})
    assert (first.text, second.text) == ("Wat is de deadline?", "Hoe vraag ik uitstel aan?")
    assert first.metadata == {"today": "2027-03-01"}
    assert second.metadata == {"today": "2027-03-01", SECOND_QUESTION: True}
    assert second.parse["intent"]["name"] == "aangifte_uitstel"
    assert engine.read == [first.text, second.text], "no part is read twice"


def test_when_one_is_not_clear_the_message_stays_whole(content):
    [part] = parts(BOTH, content, Engine(0.5))
    assert (part.text, part.metadata, part.parse) == (BOTH, {}, None)


@pytest.mark.parametrize("text", ["Wat is de deadline?", "?", "ik wacht al weken. Wat is de deadline?"])
def test_one_question_costs_nothing_extra(text):
    engine = Engine()
    [part] = parts(text, None, engine)  # without content: it is not asked for
    assert (part.text, engine.read) == (text, [])
