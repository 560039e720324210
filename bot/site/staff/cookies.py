"""The cookies of staff: the session, and two short ones from before anybody is known."""

from __future__ import annotations

import hmac
import secrets

from sanic.request import Request
from sanic.response import HTTPResponse

SESSION, FORM, AWAY = "staff", "staff-form", "staff-away"
FORM_LASTS = 3600  # seconds


def _name(request: Request, name: str) -> str:
    # The prefix makes a browser refuse the cookie from another subdomain or without https.
    return f"__Host-{name}" if request.app.ctx.settings.https else name


def token(request: Request, name: str = SESSION) -> str:
    """Returns what the browser has in a cookie, or nothing."""
    return request.cookies.get(_name(request, name)) or ""


def give(
    request: Request,
    response: HTTPResponse,
    value: str,
    name: str = SESSION,
    lasts: int | None = None,
    samesite: str = "Strict",
) -> None:
    """Gives the browser a cookie that no script can read and, when it is strict, no other site can send."""
    key = _name(request, name)
    response.cookies[key] = value
    cookie = response.cookies[key]
    cookie["path"] = "/"
    cookie["httponly"] = True
    cookie["samesite"] = samesite
    cookie["secure"] = request.app.ctx.settings.https
    if lasts is not None:
        cookie["max-age"] = lasts


def take(request: Request, response: HTTPResponse, name: str = SESSION) -> None:
    """Takes a cookie back."""
    give(request, response, "", name, lasts=0)


def form_token(request: Request) -> str:
    """Returns the value that a form and its cookie share, the browser's own or a new one."""
    known = token(request, FORM)
    return known if len(known) == 43 else secrets.token_urlsafe(32)


def form_is_ours(request: Request) -> bool:
    """Tells whether a form was on a page of ours, in this browser."""
    known = token(request, FORM)
    return bool(known) and hmac.compare_digest(known.encode(), request.form.get("csrf", "").encode())
