"""Cleaning up on demand: all that is too old, or one conversation."""

from __future__ import annotations

import asyncio

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.handoff.codes import as_code
from bot.retention import Retention
from bot.retention.clean_up import ACTION
from bot.site.beheer.common import pages
from bot.site.staff import needs
from bot.staff import Role

cleaning = Blueprint("beheer_cleaning", url_prefix="/opruimen")


@cleaning.get("")
@needs(Role.BEHEER)
async def look(request: Request) -> HTTPResponse:
    """Shows how long is kept, what would go now, and the last runs."""
    return await _page(request)


@cleaning.post("")
@needs(Role.BEHEER)
async def clean_now(request: Request) -> HTTPResponse:
    """Erases what is too old, now."""
    cleaned = await asyncio.to_thread(_retention(request).run, None, request.ctx.member.id)
    return await _page(request, done=f"{cleaned}.")


@cleaning.post("/gesprek")
@needs(Role.BEHEER)
async def erase_one(request: Request) -> HTTPResponse:
    """Erases one conversation, by its number or the code on the call slip."""
    given = request.form.get("gesprek", "").strip()[:80]
    conversation = await asyncio.to_thread(_known, request, given)
    if conversation is None:
        return await _page(request, wrong="Dit gesprek bestaat niet (meer). Kijk het nummer of de code na.")
    await request.app.ctx.dispatcher.quiet(conversation)
    await asyncio.to_thread(_retention(request).erase, conversation, request.ctx.member.id)
    request.app.ctx.feed.touch(conversation)
    return await _page(request, done="Het gesprek is gewist, met alles wat erbij hoort.")


def _known(request: Request, given: str) -> str | None:
    ctx = request.app.ctx
    if given and ctx.transcript.exists(given):
        return given
    code = as_code(given)
    return ctx.handoffs.by_code(code) if code else None


def _retention(request: Request) -> Retention:
    return Retention(request.app.ctx.database, request.app.ctx.clock)


async def _page(request: Request, done: str = "", wrong: str = "") -> HTTPResponse:
    ctx = request.app.ctx
    old, desk, runs = await asyncio.gather(
        asyncio.to_thread(_retention(request).old),
        asyncio.to_thread(ctx.desk_settings.get),
        asyncio.to_thread(ctx.audit.entries, ACTION, most=10),
    )
    return pages.render(
        request,
        "cleaning.html",
        status=404 if wrong else 200,
        old=len(old),
        days=desk.transcript_days,
        runs=runs,
        done=done,
        wrong=wrong,
    )
