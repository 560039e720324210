"""What goes wrong at a desk: each time a clear word, and nothing lost, doubled or said by the wrong one."""

from __future__ import annotations

import asyncio
import datetime as dt
import sqlite3

import pytest
import sqlalchemy as sa

from bot.calendar import AMSTERDAM
from tests.site.webcare.desk import Colleague, desk, event, waits

pytestmark = pytest.mark.timeout(90)


def everything(database) -> str:
    found = []
    with database.read() as connection:
        for table in sa.inspect(connection).get_table_names():
            found += [str(row) for row in connection.execute(sa.text(f"SELECT * FROM {table}"))]
    return "\n".join(found)


def test_a_reply_after_the_citizen_erased_gets_a_clear_word_and_is_not_kept(site):
    async def story():
        async with desk(site) as (s, anne):
            citizen = await waits(s)
            await anne.does("claim", citizen.conversation)
            async with anne.watching() as events:
                await event(events, "desk", lambda d: d["own"])
                await citizen.call("DELETE", citizen.path)
                gone = await event(events, "conversation", lambda d: d["gone"])
                assert gone["conversation"] == citizen.conversation
            for deed, body in (
                ("reply", {"text": "TELAATWOORD", "client_id": "a"}),
                ("note", {"text": "TELAATWOORD", "client_id": "b"}),
                ("close", {"outcome": "anders", "remark": "TELAATWOORD"}),
                ("hand_back", {"note": "TELAATWOORD"}),
                ("release", {}),
                ("claim", {}),
            ):
                status, value = await anne.does(deed, citizen.conversation, **body)
                assert (status, value["error"]) == (410, "gone"), deed
                assert "gewist" in value["message"]
            assert (await anne.does("typing", citizen.conversation))[0] == 204
            assert (await anne.call("GET", f"/conversations/{citizen.conversation}"))[0] == 404
            assert "TELAATWOORD" not in everything(s.app.ctx.database)

    asyncio.run(story())


def test_a_draft_of_an_erased_conversation_is_gone(site):
    async def story():
        async with desk(site) as (s, anne):
            new = Colleague(s, "Noor Smit", four_eyes=True)
            await new.comes()
            citizen = await waits(s)
            await new.does("claim", citizen.conversation)
            _, draft = await new.replies(citizen.conversation, "TELAATWOORD")
            await citizen.call("DELETE", citizen.path)
            assert (await anne.call("POST", f"/drafts/{draft['draft']}/approve", {}))[0] == 409
            assert "TELAATWOORD" not in everything(s.app.ctx.database)

    asyncio.run(story())


def test_two_tabs_of_one_employee_send_once_and_both_see_it(site):
    async def story():
        async with desk(site) as (s, anne):
            citizen = await waits(s)
            async with anne.watching() as one, anne.watching() as two:
                await asyncio.gather(*(anne.does("claim", citizen.conversation) for _ in range(2)))
                sent = await asyncio.gather(*(anne.replies(citizen.conversation, "Hallo.", "zelfde") for _ in range(2)))
                assert sent[0] == sent[1] and sent[0][0] == 201
                for events in (one, two):
                    await event(events, "conversation", lambda d: d["last"] == sent[0][1]["seq"])
            texts = [m["text"] for m in (await citizen.messages())["messages"] if m["role"] == "medewerker"]
            assert texts == ["Hallo."]
            told = [m for m in (await citizen.messages())["messages"] if "Je praat nu met" in m["text"]]
            assert len(told) == 1

    asyncio.run(story())


def test_a_reply_to_a_colleagues_conversation_is_refused_with_the_name(site):
    async def story():
        async with desk(site) as (s, anne):
            bas = Colleague(s, "Bas de Wit")
            await bas.comes()
            citizen = await waits(s)
            await anne.does("claim", citizen.conversation)
            for deed, body in (
                ("reply", {"text": "hoi", "client_id": "a"}),
                ("close", {"outcome": "anders"}),
                ("hand_back", {}),
                ("release", {}),
                ("transfer", {"member": bas.id}),
            ):
                status, value = await bas.does(deed, citizen.conversation, **body)
                assert status == 403 and "Anne Bakker" in value["message"], deed
            status, value = await bas.does("claim", citizen.conversation)
            assert status == 409 and "eerder" in value["message"]
            assert (await citizen.messages())["state"]["name"] == "Anne"
            assert "medewerker" not in {m["role"] for m in (await citizen.messages())["messages"]}

    asyncio.run(story())


def test_a_closed_browser_lets_the_conversation_go_back_to_the_queue(site):
    async def story():
        async with desk(site) as (s, anne):
            bas = Colleague(s, "Bas de Wit")
            citizen = await waits(s)
            await anne.does("claim", citizen.conversation)
            assert s.app.ctx.watch.look() == []
            _clock(s, minutes=2)
            await bas.comes()
            changed = s.app.ctx.watch.look()
            assert citizen.conversation in changed
            assert (await citizen.messages())["state"]["place"] == 1
            assert "voor een collega" in (await citizen.messages())["messages"][-1]["text"]
            assert (await anne.desk())["me"]["presence"] == "afwezig"
            assert (await bas.does("claim", citizen.conversation))[0] == 204
            status, value = await anne.replies(citizen.conversation, "daar ben ik weer")
            assert status == 403 and "Bas de Wit" in value["message"]

    asyncio.run(story())


def test_who_is_busy_on_another_page_of_staff_keeps_the_conversations(site):
    async def story():
        async with desk(site) as (s, anne):
            citizen = await waits(s)
            await anne.does("claim", citizen.conversation)
            await citizen.send("bent u er nog")
            _clock(s, minutes=0.9)
            owed = {"own": 1, "owed": 1, "away": ""}
            assert await anne.call("POST", "/here", {}) == (200, owed)
            _clock(s, minutes=0.9)
            assert s.app.ctx.watch.look() == []
            assert (await anne.desk())["me"]["presence"] == "aanwezig"
            _clock(s, minutes=0.9)
            s.app.ctx.watch.look()
            assert await anne.call("POST", "/here", {}) == (200, {"own": 0, "owed": 0, "away": "de werkbak is dicht"})

    asyncio.run(story())


@pytest.mark.parametrize("acted, presence", [(True, "aanwezig"), (False, "afwezig")])
def test_only_who_does_nothing_at_all_goes_away_by_itself(site, acted, presence):
    async def story():
        async with desk(site) as (s, anne):
            for _ in range(15):
                _clock(s, minutes=0.9)
                await anne.call("POST", "/here", {"acted": acted})
                s.app.ctx.watch.look()
            assert (await anne.desk())["me"]["presence"] == presence

    asyncio.run(story())


def test_a_citizen_who_left_the_page_holds_up_nobody_and_finds_the_answer_later(site):
    async def story():
        async with desk(site) as (s, anne):
            gone, there = await waits(s), await waits(s)
            pages = s.app.ctx.reception.pages
            now = [pages._clock()]
            pages._clock = lambda: now[0]
            for _ in range(10):
                now[0] += 25
                await there.messages()
            assert s.app.ctx.watch.look() == [gone.conversation]
            assert s.app.ctx.watch.look() == []
            queue = (await anne.desk())["queue"]
            assert [(i["conversation"], i["state"], i["here"]) for i in queue] == [
                (there.conversation, "waiting", True), (gone.conversation, "later", False)
            ]  # fmt: skip
            assert (await there.messages())["state"]["place"] == 1
            await anne.does("claim", gone.conversation)
            await anne.replies(gone.conversation, "Dit is je antwoord.")
            back = await gone.messages()
            assert back["messages"][-1]["text"] == "Dit is je antwoord."
            assert any("Je was even weg" in m["text"] for m in back["messages"])

    asyncio.run(story())


def test_who_does_not_answer_in_time_is_marked_and_then_loses_it_to_the_queue(site):
    async def story():
        async with desk(site, answer_within=dt.timedelta(seconds=80)) as (s, anne):
            citizen = await waits(s)
            await anne.does("claim", citizen.conversation)
            await citizen.send("bent u daar?")
            assert not (await anne.desk())["own"][0]["late"]
            _clock(s, seconds=50)
            s.app.ctx.presences.seen(anne.id, True)
            assert (await anne.desk())["own"][0]["late"] and s.app.ctx.watch.look() == []
            _clock(s, seconds=90)
            s.app.ctx.presences.seen(anne.id, True)
            assert s.app.ctx.watch.look() == [citizen.conversation]
            assert (await anne.desk())["own"] == [] and len((await anne.desk())["queue"]) == 1

    asyncio.run(story())


def test_the_clock_going_back_keeps_order_and_sends_nobody_away(site):
    async def story():
        async with desk(site) as (s, anne):
            first = await waits(s)
            _clock(s, hours=-3)
            second = await waits(s)
            queue = (await anne.desk())["queue"]
            assert [i["conversation"] for i in queue] == [first.conversation, second.conversation]
            assert all(i["waited"] >= 0 for i in queue)
            await anne.does("claim", first.conversation)
            assert s.app.ctx.watch.look() == []
            await anne.replies(first.conversation, "een")
            await first.send("twee")
            await anne.replies(first.conversation, "drie")
            texts = [m["text"] for m in (await first.messages())["messages"]][-3:]
            assert texts == ["een", "twee", "drie"]

    asyncio.run(story())


@pytest.mark.parametrize("trouble", ["locked", "full"])
def test_a_locked_or_full_database_says_so_and_the_same_reply_goes_out_once_later(site, site_settings, trouble):
    async def story():
        async with desk(site) as (s, anne):
            citizen = await waits(s)
            await anne.does("claim", citizen.conversation)
            path = site_settings.database_url.removeprefix("sqlite:///")
            with _trouble(s.app.ctx.database, path, trouble):
                status, value = await anne.replies(citizen.conversation, "x" * 1900, "r-een")
                assert (status, value["error"]) == (503, "busy") and "niet verstuurd" in value["message"]
            for _ in range(2):
                assert (await anne.replies(citizen.conversation, "x" * 1900, "r-een"))[0] == 201
            texts = [m["text"] for m in (await citizen.messages())["messages"] if m["role"] == "medewerker"]
            assert texts == ["x" * 1900]

    asyncio.run(story())


@pytest.mark.parametrize("trouble", ["locked", "full at the last word"])
@pytest.mark.parametrize(
    ("before", "deed", "body", "after"),
    [
        ((), "claim", {}, "with_staff"),
        (("claim",), "transfer", {"team": "Toeslagen", "note": "x" * 1900}, "waiting"),
        (("claim",), "hand_back", {"note": "x" * 1900}, "idle"),
        (("claim",), "close", {"outcome": "anders", "remark": "x" * 1900}, "closed"),
        (("claim", "close"), "reopen", {}, "with_staff"),
    ],
)
def test_a_deed_in_a_locked_or_full_database_is_done_later_and_never_by_half(
    site, site_settings, before, deed, body, after, trouble
):
    async def story():
        async with desk(site) as (s, anne):
            citizen = await waits(s)
            for one in before:
                assert (await anne.does(one, citizen.conversation, outcome="anders"))[0] == 204
            path = site_settings.database_url.removeprefix("sqlite:///")
            ctx = s.app.ctx
            stood = [
                ctx.handoffs.get(citizen.conversation),
                await citizen.messages(),
                ctx.notes.of(citizen.conversation),
            ]
            day = ctx.clock().date()
            stood.append(ctx.insight.totals(day))
            with _trouble(ctx.database, path, trouble):
                status, value = await anne.does(deed, citizen.conversation, **body)
                assert (status, value["error"]) == (503, "busy")
            assert stood == [
                ctx.handoffs.get(citizen.conversation), await citizen.messages(),
                ctx.notes.of(citizen.conversation), ctx.insight.totals(day),
            ]  # fmt: skip
            assert (await anne.does(deed, citizen.conversation, **body))[0] == 204
            assert (await citizen.messages())["state"]["state"] == after

    asyncio.run(story())


@pytest.mark.parametrize(
    ("deed", "body", "status"),
    [
        ("reply", {"text": "hoi"}, 400),
        ("reply", {"text": "   ", "client_id": "a"}, 400),
        ("reply", {"text": 5, "client_id": "a"}, 400),
        ("reply", {"text": "a" * 2001, "client_id": "a"}, 413),
        ("reply", {"text": "hoi", "client_id": "a" * 61}, 400),
        ("note", {"client_id": "a"}, 400),
        ("transfer", {}, 400),
        ("transfer", {"member": True}, 400),
        ("transfer", {"member": 1, "team": "Toeslagen"}, 400),
    ],
)
def test_odd_input_gets_a_sentence_and_changes_nothing(site, deed, body, status):
    async def story():
        async with desk(site) as (s, anne):
            citizen = await waits(s)
            await anne.does("claim", citizen.conversation)
            found, value = await anne.does(deed, citizen.conversation, **body)
            assert found == status and value["message"]
            assert (await citizen.messages())["state"]["state"] == "with_staff"

    asyncio.run(story())


def _clock(s, **by):
    """Moves the clock of the whole site."""
    ctx = s.app.ctx
    moved = dt.timedelta(**by) + getattr(ctx, "moved", dt.timedelta())
    ctx.moved = moved

    def clock():
        return dt.datetime.now(AMSTERDAM) + moved

    stores = (ctx.handoffs, ctx.presences, ctx.waits, ctx.claims, ctx.notes, ctx.drafts, ctx.transcript, ctx.overview)
    for store in (*stores, ctx.reception, ctx.dispatcher):
        store._clock = clock


class _trouble:
    """Holds the database's write lock, or leaves no page free, for a while."""

    def __init__(self, database, path, kind):
        self.database, self.path, self.kind = database, path, kind

    def __enter__(self):
        if self.kind == "full at the last word":
            sa.event.listen(self.database.engine, "before_cursor_execute", _no_room_for_words)
        elif self.database.engine.dialect.name == "postgresql":  # a full disk cannot be played there
            self.kind = "postgres"
            self.other = self.database.engine.connect()
            self.hold = self.other.begin()
            self.other.execute(sa.text("LOCK TABLE messages IN ACCESS EXCLUSIVE MODE"))
            sa.event.listen(self.database.engine, "begin", _impatient_postgres)
        elif self.kind == "locked":
            sa.event.listen(self.database.engine, "checkout", _impatient)
            self.other = sqlite3.connect(self.path, isolation_level=None)
            self.other.execute("BEGIN IMMEDIATE")
        else:
            sa.event.listen(self.database.engine, "checkout", _full)

    def __exit__(self, *_):
        if self.kind == "full at the last word":
            sa.event.remove(self.database.engine, "before_cursor_execute", _no_room_for_words)
        elif self.kind == "postgres":
            sa.event.remove(self.database.engine, "begin", _impatient_postgres)
            self.hold.rollback()
            self.other.close()
        elif self.kind == "locked":
            self.other.execute("ROLLBACK")
            self.other.close()
            sa.event.remove(self.database.engine, "checkout", _impatient)
        else:
            sa.event.remove(self.database.engine, "checkout", _full)
            sa.event.listen(self.database.engine, "checkout", _roomy)


def _no_room_for_words(_connection, _cursor, statement, *_):
    if statement.startswith("INSERT INTO messages"):
        raise sa.exc.OperationalError("", {}, sqlite3.OperationalError("database or disk is full"))


def _impatient_postgres(connection):
    connection.exec_driver_sql("SET LOCAL lock_timeout = '50ms'")


def _impatient(connection, *_):
    connection.execute("PRAGMA busy_timeout=50")


def _full(connection, *_):
    connection.execute("PRAGMA max_page_count=1")


def _roomy(connection, *_):
    connection.execute("PRAGMA max_page_count=1073741823")
