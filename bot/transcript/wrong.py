"""Finds the questions that did not go well: not understood, asked back, a thumb down, or handed over."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.storage import OF_A_CITIZEN, Database

NOT_UNDERSTOOD, UNSURE, THUMB_DOWN = "niet_begrepen", "verduidelijking", "duim_omlaag"
# The citizen's last typed words before a message; a button says nothing that could be learned.
_BEFORE = (
    "SELECT {what} FROM messages q WHERE q.conversation = m.conversation AND q.seq < m.seq AND q.role = 'burger'"
    " AND q.choice IS NULL ORDER BY q.seq DESC LIMIT 1"
)
_FOUND = (
    f"SELECT m.conversation, m.body, ({_BEFORE.format(what='q.seq')}) AS seq,"
    f" ({_BEFORE.format(what='q.text')}) AS text, ({_BEFORE.format(what='q.at')}) AS at FROM messages m"
    f" JOIN conversations c ON c.id = m.conversation AND {OF_A_CITIZEN}"
)


@dataclass(frozen=True)
class Wrong:
    """A masked question that did not go well.

    Attributes:
        conversation: whose it was; it never leaves the house, it tells how many people asked.
        at: when it was asked.
        text: the masked words.
        kind: why it is here: niet_begrepen, verduidelijking, duim_omlaag, or the outcome that staff gave.
        topic: what the chatbot took it for, or "".
    """

    conversation: str
    at: dt.datetime
    text: str
    kind: str
    topic: str = ""


class WentWrong:
    """Reads the tables of bot.transcript for the trainers. Questions of trials and of our own people stay out."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def since(self, moment: dt.datetime) -> list[Wrong]:
        """Returns the questions after which the chatbot did not understand, asked back, or got a thumb down."""
        found = []
        start = moment.isoformat(timespec="milliseconds")
        with self._database.read() as connection:
            for kind in (NOT_UNDERSTOOD, UNSURE):
                rows = connection.execute(
                    sa.text(f"{_FOUND} WHERE m.role = 'chatbot' AND m.at >= :start AND m.body LIKE :outcome"),
                    {"start": start, "outcome": f'%"outcome": "{kind}"%'},
                ).all()
                found += [_wrong(row, kind) for row in rows if row.text]
            rows = connection.execute(
                sa.text(
                    f"{_FOUND} JOIN feedback f ON f.conversation = m.conversation AND f.seq = m.seq"
                    " WHERE f.helpful = 0 AND f.at >= :start"
                ),
                {"start": start},
            ).all()
            found += [_wrong(row, THUMB_DOWN) for row in rows if row.text]
        return found

    def led_to_staff(self, closed: Iterable[tuple[str, str]]) -> list[Wrong]:
        """Returns what citizens typed before they were handed over.

        Args:
            closed: (conversation, outcome that staff gave it).
        """
        found = []
        with self._database.read() as connection:
            for conversation, kind in closed:
                row = connection.execute(
                    sa.text(f"{_FOUND} WHERE m.conversation = :c AND m.body LIKE :outcome ORDER BY m.seq LIMIT 1"),
                    {"c": conversation, "outcome": '%"outcome": "overdracht"%'},
                ).first()
                if row is not None and row.text:
                    found.append(_wrong(row, kind))
        return found


def _wrong(row: Any, kind: str) -> Wrong:
    topic = json.loads(row.body).get("topic") or ""
    return Wrong(row.conversation, dt.datetime.fromisoformat(row.at), row.text, kind, topic)
