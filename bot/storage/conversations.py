"""What every store asks of the table conversations: is one still there, how far is it, is it a citizen's.

The table is of bot.transcript. Its neighbours hang on it and do not know that package.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

# In SQL, of the table conversations as c. Asking for another day is for trials only, and a citizen has no origin.
OF_A_CITIZEN = "c.today IS NULL AND c.origin IS NULL"


def last_seq(connection: Connection, conversation: str) -> int | None:
    """Returns the number of a conversation's last message, within a transaction; None when it is not there (any more).

    A conversation without messages is at 0.
    """
    return connection.execute(sa.text("SELECT last_seq FROM conversations WHERE id = :c"), {"c": conversation}).scalar()
