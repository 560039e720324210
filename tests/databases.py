"""A fresh database for a test: SQLite, or a schema of its own in PostgreSQL when TEST_DATABASE_URL names a server."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

SERVER = os.environ.get("TEST_DATABASE_URL", "")


def in_order(connection: sa.engine.Connection) -> str:
    """Returns the column that tells in which order rows were written, of a table that only grows."""
    return "rowid" if connection.dialect.name == "sqlite" else "ctid"


@contextlib.contextmanager
def fresh_url(folder: Path) -> Iterator[str]:
    """Gives the address of an empty database, and takes a schema away again."""
    if not SERVER:
        yield f"sqlite:///{folder / 'test.db'}"
        return
    schema, engine = f"t{secrets.token_hex(8)}", sa.create_engine(SERVER)
    try:
        with engine.begin() as connection:
            connection.execute(sa.text(f"CREATE SCHEMA {schema}"))
        yield f"{SERVER}{'&' if '?' in SERVER else '?'}options=-csearch_path%3D{schema}"
        with engine.begin() as connection:
            connection.execute(sa.text(f"DROP SCHEMA {schema} CASCADE"))
    finally:
        engine.dispose()
