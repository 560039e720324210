"""Who of staff was asked to look along in a conversation, and did not look yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.handoff.rows import IS_ON_DESK
from bot.storage import Database, hold, last_seq


@dataclass(frozen=True)
class Call:
    """One colleague (`by`) who asks another (`member`) to look along."""

    conversation: str
    member: int
    by: int
    at: str


class Calls:
    """The table handoff_calls: one line for each colleague who is asked in a conversation."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._clock = clock

    def add_in(self, connection: Connection, conversation: str, by: int, members: set[int]) -> None:
        """Asks colleagues to look along, within a transaction; the last who asks is the one they read."""
        hold(connection, conversation)
        if last_seq(connection, conversation) is None:
            return  # it was erased in the meantime
        for member in sorted(members):
            values = {"c": conversation, "m": member, "by": by, "at": self._clock().isoformat(timespec="milliseconds")}
            connection.execute(sa.text("DELETE FROM handoff_calls WHERE conversation = :c AND member = :m"), values)
            connection.execute(
                sa.text("INSERT INTO handoff_calls (conversation, member, by_member, at) VALUES (:c, :m, :by, :at)"),
                values,
            )

    def looked(self, conversation: str, member: int) -> bool:
        """Keeps that a colleague looked, and returns whether they were asked to."""
        with self._database.write() as connection:
            found = connection.execute(
                sa.text("DELETE FROM handoff_calls WHERE conversation = :c AND member = :m"),
                {"c": conversation, "m": member},
            )
            return found.rowcount > 0

    def waiting(self) -> list[Call]:
        """Returns who was asked and did not look yet, oldest first; of conversations on the desk only."""
        with self._database.read() as connection:
            rows = connection.execute(
                sa.text(
                    "SELECT k.conversation, k.member, k.by_member, k.at FROM handoff_calls k JOIN handoffs h"
                    f" ON h.conversation = k.conversation AND h.{IS_ON_DESK} ORDER BY k.at, k.conversation"
                )
            ).all()
        return [Call(r.conversation, r.member, r.by_member, r.at) for r in rows]
