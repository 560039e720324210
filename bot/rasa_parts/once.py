"""Lets a message that the site hands in again count once: what an earlier try left behind is taken back first.

An earlier try may have come through as a whole while nobody waited for it any more, or only for the first of two
questions. To leave it out would leave its replies out.
"""

from __future__ import annotations

from rasa.core.agent import Agent
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, UserUtteranceReverted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue import SEQ


async def take_back(agent: Agent, conversation: str, seq: int | None) -> DialogueStateTracker | None:
    """Takes back what the engine keeps of a message and of what came after it; does nothing when that is new.

    Returns what the engine then keeps of the conversation, or None when that is nothing.

    Args:
        agent: the engine.
        conversation: its id.
        seq: number of the message in the conversation; None is of who does not number.
    """
    tracker = await agent.tracker_store.retrieve(conversation)
    if tracker is None or seq is None:
        return tracker
    said = [event for event in tracker.applied_events() if isinstance(event, UserUttered)]
    first = next((i for i, event in enumerate(said) if (event.metadata or {}).get(SEQ) == seq), None)
    if first is None:
        return tracker
    for _ in said[first:]:
        tracker.update(UserUtteranceReverted())
        # Rasa takes the waiting before the message away with it.
        tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
    await agent.tracker_store.save(tracker)
    return tracker
