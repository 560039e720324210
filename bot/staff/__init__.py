"""Who works here: accounts and roles, signing in, sessions, and the audit log that only grows."""

from bot.staff.audit import Audit, Entry
from bot.staff.model import Account, Member, Role, StaffError
from bot.staff.sessions import Session, Sessions, Stage
from bot.staff.sign_in import Locked, SignIn, SignInRefused
from bot.staff.store import Staff

__all__ = [
    "Account", "Audit", "Entry", "Locked", "Member", "Role", "Session", "Sessions", "SignIn", "SignInRefused", "Staff",
    "StaffError", "Stage",
]  # fmt: skip
