"""Sessions of signed-in staff: the browser has the token, we keep its hash."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

import sqlalchemy as sa

from bot.staff.model import Member, read_roles
from bot.storage import Database

SEEN_EVERY = 60.0  # seconds; not every request needs a write
BEFORE_FULL = 600.0  # seconds; how long a half sign-in lasts


class Stage(str, Enum):
    """How far somebody has come. Only FULL opens pages."""

    CODE = "code"  # the password was right, the one-time code is still to come
    PASSWORD = "password"  # has to choose a password first
    ENROL = "enrol"  # has to set up one-time codes first
    FULL = "full"


@dataclass(frozen=True)
class Session:
    """A session that holds now. `key` is what we keep of the token; `csrf` goes in pages, never in a cookie."""

    key: str
    member: Member
    stage: Stage
    csrf: str


class Sessions:
    """The table staff_sessions."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime], idle: float, longest: float) -> None:
        """Takes how long a session lives.

        Args:
            database: where they are kept.
            clock: gives the moment.
            idle: seconds without a request after which it ends.
            longest: seconds after signing in at which it ends, whatever happens.
        """
        self._database = database
        self._clock = clock
        self._idle = idle
        self._longest = longest

    def open(self, member: int, stage: Stage = Stage.FULL, instead_of: str | None = None) -> str:
        """Opens a session and returns its token, always a new one: a token from before signing in opens nothing.

        Args:
            member: whose it is.
            stage: how far the sign-in came.
            instead_of: the key of the session that ends with it.
        """
        token, now = secrets.token_urlsafe(32), self._now()
        with self._database.write() as connection:
            connection.execute(
                sa.text("DELETE FROM staff_sessions WHERE ends_at <= :now OR seen_at <= :idle OR key = :old"),
                {"now": now, "idle": now - self._idle, "old": instead_of or ""},
            )
            connection.execute(
                sa.text(
                    "INSERT INTO staff_sessions (key, member, stage, csrf, seen_at, ends_at)"
                    " VALUES (:key, :member, :stage, :csrf, :now, :ends)"
                ),
                {
                    "key": _key(token),
                    "member": member,
                    "stage": stage.value,
                    "csrf": secrets.token_urlsafe(24),
                    "now": now,
                    "ends": now + (self._longest if stage is Stage.FULL else BEFORE_FULL),
                },
            )
        return token

    def find(self, token: str, touch: bool = True) -> Session | None:
        """Returns the session of a token, or None when it is unknown, over, or its account is switched off."""
        return self.of_key(_key(token), touch) if token else None

    def of_key(self, key: str, touch: bool = False) -> Session | None:
        """Returns the session with this key, or None; an event stream looks here whether it may go on."""
        with self._database.read() as connection:
            row = connection.execute(
                sa.text(
                    "SELECT s.key, s.stage, s.csrf, s.seen_at, s.ends_at, m.id, m.login, m.name, m.team, m.roles,"
                    " m.four_eyes FROM staff_sessions s JOIN staff m ON m.id = s.member"
                    " WHERE s.key = :key AND m.disabled = 0"
                ),
                {"key": key},
            ).first()
        now = self._now()
        if row is None or now >= row.ends_at or now - row.seen_at >= self._idle:
            return None
        if touch and now - row.seen_at >= SEEN_EVERY:
            with self._database.write() as connection:
                connection.execute(
                    sa.text("UPDATE staff_sessions SET seen_at = :now WHERE key = :key AND seen_at < :now"),
                    {"now": now, "key": key},
                )
        return Session(row.key, member_of(row), Stage(row.stage), row.csrf)

    def close(self, key: str) -> None:
        """Ends one session."""
        with self._database.write() as connection:
            connection.execute(sa.text("DELETE FROM staff_sessions WHERE key = :key"), {"key": key})

    def close_all(self, member: int, but: str = "") -> int:
        """Ends all sessions of a colleague, but for one key, and returns how many."""
        with self._database.write() as connection:
            return connection.execute(
                sa.text("DELETE FROM staff_sessions WHERE member = :m AND key <> :but"), {"m": member, "but": but}
            ).rowcount

    def _now(self) -> float:
        return self._clock().timestamp()


def member_of(row: Any) -> Member:
    """Returns the colleague in a row of the table staff."""
    return Member(row.id, row.login, row.name, row.team, read_roles(row.roles), bool(row.four_eyes))


def _key(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
