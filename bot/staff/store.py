"""Keeps the accounts of staff: new, found, changed, removed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from bot.staff.model import Account, Member, Role, StaffError, read_roles, roles_text
from bot.staff.passwords import check_new, hash_password
from bot.staff.sessions import member_of
from bot.storage import Database

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,119}")
_COLUMNS = (
    "id, login, name, team, roles, four_eyes, demo, disabled, password, totp, must_change, created_at"
)  # fmt: skip


class Staff:
    """The table staff."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._clock = clock

    def add(
        self,
        login: str,
        name: str,
        team: str = "",
        roles: Iterable[Role] = (),
        password: str | None = None,
        four_eyes: bool = False,
        demo: bool = False,
        must_change: bool = False,
        subject: str | None = None,
    ) -> Member:
        """Makes an account.

        Args:
            login: what somebody signs in with; small letters, digits, dot, dash, underscore and @.
            name: first and last name, as colleagues read it.
            team: the team, or nothing.
            roles: what he may do; at least one.
            password: the first password, or None for an account that signs in elsewhere.
            four_eyes: whether replies wait for a second person.
            demo: whether this account belongs to a trial.
            must_change: whether a password has to be chosen at the first sign-in.
            subject: who this is at the OpenID Connect provider.

        Raises:
            StaffError: something is missing, wrong, or the login exists.
        """
        login, name, team = tidy_login(login), _tidy(name, "naam", 80), _tidy(team, "team", 60, empty=True)
        roles = read_roles(roles_text(frozenset(roles)))
        values = {
            "login": login, "name": name, "team": team, "roles": roles_text(roles), "four_eyes": int(four_eyes),
            "demo": int(demo), "must_change": int(must_change), "subject": subject, "at": self._now(),
            "password": hash_password(password) if password is not None else None,
        }  # fmt: skip
        try:
            with self._database.write() as connection:
                connection.execute(
                    sa.text(
                        "INSERT INTO staff (login, name, team, roles, four_eyes, demo, must_change, subject, password,"
                        " created_at) VALUES (:login, :name, :team, :roles, :four_eyes, :demo, :must_change, :subject,"
                        " :password, :at)"
                    ),
                    values,
                )
        except IntegrityError:
            raise StaffError(f"Het account '{login}' bestaat al. Kies een andere inlognaam.") from None
        return self.find(login).member  # type: ignore[union-attr]

    def find(self, login: str) -> Account | None:
        """Returns the account with this login, or None."""
        return self._one("login = :value", login.strip().lower())

    def get(self, member: int) -> Account | None:
        """Returns the account with this id, or None."""
        return self._one("id = :value", member)

    def of_subject(self, subject: str) -> Account | None:
        """Returns the account of somebody at the OpenID Connect provider, or None."""
        return self._one("subject = :value", subject)

    def accounts(self) -> list[Account]:
        """Returns all accounts, by name."""
        with self._database.read() as connection:
            rows = connection.execute(sa.text(f"SELECT {_COLUMNS} FROM staff ORDER BY name, login")).all()
        return [_account(row) for row in rows]

    def working(self, role: Role) -> list[Account]:
        """Returns the accounts that work and have a role, by name."""
        return [a for a in self.accounts() if not a.disabled and role in a.member.roles]

    def change(
        self,
        member: int,
        name: str | None = None,
        team: str | None = None,
        roles: Iterable[Role] | None = None,
        four_eyes: bool | None = None,
        disabled: bool | None = None,
    ) -> Account:
        """Changes what is given and leaves the rest. Who is switched off or gets other roles must sign in again.

        Raises:
            StaffError: the account does not exist, a value is wrong, or nobody would be left with the role beheer.
        """
        values: dict[str, object] = {}
        if name is not None:
            values["name"] = _tidy(name, "naam", 80)
        if team is not None:
            values["team"] = _tidy(team, "team", 60, empty=True)
        if roles is not None:
            values["roles"] = roles_text(read_roles(roles_text(frozenset(roles))))
        if four_eyes is not None:
            values["four_eyes"] = int(four_eyes)
        if disabled is not None:
            values["disabled"] = int(disabled)
        with self._database.write() as connection:
            before = _row(connection, member)
            if values:
                sets = ", ".join(f"{column} = :{column}" for column in values)
                connection.execute(sa.text(f"UPDATE staff SET {sets} WHERE id = :id"), {**values, "id": member})
            after = _row(connection, member)
            _keep_one_beheer(connection, before)
            if after.disabled or after.roles != before.roles:
                _end_sessions(connection, member)
        return _account(after)

    def set_password(self, member: int, password: str, must_change: bool = False) -> None:
        """Sets a password and ends all sessions.

        Args:
            member: whose.
            password: the new one.
            must_change: whether another is to be chosen at the next sign-in; then this one is not judged.

        Raises:
            StaffError: the account does not exist or the password is too weak.
        """
        account = self.get(member)
        if account is None:
            raise StaffError("Dit account bestaat niet (meer).")
        if not must_change:
            check_new(password, account.member.login, account.member.name)
        kept = hash_password(password)
        with self._database.write() as connection:
            connection.execute(
                sa.text("UPDATE staff SET password = :p, must_change = :c WHERE id = :id"),
                {"p": kept, "c": int(must_change), "id": member},
            )
            _end_sessions(connection, member)

    def remove(self, member: int) -> None:
        """Removes an account for good; the audit log keeps the login.

        Raises:
            StaffError: the account does not exist, or nobody would be left with the role beheer.
        """
        with self._database.write() as connection:
            before = _row(connection, member)
            _end_sessions(connection, member)
            connection.execute(sa.text("DELETE FROM staff WHERE id = :id"), {"id": member})
            _keep_one_beheer(connection, before)

    def remove_demo(self) -> int:
        """Removes all demo accounts and returns how many; also when nobody with the role beheer is left."""
        with self._database.write() as connection:
            connection.execute(
                sa.text("DELETE FROM staff_sessions WHERE member IN (SELECT id FROM staff WHERE demo = 1)")
            )
            return connection.execute(sa.text("DELETE FROM staff WHERE demo = 1")).rowcount

    def _one(self, where: str, value: object) -> Account | None:
        with self._database.read() as connection:
            row = connection.execute(sa.text(f"SELECT {_COLUMNS} FROM staff WHERE {where}"), {"value": value}).first()
        return _account(row) if row else None

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")


def tidy_login(login: str) -> str:
    """Returns a login as it is kept.

    Raises:
        StaffError: it has other signs than are allowed.
    """
    login = login.strip().lower()
    if not _LOGIN.fullmatch(login):
        raise StaffError("Een inlognaam heeft 2 tot 120 kleine letters, cijfers, punten, streepjes of een @.")
    return login


def _tidy(text: str, what: str, longest: int, empty: bool = False) -> str:
    text = " ".join(text.split())
    if (not text and not empty) or len(text) > longest or not text.isprintable():
        raise StaffError(f"Vul bij {what} gewone tekst in, hoogstens {longest} tekens.")
    return text


def _row(connection: Connection, member: int):
    row = connection.execute(sa.text(f"SELECT {_COLUMNS} FROM staff WHERE id = :id"), {"id": member}).first()
    if row is None:
        raise StaffError("Dit account bestaat niet (meer).")
    return row


def _keep_one_beheer(connection: Connection, before) -> None:
    """Refuses to lock everybody out of the accounts."""
    if Role.BEHEER not in read_roles(before.roles) or before.disabled:
        return
    rows = connection.execute(sa.text("SELECT roles FROM staff WHERE disabled = 0"))
    if not any(Role.BEHEER in read_roles(row.roles) for row in rows):
        raise StaffError("Dit is het laatste account met de rol beheer. Geef eerst een ander die rol.")


def _end_sessions(connection: Connection, member: int) -> None:
    connection.execute(sa.text("DELETE FROM staff_sessions WHERE member = :m"), {"m": member})


def _account(row) -> Account:
    return Account(
        member_of(row), bool(row.demo), bool(row.disabled), row.password is not None, row.totp is not None,
        bool(row.must_change), row.created_at,
    )  # fmt: skip
