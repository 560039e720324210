"""Keeps who is talking, and why a person was offered. No text of the citizen in here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from bot.handoff.codes import new_code
from bot.handoff.drafts import lapse
from bot.handoff.rows import COLUMNS, IS_ON_DESK, Handoff, as_handoff
from bot.handoff.states import BOT_MAY_TALK, Event, NotYours, Reason, Refused, State, after
from bot.storage import Database, hold, last_seq, utc

Witness = Callable[[Connection, int, Event, str, str], None]

_NEW_CODE_TRIES = 20
# What a conversation loses when it leaves the desk for the chatbot: next time it is a new request.
_OFF_THE_DESK: Mapping[str, Any] = {
    "owner": None, "ticket": None, "waiting_since": None, "claimed_at": None, "team": "", "urgency": 0,
}  # fmt: skip


class Handoffs:
    """The tables handoffs and handoff_events."""

    def __init__(
        self, database: Database, clock: Callable[[], dt.datetime], witness: Witness = lambda *_: None
    ) -> None:
        """Opens the store.

        Args:
            database: where it is kept.
            clock: gives the moment.
            witness: told of all that staff do, in the same transaction, as (connection, member, event, conversation,
                outcome): an outcome comes with a closing only.
        """
        self._database = database
        self._clock = clock
        self._witness = witness

    def state(self, conversation: str) -> State:
        """Returns who is talking; a conversation that never moved is with the chatbot."""
        with self._database.read() as connection:
            value = connection.execute(
                sa.text("SELECT state FROM handoffs WHERE conversation = :c"), {"c": conversation}
            ).scalar()
        return State(value) if value else State.WITH_BOT

    def get(self, conversation: str) -> Handoff | None:
        """Returns where a conversation stands, or None when it never moved."""
        with self._database.read() as connection:
            return self.get_in(connection, conversation)

    def get_in(self, connection: Connection, conversation: str) -> Handoff | None:
        """Does what `get` does, within a transaction."""
        row = connection.execute(
            sa.text(f"SELECT {COLUMNS} FROM handoffs WHERE conversation = :c"), {"c": conversation}
        ).first()
        return as_handoff(row) if row else None

    def by_code(self, code: str) -> str | None:
        """Returns the conversation of a call slip's code, or None."""
        with self._database.read() as connection:
            return connection.execute(
                sa.text("SELECT conversation FROM handoffs WHERE code = :code"), {"code": code}
            ).scalar()

    def known_codes(self, conversations: Iterable[str]) -> dict[str, str]:
        """Returns the code on the call slip of each of these conversations that has one; makes none."""
        wanted = list(conversations)
        if not wanted:
            return {}
        query = sa.text(
            "SELECT conversation, code FROM handoffs WHERE code IS NOT NULL AND conversation IN :wanted"
        ).bindparams(sa.bindparam("wanted", expanding=True))
        with self._database.read() as connection:
            return {row.conversation: row.code for row in connection.execute(query, {"wanted": wanted})}

    def code(self, conversation: str) -> str:
        """Returns the conversation's code for the call slip, made the first time; "" when it was erased."""
        for _ in range(_NEW_CODE_TRIES):
            try:
                with self._database.write() as connection:
                    row = self.locked(connection, conversation)
                    if row is not None and row.code:
                        return row.code
                    if last_seq(connection, conversation) is None:
                        return ""
                    code = new_code()
                    if row is None:
                        self._insert(connection, conversation, State.WITH_BOT)
                    connection.execute(
                        sa.text("UPDATE handoffs SET code = :code WHERE conversation = :c"),
                        {"c": conversation, "code": code},
                    )
                    return code
            except IntegrityError:
                continue  # somebody else has this code
        raise RuntimeError("no free code for the call slip")

    def state_in(self, connection: Connection, conversation: str) -> State:
        """Returns who is talking, within a transaction: nobody moves the conversation until its end."""
        row = self.locked(connection, conversation)
        return State(row.state) if row else State.WITH_BOT

    def bot_may_talk(self, connection: Connection, conversation: str) -> bool:
        """Tells whether the chatbot may talk, within a transaction: nobody moves the conversation until its end."""
        return self.state_in(connection, conversation) in BOT_MAY_TALK

    def check_owner(self, connection: Connection, conversation: str, member: int) -> None:
        """Holds within a transaction that this member of staff has the conversation.

        Raises:
            NotYours: a colleague has it.
            Refused: nobody of staff has it any more.
        """
        row = self.locked(connection, conversation)
        if row is None or State(row.state) is not State.WITH_STAFF:
            raise Refused("dit gesprek is niet meer bij een medewerker")
        if row.owner != member:
            raise NotYours("dit gesprek is van een collega")

    def move(
        self,
        conversation: str,
        event: Event,
        reason: Reason | None = None,
        topic: str | None = None,
        confidence: float | None = None,
        urgency: int = 0,
    ) -> State:
        """Moves the conversation by an event of the citizen or the chatbot, and keeps the event with its reason.

        Raises:
            Refused: the event does not fit the state, or somebody else moved it first.
        """
        with self._database.write() as connection:
            return self.move_in(connection, conversation, event, reason, topic, confidence, urgency)

    def move_in(
        self,
        connection: Connection,
        conversation: str,
        event: Event,
        reason: Reason | None = None,
        topic: str | None = None,
        confidence: float | None = None,
        urgency: int = 0,
    ) -> State:
        """Does what `move` does, within a transaction."""
        row = self.locked(connection, conversation)
        changes: dict[str, Any] = {}
        new = after(State(row.state) if row else State.WITH_BOT, event)
        if event is Event.OFFER and reason:
            changes = {"reason": reason.value, "topic": topic, "confidence": confidence}
        elif event in (Event.ACCEPT, Event.POSTPONE):
            changes = self._ticket(connection, row, urgency)
        elif new is State.WITH_BOT:
            changes = dict(_OFF_THE_DESK)
        self._set(connection, conversation, row, new, changes)
        self.keep_event(connection, conversation, event, reason, topic, confidence)
        return new

    def raise_urgency(self, conversation: str, urgency: int) -> None:
        """Makes a conversation that waits or that somebody of staff has at least this urgent."""
        with self._database.write() as connection:
            connection.execute(
                sa.text(f"UPDATE handoffs SET urgency = :u WHERE conversation = :c AND urgency < :u AND {IS_ON_DESK}"),
                {"c": conversation, "u": urgency},
            )

    def move_by_in(
        self,
        connection: Connection,
        conversation: str,
        event: Event,
        member: int,
        changes: Mapping[str, Any] | None = None,
    ) -> State:
        """Moves, within a transaction, a conversation that this member has or closed, with changes of its columns.

        Replies that wait for a second person lapse with it.

        Raises:
            NotYours: a colleague has it.
            Refused: the event does not fit the state.
        """
        row = self.locked(connection, conversation)
        new = after(State(row.state) if row else State.WITH_BOT, event)
        if row.owner != member:
            raise NotYours("dit gesprek is van een collega")
        changed = {**(_OFF_THE_DESK if new is State.WITH_BOT else {}), **(changes or {})}
        self._set(connection, conversation, row, new, changed)
        lapse(connection, conversation, event)
        outcome = str((changes or {}).get("outcome", "")) if event is Event.CLOSE else ""
        self.keep_event(connection, conversation, event, member=member, outcome=outcome)
        return new

    def keep_event(
        self,
        connection: Connection,
        conversation: str,
        event: Event,
        reason: Reason | None = None,
        topic: str | None = None,
        confidence: float | None = None,
        member: int | None = None,
        outcome: str = "",
    ) -> None:
        """Keeps what moved a conversation."""
        connection.execute(
            sa.text(
                "INSERT INTO handoff_events (conversation, at, event, reason, topic, confidence, member)"
                " VALUES (:c, :at, :event, :reason, :topic, :confidence, :member)"
            ),
            {
                "c": conversation,
                "at": self._clock().isoformat(timespec="milliseconds"),
                "event": event.value,
                "reason": reason.value if reason else "",
                "topic": topic,
                "confidence": confidence,
                "member": member,
            },
        )
        if member is not None:
            self._witness(connection, member, event, conversation, outcome)

    def locked(self, connection: Connection, conversation: str) -> Any:
        """Returns the row of a conversation, or None, within a transaction: nobody moves it until its end."""
        hold(connection, conversation)
        return connection.execute(
            sa.text(f"SELECT {COLUMNS} FROM handoffs WHERE conversation = :c"), {"c": conversation}
        ).first()

    def _insert(self, connection: Connection, conversation: str, state: State) -> None:
        connection.execute(
            sa.text("INSERT INTO handoffs (conversation, state, changed_at) VALUES (:c, :new, :at)"),
            {"c": conversation, "new": state.value, "at": self._clock().isoformat(timespec="milliseconds")},
        )

    def _ticket(self, connection: Connection, row: Any, urgency: int) -> dict[str, Any]:
        """Returns the place in the queue: a number that only grows, so that a clock that goes back changes no order."""
        changes: dict[str, Any] = {"urgency": max(urgency, row.urgency)}
        if row.ticket is None:
            hold(connection, "queue")
            highest = connection.execute(sa.text("SELECT MAX(ticket) FROM handoffs")).scalar() or 0
            changes |= {"ticket": highest + 1, "waiting_since": utc(self._clock())}
        return changes

    def _set(self, connection: Connection, conversation: str, row: Any, new: State, changes: Mapping[str, Any]) -> None:
        if row is None:
            self._insert(connection, conversation, new)
        columns = "".join(f", {name} = :{name}" for name in changes)
        moved = connection.execute(
            sa.text(
                f"UPDATE handoffs SET state = :new, changed_at = :at{columns} WHERE conversation = :c AND state = :old"
            ),
            {
                **changes,
                "new": new.value,
                "old": row.state if row else new.value,
                "at": self._clock().isoformat(timespec="milliseconds"),
                "c": conversation,
            },
        )
        if moved.rowcount != 1:
            raise Refused("iemand anders was eerder")
