"""Fixtures of the fast tests: fresh things each time, fixed moments, no network and no Rasa."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.calendar import AMSTERDAM
from bot.knowledge import Content, Library
from bot.storage import Database
from tests.databases import fresh_url
from tests.house import house  # noqa: F401 - the fixture with all real servers, for journey and browser tests
from tests.tiny import TinyData

ROOT = Path(__file__).resolve().parents[1]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the browser last: its library keeps an event loop running, in which no other test can start one."""
    items.sort(key=lambda item: "tests/browser/" in item.nodeid)


class FixedClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: dt.datetime) -> None:
        self.now = now

    def __call__(self) -> dt.datetime:
        return self.now

    def set(self, text: str) -> None:
        """Sets a moment in Dutch local time, such as "2026-11-23 10:00"."""
        self.now = dt.datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)

    def move(self, **by: float) -> None:
        """Moves the clock on, such as `move(seconds=5)`."""
        self.now += dt.timedelta(**by)


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def library() -> Library:
    """The library over the real data/. Only for reading."""
    return Library(ROOT / "data")


@pytest.fixture(scope="session")
def content(library: Library) -> Content:
    """The real content."""
    return library.content


@pytest.fixture()
def database(tmp_path: Path) -> Iterator[Database]:
    """A fresh database: SQLite, unless TEST_DATABASE_URL names a PostgreSQL server."""
    with fresh_url(tmp_path) as url:
        database = Database(url)
        yield database
        database.close()


@pytest.fixture()
def sqlite(tmp_path: Path) -> Iterator[Database]:
    """A fresh SQLite database, for what holds for SQLite alone."""
    database = Database(f"sqlite:///{tmp_path / 'test.db'}")
    yield database
    database.close()


@pytest.fixture()
def clock() -> FixedClock:
    """A clock on Monday 23 November 2026, 10.00 uur."""
    return FixedClock(dt.datetime(2026, 11, 23, 10, 0, tzinfo=AMSTERDAM))


@pytest.fixture()
def tiny_data(tmp_path: Path):
    """A factory of a small, valid project folder that a test may break."""

    def make(name: str = "tiny") -> TinyData:
        return TinyData(tmp_path / name, ROOT)

    return make
