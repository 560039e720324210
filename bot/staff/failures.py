"""Counts failures before they are known to be failures, so that many attempts at once cannot outrun the lock."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable

import sqlalchemy as sa

from bot.storage import Database, hold

FORGOTTEN_AFTER = 86400.0  # seconds after which old failures no longer count


class SignInRefused(Exception):
    """Login, password or code is not right; nobody learns which."""


class Locked(SignInRefused):
    """Too many failures; `minutes` is how long it still lasts."""

    def __init__(self, minutes: int) -> None:
        super().__init__()
        self.minutes = minutes


class Failures:
    """The table staff_failures."""

    def __init__(
        self, database: Database, clock: Callable[[], dt.datetime], most: int = 5, lock_minutes: float = 15
    ) -> None:
        """Takes the rules: `most` failures in a row lock a key for `lock_minutes`."""
        self._database = database
        self._clock = clock
        self._most = most
        self._lock = lock_minutes * 60

    def count(self, key: str) -> int:
        """Counts an attempt as failed, until `forget` says that it was right; returns the minutes of a lock, or 0."""
        now = self._clock().timestamp()
        values = {"key": _hash(key), "now": now, "old": now - FORGOTTEN_AFTER}
        with self._database.write() as connection:
            hold(connection, values["key"])
            connection.execute(sa.text("DELETE FROM staff_failures WHERE at < :old AND locked_until < :now"), values)
            row = connection.execute(
                sa.text("SELECT failures, locked_until FROM staff_failures WHERE key = :key"), values
            ).first()
            if row is None:
                connection.execute(
                    sa.text("INSERT INTO staff_failures (key, failures, at, locked_until) VALUES (:key, 1, :now, 0)"),
                    values,
                )
                return 0
            if row.locked_until > now:
                return max(1, round((row.locked_until - now) / 60 + 0.49))
            # Once a lock is over one attempt is free; when that fails too, it locks again.
            failures = row.failures + 1
            locked_until = now + self._lock if failures >= self._most else 0
            connection.execute(
                sa.text("UPDATE staff_failures SET failures = :n, at = :now, locked_until = :until WHERE key = :key"),
                {**values, "n": failures, "until": locked_until},
            )
            return 0

    def forget(self, key: str) -> None:
        """Forgets the failures of a key."""
        with self._database.write() as connection:
            connection.execute(sa.text("DELETE FROM staff_failures WHERE key = :key"), {"key": _hash(key)})


def _hash(key: str) -> str:
    # Hashed: somebody in a hurry types a password where the login belongs.
    return hashlib.sha256(key.encode()).hexdigest()
