"""Stands before every page and every call of staff: signed in, the right role, and not sent by another site."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import hmac
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote, urlsplit

from sanic.exceptions import PayloadTooLarge
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from bot.site.errors import DoorError
from bot.site.staff import cookies
from bot.site.staff.render import own_pages
from bot.staff import Role, Session, Stage

SIGN_IN = "/inloggen"
STAGE_PAGES = {Stage.CODE: "/inloggen/code", Stage.PASSWORD: "/inloggen/wachtwoord", Stage.ENROL: "/inloggen/app"}
STALE = "Deze pagina was te lang open of hoort niet bij deze sessie. Laad haar opnieuw en probeer het weer."
_SAFE = ("GET", "HEAD", "OPTIONS")
Handler = Callable[..., Awaitable[HTTPResponse | None]]


def needs(*roles: Role, stage: Stage = Stage.FULL, longest: int = 0) -> Callable[[Handler], Handler]:
    """Lets a handler run only for a colleague with one of the roles; without roles for every colleague.

    The handler finds `request.ctx.member` and `request.ctx.session`. Others: a page sends them to sign in or says that
    this is not theirs; a path with /api/ answers 401 or 403. What is not GET must carry the session's csrf value in
    the header `x-csrf` or the form field `csrf`.

    Args:
        roles: who may come in.
        stage: how far the signing in has come.
        longest: bytes that a body may have, when that is more than elsewhere. The route must be made with
            `stream=True`: then nothing of the body is read before it is known who sends it.
    """

    def wrap(handler: Handler) -> Handler:
        @functools.wraps(handler)
        async def guarded(request: Request, *args: Any, **kwargs: Any) -> HTTPResponse | None:
            refused = await _refused(request, frozenset(roles), stage, longest)
            if refused is None:
                return await handler(request, *args, **kwargs)
            if longest:
                await _skip(request, longest)
            return refused

        return guarded

    return wrap


async def session_of(request: Request) -> Session | None:
    """Returns the session of a request, or None."""
    return await asyncio.to_thread(request.app.ctx.sessions.find, cookies.token(request))


async def still_signed_in(request: Request) -> bool:
    """Tells whether the session of a guarded request still holds: for event streams, which outlive one look.

    Does not lengthen the session: a page that only listens is not a colleague who works.
    """
    return await asyncio.to_thread(request.app.ctx.sessions.of_key, request.ctx.session.key) is not None


async def _refused(request: Request, roles: frozenset[Role], stage: Stage, longest: int) -> HTTPResponse | None:
    session = await session_of(request)
    if session is None:
        return _to_sign_in(request)
    if session.stage is not stage:
        if _is_api(request):
            raise DoorError(401, "signed_out", "Log eerst in.")
        return redirect(STAGE_PAGES.get(session.stage, "/account"), status=303)
    if roles and not roles & session.member.roles:
        if _is_api(request):
            raise DoorError(403, "forbidden", "Dit hoort niet bij je rol. Vraag beheer om toegang.")
        request.ctx.member, request.ctx.session = session.member, session
        return own_pages.render(request, "forbidden.html", status=403)
    if longest:
        await _read(request, longest)
    if request.method not in _SAFE and not _carries(request, session.csrf):
        if _is_api(request):
            raise DoorError(403, "csrf", STALE)
        request.ctx.member, request.ctx.session = session.member, session
        return own_pages.render(request, "stale.html", status=403, told=STALE)
    request.ctx.member, request.ctx.session = session.member, session
    return None


async def _read(request: Request, longest: int) -> None:
    request.stream.request_max_size = longest
    try:
        await request.receive_body()
    except PayloadTooLarge:
        await _skip(request, longest * 5)
        raise DoorError(413, "too_long", f"Dit is te groot. Stuur hoogstens {longest // 1_000_000} MB.") from None


async def _skip(request: Request, longest: int) -> None:
    """Lets the rest of a body pass without keeping it: who still sends would see a broken connection instead."""
    request.stream.request_max_size = longest
    with contextlib.suppress(PayloadTooLarge):
        async for _ in request.stream:
            pass


def _to_sign_in(request: Request) -> HTTPResponse:
    if _is_api(request):
        raise DoorError(401, "signed_out", "Je bent uitgelogd. Log opnieuw in.")
    if request.method != "GET":
        return redirect(SIGN_IN, status=303)
    path = request.path + (f"?{request.query_string}" if request.query_string else "")
    return redirect(f"{SIGN_IN}?next={quote(path, safe='/')}", status=303)


def _is_api(request: Request) -> bool:
    return "/api/" in request.path


def _carries(request: Request, csrf: str) -> bool:
    given = request.headers.get("x-csrf") or ""
    if not given and request.content_type.startswith(("application/x-www-form-urlencoded", "multipart/form-data")):
        given = request.form.get("csrf", "")
    return bool(given) and hmac.compare_digest(given.encode(), csrf.encode())


def safe_next(value: str) -> str:
    """Returns the page to go to after signing in, or nothing: only a plain path of our own."""
    if not value.startswith("/") or value[1:2] in ("/", "\\") or "\\" in value or len(value) > 500:
        return ""
    if not value.isprintable() or not value.isascii():
        return ""
    parts = urlsplit(value)
    if parts.scheme or parts.netloc or "//" in parts.path or parts.path.startswith(("/inloggen", "/uitloggen")):
        return ""
    return value
