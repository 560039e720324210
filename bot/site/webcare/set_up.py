"""Gives the app what the desk needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sanic import Sanic

from bot.handoff import Calls, Claims, Drafts, Handoffs, Notes, Presences, Queue, Waits
from bot.knowledge import Library
from bot.site.webcare.kindly import Kindly
from bot.site.webcare.live import Shots
from bot.site.webcare.names import Names
from bot.site.webcare.overview import Overview
from bot.site.webcare.reception import Reception
from bot.site.webcare.rules import rules_of
from bot.site.webcare.second_person import SecondPerson
from bot.site.webcare.watch import Watch
from bot.site.webcare.work import Work, witness
from bot.staff import Audit, Staff
from bot.storage import Database
from bot.transcript import Glance, Transcript


def set_up_webcare(app: Sanic, database: Database, library: Library, clock: Callable[[], dt.datetime]) -> None:
    """Puts handoffs, reception, overview, work, watch and their stores in app.ctx.

    It needs there: transcript, insight, staff, audit, desk_settings and feed.
    """
    ctx = app.ctx
    transcript: Transcript = ctx.transcript
    staff: Staff = ctx.staff
    audit: Audit = ctx.audit
    ctx.handoffs = handoffs = Handoffs(database, clock, witness(audit))
    ctx.queue, ctx.notes, ctx.drafts = Queue(database), Notes(database, clock), Drafts(database, clock)
    ctx.waits, ctx.presences, ctx.glance = Waits(database, clock), Presences(database, clock), Glance(database)
    ctx.calls = Calls(database, clock)
    ctx.claims = Claims(clock, handoffs, ctx.waits)
    ctx.names = Names(staff)
    ctx.reception = Reception(
        transcript, handoffs, ctx.queue, ctx.waits, ctx.presences, ctx.names, library, clock,
        lambda: rules_of(ctx.desk_settings.get()),
    )  # fmt: skip
    ctx.overview = Overview(
        ctx.queue, ctx.glance, ctx.notes, ctx.calls, ctx.drafts, ctx.presences, ctx.names, ctx.reception, library, clock
    )  # fmt: skip
    ctx.shots = Shots(ctx.overview)
    kindly = Kindly(handoffs, ctx.names, lambda: ctx.reception.rules())
    ctx.second_person = SecondPerson(
        transcript, handoffs, ctx.notes, ctx.drafts, audit,
        lambda member: ctx.names.shown(member, ctx.reception.rules()), kindly,
    )  # fmt: skip
    ctx.work = Work(
        transcript, handoffs, ctx.claims, ctx.queue, ctx.notes, ctx.calls, ctx.presences, ctx.insight, audit,
        ctx.names, ctx.reception, library, kindly, ctx.second_person,
    )  # fmt: skip
    ctx.watch = Watch(
        ctx.overview, handoffs, ctx.presences, ctx.work, transcript, audit, ctx.reception, ctx.feed
    )  # fmt: skip
