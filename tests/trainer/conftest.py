"""A room over a small data/ folder that a test may change."""

from __future__ import annotations

import pytest

from bot.content import History
from bot.trainer import Author, Room
from bot.trainer.__main__ import main

ME = Author("noor", "Noor de Wit")


@pytest.fixture
def me() -> Author:
    return ME


@pytest.fixture
def tiny(tiny_data):
    return tiny_data()


@pytest.fixture
def make_room(tiny, tmp_path, database, clock):
    """Returns a function that opens the room, as a start does."""
    return lambda **more: Room(tiny.data, tmp_path / "var", History(database, clock), clock, **more)


@pytest.fixture
def room(make_room):
    return make_room()


@pytest.fixture
def run(tiny, tmp_path, monkeypatch, capsys):
    """Returns a function that gives a command and returns its exit code and what it said."""
    monkeypatch.setenv("BOT_VAR_DIR", str(tmp_path / "var"))

    def do(*arguments):
        code = main(["--data", str(tiny.data), "--wie", "Noor de Wit", *arguments])
        out = capsys.readouterr()
        return code, out.out + out.err

    return do
