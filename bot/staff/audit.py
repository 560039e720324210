"""The audit log: who did what, and when. It only grows; the database itself refuses anything else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.storage import Database

LONGEST = 500  # characters of a detail


@dataclass(frozen=True)
class Entry:
    """One line of the log. `at` is an ISO moment; `login` is as it was then, and empty when nobody was signed in."""

    id: int
    at: str
    member: int | None
    login: str
    action: str
    subject: str
    detail: str


class Audit:
    """The table audit. What is handed in must be masked, and is never the text of a conversation."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._clock = clock

    def add(self, member: int | None, action: str, subject: str = "", detail: str = "") -> None:
        """Keeps one line.

        Args:
            member: who did it, or None for the house itself or somebody who is not signed in.
            action: a stable key, such as "gesprek.bekeken" or "account.nieuw".
            subject: what it was done to: an id of a conversation, a login, the name of a setting.
            detail: the rest in a few words, without private data.
        """
        with self._database.write() as connection:
            self.add_within(connection, member, action, subject, detail)

    def add_within(
        self, connection: Connection, member: int | None, action: str, subject: str = "", detail: str = ""
    ) -> None:
        """Keeps one line in a transaction of the caller, so that the deed and its line stand or fall together."""
        connection.execute(
            sa.text(
                "INSERT INTO audit (at, member, login, action, subject, detail) VALUES"
                " (:at, :m, COALESCE((SELECT login FROM staff WHERE id = :m), ''), :action, :subject, :detail)"
            ),
            {
                "at": self._clock().isoformat(timespec="milliseconds"),
                "m": member,
                "action": action,
                "subject": subject,
                "detail": detail[:LONGEST],
            },
        )

    def entries(
        self, action: str = "", login: str = "", subject: str = "", before: int | None = None, most: int = 100
    ) -> list[Entry]:
        """Returns lines, newest first.

        Args:
            action: only keys that begin so: "gesprek" finds "gesprek.bekeken".
            login: only of this login.
            subject: only about this.
            before: only lines with a lower id, for the next page.
            most: how many at most.
        """
        where, values = [], {"most": most}
        for column, value in (("login", login), ("subject", subject)):
            if value:
                where.append(f"{column} = :{column}")
                values[column] = value
        if action:
            where.append("(action = :action OR substr(action, 1, :length) = :prefix)")
            values |= {"action": action, "prefix": f"{action}.", "length": len(action) + 1}
        if before is not None:
            where.append("id < :before")
            values["before"] = before
        query = "SELECT id, at, member, login, action, subject, detail FROM audit"
        query += f" WHERE {' AND '.join(where)}" if where else ""
        with self._database.read() as connection:
            rows = connection.execute(sa.text(f"{query} ORDER BY id DESC LIMIT :most"), values).all()
        return [Entry(*row) for row in rows]

    def actions(self) -> list[str]:
        """Returns the keys that occur, for a filter."""
        with self._database.read() as connection:
            rows = connection.execute(sa.text("SELECT DISTINCT action FROM audit ORDER BY action"))
            return [row[0] for row in rows]
