"""The page of the desk. What moves on it comes from the API and its events; this gives only the frame."""

from __future__ import annotations

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.site.desk.render import desk_templates
from bot.site.pages import WIDGET
from bot.site.staff import needs
from bot.staff import Role

desk_pages = Blueprint("desk_pages")
# The page names one module, desk.js. What that joins is fetched at once, instead of one after the other.
PARTS = tuple(sorted(path.name for path in WIDGET.glob("desk-*.js")))


@desk_pages.get("/webcare")
@needs(Role.WEBCARE)
async def desk(request: Request) -> HTTPResponse:
    """Shows the desk, with the standard replies for this colleague's team filled in for today."""
    data = {"me": request.ctx.member.id, "shortcuts": _shortcuts(request)}
    return desk_templates.render(request, "desk.html", parts=PARTS, data=data)


@desk_pages.get("/webcare/api/shortcuts")
@needs(Role.WEBCARE)
async def shortcuts(request: Request) -> HTTPResponse:
    """Returns the standard replies again, for a desk that stays open while beheer changes them."""
    return json({"shortcuts": _shortcuts(request)})


def _shortcuts(request: Request) -> list[dict[str, str]]:
    ctx = request.app.ctx
    own = ctx.library.shortcuts(ctx.clock().date(), request.ctx.member.team)
    return [{"name": s.name, "title": s.title, "text": s.text} for s in own]
