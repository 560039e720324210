"""The contract, kept by the door: what is accepted, what is refused and how kindly."""

from __future__ import annotations

import asyncio
import json
import re
import threading

import pytest

from bot.site import app as site_app
from bot.site import dispatcher
from bot.storage import DatabaseBusy
from tests.site.conftest import until

pytestmark = pytest.mark.timeout(60)


def run(coroutine):
    return asyncio.run(coroutine)


def test_a_conversation_starts_with_who_is_talking(site):
    async def story():
        async with site() as s:
            started = await s.citizen().start()
            text = started["messages"][0]["text"]
            assert all(word in text for word in ("chatbot", "geen mens", "medewerker", "geen burgerservicenummer"))
            assert started["messages"][0]["seq"] == 1 and started["messages"][0]["role"] == "chatbot"

    run(story())


def test_a_question_gets_its_answer_with_source_and_choices(site):
    async def story():
        async with site() as s:
            citizen = s.citizen()
            await citizen.start()
            status, value, _ = await citizen.send("mag ik uitstel")
            assert (status, value) == (202, {"seq": 2})
            asked, answer = (await citizen.answered(3))[1:]
            assert asked["role"] == "burger" and asked["text"] == "mag ik uitstel"
            assert answer["role"] == "chatbot" and answer["outcome"] == "antwoord"
            assert answer["sources"][0]["url"] == "https://example.org"
            assert [c["label"] for c in answer["choices"]] == ["Te laat"]

    run(story())


def test_the_same_client_id_is_one_message_and_one_answer(site):
    async def story():
        async with site() as s:
            citizen = s.citizen()
            await citizen.start()
            first = await citizen.send("hallo", client_id="zelfde")
            await citizen.answered(3)
            second = await citizen.send("hallo", client_id="zelfde")
            assert first[1] == second[1] == {"seq": 2}
            await asyncio.sleep(0.1)
            assert len(await citizen.answered(3)) == 3
            assert len(s.engine.asked) == 1

    run(story())


@pytest.mark.parametrize(
    ("body", "raw", "headers", "status", "error"),
    [
        ({"client_id": "a", "text": ""}, None, {}, 400, "empty"),
        ({"client_id": "a", "text": " \n\t "}, None, {}, 400, "empty"),
        ({"client_id": "a", "text": "\u200b\u200e\ufeff"}, None, {}, 400, "empty"),
        ({"client_id": "a", "text": "x" * 5000}, None, {}, 413, "too_long"),
        ({"text": "zonder nummer"}, None, {}, 400, "no_client_id"),
        ({"client_id": "", "text": "leeg nummer"}, None, {}, 400, "no_client_id"),
        ({"client_id": "x" * 81, "text": "lang nummer"}, None, {}, 400, "no_client_id"),
        ({"client_id": "\ud800", "text": "half teken"}, None, {}, 400, "no_client_id"),
        ({"client_id": "a"}, None, {}, 400, "text_or_choice"),
        ({"client_id": "a", "text": "t", "choice": "medewerker"}, None, {}, 400, "text_or_choice"),
        ({"client_id": "a", "text": ["geen tekst"]}, None, {}, 400, "text_or_choice"),
        ({"client_id": "a", "choice": "/restart"}, None, {}, 400, "unknown_choice"),
        ({"client_id": "a", "choice": "onderwerp:aangifte.box3_sparen"}, None, {}, 400, "unknown_choice"),
        (None, "{dit is geen json", {"Content-Type": "application/json"}, 400, "bad_json"),
        (None, "[1, 2]", {"Content-Type": "application/json"}, 400, "bad_json"),
        (None, "client_id=a&text=b", {"Content-Type": "application/x-www-form-urlencoded"}, 415, "not_json"),
    ],
)
def test_bad_input_gets_a_kind_sentence_and_loses_nothing(site, body, raw, headers, status, error):
    async def story():
        async with site() as s:
            citizen = s.citizen()
            await citizen.start()
            got, value, _ = await citizen.call("POST", f"{citizen.path}/messages", body, raw=raw, headers=headers)
            assert (got, value["error"]) == (status, error)
            assert len(value["message"]) > 15 and value["message"].endswith(".") and "!" not in value["message"]
            assert len((await citizen.messages())["messages"]) == 1
            await citizen.send("en nu goed")
            assert len(await citizen.answered(3)) == 3

    run(story())


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> <b>hallo</b>",
        "/restart",
        '/aangifte_uitstel{"toeslag": "x"}',
        "EXTERNAL: /restart",
        "'; DROP TABLE messages; --",
        "😀😀😀",
        "{belastingtelefoon_nummer} %s {0}",
    ],
)
def test_odd_text_is_kept_as_text(site, text):
    async def story():
        async with site() as s:
            citizen = s.citizen()
            await citizen.start()
            assert (await citizen.send(text))[0] == 202
            assert (await citizen.answered(3))[1]["text"] == text
            assert s.engine.asked[0]["text"] == text and "intent" not in s.engine.asked[0]

    run(story())


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
@pytest.mark.parametrize("whose", ["nobody", "wrong", "other"])
def test_a_conversation_of_somebody_else_does_not_exist(site, method, whose):
    async def story():
        async with site() as s:
            mine, other = s.citizen(), s.citizen()
            await mine.start()
            await other.start()
            token = {"nobody": " ", "wrong": "x" * 43, "other": other.token}[whose]
            path = mine.path if method == "DELETE" else f"{mine.path}/messages"
            body = {"client_id": "a", "text": "b"} if method == "POST" else None
            status, value, _ = await mine.call(method, path, body, token=token)
            unknown = await mine.call(method, path.replace(mine.conversation, "bestaatniet"), body)
            assert status == 404 and (status, value) == unknown[:2]
            assert len((await mine.messages())["messages"]) == 1

    run(story())


def test_private_data_is_masked_and_the_citizen_hears_it(site):
    async def story():
        async with site() as s:
            citizen = s.citizen()
            await citizen.start()
            await citizen.send("mijn bsn is 111222333 en mail jan@example.org")
            messages = await citizen.answered(4)
            assert messages[1]["masked"] == ["bsn", "mail"]
            assert "111222333" not in json.dumps(messages) and "example.org" not in messages[1]["text"]
            assert "burgerservicenummer" in messages[2]["text"] and messages[2]["cue"] == "privacy"
            assert "111222333" not in json.dumps(s.engine.asked)

    run(story())


def test_twenty_messages_at_once_are_all_answered_in_order(site):
    async def story():
        async with site() as s:
            citizen = s.citizen()
            await citizen.start()
            sent = await asyncio.gather(*(citizen.send(f"vraag {i}", client_id=f"n{i}") for i in range(20)))
            assert {status for status, *_ in sent} == {202}
            messages = await citizen.answered(41)
            asked = [m["text"] for m in messages if m["role"] == "burger"]
            assert sorted(asked) == sorted(f"vraag {i}" for i in range(20))
            assert [b["text"] for b in s.engine.asked] == asked
            assert sum(m["role"] == "chatbot" for m in messages) == 21

    run(story())


def test_too_many_messages_get_a_waiting_time(site):
    async def story():
        async with site(messages_per_minute=3) as s:
            citizen = s.citizen()
            await citizen.start()
            results = [await citizen.send(f"vraag {i}") for i in range(4)]
            assert [r[0] for r in results] == [202, 202, 202, 429]
            assert int(results[3][2]["Retry-After"]) > 0 and "Wacht" in results[3][1]["message"]

    run(story())


def test_too_many_conversations_from_one_address(site):
    async def story():
        async with site(conversations_per_hour=2) as s:
            results = [(await s.citizen().call("POST", "/chat/conversations", {}))[0] for _ in range(3)]
            assert results == [201, 201, 429]
            status, *_ = await s.citizen().call("POST", "/chat/conversations", {}, headers={"X-Local-Key": "sleutel"})
            assert status == 201

    run(story())


def test_a_waiting_message_is_answered_once_when_the_engine_is_back(site):
    async def story():
        async with site() as s:
            citizen = s.citizen()
            await citizen.start()
            s.engine.away = True
            await citizen.send("ben je er")
            found = await citizen.has(3)
            notice = [m for m in found["messages"] if m["role"] == "systeem"]
            assert found["state"] == {"state": "thinking", "engine": "starting"}
            assert len(notice) == 1 and "0800 - 0543" in notice[0]["text"] and "bewaard" in notice[0]["text"]
            s.engine.away = False
            messages = await citizen.answered(4)
            assert [m["role"] for m in messages] == ["chatbot", "burger", "systeem", "chatbot"]
            assert len(s.engine.asked) == 1

    run(story())


def test_a_restarted_site_takes_up_what_was_waiting(site):
    async def story():
        async with site(engine_patience=60.0) as s:
            citizen = s.citizen()
            await citizen.start()
            s.engine.away = True
            await citizen.send("ben je er")
        async with site() as s:
            citizen.session, citizen.url = s.session, s.url
            messages = await citizen.answered(3)
            assert messages[-1]["role"] == "chatbot" and len(s.engine.asked) == 1

    run(story())


def test_a_message_that_comes_while_the_door_finds_nothing_more_to_do_is_answered(site, monkeypatch):
    async def story():
        async with site() as s:
            look, found_nothing, go_on = s.app.ctx.transcript.next_pending, threading.Event(), threading.Event()

            def slow(conversation):
                found = look(conversation)
                if found is None and not found_nothing.is_set():
                    found_nothing.set()
                    go_on.wait(10)
                return found

            monkeypatch.setattr(s.app.ctx.transcript, "next_pending", slow)
            citizen = s.citizen()
            await citizen.start()
            await citizen.send("een")
            await asyncio.to_thread(found_nothing.wait, 10)
            await citizen.send("twee")
            go_on.set()
            assert [m["role"] for m in await citizen.answered(5)][1:] == ["burger", "chatbot"] * 2

    run(story())


def test_a_busy_database_delays_an_answer_and_loses_none(site, monkeypatch):
    monkeypatch.setattr(dispatcher, "LONGEST_WAIT", 0.05)

    async def story():
        async with site() as s:
            look, refused = s.app.ctx.transcript.next_pending, []

            def busy_once(conversation):
                if not refused:
                    refused.append(conversation)
                    raise DatabaseBusy("locked")
                return look(conversation)

            monkeypatch.setattr(s.app.ctx.transcript, "next_pending", busy_once)
            citizen = s.citizen()
            await citizen.start()
            await citizen.send("een")
            assert [m["role"] for m in await citizen.answered(3)] == ["chatbot", "burger", "chatbot"]
            assert refused and len(s.engine.asked) == 1

    run(story())


def test_an_engine_without_words_is_asked_again_and_then_owned(site):
    async def story():
        async with site() as s:
            citizen = s.citizen()
            await citizen.start()
            s.engine.silent = 1
            await citizen.send("hallo")
            assert (await citizen.answered(3))[-1]["role"] == "chatbot"
            s.engine.silent = 9
            await citizen.send("nog eens")
            messages = await citizen.answered(5)
            assert "ging iets mis bij mij" in [m for m in messages if m["role"] == "systeem"][-1]["text"]

    run(story())


def test_a_message_on_which_the_engine_falls_over_does_not_hold_up_the_next(site, monkeypatch):
    monkeypatch.setattr(dispatcher, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(dispatcher, "LONGEST_WAIT", 0.01)

    async def story():
        async with site(engine_patience=60.0) as s:
            citizen = s.citizen()
            await citizen.start()
            s.engine.falls_over_on = "dit gaat mis"
            await citizen.send("dit gaat mis")
            await citizen.send("dit gaat goed")
            messages = await citizen.answered(5)
            assert sorted(m["role"] for m in messages[1:]) == ["burger", "burger", "chatbot", "systeem"]
            assert s.engine.thinking == dispatcher.MOST_FAILURES + 1

    run(story())


def test_a_message_is_handed_in_again_with_the_same_number(site):
    async def story():
        async with site() as s:
            citizen = s.citizen()
            await citizen.start()
            s.engine.silent = 1
            await citizen.send("hallo")
            await citizen.answered(3)
            assert [asked["metadata"]["seq"] for asked in s.engine.asked] == [2, 2]

    run(story())


def test_one_message_on_which_the_engine_falls_over_shows_nobody_else_that_it_starts(site):
    async def story():
        async with site(engine_patience=60.0) as s:
            first, second = s.citizen(), s.citizen()
            await first.start()
            await second.start()
            s.engine.falls_over_on = "dit gaat mis"
            await first.send("dit gaat mis")
            await until(lambda: s.engine.thinking >= 2)
            s.engine.gate = asyncio.Event()
            await second.send("dit gaat goed")
            await until(lambda: s.engine.thinking >= 3)
            assert (await second.messages())["state"] == {"state": "thinking", "engine": "ready"}
            assert (await first.messages())["state"] == {"state": "thinking", "engine": "starting"}
            s.engine.gate.set()

    run(story())


def test_who_reads_or_types_without_end_is_asked_to_wait(site, monkeypatch):
    monkeypatch.setattr(site_app, "LOOKS", 3)
    monkeypatch.setattr(site_app, "TYPINGS", 2)
    monkeypatch.setattr(site_app, "SEARCHES", 2)

    async def story():
        async with site() as s:
            citizen = s.citizen()
            await citizen.start()

            async def statuses(method, path, times):
                return [(await citizen.call(method, path))[0] for _ in range(times)]

            assert await statuses("GET", f"{citizen.path}/messages", 4) == [200, 200, 200, 429]
            assert await statuses("POST", f"{citizen.path}/typing", 3) == [204, 204, 429]
            assert await statuses("GET", "/vragen?zoek=uitstel", 3) == [200, 200, 429]
            assert await statuses("GET", "/vragen", 3) == [200, 200, 200]
            other = s.citizen()
            await other.start()
            assert (await other.call("GET", f"{other.path}/messages"))[0] == 200

    run(story())


def test_work_that_takes_long_does_not_keep_a_citizen_waiting(site):
    async def story():
        async with site() as s:
            citizen, go_on = s.citizen(), threading.Event()
            await citizen.start()
            work = [asyncio.ensure_future(s.app.ctx.aside.run(go_on.wait, 20)) for _ in range(40)]
            try:
                await asyncio.sleep(0)
                await citizen.send("hallo")
                await citizen.answered(3)
                assert not any(task.done() for task in work)
            finally:
                go_on.set()
                await asyncio.gather(*work)

    run(story())


def test_the_trainers_work_and_the_cleaning_keep_their_threads_apart(root):
    """Of all that the trainers' pages do in a thread, only the audit log, one row, stands with the chat."""
    folder = root / "bot" / "site"
    for path in [
        *(folder / "trainer").glob("*_pages.py"),
        folder / "staff" / "content_change.py",
        folder / "nightly.py",
    ]:
        assert not re.findall(r"to_thread\((?!ctx\.audit\.add)", path.read_text(encoding="utf-8")), path.name


def test_only_offered_choices_count(site):
    async def story():
        async with site() as s:
            citizen = s.citizen()
            await citizen.start()
            await citizen.send("mag ik uitstel")
            await citizen.answered(3)
            assert (await citizen.send(choice="onderwerp:aangifte.te_laat"))[0] == 202
            assert (await citizen.answered(5))[3]["text"] == "Te laat"
            assert s.engine.asked[1]["intent"] == "aangifte_te_laat"
            assert (await citizen.send(choice="medewerker"))[0] == 202
            await citizen.answered(7)
            assert s.engine.asked[2]["intent"] == "contact_medewerker"

    run(story())


def test_a_link_can_start_on_a_topic(site):
    async def story():
        async with site() as s:
            citizen = s.citizen()
            await citizen.start({"start": "aangifte.uitstel"})
            messages = await citizen.answered(3)
            assert (
                messages[1]["text"] == s.app.ctx.library.button("aangifte.uitstel")
                and s.engine.asked[0]["intent"] == "aangifte_uitstel"
            )
            card = await s.citizen().start({"start": "contactkaartje"})
            assert len(card["messages"]) == 2
            odd = await s.citizen().start({"start": "bestaat.niet"})
            assert len(odd["messages"]) == 1

    run(story())


def test_erasing_leaves_nothing(site, site_settings):
    async def story():
        async with site() as s:
            citizen = s.citizen()
            await citizen.start()
            await citizen.send("een heel bijzondere zin over pinguins")
            await citizen.answered(3)
            await citizen.call("POST", f"{citizen.path}/feedback", {"seq": 3, "helpful": False, "remark": "pinguins"})
            assert (await citizen.call("DELETE", citizen.path))[0] == 204
            assert (await citizen.call("GET", f"{citizen.path}/messages"))[0] == 404
        left = b"".join(p.read_bytes() for p in site_settings.var_dir.glob("site.db*"))
        assert b"pinguins" not in left

    run(story())


def test_erasing_while_the_engine_thinks_writes_nothing_afterwards(site):
    async def story():
        async with site() as s:
            citizen = s.citizen()
            await citizen.start()
            s.engine.delay = 0.5
            await citizen.send("hallo")
            await asyncio.sleep(0.1)
            assert (await citizen.call("DELETE", citizen.path))[0] == 204
            await asyncio.sleep(0.8)
            assert s.app.ctx.transcript.after(citizen.conversation, 0) == []

    run(story())


def test_feedback_is_masked_and_checked(site):
    async def story():
        async with site() as s:
            citizen = s.citizen()
            await citizen.start()
            path = f"{citizen.path}/feedback"
            assert (await citizen.call("POST", path, {"helpful": True, "remark": "mail jan@example.org"}))[0] == 204
            assert (await citizen.call("POST", path, {"helpful": "ja"}))[0] == 400
            assert (await citizen.call("POST", path, {"helpful": True, "seq": "1"}))[0] == 400
            assert (await citizen.call("POST", path, {"helpful": True, "remark": "x" * 501}))[0] == 413
            with s.app.ctx.database.read() as connection:
                rows = connection.exec_driver_sql("SELECT helpful, remark FROM feedback").all()
            assert len(rows) == 1 and rows[0][0] == 1 and "example.org" not in rows[0][1]

    run(story())


def test_another_day_only_outside_production(site):
    async def story():
        async with site() as s:
            citizen = s.citizen()
            await citizen.start({"today": "2027-01-02"})
            await citizen.send("hallo")
            await citizen.answered(3)
            assert s.engine.asked[0]["metadata"] == {"seq": 2, "today": "2027-01-02"}
            assert (await s.citizen().call("POST", "/chat/conversations", {"today": "morgen"}))[0] == 400
        async with site(production=True) as s:
            status, value, _ = await s.citizen().call("POST", "/chat/conversations", {"today": "2027-01-02"})
            assert (status, value["error"]) == (400, "today_off")

    run(story())


def test_the_engine_reads_the_question_and_the_conversation_keeps_what_was_written(site):
    async def story():
        async with site() as s:
            citizen = s.citizen()
            await citizen.start()
            written = "Goedemiddag, mag ik u iets vragen? Hoe vraag ik uitstel aan?"
            await citizen.send(written)
            messages = await citizen.answered(3)
            asked = s.engine.asked[0]
            assert (asked["text"], asked["metadata"]) == (
                "Hoe vraag ik uitstel aan?",
                {"seq": 2, "geschreven": written},
            )
            assert written in [m["text"] for m in messages]

    run(story())


def test_a_closed_door_says_so(site):
    async def story():
        async with site(taking_conversations=False) as s:
            status, value, headers = await s.citizen().call("POST", "/chat/conversations", {})
            assert status == 503 and "0800 - 0543" in value["message"] and headers["Retry-After"]

    run(story())
