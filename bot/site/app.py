"""Wires the site together: one app from its settings and a clock."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty

from bot.calendar import AMSTERDAM
from bot.insight import Insight
from bot.knowledge import Library
from bot.settings import Settings
from bot.site import errors
from bot.site.answers import answer_pages, error_page
from bot.site.aside import Aside
from bot.site.beheer import beheer
from bot.site.chat import chat
from bot.site.desk import DESK_BLUEPRINTS
from bot.site.dispatcher import Dispatcher
from bot.site.editors import editors
from bot.site.engine import Engine
from bot.site.feed import Feed
from bot.site.limits import RateLimit
from bot.site.nightly import clean_up_nightly
from bot.site.pages import pages
from bot.site.publish import publish_pages
from bot.site.publish.candidate import Candidate
from bot.site.staff import account_pages, organisation_pages, set_up_staff, sign_in_pages, stage_pages
from bot.site.trainer import set_up_trainer, trainer_pages
from bot.site.webcare import desk_api, draft_api, here_api, set_up_webcare
from bot.staff import OFF
from bot.storage import Database
from bot.transcript import Erasing, Transcript

LONGEST_BODY = 64 * 1024  # bytes; a message of 1,000 characters is far below it
# In a minute. Who types and reads meets none of these: five windows without events look 300 times, an office shares an
# address. A program that goes on and on does.
LOOKS, TYPINGS, SEARCHES = 600, 120, 120
STOP_WITHIN = 3.0  # seconds that an answer under way gets when the site stops; the supervisor waits ten
SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def _now() -> dt.datetime:
    return dt.datetime.now(AMSTERDAM)


def create_app(settings: Settings, clock: Callable[[], dt.datetime] = _now, name: str = "site") -> Sanic:
    """Returns the site, ready to serve.

    Args:
        settings: see bot.settings.
        clock: gives the moment, with time zone; tests hand in their own.
        name: Sanic wants another name for each app in one process.
    """
    # access_log stays off: an address in a log next to a moment is personal data.
    app = Sanic(name, configure_logging=False)
    app.config.REQUEST_MAX_SIZE = LONGEST_BODY
    app.config.RESPONSE_TIMEOUT = 3600  # an event stream is one long response
    app.config.KEEP_ALIVE_TIMEOUT = 15
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = STOP_WITHIN
    app.config.ACCESS_LOG = False
    ctx = app.ctx
    ctx.settings = settings
    ctx.clock = clock
    ctx.library = Library(settings.data_dir)
    ctx.database = Database(settings.database_url)
    ctx.transcript = Transcript(ctx.database, clock)
    ctx.erasing = Erasing(ctx.database, clock)
    ctx.insight = Insight(ctx.database, clock)
    ctx.feed = Feed()
    ctx.aside = Aside()
    set_up_staff(app, settings, ctx.database, clock)
    set_up_webcare(app, ctx.database, ctx.library, clock)
    ctx.engine = Engine(
        settings.engine_urls, settings.run_dir, settings.actions_url, settings.local_key, settings.engine_timeout
    )
    ctx.dispatcher = Dispatcher(
        ctx.transcript,
        ctx.handoffs,
        ctx.reception,
        ctx.insight,
        ctx.library,
        ctx.engine,
        ctx.feed,
        clock,
        settings.engine_patience,
        lambda: ctx.desk_settings.get().chatbot == OFF,
    )
    ctx.candidate = Candidate()
    ctx.message_limit = RateLimit(settings.messages_per_minute, 60)
    ctx.start_limit = RateLimit(settings.conversations_per_hour, 3600)
    ctx.look_limit = RateLimit(LOOKS, 60)
    ctx.typing_limit = RateLimit(TYPINGS, 60)
    ctx.search_limit = RateLimit(SEARCHES, 60)
    set_up_trainer(app, settings, ctx.database, clock)
    errors.install(app, error_page)
    app.blueprint(chat)
    app.blueprint(pages)
    app.blueprint(editors)
    app.blueprint(answer_pages)
    for part in trainer_pages:
        app.blueprint(part)
    app.blueprint(sign_in_pages)
    app.blueprint(stage_pages)
    app.blueprint(organisation_pages)
    app.blueprint(account_pages)
    app.blueprint(beheer)
    app.blueprint(publish_pages)
    for blueprint in DESK_BLUEPRINTS:
        app.blueprint(blueprint)
    app.blueprint(desk_api)
    app.blueprint(draft_api)
    app.blueprint(here_api)
    _add_life(app)
    _add_headers(app, settings)
    return app


def _add_life(app: Sanic) -> None:
    @app.before_server_start
    async def begin(app: Sanic, _loop: object) -> None:
        app.ctx.library.watch()
        await app.ctx.engine.open()
        app.ctx.dispatcher.resume()
        app.ctx.nightly = asyncio.ensure_future(clean_up_nightly(app))
        app.ctx.watch.start()

    @app.before_server_stop
    async def end(app: Sanic, _loop: object) -> None:
        await app.ctx.feed.close(STOP_WITHIN)
        app.ctx.library.unwatch()
        app.ctx.nightly.cancel()
        await app.ctx.watch.stop()
        await app.ctx.dispatcher.stop()
        await app.ctx.candidate.close()
        await app.ctx.engine.close()
        app.ctx.aside.close()
        app.ctx.database.close()


def _add_headers(app: Sanic, settings: Settings) -> None:
    @app.middleware("request")
    async def preflight(request: Request) -> HTTPResponse | None:
        if request.method == "OPTIONS" and request.headers.get("origin") in settings.allowed_origins:
            return empty(
                204,
                {
                    "Access-Control-Allow-Methods": "GET, POST, DELETE",
                    "Access-Control-Allow-Headers": "authorization, content-type, last-event-id",
                    "Access-Control-Max-Age": "600",
                },
            )
        return None

    @app.middleware("response")
    async def add(request: Request, response: HTTPResponse) -> None:
        for key, value in SECURITY_HEADERS.items():
            response.headers.setdefault(key, value)
        origin = request.headers.get("origin")
        if origin in settings.allowed_origins:
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Vary"] = "Origin"
