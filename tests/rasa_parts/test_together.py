"""The engine reads a short message twice: alone, and after the one that opened the talk."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest

from bot.dialogue import LONGEST_TOGETHER, MEMORY_SLOT, TOGETHER, Memory
from bot.rasa_parts.together import with_opening

pytestmark = pytest.mark.rasa

ALONE = {"text": "op welke datum", "intent_ranking": [{"name": "aangifte_deadline", "confidence": 0.8}]}


class Engine:
    """Finds savings in every text, and remembers what it read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    async def parse(self, text: str) -> dict:
        self.read.append(text)
        return {"text": text, "intent_ranking": [{"name": "toeslagen_vermogen", "confidence": 0.9}]}


def test_a_short_message_is_read_after_the_opening_one():
    engine = Engine()
    parsed = asyncio.run(with_opening("op welke datum", "hoeveel spaargeld mag ik hebben", ALONE, engine.parse))
    assert engine.read == ["hoeveel spaargeld mag ik hebben op welke datum"]
    assert parsed["intent_ranking"] == ALONE["intent_ranking"]
    assert parsed[TOGETHER] == [{"name": "toeslagen_vermogen", "confidence": 0.9}]


@pytest.mark.parametrize(
    ("text", "opening"), [("op welke datum", ""), ("woord " * (LONGEST_TOGETHER + 1), "een vraag")]
)
def test_nothing_is_read_twice_without_an_opening_or_in_a_long_message(text, opening):
    engine = Engine()
    assert asyncio.run(with_opening(text, opening, ALONE, engine.parse)) is ALONE
    assert engine.read == []


class TestChannel:
    """The opening message comes from what the engine keeps of the conversation; it is not sent along or kept twice."""

    def parts(self, body: dict, opened: int | None, said: list[str]):
        from rasa.shared.core.events import SlotSet, UserUttered
        from rasa.shared.core.slots import AnySlot
        from rasa.shared.core.trackers import DialogueStateTracker

        from bot.rasa_parts.once import take_back
        from bot.rasa_parts.site_channel import _parts

        engine = Engine()
        events = [UserUttered(text) for text in said]
        slot = [] if opened is None else [SlotSet(MEMORY_SLOT, Memory(opened=opened).to_slot())]
        tracker = DialogueStateTracker.from_events("c", [*events, *slot], slots=[AnySlot(MEMORY_SLOT, [])])

        async def retrieve(conversation: str):
            return tracker if conversation == "c" and said else None

        async def parts():
            return await _parts(body, agent, await take_back(agent, body["conversation"], None))

        agent = SimpleNamespace(parse_message=engine.parse, tracker_store=SimpleNamespace(retrieve=retrieve))
        return asyncio.run(parts()), engine.read

    def test_a_short_message_in_a_talk_gets_both_readings(self):
        [part], read = self.parts(
            {"conversation": "c", "text": "op welke datum"}, 2, ["hoeveel spaargeld mag ik", "voor huurtoeslag"]
        )
        assert read == ["op welke datum", "hoeveel spaargeld mag ik op welke datum"]
        assert part.text == "op welke datum" and part.parse[TOGETHER]

    def test_a_first_message_is_read_once(self):
        [part], read = self.parts({"conversation": "c", "text": "op welke datum"}, None, [])
        assert read == ["op welke datum"] and TOGETHER not in part.parse

    def test_a_button_is_not_read(self):
        [part], read = self.parts({"conversation": "c", "intent": "leven_scheiden"}, 1, ["ik ga scheiden"])
        assert (part.text, read, part.parse) == ("/leven_scheiden", [], None)
