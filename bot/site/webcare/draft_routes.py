"""The API of four eyes, under /webcare/api/drafts."""

from __future__ import annotations

import asyncio

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from bot.site.errors import bad_request
from bot.site.staff import needs
from bot.site.webcare.asked import body_of, text_in
from bot.site.webcare.routes import changed
from bot.staff import Role

draft_api = Blueprint("draft_api", url_prefix="/webcare/api/drafts")


@draft_api.post("/<draft:str>/approve")
@needs(Role.WEBCARE)
async def approve(request: Request, draft: str) -> HTTPResponse:
    """Sends a colleague's reply, as a second person who read up to message number `seen`."""
    seen = body_of(request).get("seen", 0)
    if type(seen) is not int:
        raise bad_request("'seen' hoort het nummer van een bericht te zijn.")
    sent = await asyncio.to_thread(request.app.ctx.second_person.approve, draft, request.ctx.member, seen)
    await changed(request, sent.conversation)
    return empty(204)


@draft_api.post("/<draft:str>/reject")
@needs(Role.WEBCARE)
async def reject(request: Request, draft: str) -> HTTPResponse:
    """Takes a colleague's reply back, with a remark for the writer."""
    remark = text_in(body_of(request), "remark")
    taken = await asyncio.to_thread(request.app.ctx.second_person.reject, draft, request.ctx.member, remark)
    await changed(request, taken.conversation)
    return empty(204)


@draft_api.post("/<draft:str>/take_back")
@needs(Role.WEBCARE)
async def take_back(request: Request, draft: str) -> HTTPResponse:
    """Gives its writer a draft back that was not sent: it still waited, or it lapsed."""
    taken = await asyncio.to_thread(request.app.ctx.second_person.take_back, draft, request.ctx.member)
    await changed(request, taken.conversation)
    return json({"text": taken.text})
