"""Gives the app what the doors of staff need."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sanic import Sanic

from bot.settings import Settings
from bot.site.limits import RateLimit
from bot.site.staff.provider import Provider
from bot.staff import Audit, Codes, DeskSettings, Failures, Sessions, SignIn, Staff
from bot.storage import Database

QUARTER = 900  # seconds


def set_up_staff(app: Sanic, settings: Settings, database: Database, clock: Callable[[], dt.datetime]) -> None:
    """Puts staff, audit, desk_settings, sessions, sign_in, codes, provider and sign_in_limit in app.ctx."""
    ctx = app.ctx
    ctx.staff = Staff(database, clock)
    ctx.audit = Audit(database, clock)
    ctx.desk_settings = DeskSettings(database, clock)
    ctx.sessions = Sessions(database, clock, settings.staff_idle_minutes * 60, settings.staff_session_hours * 3600)
    failures = Failures(database, clock, settings.staff_failures, settings.staff_lock_minutes)
    ctx.sign_in = SignIn(database, ctx.staff, failures, settings.staff_need_codes)
    ctx.codes = Codes(database, clock, failures)
    ctx.provider = Provider(settings, clock) if settings.oidc_issuer else None
    ctx.sign_in_limit = RateLimit(settings.staff_attempts, QUARTER)
