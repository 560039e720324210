"""Which model fits the data, how it is trained, and what the supervisor is told to run."""

from __future__ import annotations

import configparser
import dataclasses
import stat
import sys
from pathlib import Path

import pytest

from bot.knowledge.trained import trained_on, trained_path
from bot.launch import model as model_module
from bot.launch import supervise
from bot.launch.engine import command
from bot.launch.model import ensure_model, model_path, train
from bot.launch.preflight import CannotStart
from bot.launch.supervise import Supervised, environment, new_key, programs
from bot.release.fingerprint import fingerprint
from bot.release.live import assign, assigned, live, make_live
from bot.settings import Settings, read_settings
from tests.tiny import FEITEN, UITSTEL, UITSTEL_QUESTIONS, TinyData

CONFIG = "pipeline:\n  - name: CountVectorsFeaturizer\npolicies:\n  - name: RulePolicy\n"
COMPONENT = "bot/rasa_parts/part.py"


@pytest.fixture()
def project(tiny_data) -> TinyData:
    tiny = tiny_data()
    tiny.write("config.yml", CONFIG)
    tiny.write(COMPONENT, "A = 1\n")
    return tiny


@pytest.fixture()
def settings(project) -> Settings:
    folders = {f"BOT_{n.upper()}_DIR": str(project.root / n) for n in ("data", "models", "var")}
    return read_settings({**folders, "BOT_LOCAL_KEY": "sleutel", "BOT_ENGINE_PORT": "6005", "BOT_ACTIONS_PORT": "6055"})


@pytest.mark.parametrize("file", [UITSTEL_QUESTIONS, "data/regels.yml", "domain.yml", "config.yml", COMPONENT])
def test_the_fingerprint_changes_with_what_a_model_is_made_of(file, project, settings):
    before = fingerprint(project.root, settings.data_dir)
    project.write(file, project.read(file) + "\n# anders\n")
    assert fingerprint(project.root, settings.data_dir) != before


@pytest.mark.parametrize("file", [UITSTEL, FEITEN, "data/contact.yml", "data/gesprek.yml", "data/woorden.yml"])
def test_the_fingerprint_stays_with_an_answer_or_a_fact(file, project, settings):
    before = fingerprint(project.root, settings.data_dir)
    project.write(file, project.read(file) + "\n# anders\n")
    assert fingerprint(project.root, settings.data_dir) == before


def test_the_fingerprint_changes_with_a_new_version_of_rasa(project, settings, monkeypatch):
    before = fingerprint(project.root, settings.data_dir)
    monkeypatch.setattr("bot.release.fingerprint.version", lambda package: "99")
    assert fingerprint(project.root, settings.data_dir) != before


def test_the_fingerprint_is_the_same_in_another_folder(project, settings, tiny_data):
    other = tiny_data("elders")
    other.write("config.yml", CONFIG)
    other.write(COMPONENT, "A = 1\n")
    moved = dataclasses.replace(settings, data_dir=other.data)
    assert fingerprint(other.root, moved.data_dir) == fingerprint(project.root, settings.data_dir)


def test_a_model_that_fits_is_not_trained_again(project, settings, monkeypatch):
    path = model_path(project.root, settings)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"model")
    monkeypatch.setattr(model_module, "train", lambda *_: pytest.fail("trained again"))
    assert ensure_model(project.root, settings) == path


def test_without_a_model_that_fits_one_is_trained(project, settings, monkeypatch):
    trained = []
    monkeypatch.setattr(model_module, "train", lambda root, settings, path: trained.append(path))
    assert ensure_model(project.root, settings) == model_path(project.root, settings)
    assert trained == [model_path(project.root, settings)]


@pytest.fixture()
def rasa(tmp_path, monkeypatch):
    """Puts a shell script in the place of `python -m rasa`, and returns how to write it."""
    script = tmp_path / "python"

    def write(body: str) -> None:
        script.write_text(f"#!/bin/sh\n{body}\n")
        script.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(script))

    return write


WRITES_MODEL = """
while [ $# -gt 0 ]; do
  [ "$1" = --out ] && out=$2
  [ "$1" = --fixed-model-name ] && name=$2
  shift
done
echo "Finished training component 'RulePolicy'"
echo model > "$out/$name.tar.gz"
"""


def test_a_trained_model_gets_its_name_when_it_is_whole(project, settings, rasa, capfd):
    rasa(WRITES_MODEL)
    path = model_path(project.root, settings)
    train(project.root, settings, path)
    assert path.read_text() == "model\n"
    assert sorted(settings.models_dir.iterdir()) == [path, trained_path(path)]
    assert "vraag een over uitstel" in trained_on(path)["aangifte.uitstel"]
    assert "Finished training" in (settings.log_dir / "train.log").read_text()
    assert "Finished training" not in capfd.readouterr().out


@pytest.mark.parametrize("body", [WRITES_MODEL + "exit 1", "exit 0", "echo 'boem' >&2; exit 3"])
def test_a_failed_training_leaves_no_model_and_names_the_log(body, project, settings, rasa):
    rasa(body)
    path = model_path(project.root, settings)
    with pytest.raises(CannotStart, match="Het trainen van het model is mislukt") as failed:
        train(project.root, settings, path)
    assert str(settings.log_dir / "train.log") in str(failed.value)
    assert "make check" in str(failed.value)
    assert list(settings.models_dir.iterdir()) == []


class FakeProcess:
    """A supervisor that does nothing and remembers how it was started and stopped."""

    started: list[FakeProcess] = []

    def __init__(self, command, **options) -> None:
        self.command, self.options, self.signals = command, options, []
        FakeProcess.started.append(self)

    def poll(self):
        """Runs until it gets a signal."""
        return 0 if self.signals else None

    def send_signal(self, signal) -> None:
        """Remembers it."""
        self.signals.append(signal)

    def wait(self, timeout=None) -> int:
        """Stops at once."""
        return 0


@pytest.fixture()
def supervisor(monkeypatch) -> type[FakeProcess]:
    monkeypatch.setattr(FakeProcess, "started", [])
    monkeypatch.setattr(supervise.subprocess, "Popen", FakeProcess)
    return FakeProcess


def written_config(settings: Settings) -> configparser.RawConfigParser:
    config = configparser.RawConfigParser()
    config.read_string((settings.run_dir / "supervisord.conf").read_text())
    return config


def test_the_programs_run_on_the_loopback_with_their_ports(settings, monkeypatch):
    commands = programs(settings)
    assert set(commands) == {"actions", "engine", "standby", "site"}
    assert commands["engine"][1:] == ["-m", "bot.launch.engine", "engine"]
    assert commands["standby"][1:] == ["-m", "bot.launch.engine", "standby"]
    assert commands["actions"][1:] == ["-m", "rasa_sdk", "--actions", "actions", "--port", "6055"]
    assert commands["site"][1:] == ["-m", "bot.site"]
    for name, port in (("engine", "6005"), ("standby", "5006")):
        assign(settings.run_dir, name, Path("/mijn modellen/100%.tar.gz"))
        words = command(settings, name)
        assert words[1:6] == ["-m", "rasa", "run", "--model", "/mijn modellen/100%.tar.gz"]
        assert words[-4:] == ["--interface", "127.0.0.1", "--port", port]
        assert "--enable-api" not in words, "Rasa's own HTTP API stays off"


def test_an_engine_without_a_model_says_so(settings):
    with pytest.raises(SystemExit, match="no model is assigned to standby"):
        command(settings, "standby")


def test_the_supervisor_restarts_every_program_for_ever(project, settings, supervisor):
    with Supervised(project.root, settings, Path("model.tar.gz")):
        config = written_config(settings)
    found = {s.removeprefix("program:") for s in config.sections() if s.startswith("program:")}
    assert found == {"actions", "engine", "standby", "site"}
    for name in found:
        program = config[f"program:{name}"]
        assert program["autorestart"] == "true"
        assert program["autostart"] == ("false" if name == "standby" else "true")
        assert int(program["startretries"]) >= 1000
        assert program["stopasgroup"] == program["killasgroup"] == "true"
        assert program["directory"] == str(project.root)
        assert program["stdout_logfile"] == f"{settings.log_dir}/{name}.log"
    assert len(config["unix_http_server"]["file"]) < 100, "a socket's path may not be longer"
    assert config["unix_http_server"]["chmod"] == "0700"


def test_a_new_run_begins_with_the_first_engine_whatever_the_last_one_left(project, settings, supervisor):
    settings.run_dir.mkdir(parents=True)
    assign(settings.run_dir, "standby", Path("oud.tar.gz"))
    make_live(settings.run_dir, "standby", 0.0)
    with Supervised(project.root, settings, Path("model.tar.gz")):
        assert live(settings.run_dir) == "engine"
        assert assigned(settings.run_dir, "engine") == Path("model.tar.gz").absolute()
        assert assigned(settings.run_dir, "standby") is None


def test_the_key_stands_in_a_file_of_our_own_and_nowhere_else(project, settings, supervisor):
    with Supervised(project.root, settings, Path("model.tar.gz")):
        key = settings.run_dir / "local-key"
        assert key.read_text() == "sleutel"
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
        assert stat.S_IMODE(settings.run_dir.stat().st_mode) == 0o700
        others = [p for p in settings.run_dir.iterdir() if p != key]
        assert others and not any("sleutel" in p.read_text() for p in others)
        [process] = supervisor.started
        assert "sleutel" not in " ".join(process.command)
        assert process.options["env"]["BOT_LOCAL_KEY"] == "sleutel"
    assert not key.exists()


def test_the_supervisor_is_stopped_at_the_end_also_after_an_error(project, settings, supervisor):
    with pytest.raises(RuntimeError), Supervised(project.root, settings, Path("model.tar.gz")):
        raise RuntimeError
    [process] = supervisor.started
    assert process.signals == [supervise.signal.SIGTERM]
    assert process.options["start_new_session"] is True, "Ctrl-C reaches us, not the children"


def test_the_engine_is_pointed_to_our_action_server_and_tracker_store(project, settings, supervisor):
    with Supervised(project.root, settings, Path("model.tar.gz")):
        endpoints = (settings.run_dir / "endpoints.yml").read_text()
    assert 'url: "http://127.0.0.1:6055/webhook"' in endpoints
    assert "type: bot.rasa_parts.tracker_store.SettingsTrackerStore" in endpoints


def test_a_supervisor_that_stops_is_told_with_the_logs(project, settings, supervisor):
    with Supervised(project.root, settings, Path("model.tar.gz")) as supervised:
        supervisor.started[0].signals.append("died")
        with pytest.raises(CannotStart, match="kwam niet op gang") as failed:
            supervised.wait_until_ready()
    assert all(name in str(failed.value) for name in (str(settings.log_dir), "engine.log", "actions.log", "site.log"))


@pytest.mark.parametrize(
    ("health", "ready"), [(None, False), ({}, False), ({"ready": False}, False), ({"ready": True}, True)]
)
def test_ready_is_what_the_site_says(health, ready, settings, monkeypatch):
    monkeypatch.setattr(supervise, "health", lambda _: health)
    assert supervise.is_ready(settings) is ready


@pytest.mark.parametrize("error", [ConnectionRefusedError, TimeoutError, ValueError])
def test_a_site_that_does_not_answer_is_not_healthy(error, settings, monkeypatch):
    def refuse(*_, **__):
        raise error

    monkeypatch.setattr(supervise.urllib.request, "urlopen", refuse)
    assert supervise.health(settings) is None


def test_the_programs_are_quiet_and_send_nothing_home(settings):
    found = environment(settings)
    assert found["RASA_TELEMETRY_ENABLED"] == "false"
    assert found["BOT_LOCAL_KEY"] == "sleutel"
    assert found["LOG_LEVEL"] == "WARNING"


def test_the_action_server_listens_on_the_loopback_unless_a_setting_says_otherwise(settings):
    assert environment(settings)["SANIC_HOST"] == "127.0.0.1", "rasa-sdk reads it; without it, it takes every address"
    elsewhere = dataclasses.replace(settings, actions_host="10.0.0.5")
    assert environment(elsewhere)["SANIC_HOST"] == "10.0.0.5" and elsewhere.actions_url.startswith("http://10.0.0.5:")
    assert dataclasses.replace(settings, actions_host="0.0.0.0").actions_url.startswith("http://127.0.0.1:")  # noqa: S104


def test_every_run_has_a_key_of_its_own():
    assert len({new_key() for _ in range(20)}) == 20
    assert len(new_key()) >= 32
