"""What was said on one day, to count with: whole conversations, without who they are of."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from bot.storage import OF_A_CITIZEN, Database


@dataclass(frozen=True)
class Said:
    """One message of a conversation; texts are masked.

    Attributes:
        seq: its number in the conversation.
        day: the day it was said.
        role: burger, chatbot, medewerker or systeem.
        text: the words of a citizen; of others nothing.
        typed: a citizen typed it, and pressed no button.
        topic: topic of a reply, or None.
        outcome: outcome of a reply, or None.
        experiment: id and arm of the experiment that it showed, or None.
    """

    seq: int
    day: dt.date
    role: str
    text: str
    typed: bool
    topic: str | None
    outcome: str | None
    experiment: tuple[str, str] | None


@dataclass(frozen=True)
class Talk:
    """One conversation: what was said, and (seq, helpful) of each thumb; seq 0 is the whole of it."""

    id: str
    said: Sequence[Said]
    thumbs: Sequence[tuple[int, bool]]


class Days:
    """Reads the tables of the transcript by day."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def talks(self, day: dt.date) -> list[Talk]:
        """Returns the conversations in which something was said on that day, each as a whole.

        Who asks for another day tests the chatbot, and so do our own commands and colleagues: those are left out.
        """
        values = {"first": day.isoformat(), "next": (day + dt.timedelta(days=1)).isoformat()}
        within = (
            "SELECT DISTINCT m.conversation FROM messages m JOIN conversations c ON c.id = m.conversation"
            f" WHERE m.at >= :first AND m.at < :next AND {OF_A_CITIZEN}"
        )
        with self._database.read() as connection:
            rows = connection.execute(
                sa.text(
                    "SELECT conversation, seq, at, role, text, body, choice FROM messages"
                    f" WHERE conversation IN ({within}) ORDER BY conversation, seq"
                ),
                values,
            ).all()
            marks = connection.execute(
                sa.text(f"SELECT conversation, seq, helpful FROM feedback WHERE conversation IN ({within})"), values
            ).all()
        thumbs: dict[str, list[tuple[int, bool]]] = {}
        for mark in marks:
            thumbs.setdefault(mark.conversation, []).append((mark.seq, bool(mark.helpful)))
        said: dict[str, list[Said]] = {}
        for row in rows:
            said.setdefault(row.conversation, []).append(_said(row))
        return [Talk(id_, messages, thumbs.get(id_, [])) for id_, messages in said.items()]

    def first_day(self) -> dt.date | None:
        """Returns the day of the oldest message that is still there, or None."""
        with self._database.read() as connection:
            at = connection.execute(sa.text("SELECT MIN(at) FROM messages")).scalar()
        return dt.date.fromisoformat(at[:10]) if at else None


def _said(row: sa.engine.Row) -> Said:
    body: Mapping[str, object] = json.loads(row.body)
    mark = body.get("experiment")
    citizen = row.role == "burger"
    return Said(
        seq=row.seq,
        day=dt.date.fromisoformat(row.at[:10]),
        role=row.role,
        text=row.text if citizen else "",
        typed=citizen and row.choice is None,
        topic=body.get("topic"),
        outcome=body.get("outcome"),
        experiment=(str(mark["id"]), str(mark["arm"])) if isinstance(mark, dict) else None,
    )
