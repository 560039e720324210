"""`python -m tests.bench.publish`: from a question that was not understood to citizens who get its answer.

Does in a real Chromium what a newcomer does, on a chatbot of its own with a copy of data/, and says how long the hands
and eyes were busy and how long the machine needed for each part.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bot.calendar import AMSTERDAM
from bot.launch.model import ensure_model
from bot.launch.supervise import Supervised, new_key
from bot.settings import Settings, read_settings
from bot.staff import Role, Sessions, Staff, Stage
from bot.storage import Database
from tests.browser.conftest import CHROMIUM, CHROMIUM_ARGS
from tests.browser.hands import Hands, from_inbox_to_published, tries
from tests.house import ROOT, Citizen, free_port

# No answer speaks of a gloxel: whatever the chatbot makes of it now, citizens will say that it did not help.
QUESTION = "kan ik mijn gloxel opvoeren"
ASKED = (QUESTION, "mag ik een gloxel opvoeren", "telt een gloxel mee", "gloxel opvoeren", "waar vul ik mijn gloxel in")
TOPIC, TITLE = "aangifte.aftrekposten", "Aftrekposten algemeen"
LONGEST = 1800.0  # seconds


def sign_in(page: Page, settings: Settings) -> None:
    """Gives the browser the session of a new trainer."""
    database = Database(settings.database_url)

    def now() -> dt.datetime:
        return dt.datetime.now(AMSTERDAM)

    member = Staff(database, now).add("noor", "Noor de Wit", "Trainers", (Role.TRAINER,))
    token = Sessions(database, now, 3600, 3600).open(member.id, Stage.FULL)
    database.close()
    page.context.add_cookies([{"name": "staff", "value": token, "url": settings.site_url}])


class Machine:
    """Waits for the work that a button started, and keeps how long that took."""

    def __init__(self, page: Page, settings: Settings) -> None:
        self._page, self._address = page, f"{settings.site_url}/trainer/api/publiceren"
        self.took: list[float] = []

    def __call__(self) -> None:
        begun = time.perf_counter()
        while time.perf_counter() - begun < LONGEST:
            job = self._page.request.get(self._address).json()
            if not job["running"]:
                if job["step"] != "klaar":
                    raise SystemExit(f"{job['step']}: {job['words']}")
                self.took.append(time.perf_counter() - begun)
                return
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
    for text in ASKED:
        citizen = Citizen(settings.site_url)
        before = citizen.asks(text)
        citizen.call("POST", f"{citizen.path}/feedback", {"helpful": False, "seq": before["seq"]})
    print(f"ervoor: {before['outcome']}, {before['topic']}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="nl-NL")
        sign_in(page, settings)
        hands, machine = Hands(page), Machine(page, settings)
        from_inbox_to_published(hands, settings.site_url, TITLE, "vragen uit de inbox", machine)
        tries(hands, QUESTION)
        print(hands.told())
        print(f"machine: trainen en vergelijken {machine.took[0]:.0f} s, publiceren {machine.took[1]:.1f} s")
        falls = json.loads((settings.job_file.parent / "report.json").read_text())["falls"]
        after = Citizen(settings.site_url).asks(QUESTION)
        print(f"erna: {after['outcome']}, {after['topic']}" + (f" (getekend voor: {falls})" if falls else ""))
        page.goto(f"{settings.site_url}/trainer/publiceren")
        page.get_by_label("Waarom ga je terug?").first.fill("Proef van de snelheid.")
        page.get_by_role("button", name="Ga hiernaar terug").first.click()
        machine()
        print(f"terug: {machine.took[2]:.1f} s")
        browser.close()
    again = Citizen(settings.site_url).asks(QUESTION)
    print(f"na het teruggaan: {again['outcome']}, {again['topic']}")
    if after["topic"] != TOPIC or again["topic"] == TOPIC:
        sys.exit("the new model did not answer it, or going back did not bring the old one")


if __name__ == "__main__":
    measure()
