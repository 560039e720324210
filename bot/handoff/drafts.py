"""Four eyes: a new colleague's replies wait until a second person says yes. Nothing goes out before that."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.handoff.states import Refused
from bot.storage import Database

WAITING, SENT, REJECTED = "waiting", "sent", "rejected"


@dataclass(frozen=True)
class Draft:
    """A reply that waits. `member` wrote it; `masked` are the kinds of private data that were taken out."""

    id: str
    conversation: str
    client_id: str
    at: str
    member: int
    text: str
    masked: tuple[str, ...]


class Drafts:
    """The table handoff_drafts."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._clock = clock

    def add(self, conversation: str, client_id: str, member: int, text: str, masked: tuple[str, ...] = ()) -> str:
        """Keeps a masked draft once and returns its id; the same client_id twice is one draft.

        Raises:
            Refused: the conversation was erased in the meantime.
        """
        values = {"c": conversation, "client": client_id}
        with self._database.write() as connection:
            if not connection.execute(sa.text("SELECT 1 FROM conversations WHERE id = :c"), values).scalar():
                raise Refused("dit gesprek is gewist")
            known = connection.execute(
                sa.text("SELECT id FROM handoff_drafts WHERE conversation = :c AND client_id = :client"), values
            ).scalar()
            if known:
                return known
            new = secrets.token_urlsafe(12)
            connection.execute(
                sa.text(
                    "INSERT INTO handoff_drafts (id, conversation, client_id, at, member, text, masked, state)"
                    " VALUES (:id, :c, :client, :at, :m, :text, :masked, :state)"
                ),
                {
                    **values, "id": new, "at": self._clock().isoformat(timespec="milliseconds"), "m": member,
                    "text": text, "masked": json.dumps(masked), "state": WAITING,
                },
            )  # fmt: skip
            return new

    def waiting(self) -> list[Draft]:
        """Returns what waits for a second person, oldest first."""
        with self._database.read() as connection:
            rows = connection.execute(
                sa.text("SELECT * FROM handoff_drafts WHERE state = :w ORDER BY at, id"), {"w": WAITING}
            ).all()
        return [_draft(row) for row in rows]

    def get(self, draft: str) -> Draft | None:
        """Returns a draft that still waits, or None."""
        with self._database.read() as connection:
            row = connection.execute(
                sa.text("SELECT * FROM handoff_drafts WHERE id = :id AND state = :w"), {"id": draft, "w": WAITING}
            ).first()
        return _draft(row) if row else None

    def decide(self, connection: Connection, draft: str, state: str) -> None:
        """Marks a draft as SENT or REJECTED within a transaction, once.

        Raises:
            Refused: somebody decided on it before.
        """
        done = connection.execute(
            sa.text("UPDATE handoff_drafts SET state = :new WHERE id = :id AND state = :w"),
            {"new": state, "id": draft, "w": WAITING},
        )
        if done.rowcount != 1:
            raise Refused("een collega besliste al over dit antwoord")

    def reject(self, draft: str) -> None:
        """Takes a draft back.

        Raises:
            Refused: somebody decided on it before.
        """
        with self._database.write() as connection:
            self.decide(connection, draft, REJECTED)


def _draft(row: sa.engine.Row) -> Draft:
    return Draft(row.id, row.conversation, row.client_id, row.at, row.member, row.text, tuple(json.loads(row.masked)))
