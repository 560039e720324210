"""Cleans up once a night, inside the site: nobody has to remember a scheduler."""

from __future__ import annotations

import asyncio
import logging

from sanic import Sanic

from bot.daily import DailyCount, words_of_examples
from bot.retention import Retention
from bot.storage import DatabaseBusy

LOOK_EVERY = 600.0  # seconds; a site that slept through the night cleans up when it wakes
FIRST_LOOK = 60.0  # seconds after the start, when the engine has come up

logger = logging.getLogger(__name__)


async def clean_up_nightly(app: Sanic, first: float = FIRST_LOOK, every: float = LOOK_EVERY) -> None:
    """Looks again and again whether last night's counting and cleaning are due. Runs until it is cancelled.

    Counting goes first: what is cleaned up cannot be counted any more.
    """
    retention = Retention(app.ctx.database, app.ctx.clock)
    daily = DailyCount(app.ctx.database, app.ctx.clock)
    data_dir = app.ctx.settings.data_dir
    await asyncio.sleep(first)
    while True:
        try:
            await app.ctx.aside.run(daily.run, lambda: words_of_examples(data_dir))
        except DatabaseBusy:
            logger.warning("counting waits: the database is busy")
        except Exception as error:  # figures are no reason to keep what has to go
            logger.error("counting failed: %s", type(error).__name__)
        try:
            if await app.ctx.aside.run(retention.due):
                await app.ctx.aside.run(retention.run)
        except DatabaseBusy:
            logger.warning("cleaning up waits: the database is busy")
        except Exception as error:  # the next look must come, whatever this one met
            logger.error("cleaning up failed: %s", type(error).__name__)
        await asyncio.sleep(every)
