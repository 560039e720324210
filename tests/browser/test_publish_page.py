"""The page for publishing in a real Chromium: accessible, readable at each width, and alive while a model is trained."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os

import pytest

from bot.calendar import AMSTERDAM
from bot.release import Job, JobFile, Publication, PublishedFile, Step
from bot.release.fingerprint import components
from bot.release.live import assign, make_live
from bot.release.whole_file import write_whole
from bot.settings import read_settings
from bot.staff import Role
from tests.browser.axe import violations
from tests.browser.site_here import served
from tests.house import ROOT
from tests.site.test_publish_pages import report
from tests.staff import sign_in

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """A site with a history, a comparison that fell, and a trainer who is signed in."""
    folder = tmp_path_factory.mktemp("site")
    settings = dataclasses.replace(
        read_settings({}), var_dir=folder, models_dir=folder, database_url=f"sqlite:///{folder / 'site.db'}"
    )
    for name in ("oud.tar.gz", "ouder.tar.gz", "nieuw.tar.gz"):
        (folder / name).write_bytes(b"model")
    assign(settings.run_dir, "engine", folder / "oud.tar.gz")
    make_live(settings.run_dir, "engine", 0.0)
    for model, day, why in (("ouder.tar.gz", 12, "De eerste keer."), ("oud.tar.gz", 19, "Meer vragen over uitstel.")):
        at = f"2026-11-{day}T14:05:00+01:00"
        PublishedFile(folder).add(Publication(model, at, "Sam de Vries", why, components(ROOT)))
    answer = {"topic": "aangifte.uitstel", "outcome": "antwoord", "offered": [], "confidence": 0.93}
    asks = {
        "topic": None,
        "outcome": "verduidelijking",
        "offered": ["aangifte.uitstel", "aangifte.te_laat"],
        "confidence": 0.4,
    }
    changed = [
        {"conversation": "x", "seq": n, "times": n, "before": answer, "after": asks, "worse": True} for n in (1, 4)
    ]
    falls = ["eigen: 'juist onderwerp' gaat van 30 naar 10 van de 40. Dat is meer dan toeval."]
    write_whole(settings.job_file.parent / "report.json", report("nieuw.tar.gz", falls, changed))
    with served(settings, lambda: dt.datetime.now(AMSTERDAM)) as (url, app):
        yield url, settings, sign_in(app, Role.TRAINER, name="Sam de Vries")


def opened(page, room, path="/trainer/publiceren"):
    url, _, member = room
    page.context.add_cookies([{"name": k, "value": v, "url": url} for k, v in member.cookies.items()])
    page.goto(url + path)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_is_accessible_and_fits(page, room, screenshot, width, scheme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    opened(page, room)
    page.get_by_text("Per onderwerp").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": width, "height": 2200})
    screenshot(page, f"publiceren-{width}-{scheme}")


def test_the_bar_moves_and_the_page_shows_when_it_is_done(page, room, screenshot):
    _, settings, _ = room
    jobs = JobFile(settings.job_file)
    job = Job(
        "1", "trainen", Step.TRAIN, 0.2, "Het model leert.", "2026-11-21T12:00:00+01:00", "Sam de Vries", os.getpid()
    )
    jobs.write(job)
    opened(page, room)
    bar = page.get_by_role("progressbar")
    assert bar.evaluate("bar => bar.value") == 0.2
    screenshot(page, "publiceren-bezig")
    assert violations(page) == []
    jobs.write(dataclasses.replace(job, share=0.7, words="Het nieuwe model wordt vergeleken."))
    page.get_by_text("Het nieuwe model wordt vergeleken.").wait_for()
    assert bar.evaluate("bar => bar.value") == 0.7
    jobs.write(dataclasses.replace(job, share=1.0, step=Step.READY))
    page.get_by_role("button", name="Train en vergelijk").wait_for()
    settings.job_file.unlink()
