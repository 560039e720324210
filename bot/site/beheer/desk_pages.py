"""The settings of the desk: what holds, changing one with a reason, who did it, and undoing it."""

from __future__ import annotations

import asyncio

from sanic import Blueprint
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from bot.site.beheer.common import masked, pages
from bot.site.staff import needs
from bot.staff import DESK_SETTINGS, WEEK, DeskSetting, Role, StaffError

KINDS = {
    "open_days": "days", "open_from": "time", "open_until": "time", "teams": "lines", "closed_days": "lines",
    "other_hours": "lines", "team_hours": "lines",
}  # fmt: skip
desk_pages = Blueprint("beheer_desk", url_prefix="/instellingen")


@desk_pages.get("")
@needs(Role.BEHEER)
async def overview(request: Request) -> HTTPResponse:
    """Shows all settings and the newest changes."""
    ctx = request.app.ctx
    texts, history = await asyncio.gather(
        asyncio.to_thread(ctx.desk_settings.texts), asyncio.to_thread(ctx.desk_settings.history)
    )
    newest = {}
    for change in history:
        newest.setdefault(change.name, change)
    rows = [
        (setting, texts.get(setting.name, setting.default), newest.get(setting.name))
        for setting in DESK_SETTINGS
        if not setting.own_page
    ]
    return pages.render(
        request,
        "desk.html",
        rows=rows,
        lines=ctx.library.content.phone_lines,
        done=DONE.get(request.args.get("klaar", ""), ""),
    )


@desk_pages.get("/<name:str>")
@needs(Role.BEHEER)
async def one(request: Request, name: str) -> HTTPResponse:
    """Shows one setting with its history."""
    return await _page(request, _setting(name))


@desk_pages.post("/<name:str>")
@needs(Role.BEHEER)
async def change(request: Request, name: str) -> HTTPResponse:
    """Changes one setting."""
    setting, values = _setting(name), request.form.getlist("waarde") or [""]
    text, why = masked(" ".join(values)), masked(request.form.get("waarom", ""))
    try:
        changed = await asyncio.to_thread(request.app.ctx.desk_settings.set, name, text, request.ctx.member, why)
    except StaffError as error:
        return await _page(request, setting, wrong=str(error), text=text, why=why)
    return redirect(f"/beheer/instellingen/{name}?klaar={'veranderd' if changed else 'gelijk'}", status=303)


@desk_pages.post("/<name:str>/terug")
@needs(Role.BEHEER)
async def undo(request: Request, name: str) -> HTTPResponse:
    """Sets back what the newest change replaced."""
    setting, given = _setting(name), request.form.get("verandering", "")
    try:
        if not (given.isascii() and given.isdigit() and len(given) < 16):
            raise StaffError("Deze verandering bestaat niet.")
        await asyncio.to_thread(request.app.ctx.desk_settings.undo, int(given), request.ctx.member)
    except StaffError as error:
        return await _page(request, setting, wrong=str(error))
    return redirect(f"/beheer/instellingen/{name}?klaar=terug", status=303)


def _setting(name: str) -> DeskSetting:
    found = next((setting for setting in DESK_SETTINGS if setting.name == name and not setting.own_page), None)
    if found is None:
        raise NotFound("no such setting")
    return found


DONE = {
    "veranderd": "Veranderd. Het geldt meteen.",
    "gelijk": "Dit stond er al. Er is niets veranderd.",
    "terug": "Ongedaan gemaakt. Het geldt meteen.",
}


async def _page(
    request: Request, setting: DeskSetting, wrong: str = "", text: str | None = None, why: str = ""
) -> HTTPResponse:
    ctx = request.app.ctx
    texts, history = await asyncio.gather(
        asyncio.to_thread(ctx.desk_settings.texts), asyncio.to_thread(ctx.desk_settings.history, setting.name)
    )
    value = texts.get(setting.name, setting.default) if text is None else text
    kind = KINDS.get(setting.name) or ("number" if setting.default.isdigit() else "text")
    return pages.render(
        request,
        "desk_one.html",
        status=400 if wrong else 200,
        setting=setting,
        value=value,
        kind=kind,
        week=WEEK,
        why=why,
        history=history,
        wrong=wrong,
        done="" if wrong else DONE.get(request.args.get("klaar", ""), ""),
    )
