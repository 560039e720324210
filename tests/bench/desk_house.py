"""A site in a process of its own with a fake or the real engine, a desk that is open, and colleagues who are signed in."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import datetime as dt
import json
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import aiohttp

from bot.calendar import AMSTERDAM
from bot.handoff import Presence, Presences
from bot.launch.model import ensure_model
from bot.launch.supervise import _ENDPOINTS, environment
from bot.settings import read_settings
from bot.staff import DeskSettings, Role, Sessions, Staff
from bot.storage import Database
from tests.databases import fresh_url
from tests.house import free_port

ROOT = Path(__file__).resolve().parents[2]
OPEN = {
    "open_days": "ma di wo do vr za zo", "open_from": "00:00", "open_until": "23:59", "open_on_holidays": "ja",
    "limit_per_person": "10", "queue_room": "500", "away_after_minutes": "120", "answer_within_minutes": "60",
}  # fmt: skip


def now() -> dt.datetime:
    """Returns the moment."""
    return dt.datetime.now(AMSTERDAM)


def rss_mb(pid: int) -> float:
    """Returns the memory of one process in MB."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) / 1024


@dataclasses.dataclass
class Signed:
    """A colleague's number and what their requests carry."""

    id: int
    headers: dict[str, str]


class DeskHouse:
    """The processes; to be used with `with`."""

    def __init__(self, colleagues: int, real_engine: bool = False) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.fresh = contextlib.ExitStack()
        self.real = real_engine
        engine = free_port()
        self.settings = dataclasses.replace(
            read_settings({}), port=free_port(), engine_port=engine, standby_port=free_port(),
            actions_port=free_port() if real_engine else engine, var_dir=Path(self.folder.name), local_key="proef",
            database_url=self.fresh.enter_context(fresh_url(Path(self.folder.name))),
        )  # fmt: skip
        self.environment = {
            **environment(self.settings), "BOT_PORT": str(self.settings.port), "BOT_ENGINE_PORT": str(engine),
            "BOT_STANDBY_PORT": str(self.settings.standby_port), "BOT_ACTIONS_PORT": str(self.settings.actions_port),
            "BOT_VAR_DIR": self.folder.name, "BOT_DATABASE_URL": self.settings.database_url, "BOT_LOCAL_KEY": "proef",
            "BOT_CONVERSATIONS_PER_HOUR": "100000", "BOT_MESSAGES_PER_MINUTE": "6000",
        }  # fmt: skip
        self.site: subprocess.Popen | None = None
        self.engine: subprocess.Popen | None = None
        self.actions: subprocess.Popen | None = None
        self.colleagues = self._open_desk(colleagues)

    @property
    def url(self) -> str:
        """Address of the site."""
        return self.settings.site_url

    def _open_desk(self, count: int) -> list[Signed]:
        database = Database(self.settings.database_url)
        staff, desk = Staff(database, now), DeskSettings(database, now)
        sessions, presences = Sessions(database, now, 36000, 36000), Presences(database, now)
        beheer = staff.add("beheer", "Bea Heer", roles=(Role.BEHEER,))
        # In this order: a desk may not close before it opens.
        for name in ("open_from", "open_until", *OPEN):
            desk.set(name, OPEN[name], beheer, "meting")
        found = []
        for n in range(count):
            member = staff.add(f"collega{n}", f"Collega{n} Proef", "Toeslagen", (Role.WEBCARE,))
            token = sessions.open(member.id)
            headers = {"Cookie": f"staff={token}", "X-Csrf": sessions.find(token).csrf}
            found.append(Signed(member.id, headers))
            presences.set(member.id, Presence.HERE)
        database.close()
        return found

    def __enter__(self) -> DeskHouse:
        self.start_engine()
        self.start_site()
        return self

    def __exit__(self, *_: object) -> None:
        for process in (self.site, self.engine, self.actions):
            if process and process.poll() is None:
                process.terminate()
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
        self.fresh.close()
        self.folder.cleanup()

    def _run(self, *command: str) -> subprocess.Popen:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, env=self.environment, **quiet)

    def start_engine(self) -> None:
        """Starts the engine, and with the real one its action server once."""
        if not self.real:
            self.engine = self._run("tests.bench.fake_engine", str(self.settings.engine_port))
            return
        model, endpoints = ensure_model(ROOT, self.settings), Path(self.folder.name) / "endpoints.yml"
        endpoints.write_text(_ENDPOINTS.format(actions_url=self.settings.actions_url), encoding="utf-8")
        self.engine = self._run(
            "rasa", "run", "--model", str(model), "--endpoints", str(endpoints), "--credentials", "credentials.yml",
            "--interface", "127.0.0.1", "--port", str(self.settings.engine_port),
        )  # fmt: skip
        if self.actions is None:
            port = str(self.settings.actions_port)
            self.actions = self._run("rasa_sdk", "--actions", "actions", "--port", port)

    def kill_engine(self) -> None:
        """Kills the engine without a word and starts it again."""
        self.engine.send_signal(signal.SIGKILL)
        self.engine.wait()
        self.start_engine()

    def start_site(self) -> None:
        """Starts the site and waits until it answers."""
        self.site = self._run("bot.site")
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.url}/health", timeout=5) as response:
                    if json.load(response)["alive"]:
                        return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("the site did not start")

    def restart_site(self, kind: signal.Signals) -> None:
        """Stops the site with a signal and starts it again."""
        self.site.send_signal(kind)
        try:
            self.site.wait(20)
        except subprocess.TimeoutExpired:
            self.site.kill()
            self.site.wait()
        self.start_site()


class Browser:
    """Speaks HTTP as a page does: what did not arrive is sent again under the same number."""

    def __init__(self, session: aiohttp.ClientSession, house: DeskHouse, headers: dict[str, str] | None = None) -> None:
        self.session, self.url, self.headers = session, house.url, dict(headers or {})

    async def once(self, method: str, path: str, body: object = None) -> tuple[int, object]:
        """Sends one request."""
        headers = {**self.headers, "Content-Type": "application/json"}
        data = json.dumps(body) if body is not None else None
        async with self.session.request(method, self.url + path, data=data, headers=headers) as response:
            text = await response.text()
            return response.status, json.loads(text) if text and response.content_type == "application/json" else text

    async def call(self, method: str, path: str, body: object = None) -> tuple[int, object]:
        """Sends a request until the site has answered it."""
        wait = 0.1
        while True:
            try:
                status, value = await self.once(method, path, body)
                if status not in (429, 500, 503):
                    return status, value
            except (aiohttp.ClientError, asyncio.TimeoutError, ConnectionError):
                pass
            await asyncio.sleep(wait)
            wait = min(2.0, wait * 2)

    async def events(self, path: str, last=None):
        """Yields (kind, id, data) of an event stream; ends when the stream does."""
        headers = {**self.headers, **({"Last-Event-ID": str(last)} if last is not None else {})}
        timeout = aiohttp.ClientTimeout(total=None, sock_read=30)
        async with self.session.get(self.url + path, headers=headers, timeout=timeout) as response:
            if response.status != 200:
                return
            kind, number = "message", None
            async for raw in response.content:
                line = raw.decode().rstrip("\n")
                if line.startswith("event: "):
                    kind = line[7:]
                elif line.startswith("id: "):
                    number = int(line[4:])
                elif line.startswith("data: "):
                    yield kind, number, json.loads(line[6:])
                    kind, number = "message", None
