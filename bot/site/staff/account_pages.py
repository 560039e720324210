"""What a colleague sees and changes of his own account."""

from __future__ import annotations

import asyncio

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from bot.site.staff.guard import needs
from bot.site.staff.render import own_pages
from bot.site.staff.sign_in_pages import WRONG, enter, in_minutes
from bot.site.staff.stage_pages import WRONG_CODE, app_words, confirm_app, set_password
from bot.staff import Locked, SignInRefused, StaffError, Stage

account_pages = Blueprint("account_pages", url_prefix="/account")
DONE = {
    "wachtwoord": "Je wachtwoord is veranderd. Op andere plekken ben je uitgelogd.",
    "app": "Je app is ingesteld. Vanaf nu vul je bij het inloggen ook een code in.",
    "sessies": "Op alle andere plekken ben je nu uitgelogd.",
}


@account_pages.get("")
@needs()
async def own(request: Request) -> HTTPResponse:
    """Shows who is signed in, and what can be changed."""
    return await _page(request, done=DONE.get(request.args.get("klaar", ""), ""))


@account_pages.post("/wachtwoord")
@needs()
async def change_password(request: Request) -> HTTPResponse:
    """Changes the password, after the old one: an open screen is not enough."""
    ctx, member = request.app.ctx, request.ctx.member
    try:
        account, _ = await asyncio.to_thread(ctx.sign_in.with_password, member.login, request.form.get("oud", ""))
        await set_password(request)
    except Locked as locked:
        return await _page(request, f"Er is te vaak een fout wachtwoord ingevuld. Wacht {in_minutes(locked.minutes)}.")
    except SignInRefused:
        return await _page(request, WRONG.replace("De inlognaam of het wachtwoord", "Je oude wachtwoord"))
    except StaffError as error:
        return await _page(request, str(error))
    return await enter(request, account, Stage.FULL, "/account?klaar=wachtwoord")


@account_pages.get("/app")
@needs()
async def ask_app(request: Request) -> HTTPResponse:
    """Shows what to put in an app for one-time codes."""
    return await _app(request)


@account_pages.post("/app")
@needs()
async def take_app(request: Request) -> HTTPResponse:
    """Starts using the app when a code proves that it works."""
    if await _has_code(request) or await confirm_app(request):
        return redirect("/account?klaar=app", status=303)
    return await _app(request, WRONG_CODE)


@account_pages.post("/sessies")
@needs()
async def close_others(request: Request) -> HTTPResponse:
    """Ends all other sessions of this colleague."""
    ctx, session = request.app.ctx, request.ctx.session
    await asyncio.to_thread(ctx.sessions.close_all, session.member.id, session.key)
    return redirect("/account?klaar=sessies", status=303)


async def _app(request: Request, wrong: str = "") -> HTTPResponse:
    if await _has_code(request):
        return redirect("/account", status=303)
    words = await app_words(request)
    return own_pages.render(request, "app.html", must=False, status=400 if wrong else 200, wrong=wrong, **words)


async def _has_code(request: Request) -> bool:
    account = await asyncio.to_thread(request.app.ctx.staff.get, request.ctx.member.id)
    return account is not None and account.has_code


async def _page(request: Request, wrong: str = "", done: str = "") -> HTTPResponse:
    account = await asyncio.to_thread(request.app.ctx.staff.get, request.ctx.member.id)
    return own_pages.render(
        request, "account.html", status=400 if wrong else 200, wrong=wrong, done=done, account=account
    )
