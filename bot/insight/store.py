"""Keeps what was picked, whether it helped and how staff closed it. Every text handed in must be masked already."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.storage import OF_A_CITIZEN, Database, utc

Clock = Callable[[], dt.datetime]


class Kind(str, Enum):
    """What an item or a count is about."""

    PICK = "keuze"
    CLOSING_ASKED = "afsluiting_gevraagd"
    CLOSING = "afsluiting"
    OUTCOME = "uitkomst"


class Picked(str, Enum):
    """What can be picked after a clarification besides a topic."""

    OTHER = "iets_anders"
    STAFF = "medewerker"


@dataclass(frozen=True)
class Item:
    """One example that may be read, without whose it was.

    Attributes:
        id: grows with each item.
        at: the moment it was kept.
        kind: what it is about.
        topic: the picked topic, or the topic of the conversation; "" when there is none.
        detail: what was picked, "ja" or "nee", or the outcome.
        text: masked words: the message that led to a clarification, or a remark.
        offered: the topics that could be picked.
    """

    id: int
    at: dt.datetime
    kind: str
    topic: str
    detail: str
    text: str
    offered: tuple[str, ...] = ()


@dataclass(frozen=True)
class Total:
    """How often something happened on a day."""

    day: dt.date
    kind: str
    topic: str
    detail: str
    number: int


class Insight:
    """The tables insight_items and insight_counts.

    An item belongs to a conversation and goes with it. A count belongs to a day only, and stays. Of a conversation
    that is no citizen's (see bot.transcript.origin) nothing is kept and nothing counted.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def label(self, conversation: str, text: str, offered: Iterable[str], picked: str) -> None:
        """Keeps what a citizen picked after a clarification: a topic, or one of `Picked`."""
        aside = {p.value for p in Picked}
        topic = "" if picked in aside else picked
        with self._database.write() as connection:
            if self._add(connection, conversation, Kind.PICK, topic, picked, text, tuple(offered)):
                self._count(connection, Kind.PICK, topic, picked if picked in aside else "onderwerp")

    def asked_closing(self, conversation: str) -> None:
        """Keeps that the citizen was asked whether it helped: the denominator of `closing`. Asked again counts once."""
        with self._database.write() as connection:
            if self._has(connection, conversation, Kind.CLOSING_ASKED):
                return
            if self._add(connection, conversation, Kind.CLOSING_ASKED, "", "", ""):
                self._count(connection, Kind.CLOSING_ASKED, "", "")

    def closing(self, conversation: str, helped: bool | None, remark: str = "") -> None:
        """Keeps whether it helped and what was missed; one answer for each conversation.

        Args:
            conversation: its id.
            helped: the answer, or None when only the remark is new.
            remark: masked words, or "".
        """
        with self._database.write() as connection:
            if not self._has(connection, conversation, Kind.CLOSING):
                detail = "" if helped is None else _yes_no(helped)
                if self._add(connection, conversation, Kind.CLOSING, "", detail, remark) and detail:
                    self._count(connection, Kind.CLOSING, "", detail)
            elif remark:
                connection.execute(
                    sa.text("UPDATE insight_items SET text = :t WHERE conversation = :c AND kind = :k"),
                    {"t": remark, "c": conversation, "k": Kind.CLOSING.value},
                )

    def closings(self, since: dt.datetime) -> dict[str, bool]:
        """Returns by conversation whether it helped, of those who answered from a moment on."""
        with self._database.read() as connection:
            rows = connection.execute(
                sa.text(
                    "SELECT conversation, detail FROM insight_items WHERE at >= :since AND kind = :k AND detail <> ''"
                ),
                {"since": utc(since), "k": Kind.CLOSING.value},
            ).all()
        return {row.conversation: row.detail == _yes_no(True) for row in rows}

    def outcome(self, conversation: str, outcome: str, topic: str = "", remark: str = "") -> None:
        """Keeps with what outcome staff closed a conversation, and their masked remark."""
        with self._database.write() as connection:
            self.outcome_in(connection, conversation, outcome, topic, remark)

    def outcome_in(
        self, connection: Connection, conversation: str, outcome: str, topic: str = "", remark: str = ""
    ) -> None:
        """Does what `outcome` does, within a transaction."""
        if self._add(connection, conversation, Kind.OUTCOME, topic, outcome, remark):
            self._count(connection, Kind.OUTCOME, topic, outcome)

    def take_back_outcome_in(self, connection: Connection, conversation: str) -> None:
        """Takes the newest outcome of a conversation back within a transaction: it was closed by mistake."""
        values = {"c": conversation, "k": Kind.OUTCOME.value}
        item = connection.execute(
            sa.text(
                "SELECT id, at, topic, detail FROM insight_items WHERE conversation = :c AND kind = :k"
                " ORDER BY id DESC LIMIT 1"
            ),
            values,
        ).first()
        if item is None:
            return
        day = dt.datetime.fromisoformat(item.at).astimezone(self._clock().tzinfo).date()
        counted = {"day": day.isoformat(), "k": Kind.OUTCOME.value, "t": item.topic, "d": item.detail}
        which = "day = :day AND kind = :k AND topic = :t AND detail = :d"
        connection.execute(sa.text("DELETE FROM insight_items WHERE id = :id"), {"id": item.id})
        connection.execute(sa.text(f"UPDATE insight_counts SET number = number - 1 WHERE {which}"), counted)
        connection.execute(sa.text(f"DELETE FROM insight_counts WHERE {which} AND number < 1"), counted)

    def count(self, kind: str, topic: str = "", detail: str = "") -> None:
        """Counts one of a kind today; nothing of whom."""
        with self._database.write() as connection:
            self._count(connection, kind, topic, detail)

    def items(self, since: dt.datetime, kind: str | None = None) -> list[Item]:
        """Returns the items kept from a moment on, oldest first; of one kind when asked."""
        with self._database.read() as connection:
            rows = connection.execute(
                sa.text(
                    "SELECT id, at, kind, topic, detail, text, offered FROM insight_items WHERE at >= :since"
                    " AND (:kind = '' OR kind = :kind) ORDER BY id"
                ),
                {"since": utc(since), "kind": _plain(kind or "")},
            ).all()
        return [
            Item(r.id, dt.datetime.fromisoformat(r.at), r.kind, r.topic, r.detail, r.text, tuple(json.loads(r.offered)))
            for r in rows
        ]

    def closed_as(self, outcomes: Iterable[str], since: dt.datetime) -> list[tuple[str, str]]:
        """Returns (conversation, outcome) of conversations that staff closed with one of these outcomes."""
        wanted = set(outcomes)
        with self._database.read() as connection:
            rows = connection.execute(
                sa.text("SELECT conversation, detail FROM insight_items WHERE kind = :k AND at >= :since ORDER BY id"),
                {"k": Kind.OUTCOME.value, "since": utc(since)},
            ).all()
        return [(r.conversation, r.detail) for r in rows if r.detail in wanted]

    def totals(self, since: dt.date, until: dt.date | None = None) -> list[Total]:
        """Returns the counts of each day from `since` up to and with `until`, oldest day first."""
        with self._database.read() as connection:
            rows = connection.execute(
                sa.text(
                    "SELECT day, kind, topic, detail, number FROM insight_counts"
                    " WHERE day >= :since AND day <= :until ORDER BY day, kind, topic, detail"
                ),
                {"since": since.isoformat(), "until": (until or dt.date.max).isoformat()},
            ).all()
        return [Total(dt.date.fromisoformat(r.day), r.kind, r.topic, r.detail, r.number) for r in rows]

    def _has(self, connection: Connection, conversation: str, kind: Kind) -> bool:
        found = connection.execute(
            sa.text("SELECT 1 FROM insight_items WHERE conversation = :c AND kind = :k"),
            {"c": conversation, "k": kind.value},
        )
        return found.first() is not None

    def _add(
        self,
        connection: Connection,
        conversation: str,
        kind: Kind,
        topic: str,
        detail: str,
        text: str,
        offered: tuple[str, ...] = (),
    ) -> bool:
        # A conversation that was erased meanwhile leaves nothing: SELECT instead of VALUES, in the same statement.
        done = connection.execute(
            sa.text(
                "INSERT INTO insight_items (conversation, at, kind, topic, detail, text, offered)"
                " SELECT c.id, :at, :kind, :topic, :detail, :text, :offered FROM conversations c"
                f" WHERE c.id = :c AND {OF_A_CITIZEN}"
            ),
            {
                "c": conversation,
                "at": utc(self._clock()),
                "kind": kind.value,
                "topic": topic,
                "detail": detail,
                "text": text,
                "offered": json.dumps(offered),
            },
        )
        return bool(done.rowcount)

    def _count(self, connection: Connection, kind: str, topic: str, detail: str) -> None:
        connection.execute(
            sa.text(
                "INSERT INTO insight_counts (day, kind, topic, detail, number)"
                " VALUES (:day, :kind, :topic, :detail, 1)"
                " ON CONFLICT (day, kind, topic, detail) DO UPDATE SET number = insight_counts.number + 1"
            ),
            {"day": self._clock().date().isoformat(), "kind": _plain(kind), "topic": topic, "detail": detail},
        )


def _plain(kind: str) -> str:
    return kind.value if isinstance(kind, Enum) else kind


def _yes_no(helped: bool) -> str:
    return "ja" if helped else "nee"
