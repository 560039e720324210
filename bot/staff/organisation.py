"""Accounts of colleagues whom their own organisation signs in: made and kept up to date from what it says."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from bot.staff.model import Account, Role, StaffError
from bot.staff.store import Staff


def account_of(staff: Staff, subject: str, login: str, name: str, roles: Iterable[Role]) -> Account:
    """Returns the account of somebody at the provider, made at the first time, with the roles of now.

    Args:
        staff: the accounts.
        subject: issuer and subject: who it is, for ever.
        login: what the provider calls him; only for people to read.
        name: first and last name, or nothing.
        roles: what the provider's groups come to.

    Raises:
        StaffError: no role, an account that is switched off, or a login that belongs to an account with a password.
    """
    roles = frozenset(roles)
    if not roles:
        raise StaffError("Je hebt hier nog geen rol. Vraag beheer om je in de goede groep te zetten.")
    account = staff.of_subject(subject)
    if account is None:
        login = _login(login, subject)
        if staff.find(login):
            # Never taken over by name alone: whoever may choose a name at the provider would choose his account.
            raise StaffError(f"Er is al een account '{login}' met een wachtwoord. Vraag beheer om dat te verwijderen.")
        staff.add(login, _name(name) or login, roles=roles, subject=subject)
        account = staff.of_subject(subject)
    if account is None or account.disabled:
        raise StaffError("Je account staat uit. Vraag beheer om hulp.")
    if account.member.roles != roles or (_name(name) and account.member.name != _name(name)):
        account = staff.change(account.member.id, name=_name(name) or None, roles=roles)
    return account


def _login(given: str, subject: str) -> str:
    login = re.sub(r"[^a-z0-9._@-]+", "-", given.strip().lower()).strip("._@-")[:100]
    return login if len(login) > 1 else f"lid-{hashlib.sha256(subject.encode()).hexdigest()[:10]}"


def _name(given: str) -> str:
    return "".join(c for c in " ".join(given.split()) if c.isprintable())[:80].strip()
