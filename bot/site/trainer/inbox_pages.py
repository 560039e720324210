"""The inbox: questions that went wrong in groups of one kind, and what is decided about them."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from bot.content import Verdict
from bot.insight import Insight
from bot.site.staff import needs
from bot.site.trainer.common import author, page, topic_in, trouble
from bot.staff import Role
from bot.storage import DatabaseBusy
from bot.trainer import Conflict, Refused, question_file
from bot.trainer.inbox import LABELS, MOST_EXAMPLES, Asked, Inbox, doors, spread
from bot.trainer.questions import CannotChange
from bot.transcript.wrong import WentWrong

inbox_pages = Blueprint("trainer_inbox")
PER_PAGE = 20
SHOWN = 8  # questions of a group in the list; all of them on its own page
FRESH = 20.0  # seconds that what was read counts as new
SOON = 0.1  # seconds a page waits for what the comparing process says


@dataclass
class Group:
    """Questions of one kind.

    Attributes:
        id: names it: the key of its first question.
        members: the questions, the one most like the others first.
        near: topics that the first question is near to, once known.
    """

    id: str
    members: list[Asked]
    near: list[dict[str, Any]] = field(default_factory=list)

    @property
    def times(self) -> int:
        """How often these questions were asked."""
        return sum(one.times for one in self.members)

    @property
    def people(self) -> int:
        """By how many people, as far as conversations tell."""
        return len(set().union(*(one.people for one in self.members)))

    @property
    def first(self):
        """When the first was asked."""
        return min(one.first for one in self.members)

    @property
    def last(self):
        """When the last was asked."""
        return max(one.last for one in self.members)

    @property
    def kinds(self) -> list[tuple[str, int]]:
        """Why they are here, with how often, most first."""
        total: Counter[str] = sum((one.kinds for one in self.members), Counter())
        return [(LABELS.get(kind, kind), number) for kind, number in total.most_common()]

    @property
    def picked(self) -> list[str]:
        """Topics that citizens picked for these questions, most first."""
        total: Counter[str] = sum((one.picked for one in self.members), Counter())
        return [topic for topic, _ in total.most_common()]

    @property
    def suggestion(self) -> str:
        """The topic it most likely belongs to: what a colleague said, citizens picked, or is near; else ""."""
        said = [d.topic for d in self.members[0].said if d.topic]
        return said[-1] if said else self.picked[0] if self.picked else self.near[0]["topic"] if self.near else ""


class InboxShelf:
    """What waits in the inbox, in groups. Grouping goes on elsewhere; until it is done the last grouping is shown."""

    def __init__(self, app: Sanic, inbox: Inbox) -> None:
        self._app = app
        self.inbox = inbox
        self._read_at = -FRESH
        self._everything: list[Asked] | None = None
        self._examples: tuple[object, frozenset[str]] = (None, frozenset())
        self._groups: list[list[str]] = []
        self._grouped: frozenset[str] = frozenset()
        self._reading: asyncio.Task[None] | None = None
        self._grouping: asyncio.Task[None] | None = None

    async def groups(self) -> tuple[list[Group], bool]:
        """Returns the groups, the one asked most first, and whether something new is still being worked out."""
        if time.monotonic() - self._read_at >= FRESH and not _busy(self._reading):
            self._reading = asyncio.ensure_future(self._read())
        if self._reading is not None:  # at first there is nothing to show; later what was read before will do
            await asyncio.wait({self._reading}, timeout=SOON)
        waiting = await self._app.ctx.aside.run(self._waiting)
        by_key = {one.key: one for one in waiting}
        if not by_key.keys() <= self._grouped and not _busy(self._grouping):
            self._grouping = asyncio.ensure_future(self._group(waiting))
            await asyncio.wait({self._grouping}, timeout=SOON)
        busy = _busy(self._grouping) or self._everything is None
        found = []
        for keys in self._groups:
            members = [by_key[key] for key in keys if key in by_key]
            if members:
                found.append(Group(members[0].key, members))
        return sorted(found, key=lambda g: (-g.times, g.first)), busy

    async def suggest(self, groups: list[Group]) -> bool:
        """Gives these groups the topics they are near to, and returns whether that is still being worked out."""
        ctx = self._app.ctx
        version = await ctx.shelf.version()
        answers = [
            await ctx.comparing.ask(("near", group.id, version), 0.02, do="near", text=group.members[0].text, most=3)
            for group in groups
        ]
        for group, near in zip(groups, answers, strict=True):
            group.near = near or []
        return any(near is None for near in answers)

    async def _read(self) -> None:
        try:
            self._everything = await self._app.ctx.aside.run(self.inbox.read, self._app.ctx.clock())
        except DatabaseBusy:
            return  # whoever looks next reads again; until then what was read before will do
        self._read_at = time.monotonic()

    def _waiting(self) -> list[Asked]:
        ctx = self._app.ctx
        stamp = ctx.shelf.stamp
        if self._examples[0] != stamp:
            words = frozenset(question_file.same(e) for some in ctx.shelf.examples().values() for e in some)
            self._examples = (stamp, words)
        return self.inbox.waiting(self._everything or (), self._examples[1])

    async def _group(self, waiting: list[Asked]) -> None:
        keys = [one.key for one in waiting]
        texts = [one.text for one in waiting]
        places = await self._app.ctx.comparing.ask(("group", hash(tuple(keys))), do="group", texts=texts)
        if places is not None:
            self._groups = [[keys[i] for i in group] for group in places]
            self._grouped = frozenset(keys)

    async def close(self) -> None:
        """Ends what is under way."""
        tasks = [task for task in (self._reading, self._grouping) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _busy(task: asyncio.Task[None] | None) -> bool:
    return task is not None and not task.done()


def set_up_inbox(app: Sanic) -> None:
    """Puts the inbox in app.ctx."""
    ctx = app.ctx
    insight: Insight = ctx.insight
    ctx.inbox = InboxShelf(app, Inbox(WentWrong(ctx.database), insight, ctx.decisions))

    @app.before_server_stop
    async def end(app: Sanic, _loop: object) -> None:
        await app.ctx.inbox.close()


@inbox_pages.get("/trainer/inbox")
@needs(Role.TRAINER)
async def show(request: Request) -> HTTPResponse:
    """Shows the groups, most asked first."""
    return await _inbox_page(request)


@inbox_pages.get("/trainer/inbox/<group:str>")
@needs(Role.TRAINER)
async def show_group(request: Request, group: str) -> HTTPResponse:
    """Shows all questions of one group."""
    return await _inbox_page(request, only=group)


@inbox_pages.post("/trainer/inbox")
@needs(Role.TRAINER)
async def decide(request: Request) -> HTTPResponse:
    """Decides about the chosen questions of a group."""
    ctx, form = request.app.ctx, request.form
    what, chosen = form.get("actie", ""), set(form.getlist("vraag") or [])
    groups, _ = await ctx.inbox.groups()
    some = [one for group in groups for one in group.members if one.key in chosen]
    topic = topic_in(form.get("onderwerp"), ctx.library.content.topics)
    try:
        if not some:
            raise CannotChange("Kies een of meer vragen. Misschien besliste een collega al; ververs de pagina.")
        if what == "nieuw":
            texts = spread([one.text for one in some], MOST_EXAMPLES)
            examples = [e for text in texts if (e := question_file.as_example(text))]
            return redirect(f"/trainer/nieuw?{urlencode({'vragen': chr(10).join(examples)})}", status=303)
        if what not in {v.value for v in Verdict}:
            raise CannotChange("Kies wat er met de vragen moet gebeuren.")
        verdict = Verdict(what)
        if verdict is Verdict.NOT_OURS:
            topic = form.get("deur", "")
        told = await ctx.aside.run(
            ctx.inbox.inbox.decide, ctx.room, author(request), some, verdict, topic,
            ctx.settings.trainers_agree, form.get("waarom", ""),
        )  # fmt: skip
    except (CannotChange, Refused, Conflict) as error:
        return await _inbox_page(request, *trouble(error))
    about = f"{len(some)} vragen {topic}".strip()
    await asyncio.to_thread(ctx.audit.add, request.ctx.member.id, "inbox_besloten", what, about)
    after = {"gedaan": told[:500]} | ({} if what == Verdict.DROP.value else {"leert": "ja"})
    return redirect(f"/trainer/inbox?{urlencode(after)}", status=303)


async def _inbox_page(
    request: Request, status: int = 200, told: list[str] | None = None, only: str = ""
) -> HTTPResponse:
    ctx = request.app.ctx
    groups, busy = await ctx.inbox.groups()
    kind, topics = request.args.get("soort", ""), ctx.library.content.topics
    shown = [g for g in groups if not kind or kind in {k for one in g.members for k in one.kinds}]
    if only:
        shown = [g for g in groups if g.id == only]
    number = request.args.get("blad", "1")
    sheet = max(1, int(number)) if number.isdecimal() and len(number) < 9 else 1
    part = shown[(sheet - 1) * PER_PAGE : sheet * PER_PAGE]
    suggesting = await ctx.inbox.suggest(part)
    return page(
        request, "inbox.html", status, groups=part, total=len(shown), questions=sum(g.times for g in groups),
        busy=busy, refresh=(busy and not groups) or suggesting, sheet=sheet, sheets=-(-len(shown) // PER_PAGE),
        kind=kind, kinds=LABELS, shown=None if only else SHOWN, only=only, told=told or [], most=MOST_EXAMPLES,
        done=request.args.get("gedaan", ""),
        learns="leert" in request.args, topics=topics, doors=doors(topics),
        needed=ctx.settings.trainers_agree,
    )  # fmt: skip
