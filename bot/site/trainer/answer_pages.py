"""The editor of an answer: as the citizen sees it on any day, checked while typing, never over a colleague's work."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json, redirect

from bot.calendar import date_in_words
from bot.knowledge.facts import DAY_WORDS
from bot.knowledge.model import conditions_of
from bot.site.errors import DoorError
from bot.site.staff import needs
from bot.site.trainer.common import MOST_TOLD, in_plain_words, nested, page, save, topic_in, trouble
from bot.staff import Role
from bot.trainer import Conflict, Refused, answers
from bot.trainer.look import Look, look_at, texts_in
from bot.trainer.questions import CannotChange
from bot.trainer.situations import CONDITIONS, FIELDS, part_at, value_in_words, whom

answer_editor = Blueprint("trainer_answers")
_OURS = ("csrf", "versie", "waarom", "toch", "dag", "gezegd")  # fields of the page, not of the answer


def _path(request: Request, topic: str) -> str:
    if topic not in request.app.ctx.library.content.topics:
        raise DoorError(404, "not_found", "Dit onderwerp bestaat niet.")
    return request.app.ctx.room.draft().topic_path(topic, "antwoord.yml")


def _form(request: Request) -> answers.Form:
    """Returns the answer in the posted form; places in the file become numbers again."""
    form = {key: value for key, value in nested(request.form).items() if key not in _OURS}
    topics = request.app.ctx.library.content.topics
    form["vervolg"] = [topic_in(typed, topics) for typed in form.get("vervolg") or ()]
    for key in ("antwoorden", "bronnen"):
        for item in form.get(key) or ():
            if str(item.get("plek", "")).isdecimal():
                item["plek"] = int(item["plek"])
            else:
                item.pop("plek", None)
    return form


@answer_editor.get("/trainer/onderwerp/<topic:str>")
@needs(Role.TRAINER)
async def show(request: Request, topic: str) -> HTTPResponse:
    """Shows the editor."""
    _path(request, topic)
    try:
        form = answers.numbered(await request.app.ctx.aside.run(answers.form_of, request.app.ctx.room.draft(), topic))
    except CannotChange as error:
        raise DoorError(404, "not_found", str(error)) from None
    return await _editor(request, topic, form)


@answer_editor.post("/trainer/onderwerp/<topic:str>")
@needs(Role.TRAINER)
async def store(request: Request, topic: str) -> HTTPResponse:
    """Keeps the answer; a colleague who was first is shown next to it."""
    path, form, posted = _path(request, topic), _form(request), request.form
    try:
        await save(
            request, lambda draft: answers.edit(draft, topic, form), posted.get("waarom", ""),
            {path: posted.get("versie", "")}, in_spite_of_style=bool(posted.get("toch")),
        )  # fmt: skip
    except Conflict as conflict:
        return await request.app.ctx.aside.run(_conflict_page, request, topic, form, conflict)
    except (CannotChange, Refused) as error:
        status, told = trouble(error)
        if isinstance(error, Refused):
            told = await request.app.ctx.aside.run(_with_their_text, request, topic, form, error)
        return await _editor(request, topic, form, status, told)
    return redirect(f"/trainer/onderwerp/{topic}?bewaard=1", status=303)


def _with_their_text(request: Request, topic: str, form: answers.Form, error: Refused) -> list[str]:
    """Returns what is wrong, each with the text it is about."""
    draft, path = request.app.ctx.room.draft(), _path(request, topic)
    answers.edit(draft, topic, form)
    text = draft.read(path) or ""
    told = []
    for problem in (p for p in error.problems if not p.warning):
        part = part_at(text, problem.line) if problem.file == path else ""
        told.append(f"In {part}: {in_plain_words(problem)}" if part else in_plain_words(problem))
    return told[:MOST_TOLD]


@answer_editor.post("/trainer/api/onderwerp/<topic:str>/kijk")
@needs(Role.TRAINER)
async def look(request: Request, topic: str) -> HTTPResponse:
    """Returns how the answer looks on a day and what is wrong with it; nothing is kept."""
    _path(request, topic)
    seen = await request.app.ctx.aside.run(_look, request, topic, _form(request))
    return json(
        {
            "preview": _preview(seen),
            "remarks": [
                {"place": "/".join(map(str, r.place)), "message": r.message, "mend": r.mend, "error": r.error}
                | {"where": r.where, "touched": r.touched}
                for r in seen.remarks
            ],
            "fine": ["/".join(map(str, place)) for place in seen.fine_links],
            "figures": _figures(seen),
        }
    )


def _look(request: Request, topic: str, form: answers.Form) -> Look:
    ctx = request.app.ctx
    day, said = _day(request), _said(request, topic)
    before = answers.form_of(ctx.room.draft(), topic)
    return look_at(ctx.library.content, ctx.library.rules(), topic, form, day, said, before)


def _day(request: Request) -> dt.date:
    try:
        return dt.date.fromisoformat(request.form.get("dag") or request.args.get("dag", ""))
    except ValueError:
        return request.app.ctx.clock().date()


def _said(request: Request, topic: str) -> dict[str, object]:
    said: dict[str, object] = {}
    for key, values in conditions_of(request.app.ctx.library.content.answers.get(topic)).items():
        value = request.form.get(f"gezegd/{key}") or ""
        found = next((v for v in values if str(v) == value), None)
        if found is not None:
            said[key] = found
    return said


def _preview(seen: Look) -> dict[str, Any] | None:
    reply = seen.reply
    if reply is None:
        return None
    return {
        "bubbles": list(reply.bubbles),
        "short": reply.short,
        "simpler": list(reply.simpler),
        "example": list(reply.example),
        "expired": reply.expired,
        "sources": [{"title": s.title, "url": s.url, "checked": date_in_words(s.checked)} for s in reply.sources],
        "choices": [label for label, _ in reply.follow_ups][:3],
    }


def _figures(seen: Look) -> str:
    if not seen.words:
        return ""
    level = "makkelijk genoeg" if seen.flesch >= 60 else "te moeilijk: maak zinnen en woorden korter"
    mean = f"{seen.mean_sentence:.1f}".replace(".", ",")
    return f"Leesniveau {seen.flesch:.0f} ({level}), {seen.words} woorden, {mean} per zin."


async def _editor(
    request: Request, topic: str, form: answers.Form, status: int = 200, told: list[str] | None = None
) -> HTTPResponse:
    ctx = request.app.ctx
    content = ctx.library.content
    conditions = conditions_of(content.answers.get(topic))
    seen = await ctx.aside.run(_look, request, topic, form)
    return page(
        request, "answer.html", status, topic=content.topics[topic], form=_whole(form), told=told or [],
        version=request.form.get("versie") if request.method == "POST" else ctx.room.version(_path(request, topic)),
        why=request.form.get("waarom", "") if request.method == "POST" else "", preview=_preview(seen),
        remarks=seen.remarks, figures=_figures(seen), day=_day(request), facts=_facts(request), topics=content.topics,
        lines=content.phone_lines, conditions=conditions, saved=request.args.get("bewaard", ""),
        style_only=status == 400, named=CONDITIONS, value_in_words=value_in_words, whom=whom,
    )  # fmt: skip


def _whole(form: answers.Form) -> answers.Form:
    """Returns the form with every field, so that the page need not ask what is there."""
    found = {key: None for key in answers.TOP} | form
    for key, names in (("antwoorden", answers.WORDING), ("bronnen", answers.SOURCE)):
        found[key] = [{name: None for name in (*names, "plek")} | dict(item) for item in form.get(key) or ()]
    return found


def _facts(request: Request) -> list[dict[str, str]]:
    """Returns what can be filled in: facts with today's value, lines, and words of the day."""
    ctx = request.app.ctx
    content, today = ctx.library.content, ctx.clock().date()
    book = content.book
    found = []
    for name in sorted(content.facts):
        fact = book.fact(name, today) or book.rows(name)[-1]
        found.append({"name": name, "text": f"{fact.text} - {fact.description}"})
    names = [f"{line}_nummer" for line in content.phone_lines] + list(DAY_WORDS)
    return found + [{"name": name, "text": book.text(name, today)} for name in names]


def _conflict_page(request: Request, topic: str, form: answers.Form, conflict: Conflict) -> HTTPResponse:
    ctx = request.app.ctx
    theirs = answers.form_of(ctx.room.draft(), topic)
    mine = dict(texts_in(_bare(form)))
    other = dict(texts_in(_bare(theirs)))
    rows = [
        {"name": _field(place), "theirs": other.get(place, ""), "mine": mine.get(place, "")}
        for place in dict.fromkeys((*other, *mine))
        if other.get(place, "") != mine.get(place, "")
    ]
    latest = ctx.room.history.of_file(conflict.path, 1)
    fields = [(name, value) for name, value in _flat(request.form) if name not in ("csrf", "versie", "toch")]
    return page(
        request, "conflict.html", 409, topic=ctx.library.content.topics[topic], rows=rows, fields=fields,
        version=ctx.room.version(conflict.path), who=latest[0] if latest else None,
    )  # fmt: skip


def _bare(form: answers.Form) -> answers.Form:
    found = answers.as_content(form)
    for key in ("antwoorden", "bronnen"):
        found[key] = [{k: _as_text(v) for k, v in i.items() if k != "plek"} for i in found.get(key) or ()]
    return found


def _as_text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else str(value) if isinstance(value, int) else value


def _flat(form: Any) -> list[tuple[str, str]]:
    return [(name, form.get(name)) for name in form]


def _field(place: tuple[Any, ...]) -> str:
    return ", ".join(f"nummer {step + 1}" if isinstance(step, int) else FIELDS.get(step, step) for step in place)
