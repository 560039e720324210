"""Who of staff is at the desk: as they say themselves, and away by itself for who is silent or closed the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import sqlalchemy as sa

from bot.storage import Database, utc


class Presence(str, Enum):
    """Whether somebody of staff takes conversations."""

    HERE = "aanwezig"
    BREAK = "pauze"
    AWAY = "afwezig"


# Why somebody is away who did not say so.
IDLE, CLOSED_PAGE = "een tijd niets gedaan", "de werkbak is dicht"


@dataclass(frozen=True)
class Present:
    """What is known of one member of staff. `reason` is in their own (masked) words, or IDLE or CLOSED_PAGE."""

    member: int
    presence: Presence
    reason: str
    seen_at: dt.datetime


class Presences:
    """The table handoff_presence."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._clock = clock

    def set(self, member: int, presence: Presence, reason: str = "") -> None:
        """Keeps what a member of staff says of themselves. The reason must be masked already."""
        with self._database.write() as connection:
            values = {"m": member, "p": presence.value, "r": reason, "now": utc(self._clock())}
            connection.execute(sa.text("DELETE FROM handoff_presence WHERE member = :m"), values)
            connection.execute(
                sa.text(
                    "INSERT INTO handoff_presence (member, presence, reason, seen_at, acted_at)"
                    " VALUES (:m, :p, :r, :now, :now)"
                ),
                values,
            )

    def seen(self, member: int, acted: bool = False) -> None:
        """Keeps that the desk is open in somebody's browser, and with `acted` that they did something there."""
        also = ", acted_at = :now" if acted else ""
        with self._database.write() as connection:
            connection.execute(
                sa.text(f"UPDATE handoff_presence SET seen_at = :now{also} WHERE member = :m"),
                {"m": member, "now": utc(self._clock())},
            )

    def all(self) -> dict[int, Present]:
        """Returns everybody who was ever at the desk, by number."""
        with self._database.read() as connection:
            rows = connection.execute(sa.text("SELECT member, presence, reason, seen_at FROM handoff_presence")).all()
        return {
            r.member: Present(r.member, Presence(r.presence), r.reason, dt.datetime.fromisoformat(r.seen_at))
            for r in rows
        }

    def here(self) -> set[int]:
        """Returns who takes conversations now."""
        return {member for member, present in self.all().items() if present.presence is Presence.HERE}

    def send_away(self, idle: dt.timedelta, unseen: dt.timedelta) -> list[int]:
        """Makes away who did nothing for `idle`, or whose page was closed for `unseen`, and returns them.

        A clock that goes back makes moments lie in the future: nobody is sent away for that.
        """
        now = self._clock()
        sent = []
        with self._database.write() as connection:
            for reason, column, limit in ((CLOSED_PAGE, "seen_at", unseen), (IDLE, "acted_at", idle)):
                late = {"here": Presence.HERE.value, "before": utc(now - limit)}
                found = connection.execute(
                    sa.text(f"SELECT member FROM handoff_presence WHERE presence = :here AND {column} < :before"), late
                ).scalars()
                for member in list(found):
                    connection.execute(
                        sa.text("UPDATE handoff_presence SET presence = :away, reason = :r WHERE member = :m"),
                        {"away": Presence.AWAY.value, "r": reason, "m": member},
                    )
                    sent.append(member)
        return sent
