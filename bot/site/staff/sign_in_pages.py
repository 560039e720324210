"""Signing in and out."""

from __future__ import annotations

import asyncio
import math
from typing import Any
from urllib.parse import quote

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from bot.site.limits import address
from bot.site.staff import cookies
from bot.site.staff.guard import STAGE_PAGES, needs, safe_next, session_of
from bot.site.staff.render import navigation, own_pages
from bot.staff import Account, Locked, SignInRefused, Stage

WRONG = "De inlognaam of het wachtwoord klopt niet. Probeer het nog een keer."
sign_in_pages = Blueprint("sign_in_pages")


@sign_in_pages.get("/inloggen")
async def form(request: Request) -> HTTPResponse:
    """Shows the form, or where a signed-in colleague belongs."""
    session = await session_of(request)
    goal = safe_next(request.args.get("next", ""))
    if session is not None:
        request.ctx.session = session
        return redirect(_after(request, session.stage, goal, session.member.roles), status=303)
    return _form(request, goal)


@sign_in_pages.post("/inloggen")
async def attempt(request: Request) -> HTTPResponse:
    """Checks login and password, and opens a session under a new token."""
    ctx = request.app.ctx
    goal, login = safe_next(request.form.get("next", "")), request.form.get("login", "")
    if not cookies.form_is_ours(request):
        return _form(request, goal, "Deze pagina was te lang open. Probeer het nog een keer.", 403)
    seconds = ctx.sign_in_limit.wait(address(request))
    if seconds:
        minutes = math.ceil(seconds / 60)
        return _form(request, goal, f"Er is te vaak geprobeerd om in te loggen. Wacht {in_minutes(minutes)}.", 429)
    try:
        account, stage = await asyncio.to_thread(ctx.sign_in.with_password, login, request.form.get("wachtwoord", ""))
    except Locked as locked:
        told = (
            f"Er is te vaak een fout wachtwoord ingevuld. Wacht {in_minutes(locked.minutes)}, of vraag beheer om hulp."
        )
        await asyncio.to_thread(ctx.audit.add, None, "inloggen.op_slot")
        return _form(request, goal, told, 429)
    except SignInRefused:
        await asyncio.to_thread(ctx.audit.add, None, "inloggen.mislukt")
        return _form(request, goal, WRONG, 401)
    return await enter(request, account, stage, goal)


@sign_in_pages.post("/uitloggen")
async def leave(request: Request) -> HTTPResponse:
    """Ends the session, however far it was."""
    session = await session_of(request)
    response = redirect("/inloggen", status=303)
    if session is not None:
        return await needs(stage=session.stage)(_leave)(request)
    return response


async def _leave(request: Request) -> HTTPResponse:
    ctx, session = request.app.ctx, request.ctx.session
    await asyncio.to_thread(ctx.sessions.close, session.key)
    await asyncio.to_thread(ctx.audit.add, session.member.id, "uitgelogd")
    response = redirect("/inloggen", status=303)
    cookies.take(request, response)
    return response


async def enter(request: Request, account: Account, stage: Stage, goal: str) -> HTTPResponse:
    """Opens a session at a stage instead of the one there was, and goes on from there."""
    ctx, member = request.app.ctx, account.member
    old = await session_of(request)
    token = await asyncio.to_thread(ctx.sessions.open, member.id, stage, old.key if old else None)
    if stage is Stage.FULL:
        await asyncio.to_thread(ctx.audit.add, member.id, "ingelogd")
    response = redirect(_after(request, stage, goal, member.roles), status=303)
    cookies.give(request, response, token)
    cookies.take(request, response, cookies.FORM)
    return response


def _after(request: Request, stage: Stage, goal: str, roles: Any) -> str:
    if stage is not Stage.FULL:
        return STAGE_PAGES[stage] + (f"?next={quote(goal, safe='/')}" if goal else "")
    parts = navigation(request, roles)
    return goal or (parts[0][0] if parts else "/account")


def _form(request: Request, goal: str, wrong: str = "", status: int = 200) -> HTTPResponse:
    csrf = cookies.form_token(request)
    settings = request.app.ctx.settings
    organisation = settings.oidc_name if settings.oidc_issuer else ""
    response = own_pages.render(
        request, "sign_in.html", status=status, csrf=csrf, next=goal, wrong=wrong, organisation=organisation
    )
    cookies.give(request, response, csrf, cookies.FORM, lasts=cookies.FORM_LASTS)
    return response


def in_minutes(minutes: int) -> str:
    """Returns minutes in words."""
    return "een minuut" if minutes <= 1 else f"{minutes} minuten"
