"""The standard replies of webcare and the fixed replies for in public, which live in data/webcare.yml."""

from __future__ import annotations

import asyncio

from sanic import Blueprint
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.privacy import clean
from bot.site.beheer.content_change import Mistake, change, page
from bot.site.staff import needs
from bot.staff import Role
from bot.trainer.draft import Draft
from bot.trainer.yaml_edit import dump, load, made, put

FILE = "webcare.yml"
PUBLIC = {
    "uitnodiging": "Over iemands eigen zaak",
    "zwaar": "Iemand heeft het zwaar",
    "herstel": "Hersteloperatie toeslagen",
    "crisis": "Iemand is in gevaar",
    "pagina": "Geen hele zin past",
}
shortcut_pages = Blueprint("beheer_shortcuts")


@shortcut_pages.get("/sneltoetsen")
@needs(Role.BEHEER)
async def overview(request: Request) -> HTTPResponse:
    """Shows all standard replies, and a form for a new one."""
    return await _overview(request)


@shortcut_pages.post("/sneltoetsen")
@needs(Role.BEHEER)
async def add(request: Request) -> HTTPResponse:
    """Adds a standard reply."""
    wanted = _filled(request)

    def build(draft: Draft, path: str) -> str:
        data = load(draft.read(path) or "") or {}
        data.setdefault("sneltoetsen", []).append(made(wanted))
        draft.write(path, dump(data))
        return f"Sneltoets '/{wanted['naam']}' toegevoegd"

    return await change(request, FILE, build, "/beheer/sneltoetsen", lambda wrong: _overview(request, wrong))


@shortcut_pages.get("/sneltoetsen/<name:str>")
@needs(Role.BEHEER)
async def one(request: Request, name: str) -> HTTPResponse:
    """Shows one standard reply."""
    return await _one(request, name)


@shortcut_pages.post("/sneltoetsen/<name:str>")
@needs(Role.BEHEER)
async def change_one(request: Request, name: str) -> HTTPResponse:
    """Changes or (with `weg`) removes one standard reply."""
    _known(request, name)
    wanted, gone = _filled(request), "weg" in request.form

    def build(draft: Draft, path: str) -> str:
        data = load(draft.read(path) or "")
        items = data["sneltoetsen"]
        at = next((i for i, item in enumerate(items) if item.get("naam") == name), None)
        if at is None:
            raise Mistake("Deze sneltoets is er niet meer.")
        if gone:
            del items[at]
        else:
            for key, value in wanted.items():
                put(items[at], key, value or None)
        draft.write(path, dump(data))
        return f"Sneltoets '/{name}' {'verwijderd' if gone else 'veranderd'}"

    back = "/beheer/sneltoetsen" if gone else f"/beheer/sneltoetsen/{wanted['naam'] or name}"
    return await change(request, FILE, build, back, lambda wrong: _one(request, name, wrong))


@shortcut_pages.get("/openbaar/<name:str>")
@needs(Role.BEHEER)
async def public(request: Request, name: str) -> HTTPResponse:
    """Shows one fixed reply for in public."""
    return await _public(request, name)


@shortcut_pages.post("/openbaar/<name:str>")
@needs(Role.BEHEER)
async def change_public(request: Request, name: str) -> HTTPResponse:
    """Changes one fixed reply for in public."""
    if name not in PUBLIC:
        raise NotFound("no such reply")
    text = _line(request, "tekst")

    def build(draft: Draft, path: str) -> str:
        data = load(draft.read(path) or "")
        put(data["openbaar"], name, text)
        draft.write(path, dump(data))
        return f"Openbare reactie '{name}' veranderd"

    return await change(request, FILE, build, f"/beheer/openbaar/{name}", lambda w: _public(request, name, w))


def _line(request: Request, key: str) -> str:
    return " ".join(clean(request.form.get(key, "")).split())


def _filled(request: Request) -> dict[str, str]:
    filled = {key: _line(request, key) for key in ("naam", "titel", "tekst", "team")}
    return {**filled, "naam": filled["naam"].removeprefix("/").lower()}


def _known(request: Request, name: str) -> dict[str, str]:
    for known in request.app.ctx.library.content.webcare.shortcuts:
        if known.name == name:
            return {"naam": known.name, "titel": known.title, "tekst": known.text, "team": known.team}
    raise NotFound("no such shortcut")


async def _teams(request: Request) -> tuple[str, ...]:
    return (await asyncio.to_thread(request.app.ctx.desk_settings.get)).teams


async def _overview(request: Request, wrong: str = "") -> HTTPResponse:
    texts, teams = request.app.ctx.library.content.webcare, await _teams(request)
    values = _filled(request) if wrong else dict.fromkeys(("naam", "titel", "tekst", "team"), "")
    return await page(
        request, "shortcuts.html", FILE, wrong, shortcuts=texts.shortcuts, replies=texts.public, kinds=PUBLIC,
        values=values, teams=teams,
    )  # fmt: skip


async def _one(request: Request, name: str, wrong: str = "") -> HTTPResponse:
    values, teams = _known(request, name), await _teams(request)
    return await page(
        request, "shortcut.html", FILE, wrong, name=name, values=_filled(request) if wrong else values, teams=teams
    )


async def _public(request: Request, name: str, wrong: str = "") -> HTTPResponse:
    known = request.app.ctx.library.content.webcare.public.get(name)
    if known is None:
        raise NotFound("no such reply")
    value = request.form.get("tekst", "") if wrong else known
    return await page(request, "public_reply.html", FILE, wrong, name=name, title=PUBLIC[name], value=value)
