"""What stops a start: one clear sentence with a mend for each."""

from __future__ import annotations

import dataclasses
import shutil
import socket
import sys
from types import SimpleNamespace

import pytest

from bot.launch import preflight
from bot.launch.preflight import DISK_NEEDED, CannotStart, check_machine
from bot.settings import Settings, read_settings


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture()
def settings(tmp_path) -> Settings:
    ports = {f"BOT_{name}PORT": str(free_port()) for name in ("", "ENGINE_", "STANDBY_", "ACTIONS_")}
    return read_settings({"BOT_VAR_DIR": str(tmp_path / "var"), **ports})


@pytest.fixture()
def busy_port():
    """A port of the loopback that somebody listens on."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def refusal(settings: Settings) -> str:
    with pytest.raises(CannotStart) as refused:
        check_machine(settings)
    return str(refused.value)


def test_a_good_machine_may_start(settings):
    check_machine(settings)
    assert settings.var_dir.is_dir()


@pytest.mark.parametrize("name", ["port", "engine_port", "standby_port", "actions_port"])
def test_a_busy_port_is_named_with_the_setting_that_moves_it(name, settings, busy_port):
    told = refusal(dataclasses.replace(settings, **{name: busy_port}))
    assert f"Poort {busy_port} op 127.0.0.1 kan niet" in told
    assert f"BOT_{name.upper()}=" in told
    assert "Stop het programma dat hem gebruikt" in told
    assert "\n" not in told


def test_the_port_that_is_suggested_is_another_one(settings, busy_port):
    told = refusal(dataclasses.replace(settings, port=busy_port))
    suggested = int(told.split("BOT_PORT=")[1].split()[0])
    assert suggested != busy_port
    assert 1024 <= suggested < 65536


@pytest.mark.parametrize("port", [70000, -1])
def test_a_port_that_cannot_exist_is_told(port, settings):
    assert f"Poort {port}" in refusal(dataclasses.replace(settings, port=port))


def test_an_address_that_is_not_ours_is_told(settings):
    told = refusal(dataclasses.replace(settings, host="192.0.2.1"))
    assert "192.0.2.1" in told


def test_a_port_that_was_just_closed_is_free(settings, busy_port):
    with socket.create_connection(("127.0.0.1", busy_port)):
        pass
    check_machine(settings)


@pytest.mark.parametrize(("free", "starts"), [(DISK_NEEDED, True), (DISK_NEEDED - 1, False), (0, False)])
def test_a_full_disk_is_told_in_megabytes(free, starts, settings, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    if starts:
        check_machine(settings)
    else:
        told = refusal(settings)
        assert f"{free // 1024**2} MB vrij, 500 MB nodig" in told
        assert "Maak ruimte" in told and "BOT_VAR_DIR" in told


def test_a_folder_that_cannot_be_made_is_told(settings, tmp_path):
    (tmp_path / "bestand").write_text("x")
    told = refusal(dataclasses.replace(settings, var_dir=tmp_path / "bestand" / "var"))
    assert str(tmp_path / "bestand" / "var") in told
    assert "BOT_VAR_DIR" in told


@pytest.mark.parametrize("version", [(3, 9, 18), (3, 11, 0), (3, 12, 1)])
def test_another_python_is_told_with_how_to_get_the_right_one(version, settings, monkeypatch):
    monkeypatch.setattr(preflight, "sys", SimpleNamespace(version_info=version))
    told = refusal(settings)
    assert f"Dit is Python {version[0]}.{version[1]}," in told
    assert "Installeer 3.10" in told


def test_python_is_looked_at_first(settings, busy_port, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 11, 0, "final", 0))
    told = refusal(dataclasses.replace(settings, port=busy_port))
    monkeypatch.undo()
    assert "Python 3.11" in told
