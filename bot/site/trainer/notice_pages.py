"""Notices: what citizens should know now, in the greeting and under answers, until a last day."""

from __future__ import annotations

import datetime as dt

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from bot.site.staff import needs
from bot.site.trainer.common import page, save, trouble
from bot.staff import Role
from bot.trainer import Conflict, Refused, notices
from bot.trainer.questions import CannotChange
from bot.trainer.typed import day

notice_pages = Blueprint("trainer_notices")
WEEK = dt.timedelta(days=7)


@notice_pages.get("/trainer/meldingen")
@needs(Role.TRAINER)
async def listing(request: Request) -> HTTPResponse:
    """Shows the notices: those of now first, then those to come, then those that are over."""
    return _notices_page(request)


@notice_pages.post("/trainer/meldingen")
@needs(Role.TRAINER)
async def change(request: Request) -> HTTPResponse:
    """Places, changes or stops a notice."""
    ctx, form = request.app.ctx, request.form
    today = ctx.clock().date()
    name, stops = form.get("id", "").strip(), form.get("actie") == "stop"
    try:
        filled = notices.Filled(
            name, form.get("tekst", "").strip(), day(form.get("van", "")), day(form.get("tot", "")),
            form.get("onderwerpen", "").replace(",", " ").split(), bool(form.get("begroeting")),
            form.get("bron", "").strip(), form.get("url", "").strip(), today, form.get("eigenaar", "").strip(),
        )  # fmt: skip
        await save(
            request,
            lambda draft: notices.stop(draft, name, today) if stops else notices.place(draft, filled),
            form.get("waarom", ""),
            in_spite_of_style=bool(form.get("toch")) or stops,
        )
    except (CannotChange, Refused, Conflict) as error:
        return _notices_page(request, *trouble(error))
    return redirect("/trainer/meldingen?bewaard=1", status=303)


def _notices_page(request: Request, status: int = 200, told: list[str] | None = None) -> HTTPResponse:
    ctx = request.app.ctx
    content, today = ctx.library.content, ctx.clock().date()

    def when(notice) -> int:
        return 0 if notice.validity.covers(today) else 1 if notice.validity.first > today else 2

    book = content.book

    def as_read(notice) -> str:
        on = max(today, notice.validity.first)
        return book.fill(notice.text, on) if book.fillable((notice.text,), on) else notice.text

    found = sorted(content.notices, key=lambda n: (when(n), n.validity.first))
    return page(
        request, "notices.html", status, notices=[(n, when(n), as_read(n)) for n in found], told=told or [],
        today=today, week=today + WEEK, typed=request.form, topics=content.topics, saved="bewaard" in request.args,
    )  # fmt: skip
