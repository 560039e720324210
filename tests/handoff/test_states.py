"""Who is talking: one table of steps, and the store that follows it."""

from __future__ import annotations

import datetime as dt
import itertools
import tempfile
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.handoff import Event, Handoffs, Reason, Refused, State, after
from bot.handoff.states import BOT_MAY_TALK, TRANSITIONS
from bot.storage import Database
from bot.transcript import Transcript

# Written out a second time on purpose: a change of the table has to be meant.
STEPS = {
    ("with_bot", "offer"): "offered",
    ("offered", "offer"): "offered",
    ("offered", "decline"): "with_bot",
    ("offered", "accept"): "waiting",
    ("waiting", "leave_queue"): "with_bot",
    ("waiting", "claim"): "with_staff",
    ("waiting", "close"): "closed",
    ("with_staff", "hand_back"): "with_bot",
    ("with_staff", "close"): "closed",
}


@pytest.mark.parametrize(("state", "event"), itertools.product(State, Event), ids=lambda value: value.value)
def test_every_pair_follows_the_table_or_is_refused(state, event):
    expected = STEPS.get((state.value, event.value))
    if expected:
        assert after(state, event) is State(expected)
    else:
        with pytest.raises(Refused, match=f"'{event.value}' kan niet in de toestand '{state.value}'"):
            after(state, event)


def test_every_state_can_be_reached_and_every_event_is_used():
    assert set(TRANSITIONS.values()) == set(State)
    assert {event for _, event in TRANSITIONS} == set(Event)


def test_nothing_follows_closed():
    assert not [event for state, event in TRANSITIONS if state is State.CLOSED]


@pytest.mark.parametrize("state", State, ids=lambda s: s.value)
def test_the_chatbot_is_silent_as_soon_as_a_person_is_asked_for(state):
    assert (state in BOT_MAY_TALK) is (state.value in ("with_bot", "offered"))


BIT = st.integers(0, 1)


class HandoffMachine(RuleBasedStateMachine):
    """Moves conversations at random, through two stores on one database, and keeps its own books."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        url = f"sqlite:///{Path(self.folder.name) / 'een.db'}"
        self.databases = [Database(url), Database(url)]
        moment = dt.datetime(2026, 11, 23, 10, tzinfo=dt.timezone.utc)
        self.stores = [Handoffs(database, lambda: moment) for database in self.databases]
        transcript = Transcript(self.databases[0], lambda: moment)
        self.conversations = [transcript.start([])[0] for _ in range(2)]
        self.states = ["with_bot", "with_bot"]
        self.moves: list[list[str]] = [[], []]

    @rule(which=BIT, store=BIT, event=st.sampled_from(Event), reason=st.sampled_from(Reason))
    def move(self, which: int, store: int, event: Event, reason: Reason) -> None:
        """Moves one of the two conversations, through one of the two programs."""
        conversation = self.conversations[which]
        expected = STEPS.get((self.states[which], event.value))
        if expected is None:
            with pytest.raises(Refused):
                self.stores[store].move(conversation, event, reason)
        else:
            assert self.stores[store].move(conversation, event, reason) is State(expected)
            self.states[which] = expected
            self.moves[which].append(event.value)

    @invariant()
    def both_programs_see_the_state_of_the_model(self) -> None:
        """The state is that of the model, in every program."""
        for store in self.stores:
            assert [store.state(c).value for c in self.conversations] == self.states

    @invariant()
    def what_moved_it_is_kept_and_what_was_refused_is_not(self) -> None:
        """The events kept are those that were let through, in order."""
        with self.databases[0].read() as connection:
            for conversation, moves in zip(self.conversations, self.moves, strict=True):
                kept = connection.execute(
                    sa.text("SELECT event FROM handoff_events WHERE conversation = :c ORDER BY rowid"),
                    {"c": conversation},
                ).scalars()
                assert list(kept) == moves

    def teardown(self) -> None:
        """Closes and removes the database."""
        for database in self.databases:
            database.close()
        self.folder.cleanup()


HandoffMachine.TestCase.settings = settings(
    max_examples=12, stateful_step_count=20, deadline=None, database=None, derandomize=True
)
TestHandoffMachine = HandoffMachine.TestCase
