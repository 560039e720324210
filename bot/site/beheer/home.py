"""The first page of beheer: what there is, and how it stands."""

from __future__ import annotations

import asyncio

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.site.beheer.common import pages
from bot.site.beheer.log_words import conversations_in, readable
from bot.site.staff import needs
from bot.staff import Role

home = Blueprint("beheer_home")


@home.get("")
@needs(Role.BEHEER)
async def overview(request: Request) -> HTTPResponse:
    """Shows the parts with their figures of now."""
    ctx = request.app.ctx
    accounts, desk, entries = await asyncio.gather(
        asyncio.to_thread(ctx.staff.accounts),
        asyncio.to_thread(ctx.desk_settings.get),
        asyncio.to_thread(ctx.audit.entries, most=5),
    )
    codes = await asyncio.to_thread(ctx.handoffs.known_codes, conversations_in(entries))
    return pages.render(
        request,
        "home.html",
        working=sum(not account.disabled for account in accounts),
        demo=sum(account.demo for account in accounts),
        desk=desk,
        entries=readable(entries, codes),
    )
