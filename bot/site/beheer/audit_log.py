"""The audit log, newest first, with a filter."""

from __future__ import annotations

import asyncio
from urllib.parse import urlencode

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.handoff.codes import as_code
from bot.site.beheer.common import pages
from bot.site.beheer.log_words import conversations_in, in_dutch, readable
from bot.site.staff import needs
from bot.staff import Role

PAGE = 100
audit_log = Blueprint("beheer_log", url_prefix="/logboek")


@audit_log.get("")
@needs(Role.BEHEER)
async def log(request: Request) -> HTTPResponse:
    """Shows a hundred lines; ?voor=<id> for older ones."""
    ctx = request.app.ctx
    asked = {name: request.args.get(name, "").strip()[:200] for name in ("wat", "wie", "waarover")}
    before = request.args.get("voor", "")
    code = as_code(asked["waarover"])
    about = await asyncio.to_thread(ctx.handoffs.by_code, code) if code else None
    entries, actions = await asyncio.gather(
        asyncio.to_thread(
            ctx.audit.entries,
            asked["wat"],
            asked["wie"].lower(),
            about or asked["waarover"],
            int(before) if before.isascii() and before.isdigit() and len(before) < 16 else None,
            PAGE,
        ),
        asyncio.to_thread(ctx.audit.actions),
    )
    codes = await asyncio.to_thread(ctx.handoffs.known_codes, conversations_in(entries))
    older = ""
    if len(entries) == PAGE:
        older = urlencode({**{k: v for k, v in asked.items() if v}, "voor": entries[-1].id})
    keys = {action.split(".")[0] for action in actions} | set(actions)
    kinds = sorted(((key, in_dutch(key)) for key in keys), key=lambda kind: kind[1])
    return pages.render(
        request, "audit_log.html", entries=readable(entries, codes), asked=asked, kinds=kinds, older=older
    )
