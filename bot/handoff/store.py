"""Keeps who is talking, and why a person was offered. No text of the citizen in here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import sqlalchemy as sa

from bot.handoff.states import Event, Reason, Refused, State, after
from bot.storage import Database


class Handoffs:
    """The tables handoffs and handoff_events."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._clock = clock

    def state(self, conversation: str) -> State:
        """Returns who is talking; a conversation that never moved is with the chatbot."""
        with self._database.read() as connection:
            value = connection.execute(
                sa.text("SELECT state FROM handoffs WHERE conversation = :c"), {"c": conversation}
            ).scalar()
        return State(value) if value else State.WITH_BOT

    def move(
        self,
        conversation: str,
        event: Event,
        reason: Reason | None = None,
        topic: str | None = None,
        confidence: float | None = None,
    ) -> State:
        """Moves the conversation by an event and keeps the event with its reason.

        Raises:
            Refused: the event does not fit the state, or somebody else moved it first.
        """
        now = self._clock().isoformat(timespec="milliseconds")
        with self._database.write() as connection:
            value = connection.execute(
                sa.text("SELECT state FROM handoffs WHERE conversation = :c"), {"c": conversation}
            ).scalar()
            old = State(value) if value else State.WITH_BOT
            new = after(old, event)
            if value is None:
                connection.execute(
                    sa.text("INSERT INTO handoffs (conversation, state, changed_at) VALUES (:c, :new, :at)"),
                    {"c": conversation, "new": new.value, "at": now},
                )
            else:
                moved = connection.execute(
                    sa.text(
                        "UPDATE handoffs SET state = :new, changed_at = :at WHERE conversation = :c AND state = :old"
                    ),
                    {"c": conversation, "new": new.value, "old": old.value, "at": now},
                )
                if moved.rowcount != 1:
                    raise Refused("iemand anders was eerder")
            connection.execute(
                sa.text(
                    "INSERT INTO handoff_events (conversation, at, event, reason, topic, confidence)"
                    " VALUES (:c, :at, :event, :reason, :topic, :confidence)"
                ),
                {
                    "c": conversation,
                    "at": now,
                    "event": event.value,
                    "reason": reason.value if reason else "",
                    "topic": topic,
                    "confidence": confidence,
                },
            )
        return new
