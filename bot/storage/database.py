"""Opens the database, brings its tables up to date, and gives transactions."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.engine.url import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import QueuePool

from bot.storage.migrations import MIGRATIONS

logger = logging.getLogger(__name__)

BUSY_TIMEOUT_MS = 5000


class DatabaseBusy(Exception):
    """The database is locked or full: nothing was written, and trying again is right."""


class Database:
    """The database of one process."""

    def __init__(self, url: str) -> None:
        """Opens the database and creates or updates its tables.

        Args:
            url: an SQLAlchemy address, such as sqlite:///var/belastingchat.db or postgresql://…
        """
        self.engine = _open(url)
        _migrate(self.engine)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Gives a transaction that is committed at the end, or rolled back whole on an error.

        Raises:
            DatabaseBusy: the database is locked or full.
        """
        try:
            with self.engine.begin() as connection:
                yield connection
        except OperationalError as error:
            # The statement and its values may hold a citizen's words: only the driver's own words go on.
            logger.error("database refused a write: %s", error.orig)
            raise DatabaseBusy(str(error.orig)) from None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Gives a connection for reading.

        Raises:
            DatabaseBusy: the database is locked.
        """
        try:
            with self.engine.connect() as connection:
                yield connection
        except OperationalError as error:
            logger.error("database refused a read: %s", error.orig)
            raise DatabaseBusy(str(error.orig)) from None

    def empty_log(self) -> None:
        """Empties SQLite's write-ahead log, in which erased rows would otherwise stay readable for days."""
        if self.engine.dialect.name == "sqlite":
            with self.read() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def rebuild(self) -> None:
        """Writes the database anew, so that no page keeps a trace of what was erased.

        `secure_delete` zeroes what this process frees; another one, such as the engine, leaves old copies behind when
        it moves rows between pages.

        Raises:
            DatabaseBusy: the database is locked or full; nothing was changed.
        """
        connection = self.engine.raw_connection()
        try:
            if self.engine.dialect.name == "postgresql":
                connection.connection.autocommit = True
            connection.cursor().execute("VACUUM")
        except self.engine.dialect.dbapi.OperationalError as error:
            logger.error("database refused to be rebuilt: %s", error)
            raise DatabaseBusy(str(error)) from None
        finally:
            connection.invalidate()
        self.empty_log()

    def close(self) -> None:
        """Closes all connections."""
        self.engine.dispose()


def hold(connection: Connection, name: str) -> None:
    """Waits within a transaction until nobody else holds a name, and holds it until the end.

    For what is read and then written by several at once. SQLite's write transaction has the whole database already.
    Hold a conversation before anything else: who takes two names in one order never waits for each other.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})


def _open(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return sa.create_engine(url, pool_pre_ping=True, hide_parameters=True)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(
        url, poolclass=QueuePool, pool_size=8, hide_parameters=True, connect_args={"check_same_thread": False}
    )

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection, _record):
        # pysqlite would begin transactions by itself and late; we begin them, at once and for writing, so that two
        # writers wait for each other instead of failing halfway (SQLAlchemy docs, "Serializable isolation").
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", f"busy_timeout={BUSY_TIMEOUT_MS}", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
        # Erased means gone: freed pages are overwritten with zeros.
        connection.execute("PRAGMA secure_delete=ON")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection):
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _migrate(engine: Engine) -> None:
    with engine.begin() as connection:
        hold(connection, "migrations")
        connection.execute(sa.text("CREATE TABLE IF NOT EXISTS migrations (name VARCHAR(80) PRIMARY KEY)"))
        done = {row[0] for row in connection.execute(sa.text("SELECT name FROM migrations"))}
        for migration in MIGRATIONS:
            if migration.__name__ not in done:
                migration(connection)
                connection.execute(
                    sa.text("INSERT INTO migrations (name) VALUES (:name)"), {"name": migration.__name__}
                )
