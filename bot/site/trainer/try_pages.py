"""Try: ask one or more questions and see what the chatbot answers, and why."""

from __future__ import annotations

from pathlib import Path

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.dialogue import question_in
from bot.privacy import mask
from bot.release.waiting import waiting_model
from bot.site.engine import EngineDown
from bot.site.publish.candidate import CandidateDown
from bot.site.staff import needs
from bot.site.trainer.common import page
from bot.staff import Role
from bot.trainer.explain import Explained, explain, parse_of

try_pages = Blueprint("trainer_try")
MOST = 20  # questions at a time
LONGEST = 1000  # characters of one question
NEAREST_WITHIN = 6.0  # seconds to wait for the nearest examples


@try_pages.get("/trainer/proberen")
@needs(Role.TRAINER)
async def form(request: Request) -> HTTPResponse:
    """Shows where to type questions."""
    return await _try_page(request, request.args.get("vraag", ""))


@try_pages.post("/trainer/proberen")
@needs(Role.TRAINER)
async def ask(request: Request) -> HTTPResponse:
    """Answers the questions, one on each line. Nothing of it is kept."""
    return await _try_page(request, request.form.get("vragen", ""), bool(request.form.get("nieuw")))


async def _try_page(request: Request, typed: str, also_new: bool = False) -> HTTPResponse:
    ctx = request.app.ctx
    texts = [line[:LONGEST] for line in typed.splitlines() if line.strip()]
    told, results = [], []
    if len(texts) > MOST:
        told.append(f"Dit zijn {len(texts)} vragen. Hieronder staan de eerste {MOST}.")
    try:
        for text in texts[:MOST]:
            results.append(await explained(request, text))
    except EngineDown:
        told.append("De engine antwoordt nu niet. Probeer het over een halve minuut nog een keer.")
    settings = ctx.settings
    new = await ctx.aside.run(waiting_model, settings.job_file, settings.run_dir, settings.models_dir)
    compared: list[Explained | None] = [None] * len(results)
    if new and also_new:
        try:
            compared = [await explained_by(request, new, r.text) for r in results]
        except CandidateDown:
            told.append("Het nieuwe model is niet te laden. Train het opnieuw op de pagina Publiceren.")
    version = await ctx.shelf.version()
    nearest = [
        await ctx.comparing.ask(("examples", r.text, version), NEAREST_WITHIN, do="examples", text=r.text)
        for r in results
    ]
    return page(
        request, "try.html", typed="\n".join(mask(text).text for text in texts), told=told,
        results=list(zip(results, compared, nearest, strict=True)),
        model=await ctx.engine.model(), topics=ctx.library.content.topics, new=new, also_new=also_new,
    )  # fmt: skip


async def explained(request: Request, text: str) -> Explained:
    """Returns what the published model answers to a text, and why; masked before anybody else sees it.

    Raises:
        EngineDown: the engine does not answer.
    """
    ctx = request.app.ctx
    asked = question_in(mask(text).text, ctx.library.content.follow_ups.polite)
    ranking, states = await ctx.engine.understood(asked)
    return await ctx.aside.run(explain, lambda t: parse_of(t, ranking, states), text, ctx.library, ctx.clock())


async def explained_by(request: Request, model: Path, text: str) -> Explained:
    """Returns what a model that is not published yet answers to a masked text, and why.

    Raises:
        CandidateDown: it cannot be loaded or does not answer.
    """
    ctx = request.app.ctx
    asked = question_in(text, ctx.library.content.follow_ups.polite)
    parse = await ctx.candidate.parse(model, asked)
    return await ctx.aside.run(explain, lambda _: parse, text, ctx.library, ctx.clock())
