"""The tables, as a list of steps. A step that has landed is never changed; a new one is added below it."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection


def _run(connection: Connection, *statements: str) -> None:
    for statement in statements:
        connection.execute(sa.text(statement))


def m001_transcript(connection: Connection) -> None:
    """Conversations, their messages and the feedback on them. Owner: bot.transcript."""
    _run(
        connection,
        """CREATE TABLE conversations (
            id VARCHAR(40) PRIMARY KEY,
            token_hash VARCHAR(64) NOT NULL,
            created_at VARCHAR(40) NOT NULL,
            last_seq INTEGER NOT NULL DEFAULT 0,
            today VARCHAR(10))""",
        """CREATE TABLE messages (
            conversation VARCHAR(40) NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
            seq INTEGER NOT NULL,
            at VARCHAR(40) NOT NULL,
            role VARCHAR(12) NOT NULL,
            text TEXT NOT NULL,
            body TEXT NOT NULL,
            client_id VARCHAR(80),
            choice VARCHAR(120),
            pending INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (conversation, seq),
            UNIQUE (conversation, client_id))""",
        "CREATE INDEX messages_pending ON messages (pending, conversation, seq)",
        """CREATE TABLE feedback (
            conversation VARCHAR(40) NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
            seq INTEGER NOT NULL,
            at VARCHAR(40) NOT NULL,
            helpful INTEGER NOT NULL,
            remark TEXT NOT NULL,
            PRIMARY KEY (conversation, seq))""",
    )


def m002_handoff(connection: Connection) -> None:
    """Who is talking, and what moved it. Owner: bot.handoff."""
    _run(
        connection,
        """CREATE TABLE handoffs (
            conversation VARCHAR(40) PRIMARY KEY REFERENCES conversations(id) ON DELETE CASCADE,
            state VARCHAR(12) NOT NULL,
            changed_at VARCHAR(40) NOT NULL)""",
        """CREATE TABLE handoff_events (
            conversation VARCHAR(40) NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
            at VARCHAR(40) NOT NULL,
            event VARCHAR(20) NOT NULL,
            reason VARCHAR(40) NOT NULL,
            topic VARCHAR(80),
            confidence FLOAT)""",
        "CREATE INDEX handoff_events_conversation ON handoff_events (conversation)",
    )


def m004_queue(connection: Connection) -> None:
    """The queue, presence, whisper notes, drafts and waits of the desk. Owner: bot.handoff."""
    columns = (
        "reason VARCHAR(40) NOT NULL DEFAULT ''", "topic VARCHAR(80)", "confidence FLOAT",
        "urgency INTEGER NOT NULL DEFAULT 0", "waiting_since VARCHAR(40)", "ticket INTEGER", "owner INTEGER",
        "claimed_at VARCHAR(40)", "team VARCHAR(60) NOT NULL DEFAULT ''", "code VARCHAR(12)",
        "outcome VARCHAR(40) NOT NULL DEFAULT ''", "remark TEXT NOT NULL DEFAULT ''",
    )  # fmt: skip
    _run(
        connection,
        *(f"ALTER TABLE handoffs ADD COLUMN {column}" for column in columns),
        "CREATE UNIQUE INDEX handoffs_code ON handoffs (code)",
        "CREATE INDEX handoffs_queue ON handoffs (state, urgency, ticket)",
        "CREATE INDEX handoffs_owner ON handoffs (owner, state)",
        "ALTER TABLE handoff_events ADD COLUMN member INTEGER",
        """CREATE TABLE handoff_notes (
            conversation VARCHAR(40) NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
            client_id VARCHAR(80) NOT NULL,
            at VARCHAR(40) NOT NULL,
            behind INTEGER NOT NULL,
            member INTEGER NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY (conversation, client_id))""",
        """CREATE TABLE handoff_reads (
            conversation VARCHAR(40) NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
            member INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            PRIMARY KEY (conversation, member))""",
        """CREATE TABLE handoff_drafts (
            id VARCHAR(40) PRIMARY KEY,
            conversation VARCHAR(40) NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
            client_id VARCHAR(80) NOT NULL,
            at VARCHAR(40) NOT NULL,
            member INTEGER NOT NULL,
            text TEXT NOT NULL,
            masked TEXT NOT NULL,
            state VARCHAR(12) NOT NULL,
            UNIQUE (conversation, client_id))""",
        # No conversation in here: how long people waited stays true after theirs is erased.
        "CREATE TABLE handoff_waits (at VARCHAR(40) NOT NULL, seconds INTEGER NOT NULL)",
        """CREATE TABLE handoff_presence (
            member INTEGER PRIMARY KEY,
            presence VARCHAR(12) NOT NULL,
            reason VARCHAR(80) NOT NULL,
            seen_at VARCHAR(40) NOT NULL,
            acted_at VARCHAR(40) NOT NULL)""",
    )


def m005_insight(connection: Connection) -> None:
    """Labelled examples and counts. Owner: bot.insight."""
    serial = "INTEGER PRIMARY KEY AUTOINCREMENT" if connection.dialect.name == "sqlite" else "SERIAL PRIMARY KEY"
    _run(
        connection,
        f"""CREATE TABLE insight_items (
            id {serial},
            conversation VARCHAR(40) NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
            at VARCHAR(40) NOT NULL,
            kind VARCHAR(40) NOT NULL,
            topic VARCHAR(80) NOT NULL,
            detail VARCHAR(80) NOT NULL,
            text TEXT NOT NULL,
            offered TEXT NOT NULL)""",
        "CREATE INDEX insight_items_conversation ON insight_items (conversation)",
        "CREATE INDEX insight_items_at ON insight_items (at)",
        """CREATE TABLE insight_counts (
            day VARCHAR(10) NOT NULL,
            kind VARCHAR(40) NOT NULL,
            topic VARCHAR(80) NOT NULL,
            detail VARCHAR(80) NOT NULL,
            number INTEGER NOT NULL,
            PRIMARY KEY (day, kind, topic, detail))""",
    )


MIGRATIONS = [m001_transcript, m002_handoff, m004_queue, m005_insight]
