"""One-time codes from an app on the phone (TOTP, RFC 6238): set up, checked once, taken away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pyotp
import sqlalchemy as sa

from bot.staff.failures import Failures, Locked, SignInRefused
from bot.staff.model import Member
from bot.storage import Database

STEP = 30  # seconds a code lasts
DRIFT = 1  # steps that a phone's clock may be off


class Codes:
    """The columns totp* of the table staff."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime], failures: Failures) -> None:
        self._database = database
        self._clock = clock
        self._failures = failures

    def offer(self, member: Member, issuer: str) -> tuple[str, str]:
        """Returns the secret to put in an app, and its otpauth address. The same one until it is confirmed."""
        with self._database.write() as connection:
            offered = self._column(connection, member.id, "totp_offered")
            if not offered:
                offered = pyotp.random_base32()
                connection.execute(
                    sa.text("UPDATE staff SET totp_offered = :s WHERE id = :id"), {"s": offered, "id": member.id}
                )
        return offered, pyotp.TOTP(offered).provisioning_uri(name=member.login, issuer_name=issuer)

    def confirm(self, member: Member, code: str) -> bool:
        """Starts using the offered secret when a code proves that the app has it."""
        with self._database.write() as connection:
            offered = self._column(connection, member.id, "totp_offered")
            step = self._step(offered, code, 0) if offered else None
            if step is None:
                return False
            connection.execute(
                sa.text("UPDATE staff SET totp = totp_offered, totp_offered = NULL, totp_step = :step WHERE id = :id"),
                {"step": step, "id": member.id},
            )
        return True

    def check(self, member: Member, code: str) -> None:
        """Accepts a code, once.

        Raises:
            Locked: too many wrong codes.
            SignInRefused: it is not the code of now, or it was used before.
        """
        key = f"code:{member.id}"
        locked = self._failures.count(key)
        if locked:
            raise Locked(locked)
        with self._database.write() as connection:
            row = connection.execute(
                sa.text("SELECT totp, totp_step FROM staff WHERE id = :id"), {"id": member.id}
            ).first()
            step = self._step(row.totp, code, row.totp_step) if row and row.totp else None
            if step is None:
                raise SignInRefused
            used = connection.execute(
                sa.text("UPDATE staff SET totp_step = :step WHERE id = :id AND totp_step < :step"),
                {"step": step, "id": member.id},
            )
            if used.rowcount != 1:
                raise SignInRefused
        self._failures.forget(key)

    def remove(self, member: int) -> None:
        """Forgets the app: when a phone is lost, beheer does this and the colleague sets up a new one."""
        with self._database.write() as connection:
            connection.execute(
                sa.text("UPDATE staff SET totp = NULL, totp_offered = NULL, totp_step = 0 WHERE id = :id"),
                {"id": member},
            )
        self.unlock(member)

    def unlock(self, member: int) -> None:
        """Forgets wrong codes."""
        self._failures.forget(f"code:{member}")

    def _step(self, secret: str, code: str, used: int) -> int | None:
        """Returns the time step of a code if it fits now and is later than the one used last."""
        code = "".join(code.split())
        now = int(self._clock().timestamp()) // STEP
        totp = pyotp.TOTP(secret, interval=STEP)
        fitting = [step for step in range(now - DRIFT, now + DRIFT + 1) if _same(totp.at(step * STEP), code)]
        return next((step for step in fitting if step > used), None)

    @staticmethod
    def _column(connection, member: int, column: str) -> str | None:
        return connection.execute(sa.text(f"SELECT {column} FROM staff WHERE id = :id"), {"id": member}).scalar()


def _same(expected: str, given: str) -> bool:
    return given.isascii() and pyotp.utils.strings_equal(expected, given)
