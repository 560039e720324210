"""What is too old goes, everywhere: every table, index and file is searched for words that should be gone."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.retention import Retention
from bot.retention.__main__ import main
from bot.staff import Audit, DeskSettings, Role, Staff
from bot.storage import Database
from bot.transcript import Erasing, Transcript

# As Rasa 3.6 makes it (rasa.core.tracker_store.SQLTrackerStore.SQLEvent).
EVENTS = """CREATE TABLE events (
    id INTEGER PRIMARY KEY, sender_id VARCHAR(255) NOT NULL, type_name VARCHAR(255) NOT NULL, timestamp FLOAT,
    intent_name VARCHAR(255), action_name VARCHAR(255), data TEXT)"""
# Tables that hold nothing of a citizen's conversation: a new table is either here or erased with the conversation.
NOT_OF_A_CONVERSATION = {
    "migrations", "staff", "staff_sessions", "staff_failures", "audit", "desk_settings", "handoff_waits",
    "handoff_presence", "insight_counts", "experiment_days", "counted_days", "content_history", "inbox_decisions", "sqlite_sequence",
}  # fmt: skip
MARK = "zeldzaamwoord"


@pytest.fixture
def transcript(database, clock):
    return Transcript(database, clock)


@pytest.fixture
def retention(database, clock):
    return Retention(database, clock)


def talk(transcript, text="Mag ik uitstel?"):
    conversation, _ = transcript.start([{"text": "Hallo"}])
    transcript.add_from_citizen(conversation, "c1", text, wants_answer=False)
    return conversation


def rows(database, query, **values):
    with database.read() as connection:
        return connection.execute(sa.text(query), values).all()


def test_what_is_too_old_goes_and_the_rest_stays(transcript, retention, clock, database):
    old = talk(transcript)
    clock.move(days=1)
    kept = talk(transcript)
    later = talk(transcript)
    clock.move(days=29, seconds=1)
    assert retention.old() == [old]
    cleaned = retention.run()
    assert (cleaned.conversations, cleaned.days) == (1, 30)
    assert {row.id for row in rows(database, "SELECT id FROM conversations")} == {kept, later}
    [line] = Audit(database, clock).entries()
    assert (line.action, line.member, line.detail) == ("opgeruimd", None, "1 gesprek gewist, ouder dan 30 dagen")


def test_a_message_keeps_the_whole_conversation(transcript, retention, clock):
    conversation = talk(transcript)
    clock.move(days=20)
    transcript.add_from_citizen(conversation, "c2", "En daarna?", wants_answer=False)
    clock.move(days=29)
    assert retention.run().conversations == 0
    assert len(transcript.after(conversation, 0)) == 3
    clock.move(days=2)
    assert retention.run().conversations == 1


def test_beheer_sets_the_days(transcript, retention, clock, database):
    member = Staff(database, clock).add("bo", "Bo", roles=[Role.BEHEER])
    talk(transcript)
    clock.move(days=8)
    assert retention.run().conversations == 0
    DeskSettings(database, clock).set("transcript_days", "7", member, "besluit van de functionaris")
    assert retention.run(by=member.id).conversations == 1
    assert Audit(database, clock).entries(action="opgeruimd")[0].login == "bo"


def test_a_clock_that_goes_back_erases_nothing(transcript, retention, clock):
    talk(transcript)
    clock.move(days=-400)
    assert retention.run().conversations == 0


def test_many_conversations_go_in_one_run(transcript, retention, clock, database):
    for _ in range(450):
        transcript.start([{"text": "Hallo"}])
    clock.move(days=31)
    assert retention.run().conversations == 450
    assert rows(database, "SELECT COUNT(*) FROM messages")[0][0] == 0


def test_a_run_is_due_once_a_night_even_when_the_night_was_missed(retention, clock):
    clock.set("2026-11-23 02:59")
    assert retention.due()
    retention.run()
    assert not retention.due()
    clock.set("2026-11-23 03:00")
    assert retention.due()
    clock.set("2026-11-23 14:00")
    assert retention.due()
    retention.run()
    clock.set("2026-11-24 02:59")
    assert not retention.due()
    clock.set("2026-11-29 12:00")
    assert retention.due()


def test_what_the_engine_wrote_after_a_conversation_was_erased_goes_too(transcript, retention, clock, database):
    alive = talk(transcript)
    with database.write() as connection:
        connection.execute(sa.text(EVENTS))
        for number, (sender, age) in enumerate((("weg", 600), ("weg", 601), ("zojuist", 10), (alive, 600))):
            connection.execute(
                sa.text("INSERT INTO events (id, sender_id, type_name, timestamp) VALUES (:n, :s, 'user', :t)"),
                {"n": number, "s": sender, "t": clock().timestamp() - age},
            )
    assert retention.run().orphans == 1
    assert {row.sender_id for row in rows(database, "SELECT sender_id FROM events")} == {"zojuist", alive}


def plant(connection: sqlite3.Connection, conversation: str) -> dict[str, int]:
    """Puts the mark in every column that takes text of every table, in rows that belong to the conversation.

    Returns:
        How many rows each table got.
    """
    planted = {}
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if table in NOT_OF_A_CONVERSATION or table == "conversations" or table.startswith("sqlite_"):
            continue
        columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
        owner = "sender_id" if table == "events" else "conversation"
        assert owner in {c[1] for c in columns}, f"{table}: erased with a conversation, or in NOT_OF_A_CONVERSATION?"
        known = connection.execute(f"SELECT COUNT(*) FROM {table} WHERE {owner} = ?", (conversation,)).fetchone()[0]
        for n in range(known, known + 40):
            values = {}
            for _, name, kind, *_ in columns:
                if name == owner:
                    values[name] = conversation
                elif kind.startswith(("VARCHAR", "TEXT")):
                    values[name] = f"{MARK} {n} " + ("lang " * 60 if kind == "TEXT" else "")
                elif name not in ("id",):
                    values[name] = 1000 + n
            if table == "handoffs" and n > known:
                break
            marks = ", ".join("?" * len(values))
            connection.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", list(values.values()))
            planted[table] = n + 1
    connection.commit()
    return planted


def found_in(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and MARK.encode() in path.read_bytes()]


@pytest.mark.parametrize("how", ["night", "citizen", "demand"])
def test_nothing_is_left_in_any_table_index_or_file(how, tmp_path, clock):
    var = tmp_path / "var"
    database = Database(f"sqlite:///{var / 'belastingchat.db'}")
    transcript, retention = Transcript(database, clock), Retention(database, clock)
    with database.write() as connection:
        connection.execute(sa.text(EVENTS))
        connection.execute(sa.text("CREATE INDEX events_sender ON events (sender_id, data)"))
    conversation = talk(transcript, f"Ik woon in {MARK}")
    # The engine: another connection, which does not overwrite what it frees and keeps standing open.
    engine = sqlite3.connect(var / "belastingchat.db")
    engine.execute("PRAGMA secure_delete=OFF")
    planted = plant(engine, conversation)
    assert len(planted) >= 9 and set(planted) >= {"messages", "feedback", "handoffs", "events", "handoff_notes"}
    engine.execute("DELETE FROM events WHERE id % 2 = 0")
    engine.commit()
    assert found_in(var)
    clock.move(days=31)
    kept = talk(transcript, "Wanneer krijg ik geld terug?")
    if how == "night":
        assert retention.run().conversations == 1
    elif how == "demand":
        assert retention.erase(conversation) and not retention.erase(conversation)
    else:
        Erasing(database, clock).erase(conversation)
        retention.run(days=36500)
    dump = "\n".join(engine.iterdump())
    assert MARK not in dump and conversation not in [row[0] for row in engine.execute("SELECT id FROM conversations")]
    for (table,) in engine.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if table not in NOT_OF_A_CONVERSATION:
            left = str(engine.execute(f"SELECT * FROM {table}").fetchall())
            assert MARK not in left and conversation not in left
    assert found_in(var) == []
    assert [m["text"] for m in transcript.after(kept, 0)] == ["Hallo", "Wanneer krijg ik geld terug?"]
    assert engine.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    engine.close()
    database.close()
    assert found_in(tmp_path) == []


def test_the_command_says_what_it_did(tmp_path, monkeypatch, capsys, clock):
    monkeypatch.setenv("BOT_VAR_DIR", str(tmp_path))
    database = Database(f"sqlite:///{tmp_path / 'belastingchat.db'}")
    transcript = Transcript(database, clock)
    clock.set("2020-01-01 10:00")
    old, other = talk(transcript), talk(transcript)
    assert main(["--dry-run"]) == 0 and "2 gesprekken zouden" in capsys.readouterr().out
    assert main(["--conversation", old]) == 0 and main(["--conversation", old]) == 1
    assert "bestaat niet" in capsys.readouterr().err
    assert main(["--days", "99999"]) == 0 and "0 gesprekken gewist, ouder dan 99999 dagen." in capsys.readouterr().out
    assert transcript.exists(other)
    assert main([]) == 0 and "1 gesprek gewist, ouder dan 30 dagen." in capsys.readouterr().out
    assert not transcript.exists(other)
    database.close()


@pytest.mark.parametrize("conversation", ["-begint-met-streep", "--days", "gewoon"])
def test_an_id_may_begin_with_a_dash(conversation, tmp_path, monkeypatch, clock):
    monkeypatch.setenv("BOT_VAR_DIR", str(tmp_path))
    database = Database(f"sqlite:///{tmp_path / 'belastingchat.db'}")
    with database.write() as connection:
        connection.execute(
            sa.text("INSERT INTO conversations (id, token_hash, created_at) VALUES (:c, 'x', '2026-11-23')"),
            {"c": conversation},
        )
    assert main(["--conversation", conversation]) == 0
    assert not Transcript(database, clock).exists(conversation)
    database.close()


def test_a_locked_database_is_said_and_nothing_breaks(tmp_path, monkeypatch, capsys):
    from bot.storage import database as module

    monkeypatch.setattr(module, "BUSY_TIMEOUT_MS", 30)
    monkeypatch.setenv("BOT_VAR_DIR", str(tmp_path))
    Database(f"sqlite:///{tmp_path / 'belastingchat.db'}").close()
    other = sqlite3.connect(tmp_path / "belastingchat.db", isolation_level=None)
    opened = module._migrate
    monkeypatch.setattr(module, "_migrate", lambda engine: (opened(engine), other.execute("BEGIN IMMEDIATE")))
    assert main([]) == 1
    assert "bezet" in capsys.readouterr().err
    other.close()
