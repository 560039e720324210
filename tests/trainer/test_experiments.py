"""Experiments by command: made, started and stopped, each once; and what began stays as it is."""

from __future__ import annotations

import pytest

from bot.knowledge.loading import load_content
from bot.trainer.draft import Draft
from bot.trainer.experiments import tampered

MAKE = ("proef-nieuw", "herhalen", "Helpt herhalen?", "--nu", "50", "--verwacht", "10", "--begin", "2020-01-01",
        "--einde", "2035-01-01", "--cue", "vraag_herhalen")  # fmt: skip


def status_of(tiny) -> list[str]:
    return [e.status.value for e in load_content(tiny.data)[0].experiments]


def test_an_experiment_is_made_started_and_stopped_for_good(run, tiny):
    assert run(*MAKE) == (0, "Proef herhalen gemaakt.\n")
    assert status_of(tiny) == ["opzet"] and "nodig: 388" in tiny.read("data/experimenten.yml")
    assert run(*MAKE)[0] == 1, "the name is taken"
    code, told = run("proef-start", "herhalen")
    assert code == 1 and "waarom" in told
    assert run("--waarom", "het mag", "proef-start", "herhalen")[0] == 0
    assert status_of(tiny) == ["loopt"]
    assert run("--waarom", "klaar", "proef-stop", "herhalen")[0] == 0
    assert status_of(tiny) == ["gestopt"]
    for again in ("proef-start", "proef-stop"):
        assert run("--waarom", "toch", again, "herhalen")[0] == 1


def test_other_words_take_a_from_the_answer(run, tiny):
    other = (*MAKE[:-2], "--onderwerp", "aangifte.uitstel")
    code, told = run(*other, "--b", "Dat kost 17 euro.")
    assert code == 1 and "zeggen niet hetzelfde" in told
    assert run(*MAKE[:-2])[0] == 1, "either an answer or a cue"


@pytest.mark.parametrize(
    ("old", "new", "allowed"),
    [
        ("status: loopt", "status: gestopt", True),
        ("status: loopt", "status: opzet", False),
        ("nodig: 388", "nodig: 900", False),
        ("vraag_herhalen", "empathie", False),
        ("id: herhalen", "id: anders", False),
    ],
)
def test_what_began_may_only_be_stopped(run, tiny, old, new, allowed):
    run(*MAKE)
    run("--waarom", "het mag", "proef-start", "herhalen")
    draft = Draft(tiny.root)
    text = draft.read("data/experimenten.yml")
    assert old in text
    draft.write("data/experimenten.yml", text.replace(old, new))
    assert (tampered(draft) == []) is allowed
