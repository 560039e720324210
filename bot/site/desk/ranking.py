"""What a text may be about: the engine's model says it, and while that is away the site's own search."""

from __future__ import annotations

import asyncio
import datetime as dt

from sanic import Sanic

from bot.site.answers.routes import find
from bot.site.engine import EngineDown
from bot.webcare import Found, Ranked
from bot.webcare.best import MOST, best_topics

PATIENCE = 3.0  # seconds; knowledge that comes later than that comes too late
LONGEST = 1000  # characters; as long as a citizen's message may be


async def topics_for(app: Sanic, text: str, today: dt.date) -> Found:
    """Returns what the model makes of a masked text and, when that is too little, what its words say."""
    text = text[:LONGEST]
    if not text:
        return Found()
    ranked, resembles = await _by_model(app, text)
    by_words: list[str] = []
    if len(best_topics(app.ctx.library, ranked)) < MOST:
        by_words = await find(app, today, text)
    return Found(tuple(ranked), tuple(by_words), resembles)


async def _by_model(app: Sanic, text: str) -> tuple[list[Ranked], dict[str, float]]:
    try:
        found, resembles = await asyncio.wait_for(app.ctx.engine.topics(text, app.ctx.library), PATIENCE)
    except (EngineDown, asyncio.TimeoutError):
        return [], {}
    return [Ranked(topic, confidence) for topic, confidence in found], resembles
