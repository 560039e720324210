"""The real site with an open desk, in a thread of its own, and an engine that always points to a person."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import datetime as dt
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import web
from playwright.sync_api import expect
from sanic import Sanic

from bot.calendar import AMSTERDAM
from bot.settings import read_settings
from bot.site.app import create_app
from bot.staff import Role
from tests.site.conftest import FakeEngine
from tests.site.webcare.desk import HANDS_OVER, rules
from tests.staff import sign_in


class DeskSite:
    """The running site, with what a test needs of it."""

    def __init__(self, browser, engine: FakeEngine | None = None) -> None:
        self.browser = browser
        self.app = self.url = None
        self.engine = engine or FakeEngine()
        if engine is None:
            self.engine.reply = dict(HANDS_OVER)
        self._contexts = []
        self._logins = {}
        self.said = []  # everything the browsers' consoles said; a broken Content-Security-Policy is said there

    def page(self, cookies=None, **context):
        """Opens a fresh browser with one page."""
        wanted = {"viewport": {"width": 1280, "height": 800}, "locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}
        opened = self.browser.new_context(**{**wanted, **context})
        opened.set_default_timeout(15_000)
        opened.add_cookies([{"name": k, "value": v, "url": self.url} for k, v in (cookies or {}).items()])
        self._contexts.append(opened)
        return self.listen(opened.new_page())

    def listen(self, page):
        """Keeps what the page's console says."""
        page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        return page

    def colleague(self, name="Anne Bakker", present=True, team="Toeslagen", four_eyes=False, **context):
        """Opens the desk of a fresh colleague, who is there unless told otherwise."""
        signed = sign_in(self.app, Role.WEBCARE, name=name, team=team, four_eyes=four_eyes)
        page = self.page(signed.cookies, **context)
        self._logins[page] = signed.member.login
        page.goto(f"{self.url}/webcare")
        expect(page.locator("html")).to_have_attribute("data-live", "yes")
        if present:
            page.get_by_role("button", name="Afwezig").click()
            page.get_by_role("dialog").get_by_label("Aanwezig", exact=True).check()
            page.get_by_role("button", name="Bewaar").click()
            expect(page.locator("#presence")).to_have_text("Aanwezig")
        return page

    def signs_in_again(self, page):
        """Gives the browser of a colleague a new session, as after signing in in another tab."""
        again = sign_in(self.app, Role.WEBCARE, login=self._logins[page])
        page.context.add_cookies([{"name": k, "value": v, "url": self.url} for k, v in again.cookies.items()])

    def citizen(self, text="waar blijft mijn geld", **context):
        """Opens the chat of a citizen who waits in the queue."""
        page = self.page(**context)
        page.goto(self.url)
        self.says(page, text)
        page.get_by_role("button", name="Wacht op een medewerker").click()
        expect(page.get_by_role("log")).to_contain_text("Je staat in de rij")
        return page

    def says(self, page, text):
        """Types as a citizen."""
        field = page.get_by_label("Typ je vraag")
        field.fill(text)
        field.press("Enter")
        expect(page.get_by_role("log")).to_contain_text(text)

    def close(self):
        """Closes the browsers of a test, and lets nobody stay at the desk."""
        for context in self._contexts:
            context.close()
        self._contexts.clear()
        self.said.clear()


def _serve(site: DeskSite, settings, loop, started) -> None:
    async def begin():
        fake = web.Application()
        fake.router.add_post("/webhooks/site/messages", site.engine.messages)
        fake.router.add_post("/webhooks/site/parse", site.engine.parse)
        fake.router.add_get("/webhooks/site/ready", site.engine.ready)
        fake.router.add_get("/health", site.engine.health)
        runner = web.AppRunner(fake)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        port = runner.addresses[0][1]
        Sanic.test_mode = True
        Sanic._app_registry.clear()
        changed = dataclasses.replace(settings, engine_port=port, actions_port=port)
        site.app = create_app(changed, clock=lambda: dt.datetime.now(AMSTERDAM))
        rules(site, teams=("Toeslagen", "Aangifte"))
        # A socket of its own: Sanic takes port 0 for "not given" and would use 8000.
        free = socket.create_server(("127.0.0.1", 0))
        server = await site.app.create_server(sock=free, return_asyncio_server=True, access_log=False)
        await server.startup()
        await server.before_start()
        await server.start_serving()
        site.server, site.url = server, f"http://127.0.0.1:{server.server.sockets[0].getsockname()[1]}"
        started.set()

    asyncio.set_event_loop(loop)
    loop.create_task(begin())
    loop.run_forever()


@contextlib.contextmanager
def open_desk(browser, folder: Path, engine: FakeEngine | None = None) -> Iterator[DeskSite]:
    """Gives a fresh site with an open desk, and its database in the folder."""
    settings = dataclasses.replace(
        read_settings({}), var_dir=folder, database_url=f"sqlite:///{folder / 'site.db'}", local_key="sleutel",
        messages_per_minute=600,
    )  # fmt: skip
    site, loop, started = DeskSite(browser, engine), asyncio.new_event_loop(), threading.Event()
    thread = threading.Thread(target=_serve, args=(site, settings, loop, started), daemon=True)
    thread.start()
    assert started.wait(30)
    yield site
    site.close()
    asyncio.run_coroutine_threadsafe(site.server.before_stop(), loop).result(15)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)


@pytest.fixture
def desk_site(browser, tmp_path):
    """A fresh site with an open desk."""
    with open_desk(browser, tmp_path) as site:
        yield site
