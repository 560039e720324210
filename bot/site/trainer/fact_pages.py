"""Facts: what each amount, date and term is, which answers use it, and a new value from a day on."""

from __future__ import annotations

import datetime as dt

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from bot.knowledge.reading import CONFIDENCES
from bot.site.errors import DoorError
from bot.site.staff import needs
from bot.site.trainer.common import page, save, trouble
from bot.staff import Role
from bot.trainer import Conflict, Refused, facts
from bot.trainer.questions import CannotChange
from bot.trainer.typed import day

fact_pages = Blueprint("trainer_facts")


@fact_pages.get("/trainer/feiten")
@needs(Role.TRAINER)
async def listing(request: Request) -> HTTPResponse:
    """Shows all facts with today's value, or those that fit a search."""
    ctx = request.app.ctx
    content, today = ctx.library.content, ctx.clock().date()
    book = content.book
    words = request.args.get("zoek", "").lower().split()
    rows = []
    for name, values in sorted(content.facts.items()):
        current = book.fact(name, today)
        last = max(values, key=lambda f: f.validity.first or dt.date.min)
        if all(word in f"{name} {last.description}".lower() for word in words):
            rows.append({"name": name, "now": current, "last": last, "count": len(values)})
    return page(request, "facts.html", rows=rows, total=len(content.facts), search=request.args.get("zoek", "")[:100])


@fact_pages.get("/trainer/feiten/<name:str>")
@needs(Role.TRAINER)
async def show(request: Request, name: str) -> HTTPResponse:
    """Shows one fact with all its values."""
    return _fact_page(request, name)


@fact_pages.post("/trainer/feiten/<name:str>")
@needs(Role.TRAINER)
async def change(request: Request, name: str) -> HTTPResponse:
    """Mends a value, or gives a new one from a day on."""
    ctx, form = request.app.ctx, request.form
    content = ctx.library.content
    try:
        filled = facts.Change(
            form.get("waarde", ""), day(form.get("van", "")), day(form.get("tot", "")), form.get("bron", "").strip(),
            day(form.get("gecontroleerd", "")) or ctx.clock().date(), form.get("zekerheid", "hoog"),
        )  # fmt: skip
        place = form.get("plek", "")
        if place.isdecimal():
            rows = content.facts.get(name, ())
            if int(place) >= len(rows):
                raise CannotChange("Deze waarde is er niet meer. Ververs de pagina.")
            fact = rows[int(place)]
            expected = {fact.file: form.get("versie", "")}
            await save(request, lambda draft: facts.mend(draft, fact, filled), form.get("waarom", ""), expected)
        else:
            await save(request, lambda draft: facts.next_value(draft, content, name, filled), form.get("waarom", ""))
    except (CannotChange, Refused, Conflict) as error:
        return _fact_page(request, name, *trouble(error))
    return redirect(f"/trainer/feiten/{name}?bewaard=1", status=303)


def _fact_page(request: Request, name: str, status: int = 200, told: list[str] | None = None) -> HTTPResponse:
    ctx = request.app.ctx
    content, today = ctx.library.content, ctx.clock().date()
    values = content.facts.get(name)
    if not values:
        raise DoorError(404, "not_found", "Dit feit bestaat niet.")
    rows = [{"fact": f, "place": i, "version": ctx.room.version(f.file)} for i, f in enumerate(values)]
    rows.sort(key=lambda row: row["fact"].validity.first or dt.date.min, reverse=True)
    used = [content.topics[t] for t in facts.used_by(content, name)]
    return page(
        request, "fact.html", status, name=name, rows=rows, used=used, told=told or [], typed=request.form,
        today=today, new_year=dt.date(today.year + 1, 1, 1), confidences=CONFIDENCES, saved="bewaard" in request.args,
    )  # fmt: skip
