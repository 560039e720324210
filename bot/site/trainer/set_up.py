"""Gives the app what the trainers' pages need: the room, the decisions, and the process that compares questions."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

from sanic import Sanic

from bot.content import Decisions, History
from bot.knowledge import Library
from bot.knowledge.trained import trained_on
from bot.knowledge.upkeep import Upkeep
from bot.settings import Settings
from bot.site.trainer.comparing import Comparing
from bot.site.trainer.inbox_pages import set_up_inbox
from bot.storage import Database
from bot.trainer import Room
from bot.trainer.overview import EXPIRING_DAYS
from bot.trainer.questions import examples_of, questions_stamp, topics_of


class Shelf:
    """The example questions as they are now; read again only when one of the files changed."""

    def __init__(self, room: Room, models_dir: Path) -> None:
        self._room = room
        self._models_dir = models_dir
        self._upkeep: tuple[object, list[Upkeep]] | None = None
        self._kept: tuple[object, Mapping[str, list[str]]] | None = None
        self._topics: tuple[object, list[str]] | None = None

    @property
    def stamp(self) -> object:
        """Changes when a question changes."""
        return questions_stamp(self._room.data_dir)

    async def version(self) -> int:
        """Returns a number that changes when a question changes; to name with what was asked of bot.trainer.worker."""
        return hash(await asyncio.to_thread(questions_stamp, self._room.data_dir))

    def examples(self) -> Mapping[str, list[str]]:
        """Returns the examples by topic."""
        stamp = questions_stamp(self._room.data_dir)
        if self._kept is None or self._kept[0] != stamp:
            draft = self._room.draft()
            if self._topics is None or self._topics[0] != stamp[:1]:  # of onderwerpen.yml: nearly all of the time
                self._topics = (stamp[:1], list(topics_of(draft)))
            self._kept = (stamp, {topic: examples_of(draft, topic) for topic in self._topics[1]})
        return self._kept[1]

    def upkeep(self, library: Library, today: dt.date, days: int = EXPIRING_DAYS) -> list[Upkeep]:
        """Returns what runs out within so many days; worked out once for a version of the content and a day."""
        key = (library.content.version, today, days)
        if self._upkeep is None or self._upkeep[0] != key:
            self._upkeep = (key, library.upkeep(today, days))
        return self._upkeep[1]

    def warm(self, library: Library, today: dt.date) -> None:
        """Reads what the first page would wait for."""
        self.examples()
        self.upkeep(library, today)

    def trained(self, model: str | None) -> Mapping[str, list[str]] | None:
        """Returns what the running model was trained on, or None when it is not known."""
        return trained_on(self._models_dir / model) if model else None


def set_up_trainer(app: Sanic, settings: Settings, database: Database, clock: Callable[[], dt.datetime]) -> None:
    """Puts room, shelf, decisions and comparing in app.ctx; a change that was cut off is finished here."""
    ctx = app.ctx
    ctx.room = Room(settings.data_dir, settings.var_dir, History(database, clock), clock)
    ctx.shelf = Shelf(ctx.room, settings.models_dir)
    ctx.decisions = Decisions(database, clock)
    ctx.comparing = Comparing(settings.data_dir)
    set_up_inbox(app)

    @app.before_server_start
    async def begin(app: Sanic, _loop: object) -> None:
        ctx = app.ctx
        ctx.warming = asyncio.ensure_future(ctx.aside.run(ctx.shelf.warm, ctx.library, ctx.clock().date()))

    @app.before_server_stop
    async def end(app: Sanic, _loop: object) -> None:
        await asyncio.gather(app.ctx.warming, return_exceptions=True)
        await app.ctx.comparing.close()
