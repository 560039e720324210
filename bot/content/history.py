"""The history of the content: who changed which file, when, why, and what stood there before."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.storage import Database

_COLUMNS = "id, operation, at, login, name, summary, why, path, before_text, after_text, git_commit"
_LONGEST = 60  # lines of a difference that are shown


@dataclass(frozen=True)
class FileChange:
    """One file of an operation; None is "there was no file" or "there is no file any more"."""

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Entry:
    """One file as one operation left it.

    Attributes:
        id: number of the row; higher is later.
        operation: what belongs together has the same one.
        at: the moment.
        login: who did it; empty for a command on the machine.
        name: their name.
        summary: what was done, in Dutch.
        why: the reason they gave.
        path: the file, from the folder above data/.
        before: the text before, or None when there was no file.
        after: the text after, or None when the file went.
        commit: the git commit, or empty when data/ is in no git checkout.
    """

    id: int
    operation: str
    at: dt.datetime
    login: str
    name: str
    summary: str
    why: str
    path: str
    before: str | None
    after: str | None
    commit: str


class History:
    """The table content_history. It only grows. Texts typed by people must be masked already."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._clock = clock

    def add(self, operation: str, login: str, name: str, summary: str, why: str, files: Iterable[FileChange]) -> bool:
        """Keeps an operation and returns whether it is new: a second time, after a crash, changes nothing."""
        with self._database.write() as connection:
            known = connection.execute(
                sa.text("SELECT 1 FROM content_history WHERE operation = :o"), {"o": operation}
            ).scalar()
            if known is not None:
                return False
            for file in files:
                connection.execute(
                    sa.text(
                        "INSERT INTO content_history (operation, at, login, name, summary, why, path, before_text,"
                        " after_text, git_commit) VALUES (:o, :at, :login, :name, :s, :why, :p, :b, :a, '')"
                    ),
                    {
                        "o": operation, "at": self._clock().isoformat(timespec="milliseconds"), "login": login,
                        "name": name, "s": summary, "why": why, "p": file.path, "b": file.before, "a": file.after,
                    },
                )  # fmt: skip
            return True

    def set_commit(self, operation: str, commit: str) -> None:
        """Notes which git commit an operation became."""
        with self._database.write() as connection:
            connection.execute(
                sa.text("UPDATE content_history SET git_commit = :c WHERE operation = :o"),
                {"c": commit, "o": operation},
            )

    def of_file(self, path: str, most: int = 50) -> list[Entry]:
        """Returns the versions of a file, newest first."""
        return self._entries("WHERE path = :path ORDER BY id DESC LIMIT :most", path=path, most=most)

    def of_operation(self, operation: str) -> list[Entry]:
        """Returns the files of one operation; none when it is not known."""
        return self._entries("WHERE operation = :operation ORDER BY id", operation=operation)

    def latest(self, most: int = 50) -> list[Entry]:
        """Returns the newest entries, newest first."""
        return self._entries("ORDER BY id DESC LIMIT :most", most=most)

    def _entries(self, rest: str, **values: Any) -> list[Entry]:
        with self._database.read() as connection:
            rows = connection.execute(sa.text(f"SELECT {_COLUMNS} FROM content_history {rest}"), values).all()  # noqa: S608
        return [Entry(row[0], row[1], dt.datetime.fromisoformat(row[2]), *row[3:]) for row in rows]


def difference(entry: Entry) -> list[tuple[str, str]]:
    """Returns the lines of a file that went and came: ("-" or "+" or " ", line)."""
    lines = difflib.unified_diff((entry.before or "").splitlines(), (entry.after or "").splitlines(), lineterm="", n=1)
    return [(line[:1], line[1:]) for line in list(lines)[2:] if not line.startswith("@@")][:_LONGEST]
