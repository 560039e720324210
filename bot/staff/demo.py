"""The accounts of a trial: one of each kind, with passwords that are told once."""

from __future__ import annotations

from bot.staff.model import Member, Role, StaffError
from bot.staff.passwords import random_password
from bot.staff.store import Staff

REMOVE = ".venv/bin/python -m bot.staff remove-demo"
# Made-up people.
_DEMO = (
    ("demo-webcare", "Sam de Vries", "Toeslagen", Role.WEBCARE),
    ("demo-webcare2", "Noor Bakker", "Aangifte", Role.WEBCARE),
    ("demo-trainer", "Tess Mulder", "Redactie", Role.TRAINER),
    ("demo-beheer", "Bo Visser", "Beheer", Role.BEHEER),
)


def make_demo(staff: Staff) -> list[tuple[Member, str]]:
    """Makes the demo accounts if there is no account at all, and returns each with its password."""
    if staff.accounts():
        return []
    made = []
    for login, name, team, role in _DEMO:
        password = random_password()
        made.append((staff.add(login, name, team, [role], password, demo=True), password))
    return made


def renew_demo(staff: Staff) -> list[tuple[Member, str]]:
    """Gives all demo accounts a new password, and returns each with its password."""
    renewed = []
    for account in staff.accounts():
        if account.demo:
            password = random_password()
            staff.set_password(account.member.id, password)
            renewed.append((account.member, password))
    return renewed


def refuse_demo(staff: Staff) -> None:
    """Keeps a trial's accounts out of production.

    Raises:
        StaffError: there are demo accounts; the message names the command that removes them.
    """
    found = [account.member.login for account in staff.accounts() if account.demo]
    if found:
        raise StaffError(
            f"In productie mogen geen demo-accounts staan, en er zijn er {len(found)}: {', '.join(found)}. "
            f"Verwijder ze met: {REMOVE}"
        )
