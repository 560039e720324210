"""Telephone lines and fixed texts, which live in data/: changed there, with comments kept, checked, and undone."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from sanic import Blueprint
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.knowledge import PhoneLine
from bot.privacy import clean
from bot.site.beheer.common import pages
from bot.site.beheer.content_change import Mistake, change, page
from bot.site.staff import needs
from bot.staff import WEEK, Role
from bot.trainer.draft import Draft
from bot.trainer.yaml_edit import dump, load, put

content_pages = Blueprint("beheer_content")
_ORDER = ("naam", "nummer", "gratis", "tijden", "altijd_open", "dicht_op", "bij_de_hand", "rustig")


@content_pages.get("/lijnen/<name:str>")
@needs(Role.BEHEER)
async def line(request: Request, name: str) -> HTTPResponse:
    """Shows one telephone line."""
    return await _line_page(request, _line(request, name))


@content_pages.post("/lijnen/<name:str>")
@needs(Role.BEHEER)
async def change_line(request: Request, name: str) -> HTTPResponse:
    """Changes number, hours, extra closed days, or what to have at hand."""
    known, form = _line(request, name), request.form

    def build(draft: Draft, path: str) -> str:
        data = load(draft.read(path) or "")
        item = data["telefoonlijnen"][name]
        _put_plain(item, "nummer", " ".join(form.get("nummer", "").split()))
        _put_hours(item, {day: " ".join(form.get(day, "").split()) for day in WEEK})
        _put_plain(item, "dicht_op", _dates(form.get("dicht_op", "")))
        for key in ("bij_de_hand", "rustig"):
            _put_plain(item, key, " ".join(form.get(key, "").split()) or None)
        draft.write(path, dump(data))
        return f"Telefoonlijn '{known.name}' veranderd"

    return await change(
        request, "contact.yml", build, f"/beheer/lijnen/{name}", lambda w: _line_page(request, known, w)
    )


@content_pages.get("/teksten")
@needs(Role.BEHEER)
async def texts(request: Request) -> HTTPResponse:
    """Shows all fixed texts; ?zoek= for those with a word."""
    asked = " ".join(request.args.get("zoek", "").split())[:100]
    found = [
        (name, bubbles)
        for name, bubbles in request.app.ctx.library.content.texts.items()
        if asked.lower() in f"{name} {' '.join(bubbles)}".lower()
    ]
    return pages.render(request, "texts.html", texts=found, asked=asked)


@content_pages.get("/teksten/<name:str>")
@needs(Role.BEHEER)
async def text(request: Request, name: str) -> HTTPResponse:
    """Shows one fixed text."""
    return await _text_page(request, name)


@content_pages.post("/teksten/<name:str>")
@needs(Role.BEHEER)
async def change_text(request: Request, name: str) -> HTTPResponse:
    """Changes one fixed text; an empty line begins a new bubble."""
    if name not in request.app.ctx.library.content.texts:
        raise NotFound("no such text")
    bubbles = [" ".join(part.split()) for part in re.split(r"\n\s*\n", clean(request.form.get("tekst", "")).strip())]

    def build(draft: Draft, path: str) -> str:
        data = load(draft.read(path) or "")
        before = data["teksten"][name]
        put(data["teksten"], name, bubbles[0] if len(bubbles) == 1 and isinstance(before, str) else bubbles)
        draft.write(path, dump(data))
        return f"Vaste tekst '{name}' veranderd"

    return await change(
        request, "gesprek.yml", build, f"/beheer/teksten/{name}", lambda w: _text_page(request, name, w)
    )


def _put_plain(item: Any, key: str, value: Any) -> None:
    """Sets a key without quotes, as numbers, times and days stand in contact.yml; nothing takes it away."""
    if not value:
        item.pop(key, None)
    elif item.get(key) != value:
        if key not in item:
            after = [known for known in _ORDER[: _ORDER.index(key)] if known in item]
            item.insert(list(item).index(after[-1]) + 1 if after else 0, key, value)
        else:
            item[key] = value


def _put_hours(item: Any, hours: dict[str, str]) -> None:
    filled = {day: value.replace(":", ".") for day, value in hours.items() if value}
    for day, value in filled.items():
        if not re.fullmatch(r"\d{1,2}\.\d{2} - \d{1,2}\.\d{2}", value):
            raise Mistake(f"Schrijf de tijden van {day} als 8.00 - 20.00, of laat het leeg als de lijn dicht is.")
    if dict(item.get("tijden") or {}) == filled:
        return
    if "tijden" not in item or not filled:
        _put_plain(item, "tijden", filled)
        return
    for day in WEEK:
        if day not in filled:
            item["tijden"].pop(day, None)
        elif item["tijden"].get(day) != filled[day]:
            item["tijden"][day] = filled[day]


def _dates(text: str) -> list[dt.date]:
    try:
        return sorted({dt.date.fromisoformat(word) for word in text.replace(",", " ").split()})
    except ValueError:
        raise Mistake("Schrijf dagen als JJJJ-MM-DD, met een komma ertussen.") from None


def _line(request: Request, name: str) -> PhoneLine:
    found = request.app.ctx.library.content.phone_lines.get(name)
    if found is None:
        raise NotFound("no such line")
    return found


async def _line_page(request: Request, known: PhoneLine, wrong: str = "") -> HTTPResponse:
    hours = {WEEK[day]: f"{a.hour}.{a:%M} - {b.hour}.{b:%M}" for day, (a, b) in known.hours.per_weekday.items()}
    closed = ", ".join(day.isoformat() for day in sorted(known.hours.closed_on))
    values = {"nummer": known.number, "bij_de_hand": known.bring, "rustig": known.quiet, "dicht_op": closed, **hours}
    if wrong:
        values = {key: request.form.get(key, "") for key in ("nummer", "bij_de_hand", "rustig", "dicht_op", *WEEK)}
    return await page(request, "line.html", "contact.yml", wrong, line=known, values=values, week=WEEK)


async def _text_page(request: Request, name: str, wrong: str = "") -> HTTPResponse:
    bubbles = request.app.ctx.library.content.texts.get(name)
    if bubbles is None:
        raise NotFound("no such text")
    value = request.form.get("tekst", "") if wrong else "\n\n".join(bubbles)
    return await page(request, "text.html", "gesprek.yml", wrong, name=name, value=value)
