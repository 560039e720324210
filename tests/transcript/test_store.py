"""The transcript: in order, once, only for who has the token, and gone when it is erased."""

from __future__ import annotations

import datetime as dt
import json
import threading

import pytest
import sqlalchemy as sa

from bot.handoff import Event, Handoffs, Reason
from bot.insight import Insight
from bot.storage import Database
from bot.transcript import ConversationGone, Erasing, Pending, Transcript

HELLO = {"text": "Goedemorgen.", "outcome": "sociaal", "topic": "sociaal.begroeting"}
ANSWER = {"text": "Dat kan zo.", "outcome": "antwoord", "topic": "aangifte.uitstel"}


@pytest.fixture()
def transcript(database, clock) -> Transcript:
    return Transcript(database, clock)


def texts(transcript: Transcript, conversation: str, after: int = 0) -> list[str]:
    return [m["text"] for m in transcript.after(conversation, after)]


def rows(database: Database, sql: str, **values) -> list[tuple]:
    with database.read() as connection:
        return [tuple(row) for row in connection.execute(sa.text(sql), values)]


def everything_about(database: Database, conversation: str) -> dict[str, int]:
    """Returns for each table how many rows hold the id of the conversation in any column."""
    found = {}
    inspector = sa.inspect(database.engine)
    for table in inspector.get_table_names():
        where = " OR ".join(f"CAST({column['name']} AS TEXT) = :id" for column in inspector.get_columns(table))
        found[table] = rows(database, f"SELECT COUNT(*) FROM {table} WHERE {where}", id=conversation)[0][0]
    return found


def test_messages_come_back_in_order_with_seqs_from_one(transcript):
    conversation, _ = transcript.start([HELLO, {"text": "Waarmee?"}])
    transcript.add_from_citizen(conversation, "c1", "Uitstel?")
    transcript.answer(transcript.next_pending(conversation), [ANSWER, {"text": "Nog iets?"}])
    messages = transcript.after(conversation, 0)
    assert [m["seq"] for m in messages] == [1, 2, 3, 4, 5]
    assert [m["text"] for m in messages] == ["Goedemorgen.", "Waarmee?", "Uitstel?", "Dat kan zo.", "Nog iets?"]
    assert [m["role"] for m in messages] == ["chatbot", "chatbot", "burger", "chatbot", "chatbot"]


@pytest.mark.parametrize(("after", "seqs"), [(0, [1, 2, 3]), (1, [2, 3]), (2, [3]), (3, []), (99, [])])
def test_after_gives_only_what_is_newer(after, seqs, transcript):
    conversation, _ = transcript.start([{"text": t} for t in "abc"])
    assert [m["seq"] for m in transcript.after(conversation, after)] == seqs


def test_a_message_has_the_shape_of_the_contract(transcript, clock):
    clock.set("2026-11-21 10:15:00")
    sources = [{"title": "Bron", "url": "https://voorbeeld.nl", "checked": "2026-11-03"}]
    choices = [{"label": "Zorgtoeslag", "choice": "onderwerp:toeslagen.zorg"}]
    full = {**ANSWER, "cue": "verdriet", "confidence": 0.93, "sources": sources, "choices": choices, "secret": "weg"}
    conversation, _ = transcript.start([full])
    assert transcript.after(conversation, 0) == [
        {
            "seq": 1, "at": "2026-11-21T10:15:00.000+01:00", "role": "chatbot", "text": "Dat kan zo.",
            "topic": "aangifte.uitstel", "outcome": "antwoord", "cue": "verdriet", "confidence": 0.93,
            "sources": sources, "choices": choices, "masked": [],
        }
    ]  # fmt: skip


def test_what_a_message_does_not_carry_is_null_or_empty(transcript):
    conversation, _ = transcript.start([{"text": "a"}])
    [message] = transcript.after(conversation, 0)
    assert {key for key, value in message.items() if value is None} == {"topic", "outcome", "cue", "confidence"}
    assert {key for key, value in message.items() if value == []} == {"sources", "choices", "masked"}


def test_the_same_client_id_twice_is_one_message(transcript):
    conversation, _ = transcript.start([HELLO])
    assert transcript.add_from_citizen(conversation, "c1", "Uitstel?", ["bsn"]) == (2, True)
    assert transcript.add_from_citizen(conversation, "c1", "Iets anders!", then=[ANSWER]) == (2, False)
    assert texts(transcript, conversation) == ["Goedemorgen.", "Uitstel?"]
    assert transcript.after(conversation, 1)[0]["masked"] == ["bsn"]
    assert transcript.after(conversation, 1)[0]["client_id"] == "c1"


def test_the_same_client_id_in_another_conversation_is_another_message(transcript):
    one, _ = transcript.start([HELLO])
    two, _ = transcript.start([HELLO])
    assert transcript.add_from_citizen(one, "c1", "een") == (2, True)
    assert transcript.add_from_citizen(two, "c1", "twee") == (2, True)
    assert texts(transcript, one, 1) == ["een"]
    assert texts(transcript, two, 1) == ["twee"]


def test_what_the_door_answers_itself_stands_right_behind_the_message(transcript):
    conversation, _ = transcript.start([HELLO])
    then = [{"text": "Niet bewaard."}]
    seq, _ = transcript.add_from_citizen(conversation, "c1", "[bsn]", then=then, wants_answer=False)
    assert seq == 2
    assert texts(transcript, conversation, 1) == ["[bsn]", "Niet bewaard."]
    assert transcript.next_pending(conversation) is None


@pytest.mark.parametrize("token", ["", "x", "TOKEN", "token "])
def test_a_wrong_token_is_the_same_as_no_conversation(token, transcript):
    conversation, real = transcript.start([HELLO])
    wrong = {"TOKEN": real.upper(), "token ": f"{real} "}.get(token, token)
    assert transcript.find(conversation, wrong) is None
    assert transcript.find("bestaat-niet", real) is None
    assert transcript.find(conversation, real).id == conversation


def test_the_token_of_another_conversation_opens_nothing(transcript):
    one, _ = transcript.start([HELLO])
    _, other_token = transcript.start([HELLO])
    assert transcript.find(one, other_token) is None


def test_the_token_itself_is_not_kept(transcript, database):
    conversation, token = transcript.start([HELLO])
    assert token not in str(rows(database, "SELECT * FROM conversations"))
    assert len(token) >= 32 and len(conversation) >= 16


@pytest.mark.parametrize("today", [None, dt.date(2027, 3, 1)])
def test_the_day_that_was_asked_for_goes_with_the_conversation(today, transcript):
    conversation, token = transcript.start([HELLO], today)
    transcript.add_from_citizen(conversation, "c1", "Uitstel?")
    assert transcript.find(conversation, token).today == today
    assert transcript.next_pending(conversation).today == today


def test_an_answer_is_stored_once(transcript):
    conversation, _ = transcript.start([HELLO])
    transcript.add_from_citizen(conversation, "c1", "Uitstel?")
    pending = transcript.next_pending(conversation)
    assert transcript.answer(pending, [ANSWER]) is True
    assert transcript.answer(pending, [{"text": "Dubbel"}]) is False
    assert texts(transcript, conversation) == ["Goedemorgen.", "Uitstel?", "Dat kan zo."]
    assert transcript.next_pending(conversation) is None


def test_two_workers_that_answer_at_the_same_time_store_one_answer(transcript):
    conversation, _ = transcript.start([HELLO])
    transcript.add_from_citizen(conversation, "c1", "Uitstel?")
    pending = transcript.next_pending(conversation)
    together, stored = threading.Barrier(6), []

    def work(n: int) -> None:
        together.wait()
        stored.append(transcript.answer(pending, [{"text": f"antwoord {n}"}]))

    run_all(work, 6)
    assert sorted(stored) == [False] * 5 + [True]
    assert len(texts(transcript, conversation, 2)) == 1


def test_questions_are_answered_oldest_first(transcript, clock):
    conversation, _ = transcript.start([HELLO])
    transcript.add_from_citizen(conversation, "c1", "een")
    asked = clock.now
    clock.move(seconds=5)
    transcript.add_from_citizen(conversation, "c2", "twee", choice="onderwerp:a.b")
    first = transcript.next_pending(conversation)
    assert first == Pending(conversation, 2, asked, "een", None, None)
    transcript.answer(first, [])
    second = transcript.next_pending(conversation)
    assert (second.text, second.choice) == ("twee", "onderwerp:a.b")


def test_no_answer_is_stored_in_an_erased_conversation(transcript, database, clock):
    conversation, _ = transcript.start([HELLO])
    transcript.add_from_citizen(conversation, "c1", "Uitstel?")
    pending = transcript.next_pending(conversation)
    Erasing(database, clock).erase(conversation)
    assert transcript.answer(pending, [ANSWER]) is False
    assert transcript.add(conversation, [ANSWER]) is False
    assert sum(everything_about(database, conversation).values()) == 0


def test_pending_survives_reopening_the_database(tmp_path, clock):
    url = f"sqlite:///{tmp_path / 'een.db'}"
    first = Database(url)
    transcript = Transcript(first, clock)
    conversation, token = transcript.start([HELLO])
    answered, _ = transcript.start([HELLO])
    transcript.add_from_citizen(conversation, "c1", "Uitstel?")
    transcript.add_from_citizen(answered, "c1", "Uitstel?")
    transcript.answer(transcript.next_pending(answered), [ANSWER])
    first.close()

    second = Database(url)
    again = Transcript(second, clock)
    assert again.waiting_conversations() == [conversation]
    assert again.next_pending(conversation).text == "Uitstel?"
    assert again.find(conversation, token) is not None
    assert again.answer(again.next_pending(conversation), [ANSWER]) is True
    assert again.waiting_conversations() == []
    second.close()


@pytest.mark.parametrize("seq", [0, 1])
def test_feedback_is_replaced(seq, transcript, database, clock):
    conversation, _ = transcript.start([HELLO])
    transcript.add_feedback(conversation, seq, True, "fijn")
    clock.move(seconds=60)
    transcript.add_feedback(conversation, seq, False, "toch niet")
    kept = rows(database, "SELECT seq, helpful, remark, at FROM feedback")
    assert kept == [(seq, 0, "toch niet", "2026-11-23T10:01:00.000+01:00")]


def test_feedback_on_another_message_or_conversation_stays(transcript, database):
    one, _ = transcript.start([HELLO, HELLO])
    two, _ = transcript.start([HELLO])
    transcript.add_feedback(one, 1, True, "a")
    transcript.add_feedback(one, 2, True, "b")
    transcript.add_feedback(two, 1, True, "c")
    transcript.add_feedback(one, 1, False, "d")
    assert {row[0] for row in rows(database, "SELECT remark FROM feedback")} == {"b", "c", "d"}


@pytest.mark.parametrize("with_engine_table", [True, False])
def test_erasing_removes_everything_from_every_table_and_nothing_of_others(
    with_engine_table, transcript, database, clock
):
    if with_engine_table:
        with database.write() as connection:
            connection.execute(sa.text("CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id TEXT, data TEXT)"))
    handoffs, insight = Handoffs(database, clock), Insight(database, clock)

    def filled() -> str:
        conversation, _ = transcript.start([HELLO])
        transcript.add_from_citizen(conversation, "c1", "Uitstel?")
        transcript.add_feedback(conversation, 1, True, "fijn")
        handoffs.move(conversation, Event.OFFER, Reason.PERSONAL_DATA, "aangifte.uitstel", 0.9)
        insight.label(conversation, "Uitstel?", ["aangifte.uitstel"], "aangifte.uitstel")
        if with_engine_table:
            with database.write() as connection:
                statement = sa.text("INSERT INTO events (id, sender_id, data) VALUES (:n, :c, 'wat er gezegd is')")
                connection.execute(statement, {"n": abs(hash(conversation)) % 10**9, "c": conversation})
        return conversation

    erased, kept = filled(), filled()
    before = everything_about(database, kept)
    tables = {"conversations", "messages", "feedback", "handoffs", "handoff_events", "insight_items"}
    tables |= {"events"} if with_engine_table else set()
    assert {table for table, count in before.items() if count} == tables, "every table takes part in this test"
    Erasing(database, clock).erase(erased)
    assert sum(everything_about(database, erased).values()) == 0
    assert everything_about(database, kept) == before
    assert transcript.waiting_conversations() == [kept]


def test_no_file_of_the_database_holds_an_erased_word(sqlite, clock, tmp_path):
    """Before, the write-ahead log kept the words of an erased conversation until it was overwritten."""
    transcript = Transcript(sqlite, clock)
    conversation, _ = transcript.start([HELLO])
    transcript.add_from_citizen(conversation, "c1", "GEHEIMWOORD" * 50)
    assert any(b"GEHEIMWOORD" in path.read_bytes() for path in tmp_path.iterdir())
    Erasing(sqlite, clock).erase(conversation)
    assert not any(b"GEHEIMWOORD" in path.read_bytes() for path in tmp_path.iterdir())


def test_erasing_twice_or_what_never_was_is_no_error(transcript, database, clock):
    conversation, _ = transcript.start([HELLO])
    Erasing(database, clock).erase(conversation)
    Erasing(database, clock).erase(conversation)
    Erasing(database, clock).erase("nooit-geweest")
    assert rows(database, "SELECT COUNT(*) FROM conversations") == [(0,)]


@pytest.mark.parametrize(
    "text",
    [
        "één ruïne, €\u00a01.250 – “goed”",
        "👩‍👩‍👧‍👦 🇳🇱",
        "مرحبا بالعالم",
        "ş ğ ı İ",
        "'; DROP TABLE messages; --",
        "regel 1\nregel 2\ttab",
        "%s {naam} :c \\",
        "x" * 20_000,
    ],
    ids=["signs", "emoji", "arabic", "turkish", "sql", "lines", "marks", "long"],
)
def test_any_text_comes_back_as_it_was(text, transcript):
    conversation, _ = transcript.start([{"text": text, "choices": [{"label": text, "choice": "a"}]}])
    transcript.add_from_citizen(conversation, "c1", text)
    assert texts(transcript, conversation) == [text, text]
    assert transcript.issued_choice(conversation, "a") == text
    assert transcript.next_pending(conversation).text == text


def test_only_choices_that_the_chatbot_offered_here_are_known(transcript):
    offered = {"text": "Kies", "choices": [{"label": "Ja", "choice": "a"}, {"label": "Nee", "choice": "b"}]}
    here, _ = transcript.start([offered])
    elsewhere, _ = transcript.start([HELLO])
    transcript.add_from_citizen(elsewhere, "c1", "a", choice="a")
    assert transcript.issued_choice(here, "b") == "Nee"
    assert transcript.issued_choice(here, "c") is None
    assert transcript.issued_choice(elsewhere, "a") is None


def test_the_newest_label_of_a_choice_counts(transcript):
    conversation, _ = transcript.start([{"text": "1", "choices": [{"label": "oud", "choice": "a"}]}])
    transcript.add(conversation, [{"text": "2", "choices": [{"label": "nieuw", "choice": "a"}]}])
    assert transcript.issued_choice(conversation, "a") == "nieuw"


def run_all(work, amount: int) -> None:
    errors: list[Exception] = []

    def guarded(n: int) -> None:
        try:
            work(n)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=guarded, args=(n,)) for n in range(amount)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_concurrent_writers_get_different_rising_seqs_without_a_gap(transcript):
    conversation, _ = transcript.start([HELLO])
    mine: dict[int, list[int]] = {}

    def write(n: int) -> None:
        mine[n] = [transcript.add_from_citizen(conversation, f"{n}-{i}", f"{n}-{i}")[0] for i in range(8)]

    run_all(write, 6)
    assert sorted(seq for seqs in mine.values() for seq in seqs) == list(range(2, 2 + 6 * 8))
    assert all(seqs == sorted(seqs) for seqs in mine.values())
    assert [m["seq"] for m in transcript.after(conversation, 0)] == list(range(1, 2 + 6 * 8))


def test_the_same_client_id_from_many_threads_is_one_message(transcript):
    conversation, _ = transcript.start([HELLO])
    together, seen = threading.Barrier(6), []

    def write(_: int) -> None:
        together.wait()
        seen.append(transcript.add_from_citizen(conversation, "c1", "Uitstel?"))

    run_all(write, 6)
    assert sorted(seen) == [(2, False)] * 5 + [(2, True)]
    assert texts(transcript, conversation, 1) == ["Uitstel?"]


def test_a_message_for_an_erased_conversation_is_refused_whole(database, clock):
    store = Transcript(database, clock)
    conversation, _ = store.start([{"text": "hallo"}])
    Erasing(database, clock).erase(conversation)
    with pytest.raises(ConversationGone):
        store.add_from_citizen(conversation, "c1", "te laat")
    with pytest.raises(ConversationGone):
        store.add_feedback(conversation, 1, True, "")
    assert store.add(conversation, [{"text": "te laat"}]) is False
    assert store.after(conversation, 0) == [] and store.waiting_conversations() == []


def test_for_a_choice_or_the_last_words_not_the_whole_conversation_is_read(transcript, monkeypatch):
    offered = {**ANSWER, "choices": [{"label": "100% zeker_weten", "choice": "onderwerp:100%_zeker!"}]}
    conversation, _ = transcript.start([HELLO, offered, *[ANSWER] * 20])
    transcript.add_from_citizen(conversation, "a", "dank je")
    read, loads = [], json.loads
    monkeypatch.setattr("json.loads", lambda text: read.append(text) or loads(text))
    assert transcript.issued_choice(conversation, "onderwerp:100%_zeker!") == "100% zeker_weten"
    assert transcript.issued_choice(conversation, "onderwerp:1000_zeker!") is None
    assert len(read) == 1
    assert [m["seq"] for m in transcript.last_of(conversation, "chatbot", 2)] == [22, 21]
    assert [m["seq"] for m in transcript.last_of(conversation, "chatbot", before=2)] == [1]
    assert [m["text"] for m in transcript.last_of(conversation, "burger")] == ["dank je"] and len(read) == 5
