"""The store of who is talking: the state, the reason, and one winner when two move at once."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from bot.handoff import Event, Handoffs, Reason, Refused, State
from bot.transcript import Transcript
from tests.databases import in_order


@pytest.fixture()
def handoffs(database, clock) -> Handoffs:
    return Handoffs(database, clock)


@pytest.fixture()
def conversation(database, clock) -> str:
    return Transcript(database, clock).start([])[0]


def events(database) -> list[tuple]:
    with database.read() as connection:
        found = connection.execute(
            sa.text(f"SELECT event, reason, topic, confidence, at FROM handoff_events ORDER BY {in_order(connection)}")
        )
        return [tuple(row) for row in found]


def test_a_conversation_that_never_moved_is_with_the_chatbot(handoffs, conversation, database):
    assert handoffs.state(conversation) is State.WITH_BOT
    assert handoffs.state("onbekend") is State.WITH_BOT
    assert events(database) == []


def test_a_move_keeps_state_reason_topic_and_moment(handoffs, conversation, database, clock):
    clock.set("2026-11-23 14:30:00")
    assert handoffs.move(conversation, Event.OFFER, Reason.RECOVERY, "toeslagen.hersteloperatie", 0.8) is State.OFFERED
    assert handoffs.state(conversation) is State.OFFERED
    assert events(database) == [
        ("offer", "hersteloperatie", "toeslagen.hersteloperatie", 0.8, "2026-11-23T14:30:00.000+01:00")
    ]


def test_a_whole_handover_and_back(handoffs, conversation, database):
    steps = (Event.OFFER, Event.ACCEPT, Event.LEAVE_QUEUE)
    states = [handoffs.move(conversation, event) for event in steps]
    assert states == [State.OFFERED, State.WAITING, State.WITH_BOT]
    assert [event for event, *_ in events(database)] == [step.value for step in steps]


@pytest.mark.parametrize("event", [e for e in Event if e is not Event.OFFER], ids=lambda e: e.value)
def test_a_refused_move_changes_nothing(event, handoffs, conversation, database):
    with pytest.raises(Refused):
        handoffs.move(conversation, event, Reason.SUPPORT)
    assert handoffs.state(conversation) is State.WITH_BOT
    assert events(database) == []


def test_conversations_do_not_move_each_other(handoffs, database, clock):
    transcript = Transcript(database, clock)
    one, two = transcript.start([])[0], transcript.start([])[0]
    handoffs.move(one, Event.OFFER)
    assert handoffs.state(two) is State.WITH_BOT


def test_the_state_survives_another_program(handoffs, conversation, database, clock):
    handoffs.move(conversation, Event.OFFER)
    assert Handoffs(database, clock).state(conversation) is State.OFFERED
