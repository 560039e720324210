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


def m003_staff(connection: Connection) -> None:
    """Accounts, sessions, failed sign-ins, the audit log and the settings of the desk. Owner: bot.staff."""
    postgres = connection.dialect.name == "postgresql"
    number = "SERIAL PRIMARY KEY" if postgres else "INTEGER PRIMARY KEY AUTOINCREMENT"
    moment = "DOUBLE PRECISION" if postgres else "REAL"
    _run(
        connection,
        f"""CREATE TABLE staff (
            id {number},
            login VARCHAR(120) NOT NULL UNIQUE,
            name VARCHAR(80) NOT NULL,
            team VARCHAR(60) NOT NULL,
            roles VARCHAR(80) NOT NULL,
            four_eyes INTEGER NOT NULL DEFAULT 0,
            demo INTEGER NOT NULL DEFAULT 0,
            disabled INTEGER NOT NULL DEFAULT 0,
            must_change INTEGER NOT NULL DEFAULT 0,
            password VARCHAR(200),
            totp VARCHAR(64),
            totp_offered VARCHAR(64),
            totp_step INTEGER NOT NULL DEFAULT 0,
            subject VARCHAR(255) UNIQUE,
            created_at VARCHAR(40) NOT NULL)""",
        f"""CREATE TABLE staff_sessions (
            key VARCHAR(64) PRIMARY KEY,
            member INTEGER NOT NULL REFERENCES staff(id) ON DELETE CASCADE,
            stage VARCHAR(12) NOT NULL,
            csrf VARCHAR(64) NOT NULL,
            seen_at {moment} NOT NULL,
            ends_at {moment} NOT NULL)""",
        "CREATE INDEX staff_sessions_member ON staff_sessions (member)",
        f"""CREATE TABLE staff_failures (
            key VARCHAR(64) PRIMARY KEY,
            failures INTEGER NOT NULL,
            at {moment} NOT NULL,
            locked_until {moment} NOT NULL)""",
        # No reference to staff: the line stays when the colleague has gone.
        f"""CREATE TABLE audit (
            id {number},
            at VARCHAR(40) NOT NULL,
            member INTEGER,
            login VARCHAR(120) NOT NULL,
            action VARCHAR(60) NOT NULL,
            subject VARCHAR(200) NOT NULL,
            detail VARCHAR(500) NOT NULL)""",
        "CREATE INDEX audit_subject ON audit (subject, id)",
        "CREATE INDEX audit_login ON audit (login, id)",
        f"""CREATE TABLE desk_settings (
            id {number},
            name VARCHAR(60) NOT NULL,
            value TEXT NOT NULL,
            at VARCHAR(40) NOT NULL,
            login VARCHAR(120) NOT NULL,
            why VARCHAR(500) NOT NULL)""",
        "CREATE INDEX desk_settings_name ON desk_settings (name, id)",
    )
    for table in ("audit", "desk_settings"):
        _only_grows(connection, table)


def _only_grows(connection: Connection, table: str) -> None:
    """Makes the database itself refuse to change or remove a line of a table."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(
            f"""CREATE FUNCTION {table}_only_grows() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'the table {table} only grows'; END $$"""
        )
        connection.exec_driver_sql(
            f"""CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
                FOR EACH STATEMENT EXECUTE FUNCTION {table}_only_grows()"""
        )
        return
    for deed in ("UPDATE", "DELETE"):
        connection.exec_driver_sql(
            f"""CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table}
                BEGIN SELECT RAISE(ABORT, 'the table {table} only grows'); END"""
        )
    # REPLACE removes a line without asking the trigger above.
    connection.exec_driver_sql(
        f"""CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
            WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)
            BEGIN SELECT RAISE(ABORT, 'the table {table} only grows'); END"""
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


def m006_trainer(connection: Connection) -> None:
    """What trainers changed in the content, and what they decided about messages. Owner: bot.content."""
    number = "INTEGER PRIMARY KEY" if connection.dialect.name == "sqlite" else "SERIAL PRIMARY KEY"
    _run(
        connection,
        f"""CREATE TABLE content_history (
            id {number},
            operation VARCHAR(40) NOT NULL,
            at VARCHAR(40) NOT NULL,
            login VARCHAR(80) NOT NULL,
            name VARCHAR(120) NOT NULL,
            summary VARCHAR(300) NOT NULL,
            why TEXT NOT NULL,
            path VARCHAR(200) NOT NULL,
            before_text TEXT,
            after_text TEXT,
            git_commit VARCHAR(40) NOT NULL)""",
        "CREATE INDEX content_history_path ON content_history (path, id)",
        "CREATE INDEX content_history_operation ON content_history (operation)",
        """CREATE TABLE inbox_decisions (
            text_key VARCHAR(40) NOT NULL,
            login VARCHAR(80) NOT NULL,
            name VARCHAR(120) NOT NULL,
            verdict VARCHAR(20) NOT NULL,
            topic VARCHAR(80) NOT NULL,
            at VARCHAR(40) NOT NULL,
            settled INTEGER NOT NULL,
            PRIMARY KEY (text_key, login))""",
    )


def m007_experiments(connection: Connection) -> None:
    """What each day came to, for experiments and for the health of the model. Owner: bot.insight."""
    _run(
        connection,
        """CREATE TABLE experiment_days (
            experiment VARCHAR(40) NOT NULL,
            day VARCHAR(10) NOT NULL,
            arm VARCHAR(1) NOT NULL,
            shown INTEGER NOT NULL,
            helped INTEGER NOT NULL,
            not_helped INTEGER NOT NULL,
            handed_over INTEGER NOT NULL,
            asked_again INTEGER NOT NULL,
            PRIMARY KEY (experiment, day, arm))""",
        "CREATE TABLE counted_days (day VARCHAR(10) PRIMARY KEY)",
    )


def m008_origin(connection: Connection) -> None:
    """Who a conversation is of when it is no citizen's: one of our commands, or a colleague. Owner: bot.transcript."""
    _run(connection, "ALTER TABLE conversations ADD COLUMN origin VARCHAR(20)")


def m009_drafts(connection: Connection) -> None:
    """Behind which message a draft was written, and why it lapsed. Owner: bot.handoff."""
    _run(
        connection,
        "ALTER TABLE handoff_drafts ADD COLUMN behind INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE handoff_drafts ADD COLUMN why VARCHAR(20) NOT NULL DEFAULT ''",
    )


def m010_calls(connection: Connection) -> None:
    """Who of staff was asked to look along in a conversation and did not look yet. Owner: bot.handoff."""
    _run(
        connection,
        """CREATE TABLE handoff_calls (
            conversation VARCHAR(40) NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
            member INTEGER NOT NULL,
            by_member INTEGER NOT NULL,
            at VARCHAR(40) NOT NULL,
            PRIMARY KEY (conversation, member))""",
    )


MIGRATIONS = [
    m001_transcript,
    m002_handoff,
    m003_staff,
    m004_queue,
    m005_insight,
    m006_trainer,
    m007_experiments,
    m008_origin,
    m009_drafts,
    m010_calls,
]
