"""A room over a small data/ folder that a test may change."""

from __future__ import annotations

import pytest

from bot.content import History
from bot.trainer import Author, Room

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
