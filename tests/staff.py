"""Signed-in staff for tests, without a password: an account and a session, straight in the app's database."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from sanic import Sanic

from bot.staff import Member, Role, Stage

_count = itertools.count(1)


@dataclass(frozen=True)
class SignedIn:
    """A colleague with a session. `headers` is all that a request needs, also one that changes something."""

    member: Member
    token: str
    csrf: str
    cookies: dict[str, str]

    @property
    def headers(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), "X-Csrf": self.csrf}


def sign_in(
    app: Sanic,
    *roles: Role,
    login: str | None = None,
    name: str = "Sam de Vries",
    team: str = "Toeslagen",
    four_eyes: bool = False,
    stage: Stage = Stage.FULL,
) -> SignedIn:
    """Returns a colleague with these roles (webcare if none is given), signed in at a site: `sign_in(s.app)`.

    Use `await citizen.call("POST", "/webcare/api/…", {...}, headers=staff.headers)`, or `staff.cookies` in a browser.
    """
    login = login or f"collega{next(_count)}"
    account = app.ctx.staff.find(login)
    member = (
        account.member
        if account
        else app.ctx.staff.add(login, name, team, roles or (Role.WEBCARE,), four_eyes=four_eyes)
    )
    token = app.ctx.sessions.open(member.id, stage)
    cookie = "__Host-staff" if app.ctx.settings.https else "staff"
    return SignedIn(member, token, app.ctx.sessions.find(token).csrf, {cookie: token})
