"""Accounts: new, changed, a new password, off the lock, removed. Every step goes to the audit log."""

from __future__ import annotations

import asyncio
from typing import Any

from sanic import Blueprint
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from bot.site.beheer.common import pages, reason
from bot.site.staff import needs
from bot.staff import Account, Role, StaffError, random_password

accounts = Blueprint("beheer_accounts", url_prefix="/accounts")
OWN = "Je eigen rollen en toegang verandert een collega met de rol beheer."


@accounts.get("")
@needs(Role.BEHEER)
async def overview(request: Request) -> HTTPResponse:
    """Shows all accounts and the form for a new one."""
    return await _list(request)


@accounts.post("")
@needs(Role.BEHEER)
async def add(request: Request) -> HTTPResponse:
    """Makes an account and shows its first password, once."""
    ctx, form = request.app.ctx, request.form
    password = random_password()
    try:
        why, team = reason(request), await _team(request)
        member = await asyncio.to_thread(
            ctx.staff.add,
            form.get("login", ""),
            form.get("name", ""),
            team,
            _roles(request),
            password,
            "four_eyes" in form,
            must_change=True,
        )
    except StaffError as error:
        return await _list(request, str(error))
    roles = ", ".join(sorted(role.value for role in member.roles))
    await _keep(request, "account.nieuw", member.login, f"{roles}: {why}")
    return pages.render(request, "account_password.html", who=member, password=password, new=True)


@accounts.get("/<member:int>")
@needs(Role.BEHEER)
async def one(request: Request, member: int) -> HTTPResponse:
    """Shows one account."""
    return await _one(request, await _account(request, member))


@accounts.post("/<member:int>")
@needs(Role.BEHEER)
async def change(request: Request, member: int) -> HTTPResponse:
    """Changes name, team, roles, four eyes, and whether the account works."""
    account, form = await _account(request, member), request.form
    new: dict[str, Any] = {"name": form.get("name", ""), "four_eyes": "four_eyes" in form}
    try:
        why = reason(request)
        new["team"] = await _team(request, account.member.team)
        if member != request.ctx.member.id:
            new |= {"roles": _roles(request), "disabled": "disabled" in form}
        changed = await asyncio.to_thread(lambda: request.app.ctx.staff.change(member, **new))
    except StaffError as error:
        return await _one(request, account, str(error))
    await _keep(request, "account.veranderd", account.member.login, f"{_difference(account, changed)}: {why}")
    return redirect(f"/beheer/accounts/{member}?klaar=veranderd", status=303)


@accounts.post("/<member:int>/wachtwoord")
@needs(Role.BEHEER)
async def reset(request: Request, member: int) -> HTTPResponse:
    """Gives a new first password, forgets the app with codes, and shows the password once."""
    ctx, account, password = request.app.ctx, await _account(request, member), random_password()
    if member == request.ctx.member.id:
        return await _one(request, account, "Je eigen wachtwoord verander je bij je account, rechtsboven.")
    try:
        why = reason(request)
    except StaffError as error:
        return await _one(request, account, str(error))

    def renew() -> None:
        ctx.staff.set_password(member, password, must_change=True)
        ctx.codes.remove(member)
        ctx.sign_in.unlock(account.member.login)

    await asyncio.to_thread(renew)
    await _keep(request, "account.nieuw_wachtwoord", account.member.login, why)
    return pages.render(request, "account_password.html", who=account.member, password=password, new=False)


@accounts.post("/<member:int>/slot")
@needs(Role.BEHEER)
async def unlock(request: Request, member: int) -> HTTPResponse:
    """Takes an account off the lock."""
    ctx, account = request.app.ctx, await _account(request, member)
    await asyncio.to_thread(ctx.sign_in.unlock, account.member.login)
    await asyncio.to_thread(ctx.codes.unlock, member)
    await _keep(request, "account.van_slot", account.member.login)
    return redirect(f"/beheer/accounts/{member}?klaar=slot", status=303)


@accounts.post("/<member:int>/weg")
@needs(Role.BEHEER)
async def remove(request: Request, member: int) -> HTTPResponse:
    """Removes an account for good, when the login was typed as a confirmation."""
    account = await _account(request, member)
    try:
        if member == request.ctx.member.id:
            raise StaffError(OWN)
        if request.form.get("login", "").strip().lower() != account.member.login:
            raise StaffError(f"Typ '{account.member.login}' om te bevestigen dat dit account weg mag.")
        why = reason(request)
        await asyncio.to_thread(request.app.ctx.staff.remove, member)
    except StaffError as error:
        return await _one(request, account, str(error))
    await _keep(request, "account.verwijderd", account.member.login, why)
    return redirect("/beheer/accounts?klaar=weg", status=303)


DONE = {
    "veranderd": "Veranderd. Met andere rollen moet de collega opnieuw inloggen.",
    "slot": "Dit account is van het slot.",
    "weg": "Het account is verwijderd. In het logboek blijft de inlognaam staan.",
}


async def _account(request: Request, member: int) -> Account:
    account = await asyncio.to_thread(request.app.ctx.staff.get, member)
    if account is None:
        raise NotFound("no such account")
    return account


async def _team(request: Request, already: str = "") -> str:
    """Returns the chosen team: one that the settings know, the one somebody has already, or none."""
    given = " ".join(request.form.get("team", "").split())
    known = (await asyncio.to_thread(request.app.ctx.desk_settings.get)).teams
    found = next((team for team in known if team.lower() == given.lower()), None)
    if found is None and given not in ("", already):
        raise StaffError(
            f"Het team '{given[:60]}' is er niet. Er zijn: {', '.join(known)}. Teams staan bij Instellingen."
        )
    return given if found is None else found


def _roles(request: Request) -> list[Role]:
    known = {role.value: role for role in Role}
    return [known[value] for value in request.form.getlist("roles") or [] if value in known]


def _difference(before: Account, after: Account) -> str:
    def told(account: Account) -> dict[str, str]:
        member = account.member
        return {
            "naam": member.name, "team": member.team or "geen", "vier ogen": "ja" if member.four_eyes else "nee",
            "rollen": "+".join(sorted(role.value for role in member.roles)), "uit": "ja" if account.disabled else "nee",
        }  # fmt: skip

    old, new = told(before), told(after)
    return "; ".join(f"{what}: {old[what]} → {new[what]}" for what in old if old[what] != new[what])


async def _keep(request: Request, action: str, login: str, detail: str = "") -> None:
    await asyncio.to_thread(request.app.ctx.audit.add, request.ctx.member.id, action, login, detail)


async def _list(request: Request, wrong: str = "") -> HTTPResponse:
    ctx, form = request.app.ctx, request.form if request.method == "POST" else {}
    found, desk = await asyncio.gather(asyncio.to_thread(ctx.staff.accounts), asyncio.to_thread(ctx.desk_settings.get))
    filled = {name: form.get(name, "") for name in ("login", "name", "team", "waarom")}
    return pages.render(
        request,
        "accounts.html",
        status=400 if wrong else 200,
        accounts=found,
        roles=list(Role),
        teams=desk.teams,
        filled=filled,
        chosen=_roles(request) if wrong else [],
        four_eyes="four_eyes" in form if wrong else desk.four_eyes,
        wrong=wrong,
        done="" if wrong else DONE.get(request.args.get("klaar", ""), ""),
    )


async def _one(request: Request, account: Account, wrong: str = "") -> HTTPResponse:
    desk = await asyncio.to_thread(request.app.ctx.desk_settings.get)
    return pages.render(
        request,
        "account_one.html",
        status=400 if wrong else 200,
        account=account,
        who=account.member,
        own=account.member.id == request.ctx.member.id,
        roles=list(Role),
        teams=desk.teams,
        wrong=wrong,
        own_told=OWN,
        done="" if wrong else DONE.get(request.args.get("klaar", ""), ""),
    )
