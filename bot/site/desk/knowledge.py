"""Knowledge at hand: the best answers for a citizen's words, and soft hints on the draft. Keeps nothing."""

from __future__ import annotations

import asyncio
import datetime as dt
import json as jsonlib
from typing import Any

from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.privacy import mask
from bot.site.desk.ranking import LONGEST, topics_for
from bot.site.errors import bad_request
from bot.site.staff import needs
from bot.staff import Role
from bot.webcare import Found, best_answers, hints_for

LONGEST_DRAFT = 4000  # characters
LOOK_BACK = 3  # of the citizen's messages; what was asked before that is answered by now
TELLING = 0.4  # probability of its best topic from which a message says what it is about
# Who says "ik wil NU een mens" got one: what a colleague needs is the answer to the question before it.
_NO_SUBJECT = ("contact.medewerker", "sociaal.frustratie", "sociaal.schelden", "sociaal.onduidelijk")

knowledge = Blueprint("desk_knowledge", url_prefix="/webcare/api")


@knowledge.get("/knowledge")
@needs(Role.WEBCARE)
async def answers(request: Request) -> HTTPResponse:
    """Returns the three best answers for ?q=, or for what the citizen of ?conversation= said."""
    ctx = request.app.ctx
    today = ctx.clock().date()
    asked = [mask(request.args.get("q", "")[:LONGEST]).text.strip()]
    if not asked[0] and request.args.get("conversation"):
        asked = await asyncio.to_thread(_last_words, ctx, request.args.get("conversation")) or [""]
    text, found = await _telling(request.app, asked, today)
    answers = best_answers(ctx.library, text, found.ranked, found.by_words, today)
    return json({"question": text, "answers": answers}, headers={"Cache-Control": "no-store"})


async def _telling(app: Sanic, asked: list[str], today: dt.date) -> tuple[str, Found]:
    """Returns the newest words that say what it is about, and their topics: "fijn, dank je" and "een mens" do not."""
    tried: list[tuple[str, Found]] = []
    for text in asked:
        tried.append((text, await topics_for(app, text, today)))
        if not tried[-1][1].ranked or _tells(tried[-1][1]):
            break
    return tried[-1] if _tells(tried[-1][1]) else tried[0]


def _tells(found: Found) -> bool:
    best = found.ranked[0] if found.ranked else None
    return best is not None and (best.confidence or 0.0) >= TELLING and not best.topic.startswith(_NO_SUBJECT)


def _last_words(ctx: Any, conversation: str) -> list[str]:
    """Returns what the citizen typed, the newest first; nothing of a conversation that the desk was never offered."""
    if ctx.handoffs.get(conversation) is None:
        return []
    return ctx.glance.recent_words([conversation], LOOK_BACK).get(conversation, [])


@knowledge.post("/hints")
@needs(Role.WEBCARE)
async def hints(request: Request) -> HTTPResponse:
    """Returns the hints on a draft: {"text": …}. Nothing of it is kept."""
    try:
        text = jsonlib.loads(request.body or b"{}").get("text")
    except (ValueError, AttributeError):
        text = None
    if not isinstance(text, str):
        raise bad_request('Stuur de tekst als JSON: {"text": …}.', "no_text")
    rules = await asyncio.to_thread(request.app.ctx.library.rules)
    found = await asyncio.to_thread(hints_for, text[:LONGEST_DRAFT], rules)
    return json(
        {
            "hints": [{"rule": h.rule, "text": h.text} for h in found.hints],
            "private": list(found.private),
            "asks_bsn": found.asks_bsn,
        },
        headers={"Cache-Control": "no-store"},
    )
