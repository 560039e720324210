"""Who works here: accounts and roles, signing in, sessions, and the audit log that only grows."""

from bot.staff.audit import Audit, Entry
from bot.staff.codes import Codes
from bot.staff.demo import make_demo, refuse_demo
from bot.staff.desk_settings import Change, DeskSettings
from bot.staff.desk_values import CHATBOT, DESK_SETTINGS, NO_NEW, OFF, ON, WEEK, Desk, DeskSetting
from bot.staff.failures import Failures, Locked, SignInRefused
from bot.staff.model import Account, Member, Role, StaffError
from bot.staff.passwords import random_password
from bot.staff.sessions import Session, Sessions, Stage
from bot.staff.sign_in import SignIn
from bot.staff.store import Staff

__all__ = [
    "Account", "Audit", "CHATBOT", "Change", "Codes", "DESK_SETTINGS", "Desk", "DeskSetting", "DeskSettings", "Entry",
    "Failures", "Locked", "Member", "NO_NEW", "OFF", "ON",
    "Role", "Session", "Sessions", "SignIn", "SignInRefused", "Staff", "StaffError", "Stage",
    "WEEK", "make_demo", "random_password", "refuse_demo",
]  # fmt: skip
