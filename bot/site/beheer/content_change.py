"""Changing a file of data/ from the pages of beheer: with a reason, checked, kept with who and what, and undone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from sanic import Blueprint
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from bot.site.beheer.common import NO_REASON, masked, pages
from bot.site.staff import carry_out, needs
from bot.staff import Role
from bot.trainer import Conflict, Refused
from bot.trainer.draft import Draft

content_undo = Blueprint("beheer_content_undo")
FILES = ("contact.yml", "gesprek.yml", "webcare.yml")
DONE = {"veranderd": "Veranderd. Het geldt meteen.", "terug": "Teruggezet."}


class Mistake(Exception):
    """What was filled in cannot be; the text says the mend."""


@content_undo.post("/inhoud/terug")
@needs(Role.BEHEER)
async def undo(request: Request) -> HTTPResponse:
    """Puts back what stood there before a change of one of our FILES."""
    ctx, operation = request.app.ctx, request.form.get("wijziging", "")
    entries = await asyncio.to_thread(ctx.room.history.of_operation, operation)
    own = {ctx.room.draft().data_path(name) for name in FILES}
    if not entries or not {entry.path for entry in entries} <= own:
        raise NotFound("no such change")
    try:
        await carry_out(request, lambda author: ctx.room.undo(operation, author, "Ongedaan gemaakt door beheer."))
    except (Conflict, Refused) as error:
        return pages.render(request, "not_undone.html", status=409, wrong=_told(error))
    return redirect("/beheer/instellingen?klaar=terug", status=303)


async def change(
    request: Request,
    file: str,
    build: Callable[[Draft, str], str],
    back: str,
    again: Callable[[str], Any],
) -> HTTPResponse:
    """Changes a file and goes `back`, or shows the page `again` with what is wrong.

    Args:
        request: the form, with the fields waarom and versie.
        file: the file in data/.
        build: writes the change in a draft, given the file's path, and returns it in a few words.
        back: where to go when it is done.
        again: makes the page with a sentence on what is wrong.
    """
    ctx, why = request.app.ctx, masked(request.form.get("waarom", ""))
    path = ctx.room.draft().data_path(file)
    if not why:
        return await again(NO_REASON)
    try:
        seen = {path: request.form.get("versie", "")}
        await carry_out(request, lambda author: ctx.room.change(lambda draft: build(draft, path), author, why, seen))
    except (Conflict, Refused, Mistake) as error:
        return await again(_told(error))
    return redirect(f"{back}?klaar=veranderd", status=303)


def _told(error: Exception) -> str:
    if isinstance(error, Refused):
        return " ".join(f"{p.message} {p.mend}" for p in error.problems if not p.warning)[:600]
    if isinstance(error, Conflict):
        return "Iemand anders heeft dit intussen veranderd. Kijk wat er nu staat en begin opnieuw."
    return str(error)


async def page(request: Request, template: str, file: str, wrong: str, **words: Any) -> HTTPResponse:
    """Renders a page on a file, with its version and what was changed in it last."""
    ctx = request.app.ctx
    path = ctx.room.draft().data_path(file)
    version, entries = await asyncio.gather(
        asyncio.to_thread(ctx.room.version, path), asyncio.to_thread(ctx.room.history.of_file, path, 5)
    )
    return pages.render(
        request,
        template,
        status=400 if wrong else 200,
        version=version,
        entries=entries,
        file=path,
        why=request.form.get("waarom", "") if wrong else "",
        wrong=wrong,
        done="" if wrong else DONE.get(request.args.get("klaar", ""), ""),
        **words,
    )
