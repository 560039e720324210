"""The model that is not published yet: loaded when asked, put away after, and never in a citizen's way."""

from __future__ import annotations

import asyncio
import dataclasses
import sys

import pytest

from bot.release.live import assign
from bot.release.waiting import waiting_model
from bot.release.whole_file import write_whole
from bot.site.publish import candidate as candidate_module
from bot.site.publish.candidate import Candidate, CandidateDown

# Stands in for `python -m bot.rasa_parts.batch_parse`: says which model it is, then answers every line.
MODEL = """#!/bin/sh
model="$3"
case "$model" in *kapot*) exit 1 ;; esac
echo '{"model": "x"}'
while read -r asked; do
  case "$asked" in *traag*) touch "$model.asked"; while [ ! -e "$model.go" ]; do sleep 0.02; done ;; esac
  echo "[{\\"metadata\\": {}, \\"parse\\": {\\"asked\\": $asked, \\"intent\\": {\\"name\\": \\"$(basename $model)\\"}}}]"
done
"""


@pytest.fixture()
def models(tmp_path, monkeypatch):
    script = tmp_path / "python"
    script.write_text(MODEL)
    script.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(script))
    return tmp_path


def test_it_is_loaded_once_and_changes_with_the_model(models):
    async def story():
        candidate = Candidate()
        first = await candidate.parse(models / "een.tar.gz", 'é "vraag"')
        process = candidate._process
        assert first == {"asked": {"text": 'é "vraag"', "opening": ""}, "intent": {"name": "een.tar.gz"}}
        await asyncio.gather(*(candidate.parse(models / "een.tar.gz", f"vraag {n}") for n in range(5)))
        assert candidate._process is process
        assert (await candidate.parse(models / "twee.tar.gz", "vraag"))["intent"]["name"] == "twee.tar.gz"
        await process.wait()
        await candidate.close()

    asyncio.run(story())


def test_a_model_that_cannot_load_is_told(models):
    async def story():
        candidate = Candidate()
        with pytest.raises(CandidateDown):
            await candidate.parse(models / "kapot.tar.gz", "vraag")
        assert (await candidate.parse(models / "goed.tar.gz", "vraag"))["asked"]["text"] == "vraag"
        await candidate.close()

    asyncio.run(story())


def test_who_walks_away_leaves_no_answer_behind_for_the_next_one(models):
    async def story():
        candidate, model = Candidate(), models / "een.tar.gz"
        left = asyncio.ensure_future(candidate.parse(model, "traag"))
        while not (models / "een.tar.gz.asked").exists():
            await asyncio.sleep(0.02)
        left.cancel()
        with pytest.raises(asyncio.CancelledError):
            await left
        (models / "een.tar.gz.go").touch()
        assert (await candidate.parse(model, "tweede"))["asked"]["text"] == "tweede"
        await candidate.close()

    asyncio.run(story())


def test_it_is_put_away_when_nobody_asks_any_more(models, monkeypatch):
    monkeypatch.setattr(candidate_module, "IDLE", 0.1)

    async def story():
        candidate = Candidate()
        await candidate.parse(models / "een.tar.gz", "vraag")
        process = candidate._process
        assert await asyncio.wait_for(process.wait(), 5) != 0
        assert candidate._process is None

    asyncio.run(story())


def test_only_a_compared_model_that_citizens_do_not_have_is_new(site_settings, tmp_path):
    settings = dataclasses.replace(site_settings, models_dir=tmp_path)
    assert waiting_model(settings.job_file, settings.run_dir, settings.models_dir) is None
    (tmp_path / "nieuw.tar.gz").write_bytes(b"")
    write_whole(settings.job_file.parent / "report.json", {"model": "nieuw.tar.gz"})
    assert waiting_model(settings.job_file, settings.run_dir, settings.models_dir) == tmp_path / "nieuw.tar.gz"
    assign(settings.run_dir, "engine", tmp_path / "nieuw.tar.gz")
    assert waiting_model(settings.job_file, settings.run_dir, settings.models_dir) is None
    write_whole(settings.job_file.parent / "report.json", {"model": "../weg.tar.gz"})
    assert waiting_model(settings.job_file, settings.run_dir, settings.models_dir) is None
