"""The database: tables once, writes whole or not at all, and a clear word when it is locked."""

from __future__ import annotations

import logging
import sqlite3
import threading

import pytest
import sqlalchemy as sa

from bot.storage import Database, DatabaseBusy
from bot.storage import database as database_module
from bot.storage.migrations import MIGRATIONS

SECRET = "geheime-woorden-van-een-burger"
INSERT = "INSERT INTO conversations (id, token_hash, created_at) VALUES (:id, :hash, '2026-11-23')"


def add(database: Database, conversation: str) -> None:
    with database.write() as connection:
        connection.execute(sa.text(INSERT), {"id": conversation, "hash": SECRET})


def ids(database: Database) -> list[str]:
    with database.read() as connection:
        return [row[0] for row in connection.execute(sa.text("SELECT id FROM conversations ORDER BY id"))]


def url(path) -> str:
    return f"sqlite:///{path / 'een.db'}"


@pytest.fixture()
def impatient(tmp_path, monkeypatch):
    """A database that waits 30 milliseconds for a lock instead of seconds."""
    monkeypatch.setattr(database_module, "BUSY_TIMEOUT_MS", 30)
    database = Database(url(tmp_path))
    yield database
    database.close()


@pytest.fixture()
def somebody_else_writes(impatient, tmp_path):
    """Holds the write lock from another connection."""
    other = sqlite3.connect(tmp_path / "een.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


def test_migrations_run_once_however_often_it_is_opened(tmp_path):
    for _ in range(3):
        database = Database(url(tmp_path))
        with database.read() as connection:
            names = [row[0] for row in connection.execute(sa.text("SELECT name FROM migrations ORDER BY name"))]
        database.close()
    assert names == sorted(m.__name__ for m in MIGRATIONS)


def test_opening_again_keeps_what_is_in_it(tmp_path):
    first = Database(url(tmp_path))
    add(first, "a")
    first.close()
    second = Database(url(tmp_path))
    assert ids(second) == ["a"]
    second.close()


def test_a_new_migration_runs_on_an_existing_database_and_the_old_ones_do_not(tmp_path, monkeypatch):
    Database(url(tmp_path)).close()

    def m999_extra(connection):
        connection.execute(sa.text("CREATE TABLE extra (id INTEGER)"))

    monkeypatch.setattr(database_module, "MIGRATIONS", [*MIGRATIONS, m999_extra])
    database = Database(url(tmp_path))
    assert sa.inspect(database.engine).has_table("extra")
    database.close()


def test_a_migration_that_fails_halfway_leaves_nothing(tmp_path, monkeypatch):
    def m999_broken(connection):
        connection.execute(sa.text("CREATE TABLE half (id INTEGER)"))
        raise RuntimeError("halfway")

    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        patch.setattr(database_module, "MIGRATIONS", [*MIGRATIONS, m999_broken])
        Database(url(tmp_path))
    database = Database(url(tmp_path))
    assert not sa.inspect(database.engine).has_table("half")
    database.close()


def test_names_of_migrations_are_different_and_numbered_in_order():
    names = [m.__name__ for m in MIGRATIONS]
    numbers = [name[:4] for name in names]
    assert numbers == sorted(set(numbers)), "each its own number; one that is skipped is of somebody still at work"


def test_two_programs_may_open_a_new_database_at_the_same_time(tmp_path):
    opened, errors = [], []

    def open_it():
        try:
            opened.append(Database(url(tmp_path)))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(opened) == 6
    for database in opened:
        database.close()


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 5000), ("secure_delete", 1)]
)
def test_every_connection_is_set_up(pragma, value, sqlite):
    with sqlite.read() as one, sqlite.read() as two:
        assert one.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value
        assert two.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_the_folder_of_the_database_is_made(tmp_path):
    Database(f"sqlite:///{tmp_path / 'nieuw' / 'map' / 'een.db'}").close()
    assert (tmp_path / "nieuw" / "map" / "een.db").exists()


@pytest.mark.parametrize("error", [ValueError, KeyError, KeyboardInterrupt])
def test_an_error_rolls_everything_back(error, database):
    add(database, "a")
    with pytest.raises(error), database.write() as connection:
        connection.execute(sa.text(INSERT), {"id": "b", "hash": "x"})
        connection.execute(sa.text("DELETE FROM conversations WHERE id = 'a'"))
        raise error
    assert ids(database) == ["a"]


def test_a_write_that_breaks_a_rule_of_the_table_is_rolled_back_whole(database):
    add(database, "a")
    with pytest.raises(sa.exc.IntegrityError) as refused, database.write() as connection:
        connection.execute(sa.text(INSERT), {"id": "b", "hash": "x"})
        connection.execute(sa.text(INSERT), {"id": "a", "hash": SECRET})
    assert ids(database) == ["a"]
    assert SECRET not in str(refused.value)


def test_a_write_into_a_locked_database_is_busy_and_says_nothing_of_the_statement(
    impatient, somebody_else_writes, caplog
):
    with caplog.at_level(logging.DEBUG), pytest.raises(DatabaseBusy) as busy:
        add(impatient, "a")
    told = f"{busy.value} {caplog.text}"
    assert "locked" in told
    assert "INSERT" not in told
    assert SECRET not in told
    assert busy.value.__cause__ is None and busy.value.__suppress_context__, "no statement in a printed traceback"


def test_after_the_lock_the_write_goes_through(impatient, somebody_else_writes):
    with pytest.raises(DatabaseBusy):
        add(impatient, "a")
    somebody_else_writes.execute("COMMIT")
    add(impatient, "a")
    assert ids(impatient) == ["a"]


def test_reading_goes_on_while_somebody_writes(impatient, somebody_else_writes):
    assert ids(impatient) == []


def test_a_reader_does_not_see_what_is_not_committed(database):
    with database.write() as connection:
        connection.execute(sa.text(INSERT), {"id": "a", "hash": "x"})
        assert ids(database) == []
    assert ids(database) == ["a"]


def test_a_failing_read_is_busy_too(sqlite):
    with pytest.raises(DatabaseBusy) as busy, sqlite.read() as connection:
        connection.execute(sa.text(f"SELECT '{SECRET}' FROM nergens"))
    assert SECRET not in str(busy.value)
