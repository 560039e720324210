"""What is published and how far a job is: whole after a power cut, honest about what was broken off."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.release import Job, JobFile, Publication, PublishedFile, Step, whole_file

MODEL = "belastingchat-aaa.tar.gz"


def publication(model: str = MODEL, why: str = "beter") -> Publication:
    return Publication(model, "2026-11-21T12:00:00+01:00", "Sanne", why, "code1")


def a_job(pid: int, step: Step = Step.TRAIN) -> Job:
    return Job("1", "trainen", step, 0.4, "Bezig.", "2026-11-21T12:00:00+01:00", "Sanne", pid)


@pytest.fixture()
def published(tmp_path) -> PublishedFile:
    for name in "abc":
        (tmp_path / f"{name}.tar.gz").write_bytes(b"model")
    return PublishedFile(tmp_path)


def test_nothing_is_published_at_first(published):
    assert (published.current(), published.previous(), published.history()) == (None, None, [])


def test_the_newest_is_current_and_the_one_before_with_another_model_is_where_one_goes_back_to(published):
    for model in ("a.tar.gz", "b.tar.gz", "b.tar.gz"):
        published.add(publication(model))
    assert published.current().model == "b.tar.gz"
    assert published.previous().model == "a.tar.gz"


def test_a_model_that_was_thrown_away_is_not_served(published, tmp_path):
    published.add(publication("a.tar.gz"))
    published.add(publication("b.tar.gz"))
    (tmp_path / "b.tar.gz").unlink()
    assert published.current().model == "a.tar.gz"


@pytest.mark.parametrize("name", ["../geheim.tar.gz", "/etc/passwd", "map/model.tar.gz", ""])
def test_a_record_never_points_outside_the_models_folder(published, tmp_path, name):
    published.add(publication("a.tar.gz"))
    data = whole_file.read_whole(tmp_path / "gepubliceerd.json")
    data["publicaties"].insert(0, {**data["publicaties"][0], "model": name})
    whole_file.write_whole(tmp_path / "gepubliceerd.json", data)
    assert [p.model for p in published.history()] == ["a.tar.gz"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"publicaties": [1, {"model": 3}, null]}', "\x00"])
def test_a_damaged_file_is_as_no_file(published, tmp_path, text):
    (tmp_path / "gepubliceerd.json").write_text(text)
    assert published.current() is None


def test_only_so_many_are_kept(published):
    for number in range(30):
        published.add(publication(why=str(number)))
    assert [p.why for p in published.history()] == [str(n) for n in range(29, 9, -1)]


def test_a_write_that_fails_leaves_the_old_file_and_no_rest(tmp_path, monkeypatch):
    path = tmp_path / "x.json"
    whole_file.write_whole(path, {"a": 1})

    def full(_handle):
        raise OSError(28, "schijf vol")

    monkeypatch.setattr(whole_file.os, "fsync", full)
    with pytest.raises(OSError, match="schijf vol"):
        whole_file.write_whole(path, {"a": 2})
    assert whole_file.read_whole(path) == {"a": 1}
    assert list(tmp_path.iterdir()) == [path]


def test_killed_at_any_moment_the_file_is_whole(tmp_path):
    """kill -9 in the middle of writing, again and again."""
    path = tmp_path / "x.json"
    code = (
        "import sys, pathlib; sys.path.insert(0, '.')\n"
        "from bot.release.whole_file import write_whole\n"
        "n = 0\n"
        "while True:\n"
        "    n += 1; write_whole(pathlib.Path(sys.argv[1]), {'n': n, 'last': [n] * 2000})\n"
    )
    for _ in range(5):
        process = subprocess.Popen([sys.executable, "-c", code, str(path)])
        while not path.exists():
            assert process.poll() is None
        process.kill()
        process.wait()
        data = whole_file.read_whole(path)
        assert data is not None and data["last"] == [data["n"]] * 2000
        path.unlink()


def test_a_job_whose_process_is_gone_was_broken_off(tmp_path):
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    jobs = JobFile(tmp_path / "job.json")
    jobs.write(a_job(process.pid))
    found = jobs.read()
    assert found.step is Step.STOPPED and not found.running
    assert "afgebroken bij 40%" in found.words and "Wat gepubliceerd was, is gebleven" in found.words


def test_a_job_that_goes_on_is_as_it_was_written(tmp_path):
    jobs = JobFile(tmp_path / "job.json")
    job = jobs.write(a_job(os.getpid()).with_details(told=False))
    assert jobs.read() == job and job.running


@given(st.sampled_from(sorted(Step, key=lambda s: s.value)), st.floats(0, 1), st.text(max_size=40))
def test_a_job_reads_back_as_it_was_written(tmp_path_factory, step, share, words):
    jobs = JobFile(tmp_path_factory.mktemp("job") / "job.json")
    job = dataclasses.replace(a_job(os.getpid(), step), share=share, words=words)
    assert jobs.write(job) == jobs.read()
