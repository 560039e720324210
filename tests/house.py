"""All real servers, under the real supervisor, on ports and in a folder of their own."""

from __future__ import annotations

import dataclasses
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

import pytest

from bot.launch.model import ensure_model
from bot.launch.supervise import Supervised, is_ready, new_key
from bot.settings import read_settings

ROOT = Path(__file__).parents[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclasses.dataclass
class House:
    """The running chatbot."""

    settings: object
    supervised: Supervised

    @property
    def environment(self) -> dict[str, str]:
        s = self.settings
        return {
            **os.environ,
            "BOT_PORT": str(s.port),
            "BOT_ENGINE_PORT": str(s.engine_port),
            "BOT_STANDBY_PORT": str(s.standby_port),
            "BOT_ACTIONS_PORT": str(s.actions_port),
            "BOT_VAR_DIR": str(s.var_dir),
            "BOT_ENGINE_PATIENCE": str(s.engine_patience),
        }

    def pid(self, program: str) -> int:
        """Returns the number of a program's process, or 0 when it is stopped."""
        config = self.settings.run_dir / "supervisord.conf"
        command = [sys.executable, "-W", "ignore", "-m", "supervisor.supervisorctl", "-c", str(config), "pid", program]
        return int(subprocess.run(command, capture_output=True, text=True).stdout.strip())

    def wait_until_ready(self, within: float = 120.0) -> None:
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            if is_ready(self.settings):
                return
            time.sleep(0.2)
        raise AssertionError("the chatbot did not come back")

    def citizen(self) -> Citizen:
        return Citizen(self.settings.site_url)


class Citizen:
    """A citizen with a browser that speaks HTTP."""

    def __init__(self, site: str) -> None:
        self.site = site
        started = self.call("POST", "/chat/conversations", {})
        self.token, self.path = started["token"], f"/chat/conversations/{started['conversation']}"
        self.greeting = started["messages"]

    def call(self, method: str, path: str, body=None):
        request = urllib.request.Request(self.site + path, method=method)
        request.add_header("Content-Type", "application/json")
        if hasattr(self, "token"):
            request.add_header("Authorization", f"Bearer {self.token}")
        data = json.dumps(body).encode() if body is not None else None
        with urllib.request.urlopen(request, data, timeout=30) as response:
            text = response.read()
            return json.loads(text) if text else None

    def sends(self, text=None, choice=None) -> int:
        body = {"client_id": uuid.uuid4().hex, **({"text": text} if choice is None else {"choice": choice})}
        return self.call("POST", f"{self.path}/messages", body)["seq"]

    def reads(self, seq: int, within: float = 30.0) -> list[dict]:
        """Waits for what comes after a message of the citizen; rides out a door that is being restarted."""
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            try:
                found = self.call("GET", f"{self.path}/messages?after={seq}")
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.2)
                continue
            if found["messages"] and found["state"]["state"] == "idle":
                return found["messages"]
            time.sleep(0.02)
        raise AssertionError(f"no answer within {within} s")

    def asks(self, text: str, within: float = 30.0) -> dict:
        """Returns the last reply of the chatbot; what the desk offers below it is left out."""
        replies = self.reads(self.sends(text), within)
        return [m for m in replies if m.get("cue") != "aanbod"][-1]


@pytest.fixture(scope="session")
def house(tmp_path_factory):
    settings = dataclasses.replace(
        read_settings({}),
        port=free_port(),
        engine_port=free_port(),
        standby_port=free_port(),
        actions_port=free_port(),
        var_dir=tmp_path_factory.mktemp("huis"),
        models_dir=ROOT / "models",
        engine_patience=2.0,
        local_key=new_key(),
    )
    settings = dataclasses.replace(settings, database_url=f"sqlite:///{settings.var_dir / 'belastingchat.db'}")
    house = House(settings, None)
    # The processes read the environment; it is put back for the tests that come after.
    before = dict(os.environ)
    os.environ.update({k: v for k, v in house.environment.items() if k.startswith("BOT_")})
    try:
        with Supervised(ROOT, settings, ensure_model(ROOT, settings)) as supervised:
            house.supervised = supervised
            supervised.wait_until_ready()
            yield house
    finally:
        os.environ.clear()
        os.environ.update(before)
