"""A message that the site hands in again counts once."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered

from bot.dialogue import MEMORY_SLOT, SEQ
from bot.rasa_parts.once import take_back

pytestmark = pytest.mark.rasa
DOMAIN = Domain.from_yaml(
    f"version: '3.1'\nslots:\n  {MEMORY_SLOT}:\n    type: any\n    mappings:\n    - type: custom\nactions: [antwoord]\n"
)


async def _conversation(*seqs: int):
    """Returns an agent with a conversation in which each message counted one miss more."""
    agent = SimpleNamespace(tracker_store=InMemoryTrackerStore(DOMAIN))
    tracker = await agent.tracker_store.create_tracker("c", append_action_listen=True)
    for misses, seq in enumerate(seqs, 1):
        tracker.update(UserUttered(f"bericht {seq}", metadata={SEQ: seq}))
        tracker.update(ActionExecuted("antwoord"))
        tracker.update(SlotSet(MEMORY_SLOT, {"misses": misses}))
        tracker.update(ActionExecuted("action_listen"))
    await agent.tracker_store.save(tracker)
    return agent


async def _left(agent):
    tracker = await agent.tracker_store.retrieve("c")
    said = [e.text for e in tracker.applied_events() if isinstance(e, UserUttered)]
    return said, tracker.get_slot(MEMORY_SLOT), tracker.latest_action_name


def test_what_an_earlier_try_left_behind_is_taken_back():
    async def story():
        agent = await _conversation(2, 4)
        await take_back(agent, "c", 4)
        assert await _left(agent) == (["bericht 2"], {"misses": 1}, "action_listen")

    asyncio.run(story())


def test_both_questions_of_one_message_are_taken_back():
    async def story():
        agent = await _conversation(2, 4, 4)
        await take_back(agent, "c", 4)
        assert await _left(agent) == (["bericht 2"], {"misses": 1}, "action_listen")
        tracker = await take_back(agent, "c", 2)
        assert await _left(agent) == ([], None, "action_listen")
        assert list(tracker.events) == list((await agent.tracker_store.retrieve("c")).events)

    asyncio.run(story())


def test_a_new_message_takes_nothing_back():
    async def story():
        agent = await _conversation(2)
        before = len((await agent.tracker_store.retrieve("c")).events)
        for seq in (4, None):
            await take_back(agent, "c", seq)
        assert await take_back(agent, "onbekend", 2) is None
        assert len((await agent.tracker_store.retrieve("c")).events) == before
        assert (await _left(agent))[1] == {"misses": 1}

    asyncio.run(story())
