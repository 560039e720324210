"""One SQL database, by URL: SQLite (WAL) by default, PostgreSQL for more than one machine."""

from sqlalchemy.engine import Connection

from bot.storage.conversations import OF_A_CITIZEN, last_seq
from bot.storage.database import Database, DatabaseBusy, hold
from bot.storage.moments import utc

__all__ = ["OF_A_CITIZEN", "Connection", "Database", "DatabaseBusy", "hold", "last_seq", "utc"]
