"""Experiments: how far they are, what they found, and making, starting and stopping one."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from bot.experiments import Result, result_of
from bot.experiments.result import MEASURE_WORDS, points
from bot.insight import Daily
from bot.knowledge import Content
from bot.knowledge.experiments import NEVER_STATES, Cue, Experiment, Kind, Status, never
from bot.site.errors import DoorError
from bot.site.staff import needs
from bot.site.trainer.common import page, save, topic_in, trouble
from bot.staff import Role
from bot.trainer import Conflict, Refused
from bot.trainer.experiments import create, start, stop, wording_of
from bot.trainer.questions import CannotChange

PATH = "/trainer/proeven"
experiment_pages = Blueprint("trainer_experiments")
CUE_WORDS = {Cue.EMPATHY: "één zin meeleven", Cue.SAID_BACK: "de vraag kort herhalen"}
USUAL_DAYS = 90
_SPARED_STATES = (*NEVER_STATES, "blij")


@experiment_pages.get(PATH)
@needs(Role.TRAINER)
async def overview(request: Request) -> HTTPResponse:
    """Shows every experiment with its progress, or its result when that may be seen."""
    found = await request.app.ctx.aside.run(_results, request.app.ctx)
    return page(request, "experiments.html", experiments=found, words=MEASURE_WORDS)


@experiment_pages.get(f"{PATH}/nieuw")
@needs(Role.TRAINER)
async def new(request: Request) -> HTTPResponse:
    """Shows the form for an experiment with an answer (`?onderwerp=`) or with a cue (`?cue=`)."""
    return await _new_page(request, {key: request.args.get(key, "") for key in ("onderwerp", "cue")})


@experiment_pages.post(f"{PATH}/nieuw")
@needs(Role.TRAINER)
async def make(request: Request) -> HTTPResponse:
    """Makes an experiment that is not started yet."""
    form = request.form
    fields = {key: form.get(key, "").strip() for key in form if key not in ("csrf", "staten", "b")}
    states = form.getlist("staten") or []
    fields |= {"staten": states, "b": [b.replace("\r", "") for b in form.getlist("b") or []]}
    name = fields.get("id", "")
    ctx = request.app.ctx
    try:
        values = _values(ctx.library.content, fields)
        await save(
            request, lambda draft: create(draft, values), fields.get("waarom", ""), in_spite_of_style="toch" in fields
        )
    except (CannotChange, Refused, Conflict) as error:
        return await _new_page(request, fields, *trouble(error))
    return redirect(f"{PATH}/{name}?bewaard=1", status=303)


@experiment_pages.get(f"{PATH}/<name:str>")
@needs(Role.TRAINER)
async def one(request: Request, name: str) -> HTTPResponse:
    """Shows one experiment."""
    return await _one_page(request, name)


@experiment_pages.post(f"{PATH}/<name:str>")
@needs(Role.TRAINER)
async def change(request: Request, name: str) -> HTTPResponse:
    """Starts or stops it; both need a reason."""
    ctx, form = request.app.ctx, request.form
    what, why = form.get("actie", ""), form.get("waarom", "").strip()
    if not why:
        return await _one_page(request, name, 400, ["Schrijf op waarom. Dat staat straks in de geschiedenis."])
    content, today = ctx.library.content, ctx.clock().date()
    try:
        if what == "start":
            saved = await save(request, lambda draft: start(draft, name, content, today), why)
        else:
            saved = await save(request, lambda draft: stop(draft, name), why)
    except (CannotChange, Refused, Conflict) as error:
        return await _one_page(request, name, *trouble(error))
    action = "proef_gestart" if what == "start" else "proef_gestopt"
    await asyncio.to_thread(ctx.audit.add, request.ctx.member.id, action, name, saved.operation)
    return redirect(f"{PATH}/{name}?bewaard=1", status=303)


async def _one_page(request: Request, name: str, status: int = 200, told: list[str] | None = None) -> HTTPResponse:
    ctx = request.app.ctx
    experiment = _find(ctx, name)
    if experiment is None:
        raise DoorError(404, "not_found", "Deze proef bestaat niet.")
    result = await ctx.aside.run(_result, ctx, experiment)
    return page(
        request, "experiment.html", status, e=experiment, result=result, told=told or [], points=points,
        saved="bewaard" in request.args, words=MEASURE_WORDS, cues=CUE_WORDS, topics=ctx.library.content.topics,
        picture=_picture(result), stale=_stale(ctx, experiment),
    )  # fmt: skip


async def _new_page(
    request: Request, fields: dict[str, Any], status: int = 200, told: list[str] | None = None
) -> HTTPResponse:
    ctx = request.app.ctx
    content, today = ctx.library.content, ctx.clock().date()
    topics = {id_: t for id_, t in content.topics.items() if t.outcome == "antwoord" and not never(id_)}
    topic, told, a = topic_in(fields.get("onderwerp"), content.topics), list(told or []), ()
    if topic:
        try:
            a = wording_of(content, topic, today) if topic in topics else ()
            if topic not in topics:
                raise CannotChange(f"Op '{topic}' kan geen proef. Kies een ander onderwerp.")
        except CannotChange as error:
            told.append(str(error))
            topic = ""
    states = [s.id for s in content.talk.states if s.id not in _SPARED_STATES and s.sentences]
    return page(
        request, "new_experiment.html", status, fields=fields, told=told, topics=topics, topic=topic, a=a,
        states=states, cues=CUE_WORDS, measures=MEASURE_WORDS, today=today,
        until=today + dt.timedelta(days=USUAL_DAYS),
    )  # fmt: skip


def _values(content: Content, fields: dict[str, Any]) -> dict[str, Any]:
    """Returns the form as the file has it."""
    topic = fields.get("onderwerp", "")
    begin = _day(fields.get("begin", ""), "begin")
    return {
        **fields,
        "soort": Kind.ANSWER.value if topic else Kind.CUE.value,
        "onderwerpen": [topic] if topic else [],
        "cue": None if topic else fields.get("cue"),
        "staten": fields["staten"] if fields.get("cue") == Cue.EMPATHY.value else [],
        "a": wording_of(content, topic, begin) if topic else (),
        "begin": begin,
        "einde": _day(fields.get("einde", ""), "einde"),
        **{key: _figure(fields.get(key, "")) for key in ("nu", "verwacht", "aandeel")},
    }


def _day(text: str, what: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise CannotChange(f"Vul bij '{what}' een datum in.") from None


def _figure(text: str) -> float | int | None:
    try:
        value = float(text.replace(",", ".").replace("−", "-"))
        return int(value) if value == int(value) else value
    except (ValueError, OverflowError):  # no number, or "nan" or "inf"
        return None


def _find(ctx: Any, name: str) -> Experiment | None:
    return next((e for e in ctx.library.content.experiments if e.id == name), None)


def _result(ctx: Any, experiment: Experiment) -> Result:
    return result_of(experiment, Daily(ctx.database).arms(experiment.id), ctx.clock().date())


def _results(ctx: Any) -> list[tuple[Experiment, Result]]:
    order = list(Status)
    found = [(e, _result(ctx, e)) for e in ctx.library.content.experiments]
    return sorted(found, key=lambda pair: ((order.index(pair[0].status) + 2) % 3, pair[0].validity.first))


def _stale(ctx: Any, experiment: Experiment) -> bool:
    """Tells whether the answer was changed under an experiment."""
    if experiment.kind is not Kind.ANSWER or experiment.status is Status.STOPPED:
        return False
    return not experiment.is_of(ctx.library.content.answers.get(experiment.topics[0]))


def _picture(result: Result) -> dict[str, float] | None:
    """Returns where the interval stands in a picture of 360 wide: zero in the middle."""
    found = result.difference
    if found is None:
        return None
    reach = max(0.05, abs(found.low), abs(found.high)) * 1.15
    return {
        **{key: 180 + 168 * getattr(found, key) / reach for key in ("low", "high", "value")},
        "reach": reach,
    }
