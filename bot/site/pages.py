"""The public page with the chat, the widget's files, health, and the description of the API."""

from __future__ import annotations

import asyncio
import html
from pathlib import Path

from sanic import Blueprint
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse, json, raw
from sanic.response import html as html_response

from bot.site.openapi import DOCUMENT

WIDGET = Path(__file__).parent.parent / "widget"
pages = Blueprint("pages")

# Read once: the widget's files change with a release only.
# Named here, because what a machine's own list says of .js differs, and a module with another kind is refused.
_KINDS = {
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "svg": "image/svg+xml",
}
_FILES = {p.name: p.read_bytes() for p in WIDGET.iterdir() if p.is_file()}


def fill_page(name: str, **words: str) -> str:
    """Returns a page of the widget folder with {{words}} filled in, escaped."""
    page = _FILES[name].decode("utf-8")
    for key, value in words.items():
        page = page.replace(f"{{{{{key}}}}}", html.escape(value))
    return page


@pages.get("/")
async def home(request: Request) -> HTTPResponse:
    """Shows the page with the chat."""
    settings = request.app.ctx.settings
    return html_response(
        fill_page(
            "demo.html", service_name=settings.service_name, notice=settings.notice, operator=settings.operator,
            message_max=str(settings.message_max),
        )
    )  # fmt: skip


@pages.get("/widget/<name:str>")
async def widget(request: Request, name: str) -> HTTPResponse:
    """Serves a file of the widget; the page with all its states is for tests, not for citizens."""
    content = _FILES.get(name)
    if content is None or (request.app.ctx.settings.production and name.startswith("states.")):
        raise NotFound("unknown file")
    kind = _KINDS.get(name.rsplit(".", 1)[-1], "application/octet-stream")
    return raw(content, content_type=kind, headers={"Cache-Control": "no-cache"})


@pages.get("/health")
async def health(request: Request) -> HTTPResponse:
    """Tells whether the door is alive, whether questions are answered now, and by what."""
    ctx = request.app.ctx
    model, actions = await asyncio.gather(ctx.engine.model(), ctx.engine.actions_ready())
    return json(
        {
            "alive": True,
            "ready": bool(model) and actions,
            "model": model,
            "actions": actions,
            "content": ctx.library.content.version,
            "content_problems": [str(p) for p in ctx.library.problems],
        }
    )


@pages.get("/chat/openapi.json")
async def openapi(_request: Request) -> HTTPResponse:
    """Describes the chat API."""
    return json(DOCUMENT)


@pages.get("/favicon.ico")
async def favicon(_request: Request) -> HTTPResponse:
    """Serves the neutral icon."""
    return raw(_FILES["icon.svg"], content_type="image/svg+xml")
