"""Four eyes: a new colleague's replies wait until a second person says yes. Nothing goes out before that.

A draft belongs to the moment it was written in. When the conversation moves on it lapses, and its writer is told;
when the citizen wrote new words, the second person has to have read them.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.handoff.states import Event, NotYours, Refused
from bot.storage import Database, hold, last_seq

WAITING, SENT, REJECTED, LAPSED, TAKEN_BACK = "waiting", "sent", "rejected", "lapsed", "taken_back"


@dataclass(frozen=True)
class Draft:
    """A reply for a second person.

    Attributes:
        member: who wrote it.
        masked: the kinds of private data that were taken out.
        behind: the number of the message that it was written behind.
        newer: how many messages the citizen wrote after it.
        why: the value of the event by which it lapsed, or "" while it waits.
    """

    id: str
    conversation: str
    client_id: str
    at: str
    member: int
    text: str
    masked: tuple[str, ...]
    behind: int = 0
    newer: int = 0
    why: str = ""


def lapse(connection: Connection, conversation: str, event: Event) -> None:
    """Lets what still waits in a conversation lapse, because an event moved it."""
    connection.execute(
        sa.text("UPDATE handoff_drafts SET state = :new, why = :why WHERE conversation = :c AND state = :w"),
        {"new": LAPSED, "why": event.value, "c": conversation, "w": WAITING},
    )


Meanwhile = Callable[[Connection], object]  # done in the same transaction: both, or neither

_SELECT = (
    "SELECT d.*, (SELECT COUNT(*) FROM messages m WHERE m.conversation = d.conversation AND m.role = 'burger'"
    " AND m.seq > d.behind) AS newer FROM handoff_drafts d"
)


class Drafts:
    """The table handoff_drafts."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._clock = clock

    def add(
        self,
        conversation: str,
        client_id: str,
        member: int,
        text: str,
        masked: tuple[str, ...] = (),
        check: Callable[[Connection], None] | None = None,
    ) -> str:
        """Keeps a masked draft once and returns its id; the same client_id twice is one draft.

        Whatever `check` raises, within the transaction, stops it.

        Raises:
            Refused: the conversation was erased in the meantime.
        """
        values = {"c": conversation, "client": client_id}
        with self._database.write() as connection:
            hold(connection, conversation)
            behind = last_seq(connection, conversation)
            if behind is None:
                raise Refused("dit gesprek is gewist")
            if check:
                check(connection)
            known = connection.execute(
                sa.text("SELECT id FROM handoff_drafts WHERE conversation = :c AND client_id = :client"), values
            ).scalar()
            if known:
                return known
            new = secrets.token_urlsafe(12)
            connection.execute(
                sa.text(
                    "INSERT INTO handoff_drafts (id, conversation, client_id, at, member, text, masked, state, behind)"
                    " VALUES (:id, :c, :client, :at, :m, :text, :masked, :state, :behind)"
                ),
                {
                    **values, "id": new, "at": self._clock().isoformat(timespec="milliseconds"), "m": member,
                    "text": text, "masked": json.dumps(masked), "state": WAITING, "behind": behind,
                },
            )  # fmt: skip
            return new

    def waiting(self) -> list[Draft]:
        """Returns what waits for a second person, oldest first."""
        return self._select("d.state = :s ORDER BY d.at, d.id", s=WAITING)

    def lapsed(self) -> list[Draft]:
        """Returns what lapsed and was not taken back by its writer yet, oldest first."""
        return self._select("d.state = :s ORDER BY d.at, d.id", s=LAPSED)

    def get(self, draft: str) -> Draft | None:
        """Returns a draft that waits or lapsed, or None."""
        found = self._select("d.id = :id AND d.state IN (:w, :l)", id=draft, w=WAITING, l=LAPSED)
        return found[0] if found else None

    def _select(self, where: str, **values: str) -> list[Draft]:
        with self._database.read() as connection:
            rows = connection.execute(sa.text(f"{_SELECT} WHERE {where}"), values).all()
        return [_draft(row) for row in rows]

    def take_back(self, draft: str, member: int, meanwhile: Meanwhile = lambda _: None) -> Draft:
        """Gives its writer the draft back, also when it lapsed. It can never be sent after that.

        `meanwhile` is done in the same transaction.

        Raises:
            NotYours: somebody else wrote it.
            Refused: a second person decided on it before, or it is gone.
        """
        found = self.get(draft)
        if found is None:
            raise Refused("een collega besliste al over dit antwoord")
        if found.member != member:
            raise NotYours("een collega schreef dit antwoord")
        with self._database.write() as connection:
            hold(connection, found.conversation)
            self.decide(connection, draft, TAKEN_BACK, (WAITING, LAPSED))
            meanwhile(connection)
        return found

    def has_read(self, connection: Connection, draft: Draft, seen: int) -> bool:
        """Tells within a transaction whether who saw everything up to `seen` read all that the citizen wrote."""
        newer = connection.execute(
            sa.text("SELECT 1 FROM messages WHERE conversation = :c AND role = 'burger' AND seq > :s"),
            {"c": draft.conversation, "s": max(seen, draft.behind)},
        )
        return newer.first() is None

    def decide(self, connection: Connection, draft: str, state: str, before: tuple[str, ...] = (WAITING,)) -> None:
        """Marks a draft as SENT, REJECTED or TAKEN_BACK within a transaction, once.

        Raises:
            Refused: somebody decided on it before.
        """
        done = connection.execute(
            sa.text("UPDATE handoff_drafts SET state = :new WHERE id = :id AND state IN (:a, :b)"),
            {"new": state, "id": draft, "a": before[0], "b": before[-1]},
        )
        if done.rowcount != 1:
            raise Refused("een collega besliste al over dit antwoord")

    def reject(self, draft: str, meanwhile: Meanwhile = lambda _: None) -> None:
        """Refuses a draft, for a second person, and does `meanwhile` in the same transaction.

        Raises:
            Refused: somebody decided on it before.
        """
        with self._database.write() as connection:
            conversation = connection.execute(
                sa.text("SELECT conversation FROM handoff_drafts WHERE id = :id"), {"id": draft}
            ).scalar()
            hold(connection, conversation or draft)
            self.decide(connection, draft, REJECTED)
            meanwhile(connection)


def _draft(row: sa.engine.Row) -> Draft:
    return Draft(
        row.id,
        row.conversation,
        row.client_id,
        row.at,
        row.member,
        row.text,
        tuple(json.loads(row.masked)),
        row.behind,
        row.newer,
        row.why,
    )
