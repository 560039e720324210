"""The page for editors: what runs out, what was checked long ago, what is uncertain."""

from __future__ import annotations

import datetime as dt
from typing import Any

from markupsafe import Markup
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.knowledge.links import read_visits
from bot.knowledge.loading import topic_of_path
from bot.knowledge.upkeep import DAYS, Upkeep, oldest_check
from bot.knowledge.upkeep.links import link_upkeep
from bot.knowledge.upkeep.report import in_order
from bot.knowledge.upkeep_page import TITLE, as_html
from bot.site.staff.guard import needs, session_of
from bot.site.staff.render import own_pages
from bot.staff import Role, Stage

MOST_DAYS = 400
editors = Blueprint("editors")


@editors.get("/redactie")
async def report(request: Request) -> HTTPResponse:
    """Shows the editors' report for today, or for another day with ?today=2027-01-02 and ?days=90.

    In production only to who trains or manages. In a trial to all: it holds no conversations and no personal data.
    """
    if request.app.ctx.settings.production:
        return await _guarded(request)
    session = await session_of(request)
    if session is not None and session.stage is Stage.FULL:
        request.ctx.session = session
    return await _report(request)


async def _report(request: Request) -> HTTPResponse:
    ctx = request.app.ctx
    today, days, wrong = _asked(request, ctx.clock().date())
    items = await ctx.aside.run(_upkeep, ctx, today, days)
    mend_at = _in_the_room if _trains(request) else None
    inside = as_html(items, today, ctx.library.problems, oldest_check(ctx.library.content), mend_at)
    return own_pages.render(
        request,
        "editors.html",
        status=400 if wrong else 200,
        page_title=TITLE,
        inside=Markup(inside),  # escaped where it is made
        today=today.isoformat(),
        days=days,
        most_days=MOST_DAYS,
        wrong=wrong,
    )


_guarded = needs(Role.TRAINER, Role.BEHEER)(_report)


def _trains(request: Request) -> bool:
    session = getattr(request.ctx, "session", None)
    return session is not None and Role.TRAINER in session.member.roles


def _in_the_room(item: Upkeep) -> str:
    """Returns the page of the trainers' room where an item is mended, or "" when that is not in the room."""
    topic = topic_of_path(item.file, "antwoord.yml")
    if topic:
        return f"/trainer/onderwerp/{topic}"
    return {"feiten": "/trainer/feiten", "actueel.yml": "/trainer/meldingen"}.get(item.file.split("/")[1], "")


def _asked(request: Request, today: dt.date) -> tuple[dt.date, int, str]:
    """Returns the day and how many days ahead, and what is wrong with what was asked."""
    try:
        day = dt.date.fromisoformat(request.args.get("today", today.isoformat()))
        days = int(request.args.get("days", DAYS))
        if not (0 <= days <= MOST_DAYS and 2020 <= day.year <= 2100):
            raise ValueError
    except ValueError:
        return today, DAYS, f"Kies een dag als JJJJ-MM-DD en hoogstens {MOST_DAYS} dagen. Hieronder staat vandaag."
    return day, days, ""


def _upkeep(ctx: Any, today: dt.date, days: int) -> list[Upkeep]:
    visits = read_visits(ctx.settings.var_dir / "links.json")
    links = link_upkeep(ctx.library.content, ctx.settings.data_dir, visits, today)
    return in_order([*ctx.shelf.upkeep(ctx.library, today, days), *links])
