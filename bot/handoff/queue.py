"""What lies on the desk, in the order in which it is to be taken: urgent first, then who came first."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.handoff.rows import COLUMNS, IS_ON_DESK, Handoff, as_handoff
from bot.handoff.states import State
from bot.storage import Database

# Danger goes before all; then who waits at the page before a question that was left for later.
_ORDER = "CASE WHEN urgency >= 2 THEN 0 ELSE 1 END, CASE state WHEN 'waiting' THEN 0 ELSE 1 END, urgency DESC, ticket"
# Among those who wait at the page that is the same as this.
_FIRST = "q.urgency > h.urgency OR (q.urgency = h.urgency AND q.ticket < h.ticket)"


class Queue:
    """Reads the table handoffs for the desk."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def on_desk(self) -> list[Handoff]:
        """Returns everything that waits or that somebody of staff has, in the order of the queue."""
        with self._database.read() as connection:
            rows = connection.execute(
                sa.text(f"SELECT {COLUMNS} FROM handoffs WHERE {IS_ON_DESK} ORDER BY {_ORDER}")
            ).all()
        return [as_handoff(row) for row in rows]

    def recent(self, most: int = 300) -> list[Handoff]:
        """Returns what was ever offered to the desk or given a code and still exists, what moved last first."""
        with self._database.read() as connection:
            rows = connection.execute(
                sa.text(f"SELECT {COLUMNS} FROM handoffs ORDER BY changed_at DESC LIMIT :most"), {"most": most}
            ).all()
        return [as_handoff(row) for row in rows]

    def waiting(self) -> int:
        """Returns how many people wait at their page now."""
        with self._database.read() as connection:
            return connection.execute(
                sa.text("SELECT COUNT(*) FROM handoffs WHERE state = :w"), {"w": State.WAITING.value}
            ).scalar_one()

    def place(self, conversation: str) -> int | None:
        """Returns the place in the queue of somebody who waits at the page, from 1; None when not waiting."""
        with self._database.read() as connection:
            return self.place_in(connection, conversation)

    def place_in(self, connection: Connection, conversation: str) -> int | None:
        """Does what `place` does, within a transaction."""
        return connection.execute(
            sa.text(
                "SELECT 1 + (SELECT COUNT(*) FROM handoffs q WHERE q.state = 'waiting' AND"
                f" ({_FIRST})) FROM handoffs h WHERE h.conversation = :c AND h.state = 'waiting'"
            ),
            {"c": conversation},
        ).scalar()
