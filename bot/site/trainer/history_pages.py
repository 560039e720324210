"""The history of every wording: who, when, why, what changed, and the way back."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from bot.content.history import difference
from bot.site.errors import DoorError
from bot.site.staff import carry_out, needs
from bot.site.trainer.common import page, trouble
from bot.staff import Role
from bot.trainer import Conflict, Refused

history_pages = Blueprint("trainer_history")
MOST = 60  # files on one page


@history_pages.get("/trainer/geschiedenis")
@needs(Role.TRAINER)
async def everything(request: Request) -> HTTPResponse:
    """Shows the latest changes of all content."""
    return await _history_page(request)


@history_pages.get("/trainer/onderwerp/<topic:str>/geschiedenis")
@needs(Role.TRAINER)
async def of_topic(request: Request, topic: str) -> HTTPResponse:
    """Shows the changes of one topic."""
    return await _history_page(request, topic)


@history_pages.post("/trainer/geschiedenis")
@needs(Role.TRAINER)
async def put_back(request: Request) -> HTTPResponse:
    """Undoes one operation."""
    ctx, form = request.app.ctx, request.form
    try:
        operation, why = form.get("wijziging", ""), form.get("waarom", "")
        await carry_out(request, lambda author: ctx.room.undo(operation, author, why), "inhoud_teruggezet")
    except KeyError:
        raise DoorError(404, "not_found", "Deze wijziging is er niet meer.") from None
    except (Conflict, Refused) as error:
        return await _history_page(request, "", *trouble(error))
    return redirect("/trainer/geschiedenis?bewaard=1", status=303)


async def _history_page(
    request: Request, topic: str = "", status: int = 200, told: list[str] | None = None
) -> HTTPResponse:
    ctx = request.app.ctx
    known = ctx.library.content.topics

    def work() -> list[dict[str, Any]]:
        entries = ctx.room.history_of(topic) if topic else ctx.room.history.latest(MOST)
        return [
            {"first": files[0], "files": [(entry, difference(entry)) for entry in files]}
            for _, some in groupby(entries, key=lambda e: e.operation)
            if (files := list(some))
        ]

    return page(
        request, "history.html", status, topic=known.get(topic), operations=await request.app.ctx.aside.run(work),
        told=told or [],
        saved="bewaard" in request.args,
    )  # fmt: skip
