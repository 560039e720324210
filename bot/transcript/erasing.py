"""Erases conversations whole: on a citizen's wish, on demand, and when they are old."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from bot.storage import Database

ENGINE_IS_BUSY = 300.0  # seconds in which the engine may still write about a conversation that is being made

# Erased with a conversation; some are other packages' tables, because erasing is one transaction.
OF_A_CONVERSATION = (
    "insight_items", "feedback", "handoff_notes", "handoff_reads", "handoff_drafts", "handoff_calls",
    "handoff_events", "handoffs", "messages",
)  # fmt: skip


class Erasing:
    """Every table that holds something of a conversation."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._clock = clock

    def erase(self, *conversations: str) -> None:
        """Erases conversations: transcript, feedback, insight, handover, and what the engine remembers of them.

        The engine's own table is emptied here as well, because the engine may be down and the citizen's wish holds now.
        """
        values = {"c": list(conversations)}
        with self._database.write() as connection:
            for table in OF_A_CONVERSATION:
                connection.execute(_among(f"DELETE FROM {table} WHERE conversation IN :c"), values)
            connection.execute(_among("DELETE FROM conversations WHERE id IN :c"), values)
            if sa.inspect(connection).has_table("events"):
                connection.execute(_among("DELETE FROM events WHERE sender_id IN :c"), values)
        self._database.empty_log()

    def silent_since(self, moment: dt.datetime) -> list[str]:
        """Returns the conversations whose last message is older than a moment."""
        with self._database.read() as connection:
            rows = connection.execute(
                sa.text(
                    "SELECT c.id, COALESCE(m.at, c.created_at) AS at FROM conversations c"
                    " LEFT JOIN messages m ON m.conversation = c.id AND m.seq = c.last_seq"
                )
            ).all()
        return [row.id for row in rows if dt.datetime.fromisoformat(row.at) < moment]

    def erase_orphans(self) -> int:
        """Erases what the engine remembers of conversations that are gone, and returns how many.

        An engine that is busy while a citizen erases writes its memory down afterwards.
        """
        with self._database.write() as connection:
            if not sa.inspect(connection).has_table("events"):
                return 0
            gone = "sender_id NOT IN (SELECT id FROM conversations) AND timestamp < :before"
            values = {"before": self._clock().timestamp() - ENGINE_IS_BUSY}
            count = connection.execute(
                sa.text(f"SELECT COUNT(DISTINCT sender_id) FROM events WHERE {gone}"), values
            ).scalar()
            connection.execute(sa.text(f"DELETE FROM events WHERE {gone}"), values)
        return count or 0


def _among(query: str) -> Any:
    return sa.text(query).bindparams(sa.bindparam("c", expanding=True))
