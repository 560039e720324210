"""What staff write for each other in a conversation, and up to where each of them has read. Never for the citizen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.handoff.rows import IS_ON_DESK
from bot.handoff.states import Refused
from bot.storage import Database, hold, last_seq


@dataclass(frozen=True)
class Note:
    """A whisper: `behind` is the number of the message that it was written behind."""

    client_id: str
    at: str
    behind: int
    member: int
    text: str


class Notes:
    """The tables handoff_notes and handoff_reads."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._clock = clock

    def add(
        self,
        conversation: str,
        client_id: str,
        member: int,
        text: str,
        meanwhile: Callable[[Connection], object] = lambda _: None,
    ) -> None:
        """Keeps a masked note once, and does `meanwhile` in the same transaction.

        The same client_id twice is one note.

        Raises:
            Refused: the conversation was erased in the meantime.
        """
        with self._database.write() as connection:
            self.add_in(connection, conversation, client_id, member, text)
            meanwhile(connection)

    def add_in(self, connection: Connection, conversation: str, client_id: str, member: int, text: str) -> None:
        """Does what `add` does, within a transaction."""
        hold(connection, conversation)
        behind = last_seq(connection, conversation)
        if behind is None:
            raise Refused("dit gesprek is gewist")
        known = connection.execute(
            sa.text("SELECT 1 FROM handoff_notes WHERE conversation = :c AND client_id = :id"),
            {"c": conversation, "id": client_id},
        ).scalar()
        if known is None:
            self._insert(connection, conversation, client_id, behind, member, text)

    def _insert(
        self, connection: Connection, conversation: str, client_id: str, behind: int, member: int, text: str
    ) -> None:
        connection.execute(
            sa.text(
                "INSERT INTO handoff_notes (conversation, client_id, at, behind, member, text)"
                " VALUES (:c, :id, :at, :behind, :m, :text)"
            ),
            {
                "c": conversation, "id": client_id, "behind": behind, "m": member, "text": text,
                "at": self._clock().isoformat(timespec="milliseconds"),
            },
        )  # fmt: skip

    def of(self, conversation: str) -> list[Note]:
        """Returns the notes of a conversation, oldest first."""
        with self._database.read() as connection:
            rows = connection.execute(
                sa.text(
                    "SELECT client_id, at, behind, member, text FROM handoff_notes"
                    " WHERE conversation = :c ORDER BY behind, at, client_id"
                ),
                {"c": conversation},
            ).all()
        return [Note(r.client_id, r.at, r.behind, r.member, r.text) for r in rows]

    def counts(self) -> dict[str, int]:
        """Returns how many notes there are in each conversation on the desk that has any."""
        with self._database.read() as connection:
            rows = connection.execute(
                sa.text(
                    "SELECT n.conversation AS c, COUNT(*) AS n FROM handoff_notes n JOIN handoffs h ON"
                    f" h.conversation = n.conversation AND h.{IS_ON_DESK}"
                    " GROUP BY n.conversation"
                )
            ).all()
        return {r.c: r.n for r in rows}

    def read_to(self, conversation: str, member: int, seq: int) -> None:
        """Keeps that a member has seen everything up to a message; an older number changes nothing."""
        values = {"c": conversation, "m": member, "s": seq}
        with self._database.write() as connection:
            hold(connection, conversation)
            known = connection.execute(
                sa.text("UPDATE handoff_reads SET seq = CASE WHEN seq < :s THEN :s ELSE seq END"
                        " WHERE conversation = :c AND member = :m"), values
            )  # fmt: skip
            if known.rowcount == 0 and last_seq(connection, conversation) is not None:
                connection.execute(
                    sa.text("INSERT INTO handoff_reads (conversation, member, seq) VALUES (:c, :m, :s)"), values
                )

    def unread(self, member: int) -> dict[str, int]:
        """Returns how many messages of the citizen this member has not seen, of their own and of what waits."""
        with self._database.read() as connection:
            rows = connection.execute(
                sa.text(
                    "SELECT m.conversation AS c, COUNT(*) AS n FROM handoffs h JOIN messages m"
                    " ON m.conversation = h.conversation AND m.role = 'burger' LEFT JOIN handoff_reads r"
                    " ON r.conversation = h.conversation AND r.member = :m"
                    " WHERE (h.state IN ('waiting', 'later') OR (h.state = 'with_staff' AND h.owner = :m))"
                    " AND m.seq > COALESCE(r.seq, 0)"
                    " GROUP BY m.conversation"
                ),
                {"m": member},
            ).all()
        return {r.c: r.n for r in rows}
