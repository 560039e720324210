"""A trainers' room over a copy of the content, with a history and an inbox of made-up questions."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

from sanic import Sanic

from bot.calendar import AMSTERDAM
from bot.settings import read_settings
from bot.staff import Role
from bot.trainer import Author, questions
from tests.browser.site_here import served
from tests.house import ROOT
from tests.staff import SignedIn, sign_in

NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=AMSTERDAM)
ASKED = (
    "kan ik de zonnebank aftrekken", "kan ik mijn zonnebank aftrekken", "mag ik een zonnebank aftrekken",
    "kan ik een hamster aftrekken", "wat is het weer morgen",
)  # fmt: skip


@contextlib.contextmanager
def trainers_room(folder: Path, **changes: object) -> Iterator[tuple[str, Path, SignedIn]]:
    """Gives the address, the folder above data/, and a trainer who is signed in; settings can be changed by keyword."""
    shutil.copytree(ROOT / "data", folder / "data")
    shutil.copy(ROOT / "domain.yml", folder)
    settings = dataclasses.replace(
        read_settings({}), var_dir=folder / "var", data_dir=folder / "data",
        database_url=f"sqlite:///{folder / 'x.db'}", **changes,
    )  # fmt: skip
    with served(settings, lambda: NOON) as (url, app):
        fill(app)
        yield url, folder, sign_in(app, Role.TRAINER, name="Noor de Wit")


def fill(app: Sanic) -> None:
    """Gives the room a history, an inbox, and an engine that always understands the same."""
    room, transcript = app.ctx.room, app.ctx.transcript
    app.ctx.engine.understood = _understood
    room.change(
        lambda draft: questions.add(draft, "aangifte.uitstel", ["mag ik drie weken later"]),
        Author("bo", "Bo Jansen"),
        "veel gevraagd",
    )
    for text in ASKED:
        conversation, _ = transcript.start([])
        transcript.add_from_citizen(conversation, "c1", text, wants_answer=False)
        transcript.add(conversation, [{"text": "x", "outcome": "niet_begrepen"}])


async def _understood(_text: str) -> tuple[list[tuple[str, float]], dict[str, float]]:
    """Understands everything as a question about more time: no engine runs here."""
    return [("aangifte_uitstel", 0.91), ("aangifte_deadline", 0.05), ("aangifte_te_laat", 0.02)], {}
