"""The page /trainer/publiceren and what its buttons do."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json, redirect

from bot.privacy import mask
from bot.release import Job, JobFile
from bot.site.publish.status import ABOUT_SETS, MEASURES, SHOWN, Status, job_as_json, read_status, when
from bot.site.staff import StaffPages, needs
from bot.site.trainer.common import TEMPLATES
from bot.site.trainer.common import page as room_page
from bot.staff import Role

PATH = "/trainer/publiceren"
LONGEST_REASON = 300  # characters
ROOT = Path.cwd()

publish_pages = Blueprint("publish_pages")
_pages = StaffPages(Path(__file__).parent / "templates", TEMPLATES)


def start_work(settings: Any, *words: str) -> None:
    """Starts `python -m bot.publish` beside the site; it goes on when the site is restarted.

    Args:
        settings: say where the log stands.
        words: the command and its options; what somebody typed is joined to its option ("--why=- dus"), because a
            word that begins with a dash would be taken for an option itself.
    """
    settings.log_dir.mkdir(parents=True, exist_ok=True)
    with (settings.log_dir / "publish.log").open("a", encoding="utf-8") as log:
        subprocess.Popen(
            [sys.executable, "-m", "bot.publish", *words],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


@publish_pages.get(PATH)
@needs(Role.TRAINER)
async def page(request: Request) -> HTTPResponse:
    """Shows what citizens have now, what changed, and what a new model would do."""
    return await _page(request)


@publish_pages.get("/trainer/api/publiceren")
@needs(Role.TRAINER)
async def progress(request: Request) -> HTTPResponse:
    """Returns how far the work is."""
    return json(job_as_json(await _job(request)), headers={"Cache-Control": "no-store"})


@publish_pages.post(f"{PATH}/trainen")
@needs(Role.TRAINER)
async def prepare(request: Request) -> HTTPResponse:
    """Trains the questions as they stand now and compares."""
    return await _start(request, "model_trainen", "", "prepare")


@publish_pages.post(PATH)
@needs(Role.TRAINER)
async def publish(request: Request) -> HTTPResponse:
    """Publishes the compared model that the trainer looked at, with a reason; over a fall only with a signature."""
    why, sign = _words(request, "waarom"), _words(request, "teken")
    status = await _status(request)
    if not status.to_publish or status.report is None:
        return await _page(request, "Er is geen vergeleken model dat nog niet gepubliceerd is. Train eerst.", 409)
    model = status.report["model"]
    if request.form.get("model", "") != model:
        wrong = "Intussen is een ander model vergeleken. Bekijk hieronder eerst wat dat verandert."
        return await _page(request, wrong, 409)
    if not why:
        return await _page(request, "Schrijf op waarom je publiceert. Dat staat straks in de geschiedenis.", 400)
    if status.report["falls"] and not sign:
        wrong = "Dit model is ergens minder goed. Schrijf op waarom het toch mag, of verbeter het eerst."
        return await _page(request, wrong, 409)
    options = (f"--model={model}", f"--why={why}", f"--sign={sign}")
    return await _start(request, "model_publiceren", why, "publish", *options)


@publish_pages.post(f"{PATH}/terug")
@needs(Role.TRAINER)
async def back(request: Request) -> HTTPResponse:
    """Goes back to an earlier model, with a reason."""
    model, why = request.form.get("model", ""), _words(request, "waarom")
    status = await _status(request)
    if model not in status.usable or model == status.served:
        return await _page(request, "Naar dat model kun je niet terug. Kies een ander.", 409)
    if not why:
        return await _page(request, "Schrijf op waarom je teruggaat. Dat staat straks in de geschiedenis.", 400)
    return await _start(request, "model_terug", model, "back", f"--model={model}", f"--why={why}")


async def _start(request: Request, action: str, detail: str, *words: str) -> HTTPResponse:
    ctx, member = request.app.ctx, request.ctx.member
    status = await _status(request)
    before = status.job
    if before and before.running:
        return await _page(request, f"{before.by} is al bezig met {before.kind}. Wacht tot dat klaar is.", 409)
    await asyncio.to_thread(ctx.audit.add, member.id, action, status.fits, detail)
    await asyncio.to_thread(start_work, ctx.settings, *words, f"--by={member.name}")
    await _begun(request, before)
    return redirect(PATH, status=303)


async def _begun(request: Request, before: Job | None) -> None:
    """Waits until the work says that it began, so that the page that follows shows it."""
    for _ in range(80):
        now = await _job(request)
        if now is not None and now != before:
            return
        await asyncio.sleep(0.1)


async def _job(request: Request) -> Job | None:
    return await asyncio.to_thread(JobFile(request.app.ctx.settings.job_file).read)


async def _status(request: Request) -> Status:
    return await asyncio.to_thread(read_status, ROOT, request.app.ctx.settings)


def _words(request: Request, field: str) -> str:
    return mask(request.form.get(field) or "").text.strip()[:LONGEST_REASON]


async def _page(request: Request, wrong: str = "", code: int = 200) -> HTTPResponse:
    status = await _status(request)
    ctx = request.app.ctx
    report = status.report or {}
    changed = await asyncio.to_thread(_with_words, ctx, report.get("changed", [])[:SHOWN])
    return room_page(
        request,
        "publish.html",
        code,
        _pages,
        now=status,
        report=report,
        changed=changed,
        wrong=wrong,
        missed=[row for row in report.get("learned", []) if row["after"]["topic"] != row["topic"]],
        about_sets=ABOUT_SETS,
        measures=MEASURES,
        title_of=lambda topic: _title(ctx.library, topic),
        when=when,
        job=job_as_json(status.job),
    )


def _title(library: Any, topic: str | None) -> str:
    if topic is None:
        return ""
    found = library.topic(topic)
    return found.title if found else topic


def _with_words(ctx: Any, changed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Returns the changed questions with their words; what was erased in the meantime says so."""
    return [{**c, "text": ctx.glance.text_of(c["conversation"], c["seq"]) or "(inmiddels gewist)"} for c in changed]
