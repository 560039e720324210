"""The sign of life of every page of staff: who is busy on another page still has the desk."""

from __future__ import annotations

import asyncio
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.handoff import Presence
from bot.site.errors import bad_request
from bot.site.staff import needs
from bot.site.webcare.asked import body_of
from bot.site.webcare.overview import Overview, Snapshot
from bot.staff import Member, Role

here_api = Blueprint("here_api", url_prefix="/webcare/api")


@here_api.post("/here")
@needs(Role.WEBCARE)
async def here(request: Request) -> HTTPResponse:
    """Keeps that a page of staff is open, and with `acted` that somebody works on it.

    Returns what waits for them at the desk.
    """
    acted = body_of(request).get("acted", False)
    if type(acted) is not bool:
        raise bad_request("'acted' hoort true of false te zijn.")
    ctx, member = request.app.ctx, request.ctx.member
    await asyncio.to_thread(ctx.presences.seen, member.id, acted)
    shot = await ctx.shots.newest()
    return json(await asyncio.to_thread(_waiting, ctx.overview, member, shot))


def _waiting(overview: Overview, member: Member, shot: Snapshot) -> dict[str, Any]:
    """Returns how somebody stands at the desk, and how many conversations they have and owe an answer."""
    desk = overview.desk(member, shot)
    owed = sum(1 for card in desk["own"] if card["last"] and card["last"]["role"] == "burger")
    sent_away = desk["me"]["presence"] == Presence.AWAY.value
    return {"own": len(desk["own"]), "owed": owed, "away": desk["me"]["reason"] if sent_away else ""}
