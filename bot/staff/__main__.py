"""`python -m bot.staff`: accounts from the terminal, such as the very first one."""

from __future__ import annotations

import argparse
import datetime as dt
import sys

from bot.calendar import AMSTERDAM
from bot.settings import SettingError, read_settings
from bot.staff.audit import Audit
from bot.staff.codes import Codes
from bot.staff.demo import renew_demo
from bot.staff.failures import Failures
from bot.staff.model import Account, StaffError, read_roles
from bot.staff.passwords import random_password
from bot.staff.store import Staff
from bot.storage import Database, DatabaseBusy


def _now() -> dt.datetime:
    return dt.datetime.now(AMSTERDAM)


def main(arguments: list[str] | None = None) -> int:
    """Does one thing with the accounts; returns 1 after a clear sentence when it cannot."""
    options = _parser().parse_args(arguments)
    try:
        database = Database(read_settings().database_url)
        try:
            _COMMANDS[options.command](options, Staff(database, _now), database)
        finally:
            database.close()
    except (StaffError, SettingError) as error:
        print(error, file=sys.stderr)
        return 1
    except DatabaseBusy:
        print("De database is bezet of vol. Probeer het zo nog een keer.", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.staff", description="Accounts van medewerkers.")
    commands = parser.add_subparsers(dest="command", required=True)
    add = commands.add_parser("add", help="maak een account en toon een wachtwoord voor één keer")
    add.add_argument("login")
    add.add_argument("--name", required=True, help="voor- en achternaam, zoals collega's die lezen")
    add.add_argument("--roles", required=True, help="webcare, trainer, beheer: een of meer, met komma's")
    add.add_argument("--team", default="")
    add.add_argument("--four-eyes", action="store_true", help="antwoorden wachten op een tweede mens")
    for word, told in (
        ("remove", "verwijder een account"),
        ("reset", "geef een nieuw wachtwoord voor één keer, en haal de codes van de telefoon weg"),
        ("unlock", "haal een account van het slot"),
    ):
        commands.add_parser(word, help=told).add_argument("login")
    commands.add_parser("list", help="toon alle accounts")
    commands.add_parser("remove-demo", help="verwijder de demo-accounts")
    commands.add_parser("reset-demo", help="geef de demo-accounts nieuwe wachtwoorden")
    return parser


def _account(staff: Staff, login: str) -> Account:
    account = staff.find(login)
    if account is None:
        raise StaffError(f"Het account '{login}' bestaat niet. Zie: python -m bot.staff list")
    return account


def _add(options: argparse.Namespace, staff: Staff, database: Database) -> None:
    password = random_password()
    member = staff.add(
        options.login, options.name, options.team, read_roles(options.roles), password, options.four_eyes,
        must_change=True,
    )  # fmt: skip
    _keep(database, "account.nieuw", member.login)
    print(f"Account '{member.login}' is gemaakt. Wachtwoord voor de eerste keer: {password}")


def _remove(options: argparse.Namespace, staff: Staff, database: Database) -> None:
    account = _account(staff, options.login)
    staff.remove(account.member.id)
    _keep(database, "account.verwijderd", account.member.login)
    print(f"Account '{account.member.login}' is verwijderd.")


def _reset(options: argparse.Namespace, staff: Staff, database: Database) -> None:
    account, password = _account(staff, options.login), random_password()
    staff.set_password(account.member.id, password, must_change=True)
    Codes(database, _now, Failures(database, _now)).remove(account.member.id)
    _unlock(options, staff, database)
    _keep(database, "account.nieuw_wachtwoord", account.member.login)
    print(f"Nieuw wachtwoord voor één keer: {password}")


def _unlock(options: argparse.Namespace, staff: Staff, database: Database) -> None:
    account, failures = _account(staff, options.login), Failures(database, _now)
    failures.forget(f"login:{account.member.login}")
    failures.forget(f"code:{account.member.id}")
    _keep(database, "account.van_slot", account.member.login)
    print(f"Account '{account.member.login}' is van het slot.")


def _list(_options: argparse.Namespace, staff: Staff, _database: Database) -> None:
    for account in staff.accounts():
        member = account.member
        marks = [word for word, on in (("demo", account.demo), ("uit", account.disabled)) if on]
        roles = ", ".join(sorted(role.value for role in member.roles))
        print(f"{member.login:<30} {member.name:<30} {member.team:<20} {roles} {' '.join(marks)}".rstrip())


def _remove_demo(_options: argparse.Namespace, staff: Staff, database: Database) -> None:
    count = staff.remove_demo()
    _keep(database, "account.demo_verwijderd", detail=str(count))
    print(f"{count} demo-accounts verwijderd.")


def _reset_demo(_options: argparse.Namespace, staff: Staff, database: Database) -> None:
    for member, password in renew_demo(staff):
        print(f"{member.login:<16} {password}")
    _keep(database, "account.demo_vernieuwd")


def _keep(database: Database, action: str, subject: str = "", detail: str = "") -> None:
    Audit(database, _now).add(None, action, subject, detail or "vanuit de terminal")


_COMMANDS = {
    "add": _add, "remove": _remove, "reset": _reset, "unlock": _unlock, "list": _list, "remove-demo": _remove_demo,
    "reset-demo": _reset_demo,
}  # fmt: skip

if __name__ == "__main__":
    sys.exit(main())
