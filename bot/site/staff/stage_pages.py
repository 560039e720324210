"""What may stand between the right password and the first page: a one-time code, a new password, setting up an app."""

from __future__ import annotations

import asyncio

import segno
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.site.staff.guard import needs, safe_next
from bot.site.staff.render import own_pages
from bot.site.staff.sign_in_pages import enter, in_minutes
from bot.staff import Account, Locked, Member, SignInRefused, StaffError, Stage

stage_pages = Blueprint("stage_pages", url_prefix="/inloggen")
WRONG_CODE = "Deze code klopt niet. Neem de code die nu in je app staat."


@stage_pages.get("/code")
@needs(stage=Stage.CODE)
async def ask_code(request: Request) -> HTTPResponse:
    """Asks for the code on the phone."""
    return _page(request, "stage_code.html")


@stage_pages.post("/code")
@needs(stage=Stage.CODE)
async def take_code(request: Request) -> HTTPResponse:
    """Checks the code and goes on."""
    ctx, member = request.app.ctx, request.ctx.member
    try:
        await asyncio.to_thread(ctx.codes.check, member, request.form.get("code", ""))
    except Locked as locked:
        told = f"Er is te vaak een foute code ingevuld. Wacht {in_minutes(locked.minutes)}, of vraag beheer om hulp."
        await asyncio.to_thread(ctx.audit.add, member.id, "inloggen.code_op_slot")
        return _page(request, "stage_code.html", told, 429)
    except SignInRefused:
        await asyncio.to_thread(ctx.audit.add, member.id, "inloggen.code_mislukt")
        return _page(request, "stage_code.html", WRONG_CODE, 401)
    return await _go_on(request)


@stage_pages.get("/wachtwoord")
@needs(stage=Stage.PASSWORD)
async def ask_password(request: Request) -> HTTPResponse:
    """Asks for a password of one's own."""
    return _page(request, "stage_password.html")


@stage_pages.post("/wachtwoord")
@needs(stage=Stage.PASSWORD)
async def take_password(request: Request) -> HTTPResponse:
    """Sets the password and goes on."""
    try:
        await set_password(request)
    except StaffError as error:
        return _page(request, "stage_password.html", str(error), 400)
    return await _go_on(request)


@stage_pages.get("/app")
@needs(stage=Stage.ENROL)
async def ask_app(request: Request) -> HTTPResponse:
    """Shows what to put in an app for one-time codes."""
    return _page(request, "app.html", must=True, **await app_words(request))


@stage_pages.post("/app")
@needs(stage=Stage.ENROL)
async def take_app(request: Request) -> HTTPResponse:
    """Starts using the app when a code proves that it works."""
    if not await confirm_app(request):
        return _page(request, "app.html", WRONG_CODE, 400, must=True, **await app_words(request))
    return await _go_on(request)


async def set_password(request: Request) -> None:
    """Sets the password of who is signed in, from the fields `nieuw` and `nogeens`; ends all his sessions.

    Raises:
        StaffError: the two differ, or the password is too weak.
    """
    ctx, member = request.app.ctx, request.ctx.member
    new = request.form.get("nieuw", "")
    if new != request.form.get("nogeens", ""):
        raise StaffError("De twee wachtwoorden zijn niet hetzelfde. Typ ze nog een keer.")
    await asyncio.to_thread(ctx.staff.set_password, member.id, new)
    await asyncio.to_thread(ctx.audit.add, member.id, "account.eigen_wachtwoord", member.login)


async def confirm_app(request: Request) -> bool:
    """Tells whether the code in the field `code` proves that the app works; from then on it is needed."""
    ctx, member = request.app.ctx, request.ctx.member
    right = await asyncio.to_thread(ctx.codes.confirm, member, request.form.get("code", ""))
    if right:
        await asyncio.to_thread(ctx.audit.add, member.id, "account.app_ingesteld", member.login)
    return right


async def app_words(request: Request) -> dict[str, str]:
    """Returns the secret in groups of four and its picture, for a template."""
    ctx, member = request.app.ctx, request.ctx.member
    secret, address = await asyncio.to_thread(ctx.codes.offer, member, ctx.settings.service_name)
    groups = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
    picture = segno.make(address, micro=False).svg_inline(
        scale=5, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True
    )
    return {"secret": groups, "picture": picture, "address": address}


async def _go_on(request: Request) -> HTTPResponse:
    ctx, member = request.app.ctx, request.ctx.member
    account: Account | None = await asyncio.to_thread(ctx.staff.get, member.id)
    if account is None:
        raise StaffError("Dit account bestaat niet (meer).")
    stage = ctx.sign_in.stage_of(account, code_given=True)
    return await enter(request, account, stage, safe_next(request.form.get("next", "")))


def _page(request: Request, template: str, wrong: str = "", status: int = 200, **words: object) -> HTTPResponse:
    goal = safe_next(request.args.get("next", "") or request.form.get("next", ""))
    member: Member = request.ctx.member
    return own_pages.render(request, template, status=status, wrong=wrong, next=goal, login=member.login, **words)
