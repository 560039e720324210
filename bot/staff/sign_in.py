"""Signing in with a password: counted before it is checked, and the same for a login that does not exist."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable

import sqlalchemy as sa

from bot.staff.model import Account
from bot.staff.passwords import fits
from bot.staff.sessions import Stage
from bot.staff.store import Staff
from bot.storage import Database

FORGOTTEN_AFTER = 86400.0  # seconds after which old failures no longer count


class SignInRefused(Exception):
    """Login, password or code is not right; nobody learns which."""


class Locked(SignInRefused):
    """Too many failures; `minutes` is how long it still lasts."""

    def __init__(self, minutes: int) -> None:
        super().__init__()
        self.minutes = minutes


class SignIn:
    """The table staff_failures, and the way from a password to a stage."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], dt.datetime],
        staff: Staff,
        failures: int,
        lock_minutes: float,
        needs_code: bool,
    ) -> None:
        """Takes the rules.

        Args:
            database: where failures are counted.
            clock: gives the moment.
            staff: the accounts.
            failures: how many failures in a row lock a login.
            lock_minutes: for how long.
            needs_code: whether everybody must set up one-time codes.
        """
        self._database = database
        self._clock = clock
        self._staff = staff
        self._failures = failures
        self._lock = lock_minutes * 60
        self._needs_code = needs_code

    def with_password(self, login: str, password: str) -> tuple[Account, Stage]:
        """Returns the account and what still has to be done.

        Raises:
            Locked: this login failed too often, whether it exists or not.
            SignInRefused: login or password is not right.
        """
        login = login.strip().lower()[:200]
        locked = self._count(login)
        account = self._staff.find(login)
        # Checked in every case, so that the time tells nothing.
        right = fits(password, self._kept(login))
        if locked:
            raise Locked(locked)
        if account is None or not right or account.disabled:
            raise SignInRefused
        self.unlock(login)
        return account, self.stage_of(account)

    def stage_of(self, account: Account, code_given: bool = False) -> Stage:
        """Returns what an account still has to do before it may look at pages."""
        if account.has_code and not code_given:
            return Stage.CODE
        if account.must_change:
            return Stage.PASSWORD
        if self._needs_code and not account.has_code:
            return Stage.ENROL
        return Stage.FULL

    def unlock(self, login: str) -> None:
        """Forgets the failures of a login."""
        with self._database.write() as connection:
            connection.execute(sa.text("DELETE FROM staff_failures WHERE key = :key"), {"key": _key(login)})

    def _kept(self, login: str) -> str | None:
        with self._database.read() as connection:
            return connection.execute(
                sa.text("SELECT password FROM staff WHERE login = :login"), {"login": login}
            ).scalar()

    def _count(self, login: str) -> int:
        """Counts an attempt as failed, until it proves right; returns the minutes of a lock, or 0."""
        now = self._clock().timestamp()
        values = {"key": _key(login), "now": now, "old": now - FORGOTTEN_AFTER}
        with self._database.write() as connection:
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
            # Once a lock is over, one more attempt is free and the next one locks again.
            failures = row.failures + 1
            locked_until = now + self._lock if failures >= self._failures else 0
            connection.execute(
                sa.text("UPDATE staff_failures SET failures = :n, at = :now, locked_until = :until WHERE key = :key"),
                {**values, "n": failures, "until": locked_until},
            )
            return 0


def _key(login: str) -> str:
    # Hashed: somebody in a hurry types a password where the login belongs.
    return hashlib.sha256(f"login:{login.strip().lower()}".encode()).hexdigest()
