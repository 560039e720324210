"""Signing in at one's own organisation: there and back."""

from __future__ import annotations

import asyncio
import hmac
from urllib.parse import quote, unquote

from sanic import Blueprint
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from bot.site.limits import address
from bot.site.staff import cookies
from bot.site.staff.guard import safe_next
from bot.site.staff.provider import Attempt, Provider, ProviderError
from bot.site.staff.render import own_pages
from bot.site.staff.sign_in_pages import enter
from bot.staff import Account, StaffError, Stage
from bot.staff.organisation import account_of

AWAY = 600  # seconds that somebody may need at the provider
organisation_pages = Blueprint("organisation_pages", url_prefix="/inloggen/organisatie")


def _provider(request: Request) -> Provider:
    provider = request.app.ctx.provider
    if provider is None:
        raise NotFound("no provider")
    return provider


@organisation_pages.get("")
async def leave(request: Request) -> HTTPResponse:
    """Sends somebody to the provider, with secrets that only this browser and we know."""
    provider, attempt = _provider(request), Attempt.new()
    if request.app.ctx.sign_in_limit.wait(address(request)):
        return _failed(request, "Er is te vaak geprobeerd om in te loggen. Wacht een paar minuten.", 429)
    try:
        goal = await provider.address(attempt)
    except ProviderError as error:
        return await _refused(request, error)
    response = redirect(goal, status=303)
    kept = ".".join(
        (attempt.state, attempt.nonce, attempt.verifier, quote(safe_next(request.args.get("next", "")), ""))
    )
    # Lax: coming back from the provider is a step from another site.
    cookies.give(request, response, kept, cookies.AWAY, lasts=AWAY, samesite="Lax")
    return response


@organisation_pages.get("/terug")
async def back(request: Request) -> HTTPResponse:
    """Takes somebody in who comes back with a code that was given to this browser."""
    ctx, provider = request.app.ctx, _provider(request)
    parts = cookies.token(request, cookies.AWAY).split(".", 3)
    state, code = request.args.get("state", ""), request.args.get("code", "")
    if len(parts) != 4 or not parts[0] or not hmac.compare_digest(parts[0].encode(), state.encode()):
        return _failed(request, "Dit inloggen is niet hier begonnen, of het duurde te lang. Begin opnieuw.", 403)
    try:
        if not code:
            raise ProviderError("refused")
        claims = await provider.person(code, Attempt(*parts[:3]))
        account: Account = await asyncio.to_thread(
            account_of,
            ctx.staff,
            provider.subject(claims),
            str(claims.get("preferred_username") or claims.get("email") or ""),
            str(claims.get("name") or ""),
            provider.roles(claims),
        )
    except ProviderError as error:
        return await _refused(request, error)
    except StaffError as error:
        await asyncio.to_thread(ctx.audit.add, None, "inloggen.organisatie_geweigerd")
        return _failed(request, str(error), 403)
    goal = safe_next(unquote(parts[3]))
    entered = await enter(request, account, Stage.FULL, goal)
    # A page of ours that goes on by itself: a browser does not send the session's strict cookie along with a redirect
    # that began at another site.
    response = own_pages.render(request, "entered.html", goal=entered.headers["Location"])
    for cookie in entered.cookies.values():
        cookies.give(request, response, cookie.value, cookie.key.removeprefix("__Host-"), cookie.get("max-age"))
    cookies.take(request, response, cookies.AWAY)
    return response


async def _refused(request: Request, error: ProviderError) -> HTTPResponse:
    ctx = request.app.ctx
    await asyncio.to_thread(ctx.audit.add, None, "inloggen.organisatie_mislukt", detail=str(error))
    return _failed(request, f"Inloggen bij {ctx.settings.oidc_name} lukte niet. Probeer het zo nog een keer.", 502)


def _failed(request: Request, told: str, status: int) -> HTTPResponse:
    response = own_pages.render(request, "not_entered.html", status=status, wrong=told)
    cookies.take(request, response, cookies.AWAY)
    return response
