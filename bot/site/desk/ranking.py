"""What a text may be about: the engine's model says it, and while that is away the site's own search."""

from __future__ import annotations

import asyncio
import datetime as dt

from sanic import Sanic

from bot.site.answers.routes import index_of
from bot.site.engine import EngineDown
from bot.webcare import Ranked
from bot.webcare.best import MOST, best_topics

PATIENCE = 3.0  # seconds; knowledge that comes later than that comes too late
LONGEST = 1000  # characters; as long as a citizen's message may be


async def topics_for(app: Sanic, text: str, today: dt.date) -> tuple[list[Ranked], list[str]]:
    """Returns what the model thinks a masked text is about, and, when that is too little, what its words say."""
    text = text[:LONGEST]
    if not text:
        return [], []
    ranking = await _by_model(app, text)
    if len(best_topics(app.ctx.library, ranking)) >= MOST:
        return ranking, []
    return ranking, await asyncio.to_thread(_by_words, app, text, today)


async def _by_model(app: Sanic, text: str) -> list[Ranked]:
    try:
        found = await asyncio.wait_for(app.ctx.engine.ranking(text, app.ctx.library), PATIENCE)
    except (EngineDown, asyncio.TimeoutError):
        return []
    return [Ranked(topic, confidence) for topic, confidence in found]


def _by_words(app: Sanic, text: str, today: dt.date) -> list[str]:
    return index_of(app, today).find(text)
