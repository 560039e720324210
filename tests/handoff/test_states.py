"""Who is talking: one table of steps, and the store that follows it."""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import tempfile
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.handoff import Drafts, Event, Handoffs, Queue, Reason, Refused, State, Waits, after
from bot.handoff.claims import UNDO_WITHIN
from bot.handoff.states import BOT_MAY_TALK, TRANSITIONS
from bot.storage import Database
from bot.transcript import Transcript
from tests.databases import fresh_url, in_order
from tests.handoff.deeds import Deeds

# Written out a second time on purpose: a change of the table has to be meant.
STEPS = {
    ("with_bot", "offer"): "offered",
    ("offered", "offer"): "offered",
    ("offered", "decline"): "with_bot",
    ("offered", "accept"): "waiting",
    ("offered", "postpone"): "later",
    ("later", "offer"): "later",
    ("later", "accept"): "waiting",
    ("later", "leave_queue"): "with_bot",
    ("later", "claim"): "with_staff",
    ("waiting", "postpone"): "later",
    ("waiting", "leave_queue"): "with_bot",
    ("waiting", "claim"): "with_staff",
    ("waiting", "close"): "closed",
    ("with_staff", "pass_on"): "with_staff",
    ("with_staff", "transfer"): "waiting",
    ("with_staff", "release"): "waiting",
    ("with_staff", "hand_back"): "with_bot",
    ("with_staff", "close"): "closed",
    ("closed", "reopen"): "with_staff",
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


def test_nothing_follows_closed_but_taking_it_back():
    assert [event for state, event in TRANSITIONS if state is State.CLOSED] == [Event.REOPEN]


@pytest.mark.parametrize("state", State, ids=lambda s: s.value)
def test_the_chatbot_is_silent_as_soon_as_a_person_is_asked_for(state):
    assert (state in BOT_MAY_TALK) is (state.value in ("with_bot", "offered", "later"))


BIT = st.integers(0, 1)
LIMIT = 2
CITIZENS_EVENTS = [
    Event.OFFER, Event.DECLINE, Event.ACCEPT, Event.POSTPONE, Event.LEAVE_QUEUE,
]  # fmt: skip
STAFFS_EVENTS = [Event.RELEASE, Event.PASS_ON, Event.TRANSFER, Event.HAND_BACK, Event.CLOSE]


class HandoffMachine(RuleBasedStateMachine):
    """Citizens and two members of staff move three conversations at random, through two programs on one database."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.fresh = contextlib.ExitStack()
        url = self.fresh.enter_context(fresh_url(Path(self.folder.name)))
        self.databases = [Database(url), Database(url)]
        self.now = dt.datetime(2026, 11, 23, 10, tzinfo=dt.timezone.utc)
        self.stores = [Handoffs(database, lambda: self.now) for database in self.databases]
        self.claims = [
            Deeds(database, lambda: self.now, store, Waits(database, lambda: self.now))
            for database, store in zip(self.databases, self.stores, strict=True)
        ]
        self.queue = Queue(self.databases[0])
        transcript = Transcript(self.databases[0], lambda: self.now)
        self.conversations = [transcript.start([])[0] for _ in range(3)]
        self.states = ["with_bot"] * 3
        self.owners: list[int | None] = [None] * 3
        self.tickets: list[int | None] = [None] * 3
        self.given = 0
        self.moves: list[list[str]] = [[], [], []]
        self.closed_at: list[dt.datetime | None] = [None] * 3
        self.drafts = Drafts(self.databases[0], lambda: self.now)
        self.waiting_drafts: list[list[str]] = [[], [], []]
        self.written = 0

    @rule(seconds=st.integers(0, 100))
    def a_moment_passes(self, seconds: int) -> None:
        """Somebody thinks."""
        self.now += dt.timedelta(seconds=seconds)

    @rule(minutes=st.integers(-90, 90))
    def the_clock_moves_also_back(self, minutes: int) -> None:
        """Time passes, or somebody sets the clock."""
        self.now += dt.timedelta(minutes=minutes)

    @rule(which=st.integers(0, 2), store=BIT, event=st.sampled_from(CITIZENS_EVENTS), reason=st.sampled_from(Reason))
    def citizen(self, which: int, store: int, event: Event, reason: Reason) -> None:
        """A citizen, or the chatbot for one, moves a conversation."""
        expected = STEPS.get((self.states[which], event.value))
        if expected is None:
            with pytest.raises(Refused):
                self.stores[store].move(self.conversations[which], event, reason)
            return
        assert self.stores[store].move(self.conversations[which], event, reason) is State(expected)
        if expected in ("waiting", "later") and self.tickets[which] is None:
            self.given = max((t for t in self.tickets if t), default=0) + 1
            self.tickets[which] = self.given
        self._moved(which, event, expected)

    @rule(which=st.integers(0, 2), store=BIT, member=BIT)
    def claim(self, which: int, store: int, member: int) -> None:
        """A member of staff takes a conversation."""
        mine = self.states[which] == "with_staff" and self.owners[which] == member
        full = sum(o == member and s == "with_staff" for o, s in zip(self.owners, self.states, strict=True)) >= LIMIT
        if self.states[which] in ("waiting", "later") and not full:
            self.claims[store].claim(self.conversations[which], member, LIMIT)
            self.owners[which] = member
            self._moved(which, Event.CLAIM, "with_staff")
        elif mine:
            self.claims[store].claim(self.conversations[which], member, LIMIT)  # the second tab of one person
        else:
            with pytest.raises(Refused):
                self.claims[store].claim(self.conversations[which], member, LIMIT)

    @rule(which=st.integers(0, 2), store=BIT, member=BIT, event=st.sampled_from(STAFFS_EVENTS))
    def staff(self, which: int, store: int, member: int, event: Event) -> None:
        """A member of staff moves a conversation."""
        claims, conversation = self.claims[store], self.conversations[which]
        act = {
            Event.RELEASE: lambda: claims.release(conversation, member),
            Event.PASS_ON: lambda: claims.pass_on(conversation, member, 1 - member),
            Event.TRANSFER: lambda: claims.transfer(conversation, member, "toeslagen"),
            Event.HAND_BACK: lambda: claims.hand_back(conversation, member),
            Event.CLOSE: lambda: claims.close(conversation, member, "anders"),
        }[event]
        expected = STEPS.get((self.states[which], event.value))
        if self.states[which] != "with_staff" or self.owners[which] != member:
            with pytest.raises(Refused):
                act()
            return
        act()
        self.owners[which] = {Event.PASS_ON: 1 - member, Event.CLOSE: member}.get(event)
        self.closed_at[which] = self.now if event is Event.CLOSE else None
        self.waiting_drafts[which] = []
        self._moved(which, event, expected)

    @rule(which=st.integers(0, 2), store=BIT, member=BIT)
    def closing_is_taken_back(self, which: int, store: int, member: int) -> None:
        """A member of staff takes a closing back: their own, of a moment ago."""
        claims, database = self.claims[store], self.databases[store]

        def act() -> None:
            with database.write() as connection:
                claims.reopen_in(connection, self.conversations[which], member)

        own = self.states[which] == "closed" and self.owners[which] == member
        if not own or self.now - self.closed_at[which] > UNDO_WITHIN:
            with pytest.raises(Refused):
                act()
            return
        act()
        self._moved(which, Event.REOPEN, "with_staff")

    @rule(which=st.integers(0, 2), member=BIT)
    def a_draft(self, which: int, member: int) -> None:
        """A member of staff writes something for a second person."""
        conversation = self.conversations[which]
        self.written += 1
        if self.states[which] == "with_staff" and self.owners[which] == member:
            self.waiting_drafts[which].append(
                self.drafts.add(
                    conversation, f"d{self.written}", member, "hoi",
                    check=lambda c: self.stores[0].check_owner(c, conversation, member),
                )
            )  # fmt: skip

    @invariant()
    def a_draft_waits_only_while_its_conversation_stands_still(self) -> None:
        """What waits for a second person is of a conversation that its writer still has."""
        waiting = {draft.id for draft in self.drafts.waiting()}
        assert waiting == {draft for drafts in self.waiting_drafts for draft in drafts}
        assert all(d.why and d.why != "reopen" for d in self.drafts.lapsed())

    def _moved(self, which: int, event: Event, expected: str) -> None:
        self.states[which] = expected
        self.moves[which].append(event.value)
        if expected == "with_bot":
            self.tickets[which] = None

    @invariant()
    def both_programs_see_the_state_of_the_model(self) -> None:
        """State and owner are those of the model, in every program."""
        for store in self.stores:
            assert [store.state(c).value for c in self.conversations] == self.states
            found = [store.get(c) for c in self.conversations]
            assert [f.owner if f else None for f in found] == self.owners

    @invariant()
    def who_came_first_is_first(self) -> None:
        """The queue is in the order of coming, whatever the clock does; a claimed one that comes back keeps its place."""
        waiting = [i for i in range(3) if self.states[i] == "waiting"]
        expected = [self.conversations[i] for i in sorted(waiting, key=lambda i: self.tickets[i])]
        assert [h.conversation for h in self.queue.on_desk() if h.state is State.WAITING] == expected
        assert [self.queue.place(c) for c in expected] == list(range(1, len(expected) + 1))

    @invariant()
    def what_moved_it_is_kept_and_what_was_refused_is_not(self) -> None:
        """The events kept are those that were let through, in order."""
        with self.databases[0].read() as connection:
            for conversation, moves in zip(self.conversations, self.moves, strict=True):
                kept = connection.execute(
                    sa.text(
                        f"SELECT event FROM handoff_events WHERE conversation = :c ORDER BY {in_order(connection)}"
                    ),
                    {"c": conversation},
                ).scalars()
                assert list(kept) == moves

    def teardown(self) -> None:
        """Closes and removes the database."""
        for database in self.databases:
            database.close()
        self.fresh.close()
        self.folder.cleanup()


HandoffMachine.TestCase.settings = settings(
    max_examples=40, stateful_step_count=40, deadline=None, database=None, derandomize=True
)
TestHandoffMachine = HandoffMachine.TestCase
