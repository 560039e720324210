"""Looks over many conversations at once: for the desk, and for who weighs a new model."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from bot.storage import OF_A_CITIZEN, Database
from bot.transcript.rows import Message, as_message


class Glance:
    """Reads the table messages."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last_messages(self, conversations: Iterable[str]) -> dict[str, Message]:
        """Returns the last message of each of these conversations."""
        wanted = list(conversations)
        if not wanted:
            return {}
        query = sa.text(
            "SELECT m.conversation, m.seq, m.at, m.role, m.text, m.body FROM messages m JOIN conversations c"
            " ON c.id = m.conversation AND c.last_seq = m.seq WHERE c.id IN :wanted"
        ).bindparams(sa.bindparam("wanted", expanding=True))
        with self._database.read() as connection:
            return {row.conversation: as_message(row) for row in connection.execute(query, {"wanted": wanted})}

    def recent_words(self, conversations: Iterable[str], most: int) -> dict[str, list[str]]:
        """Returns what the citizen typed last in each of these, the newest first; a pressed button is no words."""
        wanted = list(conversations)
        if not wanted:
            return {}
        query = sa.text(
            "SELECT conversation, text FROM (SELECT conversation, text, ROW_NUMBER() OVER (PARTITION BY conversation"
            " ORDER BY seq DESC) AS nth FROM messages WHERE conversation IN :wanted AND role = 'burger'"
            " AND choice IS NULL) newest WHERE nth <= :most ORDER BY conversation, nth"
        ).bindparams(sa.bindparam("wanted", expanding=True))
        found: dict[str, list[str]] = {}
        with self._database.read() as connection:
            for row in connection.execute(query, {"wanted": wanted, "most": most}):
                found.setdefault(row.conversation, []).append(row.text)
        return found

    def saying(self, words: str, within: Iterable[str], most: int = 20) -> list[str]:
        """Returns those of the conversations in which these words were said, the newest first."""
        wanted = list(within)
        if not wanted or not words:
            return []
        pattern = "%" + words.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        query = sa.text(
            "SELECT conversation FROM messages WHERE conversation IN :wanted AND LOWER(text) LIKE :pattern"
            " ESCAPE '\\' GROUP BY conversation ORDER BY MAX(at) DESC LIMIT :most"
        ).bindparams(sa.bindparam("wanted", expanding=True))
        with self._database.read() as connection:
            values = {"wanted": wanted, "pattern": pattern, "most": most}
            return list(connection.execute(query, values).scalars())

    def recent_questions(self, most: int) -> list[tuple[str, int, str]]:
        """Returns (conversation, seq, masked text) of what citizens typed last, newest first.

        Buttons are left out, and so is what our own people tried.
        """
        with self._database.read() as connection:
            rows = connection.execute(
                sa.text(
                    "SELECT m.conversation, m.seq, m.text FROM messages m JOIN conversations c ON c.id = m.conversation"
                    f" WHERE m.role = 'burger' AND m.choice IS NULL AND {OF_A_CITIZEN}"
                    " ORDER BY m.at DESC, m.conversation, m.seq LIMIT :most"
                ),
                {"most": most},
            )
            return [(row.conversation, row.seq, row.text) for row in rows]

    def text_of(self, conversation: str, seq: int) -> str | None:
        """Returns the masked text of a message, or None when it was erased in the meantime."""
        with self._database.read() as connection:
            return connection.execute(
                sa.text("SELECT text FROM messages WHERE conversation = :c AND seq = :s"),
                {"c": conversation, "s": seq},
            ).scalar()
