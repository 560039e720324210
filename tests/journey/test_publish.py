"""Publishing while citizens talk: nobody notices, and going back takes less than ten seconds."""

from __future__ import annotations

import dataclasses
import os
import threading
import time

import pytest

from bot.launch import engines
from bot.launch.going_back import GoingBack
from bot.launch.model import model_path
from bot.publish.switch import NotSwitched, switch
from bot.release import Publication, PublishedFile, live
from bot.release.fingerprint import components
from tests.house import ROOT

PAUSE = 2.1  # seconds: one citizen may send thirty messages a minute
pytestmark = [pytest.mark.journey, pytest.mark.timeout(400)]


@pytest.fixture()
def another_model(house):
    """The same model under another name: what is tested is the switch, not the training."""
    path = house.settings.models_dir / f"proef-{os.getpid()}.tar.gz"
    os.link(model_path(ROOT, house.settings), path)
    first = live.assigned(house.settings.run_dir, live.live(house.settings.run_dir))
    yield path
    switch(house.settings, first)
    engines.stop(house.settings, live.other(live.live(house.settings.run_dir)))
    path.unlink()


class Talkers:
    """Citizens who ask the same question again and again while something happens."""

    def __init__(self, house, number: int) -> None:
        self.house, self.over = house, threading.Event()
        self.answers: list[tuple[str, int]] = []
        self.threads = [threading.Thread(target=self.talk) for _ in range(number)]

    def talk(self) -> None:
        citizen = self.house.citizen()
        while not self.over.is_set():
            seq = citizen.sends("hoe vraag ik uitstel aan voor mijn aangifte?")
            found = citizen.reads(seq, 60)
            self.answers.append((found[-1]["topic"], len([m for m in found if m["role"] == "chatbot"])))
            self.over.wait(PAUSE)

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        for thread in self.threads:
            thread.join(90)


def test_nobody_notices_a_publication_and_going_back_is_quick(house, another_model):
    first = live.assigned(house.settings.run_dir, live.live(house.settings.run_dir))
    with Talkers(house, 6) as talkers:
        time.sleep(1)
        switch(house.settings, another_model)
        served = house.citizen().call("GET", "/health")["model"]
        time.sleep(1)
        begun = time.monotonic()
        switch(house.settings, first)
        back = time.monotonic() - begun
        time.sleep(1)
    assert served == another_model.name
    assert house.citizen().call("GET", "/health")["model"] == first.name
    assert len(talkers.answers) > 10
    assert set(talkers.answers) == {("aangifte.uitstel", 1)}, "every question one answer, also during the switch"
    assert back < 10, f"{back:.1f} s"


def test_a_killed_engine_comes_back_with_the_model_that_was_published(house, another_model):
    name = switch(house.settings, another_model)
    os.kill(house.pid(name), 9)
    assert house.citizen().asks("hoe vraag ik uitstel aan?", 90)["topic"] == "aangifte.uitstel"
    assert house.citizen().call("GET", "/health")["model"] == another_model.name


def test_a_model_that_cannot_load_leaves_the_old_one_talking(house, tmp_path):
    broken = tmp_path / "belastingchat-kapot.tar.gz"
    broken.write_bytes(b"geen model")
    first = house.citizen().call("GET", "/health")["model"]
    with pytest.raises(NotSwitched, match="Het oude draait gewoon door"):
        switch(house.settings, broken, within=15)
    assert house.citizen().call("GET", "/health")["model"] == first
    assert house.citizen().asks("hoe vraag ik uitstel aan?")["topic"] == "aangifte.uitstel"


def test_the_model_to_go_back_to_is_loaded_after_a_start(house, another_model):
    published = PublishedFile(house.settings.models_dir)
    for model in (another_model, live.assigned(house.settings.run_dir, live.live(house.settings.run_dir))):
        published.add(Publication(model.name, "2026-11-22T10:00:00+01:00", "noor", "", components(ROOT)))
    idle = live.other(live.live(house.settings.run_dir))
    engines.stop(house.settings, idle)
    live.unassign(house.settings.run_dir, idle)
    going_back = GoingBack(ROOT, house.settings)
    try:
        deadline = time.monotonic() + engines.LOADS_WITHIN
        while not engines.answers(house.settings, idle, another_model) and time.monotonic() < deadline:
            going_back.look()
            time.sleep(0.5)
        begun = time.monotonic()
        switch(house.settings, another_model)
        assert time.monotonic() - begun < 10
        assert house.citizen().asks("hoe vraag ik uitstel aan?")["topic"] == "aangifte.uitstel"
    finally:
        (house.settings.models_dir / "gepubliceerd.json").unlink()


def test_the_old_engine_is_put_away_when_its_time_is_over(house, another_model):
    switch(house.settings, another_model)
    old = live.other(live.live(house.settings.run_dir))
    for minutes in (0.0, 480.0):
        GoingBack(ROOT, dataclasses.replace(house.settings, standby_minutes=minutes)).look()
        assert house.pid(old) > 0, "its time is not over"
    GoingBack(ROOT, dataclasses.replace(house.settings, standby_minutes=1e-6)).look()
    assert house.pid(old) == 0
    assert house.citizen().asks("hoe vraag ik uitstel aan?")["topic"] == "aangifte.uitstel"
