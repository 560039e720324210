"""One SQL database, by URL: SQLite (WAL) by default, PostgreSQL for more than one machine."""

from bot.storage.database import Database, DatabaseBusy

__all__ = ["Database", "DatabaseBusy"]
