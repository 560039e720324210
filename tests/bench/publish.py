"""`python -m tests.bench.publish`: from a question that was not understood to citizens who get its answer.

Does with HTTP what a trainer does with a mouse, on a chatbot of its own with a copy of data/, and says how long the
machine needed for each part.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import os
import re
import shutil
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from bot.calendar import AMSTERDAM
from bot.launch.model import ensure_model
from bot.launch.supervise import Supervised, new_key
from bot.settings import Settings, read_settings
from bot.staff import Role, Sessions, Staff, Stage
from bot.storage import Database
from tests.house import ROOT, Citizen, free_port

# No answer speaks of a gloxel: whatever the chatbot makes of it now, citizens will say that it did not help.
QUESTION = "kan ik mijn gloxel opvoeren"
ASKED = (QUESTION, "mag ik een gloxel opvoeren", "telt een gloxel mee", "gloxel opvoeren", "waar vul ik mijn gloxel in")
TOPIC = "aangifte.aftrekposten"
LONGEST = 1800.0  # seconds


class Trainer:
    """A trainer's browser: a session cookie and the csrf value of its pages."""

    def __init__(self, settings: Settings) -> None:
        self.site = settings.site_url
        database = Database(settings.database_url)

        def now() -> dt.datetime:
            return dt.datetime.now(AMSTERDAM)

        member = Staff(database, now).add("noor", "Noor de Wit", "Trainers", (Role.TRAINER,))
        sessions = Sessions(database, now, 3600, 3600)
        self.token = sessions.open(member.id, Stage.FULL)
        self.csrf = sessions.find(self.token).csrf
        database.close()

    def call(self, path: str, **form: object) -> str:
        """Returns the page; with a form it is sent."""
        request = urllib.request.Request(self.site + path)  # noqa: S310 - our own address
        request.add_header("Cookie", f"staff={self.token}")
        request.add_header("X-Csrf", self.csrf)
        data = urllib.parse.urlencode(form, doseq=True).encode() if form else None
        try:
            with urllib.request.urlopen(request, data, timeout=60) as response:  # noqa: S310
                return response.read().decode()
        except urllib.error.HTTPError as error:
            told = re.findall(r'role="alert"[^>]*>(.*?)</', error.read().decode(), re.DOTALL)
            raise SystemExit(f"{path}: {error.code} {told}") from None

    def waits(self) -> float:
        """Waits until the work is done and returns how long that took."""
        begun = time.perf_counter()
        while time.perf_counter() - begun < LONGEST:
            job = json.loads(self.call("/trainer/api/publiceren"))
            if not job["running"]:
                if job["step"] != "klaar":
                    raise SystemExit(f"{job['step']}: {job['words']}")
                return time.perf_counter() - begun
            time.sleep(0.2)
        raise SystemExit("it took too long")


def measure() -> None:
    """Prints the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "data", folder / "data")
        (folder / "models").mkdir()
        settings = dataclasses.replace(
            read_settings({}), port=free_port(), engine_port=free_port(), standby_port=free_port(),
            actions_port=free_port(), data_dir=folder / "data", models_dir=folder / "models", var_dir=folder / "var",
            database_url=f"sqlite:///{folder / 'bench.db'}", local_key=new_key(),
        )  # fmt: skip
        kept = ensure_model(ROOT, dataclasses.replace(settings, models_dir=ROOT / "models", var_dir=ROOT / "var"))
        os.link(kept, folder / "models" / kept.name)
        if (ROOT / "var" / "cache").is_dir():  # what this machine learned before, as it would have
            shutil.copytree(ROOT / "var" / "cache", folder / "var" / "cache")
        for key in ("port", "engine_port", "standby_port", "actions_port", "data_dir", "models_dir", "var_dir"):
            os.environ[f"BOT_{key.upper()}"] = str(getattr(settings, key))
        os.environ["BOT_DATABASE_URL"] = settings.database_url
        with Supervised(ROOT, settings, folder / "models" / kept.name) as supervised:
            supervised.wait_until_ready()
            _story(settings)


def _story(settings: Settings) -> None:
    trainer = Trainer(settings)
    for text in ASKED:
        citizen = Citizen(settings.site_url)
        before = citizen.asks(text)
        citizen.call("POST", f"{citizen.path}/feedback", {"helpful": False, "seq": before["seq"]})
    print(f"ervoor: {before['outcome']}, {before['topic']}")
    begun = time.perf_counter()
    keys: list[str] = []
    while len(keys) < len(ASKED):
        keys = re.findall(r'name="vraag" value="(\w+)"', trainer.call("/trainer/inbox"))
        time.sleep(0.2)
    trainer.call("/trainer/inbox", actie="onderwerp", onderwerp=TOPIC, vraag=keys)
    print(f"van inbox naar voorbeeld: {time.perf_counter() - begun:.1f} s van de machine")
    begun = time.perf_counter()
    trainer.call("/trainer/publiceren/trainen", ga="ja")
    print(f"trainen en vergelijken: {trainer.waits():.0f} s")
    falls = json.loads((settings.job_file.parent / "report.json").read_text())["falls"]
    published = time.perf_counter()
    trainer.call("/trainer/publiceren", waarom="Een nieuwe vraag.", teken="Het is een meting." if falls else "")
    trainer.waits()
    print(f"publiceren: {time.perf_counter() - published:.1f} s; samen {time.perf_counter() - begun:.0f} s")
    after = Citizen(settings.site_url).asks(QUESTION)
    print(f"erna: {after['outcome']}, {after['topic']}" + (f" (getekend voor: {falls})" if falls else ""))
    first = json.loads((settings.models_dir / "gepubliceerd.json").read_text())["publicaties"][-1]["model"]
    begun = time.perf_counter()
    trainer.call("/trainer/publiceren/terug", model=first, waarom="Een meting.")
    trainer.waits()
    print(f"terug: {time.perf_counter() - begun:.1f} s")
    again = Citizen(settings.site_url).asks(QUESTION)
    print(f"na het teruggaan: {again['outcome']}, {again['topic']}")
    if after["topic"] != TOPIC or again["topic"] == TOPIC:
        sys.exit("the new model did not answer it, or going back did not bring the old one")


if __name__ == "__main__":
    measure()
