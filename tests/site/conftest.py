"""The site in this process, with an engine that does as the test says."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import json
import shutil
import socket
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web
from sanic import Sanic

from bot.calendar import AMSTERDAM
from bot.settings import read_settings
from bot.site.app import create_app
from tests.databases import fresh_url
from tests.site.trainer import Trainer

NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=AMSTERDAM)


async def until(holds, within=30.0):
    """Waits until something holds."""
    deadline = asyncio.get_running_loop().time() + within
    while not holds():
        assert asyncio.get_running_loop().time() < deadline, "it never held"
        await asyncio.sleep(0.01)


class FakeEngine:
    """Answers like the engine, or is away, slow or silent."""

    def __init__(self) -> None:
        self.asked: list[dict] = []
        self.away = False
        self.silent = 0
        self.falls_over_on = ""  # a text
        self.delay = 0.0
        self.thinking = 0  # calls that came in; `asked` has those that were answered
        self.gate: asyncio.Event | None = None  # answers wait for it
        self.ranking_of: dict[str, list] = {}  # by text; of other texts it is `ranking`
        self.states_of: dict[str, dict] = {}  # how much a text resembles each state
        self.ranking = [["aangifte_uitstel", 0.8], ["aangifte_deadline", 0.1], ["nlu_fallback", 0.05]]
        self.reply = {
            "text": "Ja, dat kan.",
            "topic": "aangifte.uitstel",
            "outcome": "antwoord",
            "cue": None,
            "confidence": 0.9,
            "sources": [{"title": "Uitstel", "url": "https://example.org", "checked": "2026-11-21"}],
            "choices": [{"label": "Te laat", "choice": "onderwerp:aangifte.te_laat"}],
        }

    async def messages(self, request: web.Request) -> web.Response:
        if self.away:
            return web.json_response({"error": "no_model"}, status=503)
        self.thinking += 1
        await asyncio.sleep(self.delay)
        if self.gate:
            await self.gate.wait()
        body = await request.json()
        if self.falls_over_on and body.get("text") == self.falls_over_on:
            return web.json_response({"error": "engine_failed"}, status=500)
        self.asked.append(body)
        if self.silent:
            self.silent -= 1
            return web.json_response({"replies": []})
        return web.json_response({"replies": [{**self.reply, "text": f"{self.reply['text']} ({len(self.asked)})"}]})

    async def parse(self, request: web.Request) -> web.Response:
        if self.away:
            return web.json_response({"error": "no_model"}, status=503)
        text = (await request.json())["text"]
        states = self.states_of.get(text, {})
        return web.json_response({"ranking": self.ranking_of.get(text, self.ranking), "states": states})

    async def ready(self, _request: web.Request) -> web.Response:
        return web.json_response({"ready": True, "model": "proef"}, status=503 if self.away else 200)

    async def health(self, _request: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})


class Citizen:
    """Talks to the site over HTTP, as a browser does."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session, self.url = session, url
        self.conversation = self.token = ""

    async def call(self, method: str, path: str, body=None, *, raw=None, headers=None, token=None):
        token = self.token if token is None else token
        headers = {**({"Authorization": f"Bearer {token}"} if token else {}), **(headers or {})}
        data = raw
        if body is not None:
            data = json.dumps(body)
            headers.setdefault("Content-Type", "application/json")
        async with self.session.request(method, self.url + path, data=data, headers=headers) as response:
            text = await response.text()
            value = json.loads(text) if response.content_type == "application/json" and text else text
            return response.status, value, response.headers

    async def start(self, body=None):
        status, value, _ = await self.call("POST", "/chat/conversations", body or {})
        assert status == 201, value
        self.conversation, self.token = value["conversation"], value["token"]
        return value

    @property
    def path(self) -> str:
        return f"/chat/conversations/{self.conversation}"

    async def send(self, text=None, choice=None, client_id=None):
        self.count = getattr(self, "count", 0) + 1
        body = {"client_id": client_id or f"c{self.count}"}
        body.update({"text": text} if choice is None else {"choice": choice})
        return await self.call("POST", f"{self.path}/messages", body)

    async def messages(self, after=0):
        _, value, _ = await self.call("GET", f"{self.path}/messages?after={after}")
        return value

    async def has(self, count: int, thinking=True, within=30.0):
        """Waits until there are that many messages (and nobody is thinking, if asked), and returns what is shown."""
        deadline = asyncio.get_running_loop().time() + within
        while asyncio.get_running_loop().time() < deadline:
            found = await self.messages()
            if len(found["messages"]) >= count and (thinking or found["state"]["state"] != "thinking"):
                return found
            await asyncio.sleep(0.02)
        raise AssertionError(f"no {count} messages within {within} s: {found}")

    async def answered(self, count: int):
        """Waits until there are that many messages and nobody is thinking, and returns them."""
        return (await self.has(count, thinking=False))["messages"]


@dataclasses.dataclass
class Site:
    """A running site with its fake engine."""

    url: str
    engine: FakeEngine
    app: Sanic
    session: aiohttp.ClientSession

    def citizen(self) -> Citizen:
        return Citizen(self.session, self.url)

    async def settled(self):
        """Waits until the door has done all it was asked: what is not there then, never comes."""
        await until(lambda: not self.app.ctx.dispatcher._tasks)


@pytest.fixture
def site_settings(tmp_path):
    with fresh_url(tmp_path) as url:
        yield _settings(tmp_path, url)


def _settings(tmp_path, url):
    return dataclasses.replace(
        read_settings({}),
        var_dir=tmp_path,
        database_url=url,
        local_key="sleutel",
        engine_patience=0.3,
        allowed_origins=("https://gemeente.example",),
    )


@pytest.fixture
def site(site_settings):
    """Returns a function that opens a site: `async with site() as s:`; settings can be changed by keyword."""
    Sanic.test_mode = True

    @asynccontextmanager
    async def open_site(**changes):
        engine = FakeEngine()
        fake = web.Application()
        fake.router.add_post("/webhooks/site/messages", engine.messages)
        fake.router.add_post("/webhooks/site/parse", engine.parse)
        fake.router.add_get("/webhooks/site/ready", engine.ready)
        fake.router.add_get("/health", engine.health)
        runner = web.AppRunner(fake)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        port = runner.addresses[0][1]
        settings = dataclasses.replace(site_settings, engine_port=port, actions_port=port, **changes)
        Sanic._app_registry.clear()
        app = create_app(settings, clock=lambda: dt.datetime.now(AMSTERDAM))
        # A socket of our own: Sanic 21.12 takes port 0 for "no port" and chooses 8000.
        listener = socket.create_server(("127.0.0.1", 0))
        server = await app.create_server(sock=listener, return_asyncio_server=True, access_log=False)
        await server.startup()
        await server.before_start()
        await server.start_serving()
        url = f"http://127.0.0.1:{server.server.sockets[0].getsockname()[1]}"
        async with aiohttp.ClientSession() as session:
            try:
                yield Site(url, engine, app, session)
            finally:
                await server.before_stop()
                server.close()
                await runner.cleanup()

    return open_site


@pytest.fixture
def trainer(site, tmp_path, root):
    """Returns a function that opens a site with a copy of data/ and a trainer signed in."""

    @asynccontextmanager
    async def open_room(*roles):
        data = tmp_path / "inhoud" / "data"
        shutil.copytree(root / "data", data)
        shutil.copy(root / "domain.yml", data.parent)
        async with site(data_dir=data) as running:
            yield Trainer(running, data, *roles)

    return open_room
