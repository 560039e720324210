"""The addresses of the answer pages: overview with search, a page per answer, sitemap and robots.txt."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, html, raw, redirect, text

from bot.privacy import clean, labels_of, mask
from bot.site.answers import view
from bot.site.answers.search import SearchIndex
from bot.site.asking import check_rate
from bot.site.limits import address

MAX_QUERY = 200  # characters
MOST_RESULTS, SUGGESTIONS = 12, 5  # pages
_STAFF_PARTS = ("/beheer", "/trainer", "/webcare", "/redactie", "/account")
_HOST = re.compile(r"[\w.-]+(?::\d+)?|\[[0-9a-f:]+\](?::\d+)?", re.IGNORECASE)

answer_pages = Blueprint("answer_pages")

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.policies["json.dumps_kwargs"] = {"ensure_ascii": False}


def _page(request: Request, name: str, status: int = 200, indexable: bool = True, **words: Any) -> HTTPResponse:
    settings = request.app.ctx.settings
    body = _templates.get_template(name).render(
        service_name=settings.service_name,
        notice=settings.notice,
        operator=settings.operator,
        indexable=indexable and settings.production,
        **words,
    )
    # What a page says depends on the day and the hour, and an editor's change holds at once.
    return html(body, status=status, headers={"Cache-Control": "no-cache"})


def base_of(request: Request) -> str:
    """Returns the public address of the site, without a slash at the end."""
    settings = request.app.ctx.settings
    if settings.public_url:
        return settings.public_url
    return f"{request.scheme}://{request.host}" if _HOST.fullmatch(request.host or "") else settings.site_url


def _index_of(app: Sanic, today: dt.date) -> SearchIndex:
    """Returns the index for today's content; it is made again only when the content or the day is another."""
    ctx = app.ctx
    key = (ctx.library.content.version, today)
    made = getattr(ctx, "answer_index", None)
    if made is None or made[0] != key:
        made = ctx.answer_index = (key, view.search_index(ctx.library, today))
    return made[1]


async def find(app: Sanic, today: dt.date, asked: str, most: int = MOST_RESULTS) -> list[str]:
    """Returns the topics whose pages fit a masked text, best first."""
    # Making the index takes a second and more.
    return await asyncio.to_thread(lambda: _index_of(app, today).find(asked, most))


@answer_pages.get(view.PATH)
async def overview(request: Request) -> HTTPResponse:
    """Shows all questions, or those that fit what somebody looks for."""
    ctx = request.app.ctx
    today = ctx.clock().date()
    found = mask(" ".join(clean(request.args.get("zoek", "")[:MAX_QUERY]).split()))
    if not found.text:
        url = base_of(request) + view.PATH
        sections, notices = view.overview(ctx.library), view.notices(ctx.library, today)
        return _page(request, "overview.html", sections=sections, notices=notices, url=url, query="")
    check_rate(request, "search_limit", address(request))
    topics = await find(request.app, today, found.text)
    return _page(
        request,
        "results.html",
        indexable=False,
        query=found.text,
        masked=labels_of(found.kinds[:2]),
        results=view.results(ctx.library, topics, today),
    )


@answer_pages.get(view.PATH + "/<path:path>")
async def answer(request: Request, path: str) -> HTTPResponse:
    """Shows the answer to one question."""
    ctx = request.app.ctx
    topic = path.strip("/").lower().replace("/", ".")
    if not topic:
        return await overview(request)
    if not view.is_public(ctx.library, topic):
        return await _missing(request, path)
    if request.path != view.page_path(topic):
        return redirect(view.page_path(topic), status=301)
    page = view.answer_page(ctx.library, topic, ctx.clock(), base_of(request))
    return _page(request, "answer.html", page=page, query="")


async def _missing(request: Request, path: str) -> HTTPResponse:
    """Returns the 404, with the pages whose words look like the address."""
    ctx = request.app.ctx
    today = ctx.clock().date()
    asked = path[:MAX_QUERY].replace("_", " ")
    topics = await find(request.app, today, asked, SUGGESTIONS)
    suggestions = [view.link_to(ctx.library, topic) for topic in topics]
    return _page(request, "missing.html", status=404, indexable=False, query="", suggestions=suggestions)


def error_page(request: Request, status: int, message: str) -> HTTPResponse:
    """Returns a page for who asked for one and cannot have it."""
    part = next((path for path in _STAFF_PARTS if request.path.startswith(path)), "")
    return _page(request, "error.html", status=status, indexable=False, message=message, part=part)


@answer_pages.get("/sitemap.xml")
async def sitemap(request: Request) -> HTTPResponse:
    """Lists the pages for search engines."""
    ctx = request.app.ctx
    base = base_of(request)
    pages = []
    for topic in view.public_topics(ctx.library):
        checked = max((s.checked for s in ctx.library.content.answers[topic].sources), default=None)
        pages.append({"url": base + view.page_path(topic), "checked": checked.isoformat() if checked else ""})
    body = _templates.get_template("sitemap.xml").render(overview=base + view.PATH, pages=pages)
    return raw(body.encode(), content_type="application/xml; charset=utf-8")


@answer_pages.get("/robots.txt")
async def robots(request: Request) -> HTTPResponse:
    """Keeps search engines away from a trial, and from the chat's API."""
    if not request.app.ctx.settings.production:
        return text("User-agent: *\nDisallow: /\n")
    return text(f"User-agent: *\nDisallow: /chat/\n\nSitemap: {base_of(request)}/sitemap.xml\n")
