"""Signing in with a password: counted before it is checked, and the same for a login that does not exist."""

from __future__ import annotations

import sqlalchemy as sa

from bot.staff.failures import Failures, Locked, SignInRefused
from bot.staff.model import Account
from bot.staff.passwords import fits
from bot.staff.sessions import Stage
from bot.staff.store import Staff
from bot.storage import Database


class SignIn:
    """The way from a password to a stage."""

    def __init__(self, database: Database, staff: Staff, failures: Failures, needs_code: bool) -> None:
        """Takes the accounts, where failures are counted, and whether everybody must use one-time codes."""
        self._database = database
        self._staff = staff
        self._failures = failures
        self.needs_code = needs_code

    def with_password(self, login: str, password: str) -> tuple[Account, Stage]:
        """Returns the account and what still has to be done.

        Raises:
            Locked: this login failed too often, whether it exists or not.
            SignInRefused: login or password is not right, or the account is switched off.
        """
        login = login.strip().lower()[:200]
        locked = self._failures.count(f"login:{login}")
        with self._database.read() as connection:
            kept = connection.execute(
                sa.text("SELECT password FROM staff WHERE login = :login"), {"login": login}
            ).scalar()
        # Checked in every case, so that the time tells nothing.
        right = fits(password, kept)
        if locked:
            raise Locked(locked)
        account = self._staff.find(login)
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
        if self.needs_code and not account.has_code:
            return Stage.ENROL
        return Stage.FULL

    def unlock(self, login: str) -> None:
        """Forgets the failures of a login."""
        self._failures.forget(f"login:{login.strip().lower()[:200]}")
