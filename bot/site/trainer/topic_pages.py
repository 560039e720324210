"""The list of topics with search and state, a new topic, and what can be done with a whole topic."""

from __future__ import annotations

import datetime as dt

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from bot.knowledge.model import Topic
from bot.site.errors import DoorError
from bot.site.staff import needs
from bot.site.trainer.common import page, save, topic_in, trouble
from bot.staff import Role
from bot.trainer import Conflict, Refused, references, topics
from bot.trainer.overview import overview
from bot.trainer.questions import CannotChange

topic_pages = Blueprint("trainer_topics")
# What the chatbot does with a topic, as trainers read it; the other outcomes are no topic's.
ASKABLE = {
    "antwoord": "een antwoord geven, met een bron",
    "overdracht": "naar een medewerker of de telefoon wijzen",
    "afbakening": "zeggen wie er dan over gaat",
    "steun": "eerst meeleven, dan hulp",
    "sociaal": "een praatje",
}


@topic_pages.get("/trainer")
@needs(Role.TRAINER)
async def listing(request: Request) -> HTTPResponse:
    """Shows all topics, or those that fit a search and a state."""
    ctx = request.app.ctx
    search, state = request.args.get("zoek", "")[:100], request.args.get("staat", "")
    today = ctx.clock().date()
    model = await ctx.engine.model()

    def work():
        upkeep = ctx.shelf.upkeep(ctx.library, today)
        return overview(ctx.library, ctx.shelf.examples(), ctx.shelf.trained(model), upkeep, today)

    rows = await request.app.ctx.aside.run(work)
    shown = [row for row in rows if row.fits(search, state)]
    return page(
        request, "topics.html", rows=shown, total=len(rows), search=search, state=state, model=model,
        problems=ctx.library.problems, recovered=ctx.room.recovered, saved="bewaard" in request.args,
    )  # fmt: skip


@topic_pages.get("/trainer/nieuw")
@needs(Role.TRAINER)
async def new(request: Request) -> HTTPResponse:
    """Shows the form for a new topic; ?vragen= fills in examples."""
    fields = {"vragen": request.args.get("vragen", ""), "van": request.args.get("van", "")}
    return _new_page(request, fields)


@topic_pages.post("/trainer/nieuw")
@needs(Role.TRAINER)
async def create(request: Request) -> HTTPResponse:
    """Makes a new topic, from nothing or split off from another one."""
    fields = {key: request.form.get(key, "") for key in request.form}
    topic = Topic(
        fields.get("id", "").strip(), fields.get("id", "").strip().split(".")[0], fields.get("titel", "").strip(),
        fields.get("omschrijving", "").strip(), fields.get("uitkomst", "antwoord"),
    )  # fmt: skip
    examples = [line for line in fields.get("vragen", "").splitlines() if line.strip()]
    sentence, source = fields.get("antwoord", "").strip(), fields.get("van", "")

    def build(draft):
        if source:
            return topics.split(draft, source, topic, examples, sentence)
        page_of = {"titel": fields.get("bron", "").strip(), "url": fields.get("url", "").strip()}
        today: dt.date = request.app.ctx.clock().date()
        sources = [{**page_of, "gecontroleerd": today}] if page_of["titel"] and page_of["url"] else []
        return topics.create(
            draft, topic, examples, sentence, fields.get("eigenaar", "").strip() or "redactie", sources
        )

    try:
        await save(request, build, fields.get("waarom", ""), in_spite_of_style=bool(fields.get("toch")))
    except (CannotChange, Refused, Conflict) as error:
        status, told = trouble(error)
        return _new_page(request, fields, status, told)
    return redirect(f"/trainer/onderwerp/{topic.id}?bewaard=onderwerp", status=303)


def _new_page(
    request: Request, fields: dict[str, str], status: int = 200, told: list[str] | None = None
) -> HTTPResponse:
    return page(
        request, "new_topic.html", status, fields=fields, told=told or [], outcomes=ASKABLE,
        topics=request.app.ctx.library.content.topics,
    )  # fmt: skip


@topic_pages.get("/trainer/onderwerp/<topic:str>/beheer")
@needs(Role.TRAINER)
async def whole(request: Request, topic: str) -> HTTPResponse:
    """Shows what can be done with a whole topic, and where it is used."""
    return await _whole_page(request, topic)


@topic_pages.post("/trainer/onderwerp/<topic:str>/beheer")
@needs(Role.TRAINER)
async def change_whole(request: Request, topic: str) -> HTTPResponse:
    """Renames, merges, gives another id or deletes."""
    form = request.form
    what, other = form.get("actie", ""), form.get("doel", "").strip()
    after = f"/trainer/onderwerp/{topic}/beheer?bewaard=1"

    def build(draft):
        nonlocal after
        if what == "titel":
            return topics.rename(draft, topic, form.get("titel", ""), form.get("omschrijving", ""))
        if what == "samenvoegen":
            target = topic_in(other, request.app.ctx.library.content.topics)
            after = f"/trainer/onderwerp/{target}?bewaard=onderwerp"
            return topics.merge(draft, topic, target)
        if what == "id":
            after = f"/trainer/onderwerp/{other}/beheer?bewaard=1"
            return topics.change_id(draft, topic, other)
        if what == "verwijderen" and form.get("zeker"):
            after = "/trainer?bewaard=1"
            return topics.delete(draft, topic)
        raise CannotChange("Vink aan dat je het zeker weet." if what == "verwijderen" else "Kies wat je wilt doen.")

    try:
        await save(request, build, form.get("waarom", ""))
    except (CannotChange, Refused, Conflict) as error:
        return await _whole_page(request, topic, *trouble(error))
    return redirect(after, status=303)


async def _whole_page(request: Request, topic: str, status: int = 200, told: list[str] | None = None) -> HTTPResponse:
    ctx = request.app.ctx
    known = ctx.library.content.topics
    if topic not in known:
        raise DoorError(404, "not_found", "Dit onderwerp bestaat niet.")
    used = await ctx.aside.run(references.used_in, ctx.room.draft(), topic)
    return page(
        request, "topic.html", status, topic=known[topic], used=used, topics=known, told=told or [],
        saved="bewaard" in request.args,
    )  # fmt: skip
