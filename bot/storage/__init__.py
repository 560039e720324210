"""One SQL database, by URL: SQLite (WAL) by default, PostgreSQL for more than one machine."""

from sqlalchemy.engine import Connection

from bot.storage.database import Database, DatabaseBusy, hold

__all__ = ["Connection", "Database", "DatabaseBusy", "hold"]
