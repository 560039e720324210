"""Who works here: accounts and roles, signing in, sessions, and the audit log that only grows."""

from bot.staff.audit import Audit, Entry
from bot.staff.desk_settings import Change, DeskSettings
from bot.staff.desk_values import DESK_SETTINGS, WEEK, Desk, DeskSetting
from bot.staff.model import Account, Member, Role, StaffError
from bot.staff.sessions import Session, Sessions, Stage
from bot.staff.sign_in import Locked, SignIn, SignInRefused
from bot.staff.store import Staff

__all__ = [
    "Account", "Audit", "Change", "DESK_SETTINGS", "Desk", "DeskSetting", "DeskSettings", "Entry", "Locked", "Member",
    "Role", "Session", "Sessions", "SignIn", "SignInRefused", "Staff", "StaffError", "Stage", "WEEK",
]  # fmt: skip
