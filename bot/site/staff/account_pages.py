"""What a colleague sees and changes of his own account."""

from __future__ import annotations

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.site.staff.guard import needs
from bot.site.staff.render import own_pages

account_pages = Blueprint("account_pages")


@account_pages.get("/account")
@needs()
async def own(request: Request) -> HTTPResponse:
    """Shows who is signed in."""
    return own_pages.render(request, "account.html")
