"""The example questions of a topic: add, move, split off, take away; what lies near, confuses or stands twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, raw, redirect

from bot.site.errors import DoorError
from bot.site.staff import needs
from bot.site.trainer.common import page, save, topic_in, trouble
from bot.staff import Role
from bot.trainer import Conflict, Refused, exchange, question_file, questions
from bot.trainer.questions import CannotChange

question_pages = Blueprint("trainer_questions")
LONGEST_IMPORT = 10_000_000  # bytes; three times what all questions together take
SOON = 0.12  # seconds a page waits for what lies near; else it shows without and asks again


@question_pages.get("/trainer/onderwerp/<topic:str>/vragen")
@needs(Role.TRAINER)
async def show(request: Request, topic: str) -> HTTPResponse:
    """Shows the examples of a topic."""
    return await _questions_page(request, topic)


@question_pages.post("/trainer/onderwerp/<topic:str>/vragen")
@needs(Role.TRAINER)
async def change(request: Request, topic: str) -> HTTPResponse:
    """Adds, moves, rewords, takes away, or goes on to splitting off."""
    form, known = request.form, request.app.ctx.library.content.topics
    what, chosen = form.get("actie", ""), form.getlist("vraag") or []
    if what == "splitsen" and chosen:
        return redirect(f"/trainer/nieuw?{urlencode({'van': topic, 'vragen': chr(10).join(chosen)})}", status=303)

    def build(draft):
        if what in ("verplaatsen", "splitsen", "weghalen") and not chosen:
            raise CannotChange("Kies eerst een of meer vragen.")
        if what == "toevoegen":
            return questions.add(draft, topic, form.get("nieuw", "").splitlines())
        if what == "verplaatsen":
            return questions.move(draft, topic, topic_in(form.get("doel"), known), chosen)
        if what == "weghalen":
            return questions.drop(draft, topic, chosen)
        if what == "verbeteren":
            if len(chosen) != 1:
                raise CannotChange("Kies één vraag om te verbeteren.")
            return questions.reword(draft, topic, chosen[0], form.get("beter", ""))
        raise CannotChange("Kies eerst een of meer vragen.")

    typed = form.get("nieuw", "").splitlines() if what == "toevoegen" else []
    aside, draft = request.app.ctx.aside, request.app.ctx.room.draft()
    known_already = await aside.run(questions.already_there, draft, topic, typed)
    try:
        saved = await save(request, build, form.get("waarom", ""))
    except (CannotChange, Refused, Conflict) as error:
        return await _questions_page(request, topic, *trouble(error))
    if not saved.files and known_already:
        return await _questions_page(request, topic, 409, [_nothing_new(known_already)])
    after = f"&al={len(known_already)}" if known_already else ""
    return redirect(f"/trainer/onderwerp/{topic}/vragen?bewaard=1{after}", status=303)


def _nothing_new(known: list[str]) -> str:
    named = ", ".join(f"'{example}'" for example in known)
    if len(known) == 1:
        return f"{named} stond al bij dit onderwerp. Er is niets veranderd."
    return f"Deze vragen stonden al bij dit onderwerp: {named}. Er is niets veranderd."


async def _questions_page(
    request: Request, topic: str, status: int = 200, told: list[str] | None = None
) -> HTTPResponse:
    ctx = request.app.ctx
    known = ctx.library.content.topics
    if topic not in known:
        raise DoorError(404, "not_found", "Dit onderwerp bestaat niet.")
    examples = (await ctx.aside.run(ctx.shelf.examples)).get(topic, [])
    version = await ctx.shelf.version()
    about = await ctx.comparing.ask(("about", topic, version), SOON, do="about", topic=topic)
    trained = await ctx.aside.run(ctx.shelf.trained, await ctx.engine.model())
    learned = {question_file.same(e) for e in trained.get(topic, ())} if trained is not None else None
    rows = [
        {
            "text": example,
            "about": (about or {}).get(example),
            "new": learned is not None and question_file.same(example) not in learned,
        }
        for example in examples
    ]
    return page(
        request, "questions.html", status, topic=known[topic], rows=rows, told=told or [], topics=known,
        comparing=about is None, saved="bewaard" in request.args, already=request.args.get("al", ""),
        typed=request.form.get("nieuw", ""),
    )  # fmt: skip


@question_pages.get("/trainer/nalopen")
@needs(Role.TRAINER)
async def worst(request: Request) -> HTTPResponse:
    """Shows examples of all topics that confuse or stand twice, worst first."""
    ctx = request.app.ctx
    rows = await ctx.comparing.ask(("worst", await ctx.shelf.version()), SOON, do="worst")
    return page(request, "worst.html", rows=rows or [], comparing=rows is None, topics=ctx.library.content.topics)


@question_pages.get("/trainer/vragen")
@needs(Role.TRAINER)
async def in_and_out(request: Request) -> HTTPResponse:
    """Shows how to take questions out and in."""
    return _exchange_page(request, saved="bewaard" in request.args)


@question_pages.get("/trainer/vragen/<name:str>")
@needs(Role.TRAINER)
async def take_out(request: Request, name: str) -> HTTPResponse:
    """Gives all questions as vragen.csv or nlu.yml; ?onderwerp= gives those of one topic."""
    ways = {"vragen.csv": (exchange.to_csv, "text/csv"), "nlu.yml": (exchange.to_rasa, "application/yaml")}
    if name not in ways:
        raise DoorError(404, "not_found", "Dit bestand is er niet. Kies vragen.csv of nlu.yml.")
    only = request.args.get("onderwerp", "")
    examples = await request.app.ctx.aside.run(request.app.ctx.shelf.examples)
    write, kind = ways[name]
    text = write((t, e) for t, some in examples.items() if t.startswith(only) for e in some)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return raw(text.encode("utf-8"), content_type=f"{kind}; charset=utf-8", headers=headers)


@question_pages.post("/trainer/vragen", stream=True)
@needs(Role.TRAINER, longest=LONGEST_IMPORT)
async def bring_in(request: Request) -> HTTPResponse:
    """Looks at what an import would do, and does it when that was seen."""
    ctx, form = request.app.ctx, request.form
    file = request.files.get("bestand") if request.files else None
    text = file.body.decode("utf-8", "replace") if file and file.body else form.get("tekst", "")
    topics = ctx.library.content.topics
    looked = None
    try:
        rows = await ctx.aside.run(_rows, text, topics)
        looked = await ctx.aside.run(exchange.look_at, ctx.room.draft(), rows)
        if form.get("actie") == "inlezen":
            await save(request, lambda draft: exchange.bring_in(draft, rows), form.get("waarom", ""))
            return redirect("/trainer/vragen?bewaard=1", status=303)
    except (CannotChange, Refused, Conflict) as error:
        status, told = trouble(error)
        return _exchange_page(request, status, looked=looked, told=told, typed=text)
    return _exchange_page(request, looked=looked, typed=text)


def _rows(text: str, topics: Iterable[str]) -> exchange.Rows:
    if text.lstrip().startswith(("version", "nlu")):
        return exchange.from_rasa(text, topics)
    return exchange.from_csv(text)


def _exchange_page(request: Request, status: int = 200, **words: Any) -> HTTPResponse:
    words = {"looked": None, "told": [], "typed": "", "saved": False, **words}
    return page(request, "exchange.html", status, megabytes=LONGEST_IMPORT // 1_000_000, **words)
