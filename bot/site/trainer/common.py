"""What the trainers' pages share: who asks, forms as nested values, saving with every way it can go wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sanic.request import Request
from sanic.response import HTTPResponse

from bot.knowledge import Problem
from bot.knowledge.model import Topic
from bot.site.staff import StaffPages, carry_out
from bot.site.staff.render import own_pages
from bot.trainer import Author, Conflict, Refused, Saved
from bot.trainer.overview import LABELS
from bot.trainer.questions import CannotChange
from bot.trainer.room import Build

MOST_TOLD = 8  # mistakes that are named at once
_STYLE = re.compile(r"Stijl (\w+), ")
TEMPLATES = Path(__file__).parent / "templates"
# The parts of the room; a link shows only when the site has the page.
PARTS = (
    ("/trainer", "Onderwerpen"),
    ("/trainer/feiten", "Feiten"),
    ("/trainer/meldingen", "Meldingen"),
    ("/trainer/inbox", "Inbox"),
    ("/trainer/proberen", "Proberen"),
    ("/trainer/nalopen", "Nalopen"),
    ("/trainer/vragen", "In en uit"),
    ("/trainer/geschiedenis", "Geschiedenis"),
    ("/trainer/publiceren", "Publiceren"),
    ("/trainer/proeven", "Proeven"),
    ("/trainer/gezondheid", "Gezondheid"),
)
_pages = StaffPages(TEMPLATES)
_pages.environment.globals["LABELS"] = {state.value: label for state, label in LABELS.items()}


def page(
    request: Request, template: str, status: int = 200, pages: StaffPages | None = None, **words: Any
) -> HTTPResponse:
    """Returns a page of the room; `pages` when its template stands in another folder."""
    ctx = request.app.ctx
    if not hasattr(ctx, "trainer_parts"):
        there = {"/" + route.path.strip("/") for route in request.app.router.routes}
        ctx.trainer_parts = [part for part in PARTS if part[0] in there]
    return (pages or _pages).render(request, template, status=status, parts=ctx.trainer_parts, **words)


def author(request: Request) -> Author:
    """Returns who is signed in."""
    member = request.ctx.member
    return Author(member.login, member.name)


async def save(
    request: Request,
    build: Build,
    why: str = "",
    expected: Mapping[str, str] | None = None,
    in_spite_of_style: bool = False,
) -> Saved:
    """Makes a change; the next page shows it.

    Raises:
        Conflict, Refused, CannotChange: see bot.trainer.
    """
    room = request.app.ctx.room
    return await carry_out(request, lambda author: room.change(build, author, why, expected, in_spite_of_style))


def trouble(error: Exception) -> tuple[int, list[str]]:
    """Returns the status and the sentences that say why a change was not made."""
    if isinstance(error, Refused):
        return 400, [in_plain_words(p) for p in error.problems if not p.warning][:MOST_TOLD]
    if isinstance(error, Conflict):
        return 409, [f"{error} Laad de pagina opnieuw en kijk wat er nu staat."]
    assert isinstance(error, CannotChange)
    return 400, [str(error)]


def in_plain_words(problem: Problem) -> str:
    """Returns what is wrong and how to mend it; the code of a writing rule stands behind it, for who looks it up."""
    style = _STYLE.match(problem.message)
    if style is None:
        return f"{problem.message} {problem.mend}"
    name = problem.message[style.end() :]
    return f"{name[:1].upper()}{name[1:]} {problem.mend} (schrijfregel {style[1]})"


def topic_in(typed: str | None, topics: Mapping[str, Topic]) -> str:
    """Returns the id of the topic that was typed by title or by id; what is neither comes back as it was typed."""
    wanted = (typed or "").strip()
    named = (id_ for id_, topic in topics.items() if wanted.lower() in (id_, topic.title.lower()))
    return next(named, wanted)


def nested(form: Mapping[str, Any]) -> dict[str, Any]:
    """Returns a form whose names have slashes as nested mappings; names that are numbers become lists."""
    found: dict[str, Any] = {}
    for name in form:
        value = form.get(name)
        place = found
        *steps, last = name.split("/")
        for step in steps:
            place = place.setdefault(step, {})
        place[last] = value
    return {key: _listed(value) for key, value in found.items()}


def _listed(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if value and all(key.isdecimal() for key in value):
        return [_listed(value[key]) for key in sorted(value, key=int)]
    return {key: _listed(v) for key, v in value.items()}


__all__ = [
    "MOST_TOLD", "TEMPLATES", "author", "in_plain_words", "nested", "own_pages", "page", "save", "topic_in", "trouble",
]  # fmt: skip
