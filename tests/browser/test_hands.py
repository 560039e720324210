"""From a question in the inbox to a published model, as a newcomer from the page alone: how long the hands are busy.

Training and comparing are made up here: what they take is the machine's time (tests/bench/publish.py measures it).
"""

from __future__ import annotations

import dataclasses
import os

import pytest

from bot.release import Job, JobFile, Publication, PublishedFile, Step
from bot.release.fingerprint import components
from bot.release.live import assign, make_live
from bot.release.whole_file import write_whole
from bot.site.publish import routes
from tests.browser.hands import Hands, from_inbox_to_published, tries
from tests.browser.trainer_site import trainers_room
from tests.house import ROOT
from tests.site.test_publish_pages import report

pytestmark = pytest.mark.browser
MINUTES = 5


def _work(settings, *words):
    """Is done at once, with what the work would have left behind."""
    job = Job(words[0], words[0], Step.READY, 1.0, "Klaar.", "2026-11-23T12:00:00+01:00", "Noor", os.getpid())
    if words[0] == "prepare":
        said = {"topic": "aangifte.uitstel", "outcome": "antwoord", "offered": [], "confidence": 0.93}
        changed = [
            {"conversation": "x", "seq": n, "times": 1, "before": said, "after": said, "worse": False}
            for n in range(12)
        ]
        falls = ["eigen: 'juist onderwerp' gaat van 30 naar 10 van de 40. Dat is meer dan toeval."]
        write_whole(settings.job_file.parent / "report.json", report("nieuw.tar.gz", falls, changed))
    else:
        assign(settings.run_dir, "engine", settings.models_dir / "nieuw.tar.gz")
        published = Publication("nieuw.tar.gz", "2026-11-23T12:00:00+01:00", "Noor", words[2], components(ROOT))
        PublishedFile(settings.models_dir).add(published)
    JobFile(settings.job_file).write(dataclasses.replace(job, id=str(os.urandom(4))))


def test_from_the_inbox_to_published_keeps_the_hands_busy_for_less_than_five_minutes(page, tmp_path, monkeypatch):
    monkeypatch.setattr(routes, "start_work", _work)
    for name in ("oud.tar.gz", "nieuw.tar.gz"):
        (tmp_path / name).write_bytes(b"model")
    with trainers_room(tmp_path, models_dir=tmp_path) as (url, folder, member):
        assign(folder / "var" / "run", "engine", tmp_path / "oud.tar.gz")
        make_live(folder / "var" / "run", "engine", 0.0)
        page.context.add_cookies([{"name": k, "value": v, "url": url} for k, v in member.cookies.items()])
        hands = Hands(page)
        from_inbox_to_published(hands, url, "Aftrekposten algemeen", "vragen uit de inbox", lambda: None)
        assert "gepubliceerd door Noor" in page.locator("main").inner_text()
        examples = (folder / "data/onderwerpen/aangifte/aftrekposten/vragen.yml").read_text()
        assert "kan ik de zonnebank aftrekken" in examples
        tries(hands, "kan ik de zonnebank aftrekken")
    print(hands.told())
    assert hands.seconds < MINUTES * 60
