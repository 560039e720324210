"""Knowledge at hand: the best answers for a citizen's words, and soft hints on the draft. Keeps nothing."""

from __future__ import annotations

import asyncio
import json as jsonlib
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.privacy import mask
from bot.site.desk.ranking import LONGEST, topics_for, writing_rules
from bot.site.errors import bad_request
from bot.site.staff import needs
from bot.staff import Role
from bot.webcare import best_answers, hints_for

LONGEST_DRAFT = 4000  # characters

knowledge = Blueprint("desk_knowledge", url_prefix="/webcare/api")


@knowledge.get("/knowledge")
@needs(Role.WEBCARE)
async def answers(request: Request) -> HTTPResponse:
    """Returns the three best answers for ?q=, or for what the citizen of ?conversation= said last."""
    ctx = request.app.ctx
    text = mask(request.args.get("q", "")[:LONGEST]).text.strip()
    if not text and request.args.get("conversation"):
        text = await asyncio.to_thread(_last_words, ctx, request.args.get("conversation"))
    today = ctx.clock().date()
    ranked, by_words = await topics_for(request.app, text, today)
    found = best_answers(ctx.library, text, ranked, by_words, today)
    return json({"question": text, "answers": found}, headers={"Cache-Control": "no-store"})


def _last_words(ctx: Any, conversation: str) -> str:
    """Returns what the citizen typed last; nothing of a conversation that was never offered to the desk."""
    if ctx.handoffs.get(conversation) is None:
        return ""
    return ctx.glance.last_words([conversation]).get(conversation, "")


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
    rules = await asyncio.to_thread(writing_rules, request.app)
    found = await asyncio.to_thread(hints_for, text[:LONGEST_DRAFT], rules)
    return json(
        {
            "hints": [{"rule": h.rule, "text": h.text} for h in found.hints],
            "private": list(found.private),
            "asks_bsn": found.asks_bsn,
        },
        headers={"Cache-Control": "no-store"},
    )
