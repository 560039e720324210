"""Cleaning up on demand: all that is too old, or one conversation."""

from __future__ import annotations

import asyncio

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.handoff.codes import as_code
from bot.retention import Retention
from bot.retention.clean_up import ACTION
from bot.site.beheer.common import LONGEST_WHY, pages, reason
from bot.site.beheer.log_words import readable
from bot.site.staff import needs
from bot.staff import Role, StaffError

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
    cleaned = await request.app.ctx.aside.run(_retention(request).run, None, request.ctx.member.id)
    return await _page(request, done=f"{cleaned}.")


@cleaning.post("/gesprek")
@needs(Role.BEHEER)
async def erase_one(request: Request) -> HTTPResponse:
    """Shows one conversation, by its number or the code on the call slip; erases it when that was confirmed."""
    given = request.form.get("gesprek", "").strip()[:80]
    conversation = await asyncio.to_thread(_known, request, given)
    if conversation is None:
        return await _page(request, wrong="Dit gesprek bestaat niet (meer). Kijk het nummer of de code na.", status=404)
    try:
        why = reason(request)
    except StaffError as error:
        return await _page(request, wrong=str(error))
    if "zeker" not in request.form:
        return await _confirm(request, conversation, why)
    await request.app.ctx.dispatcher.quiet(conversation)
    code = (await asyncio.to_thread(request.app.ctx.handoffs.known_codes, [conversation])).get(conversation)
    # The code goes with the conversation, and is how the citizen asked: so that one can still say that it was done.
    told = f"belbriefje {code}: {why}" if code else why
    await request.app.ctx.aside.run(_retention(request).erase, conversation, request.ctx.member.id, told)
    request.app.ctx.feed.touch(conversation)
    return await _page(request, done="Het gesprek is gewist, met alles wat erbij hoort.")


async def _confirm(request: Request, conversation: str, why: str) -> HTTPResponse:
    ctx = request.app.ctx
    codes, messages = await asyncio.gather(
        asyncio.to_thread(ctx.handoffs.known_codes, [conversation]),
        asyncio.to_thread(ctx.transcript.after, conversation, 0),
    )
    # Only when it was and how long: what was said is for who works on it, and opening that would have to be logged.
    return pages.render(
        request, "erase_one.html", conversation=conversation, code=codes.get(conversation), messages=messages, why=why
    )


def _known(request: Request, given: str) -> str | None:
    ctx = request.app.ctx
    if given and ctx.transcript.exists(given):
        return given
    code = as_code(given)
    return ctx.handoffs.by_code(code) if code else None


def _retention(request: Request) -> Retention:
    return Retention(request.app.ctx.database, request.app.ctx.clock)


async def _page(request: Request, done: str = "", wrong: str = "", status: int = 400) -> HTTPResponse:
    ctx = request.app.ctx
    old, desk, runs = await asyncio.gather(
        ctx.aside.run(_retention(request).old),
        asyncio.to_thread(ctx.desk_settings.get),
        asyncio.to_thread(ctx.audit.entries, ACTION, most=10),
    )
    return pages.render(
        request,
        "cleaning.html",
        status=status if wrong else 200,
        filled={name: request.form.get(name, "")[:LONGEST_WHY] if wrong else "" for name in ("gesprek", "waarom")},
        old=len(old),
        days=desk.transcript_days,
        runs=readable(runs, {}),
        done=done,
        wrong=wrong,
    )
