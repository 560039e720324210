"""What is taken back: a closing of a moment ago, and replies that wait for a second person when the talk moved on."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest

from bot.handoff import claims
from bot.storage import DatabaseBusy
from tests.site.webcare.desk import Colleague, desk, waits

pytestmark = pytest.mark.timeout(90)


def outcomes(s):
    kinds = [(t.kind, t.detail) for t in s.app.ctx.insight.totals(s.app.ctx.clock().date())]
    return [detail for kind, detail in kinds if kind == "uitkomst"]


async def closed(s, anne, outcome="anders"):
    citizen = await waits(s)
    await anne.does("claim", citizen.conversation)
    assert (await anne.does("close", citizen.conversation, outcome=outcome))[0] == 204
    return citizen


def test_a_closing_is_taken_back_and_counts_no_more(site):
    async def story():
        async with desk(site) as (s, anne):
            citizen = await closed(s, anne, "gat_in_kennis")
            assert outcomes(s) == ["gat_in_kennis"]
            assert (await anne.does("reopen", citizen.conversation))[0] == 204
            found = await citizen.messages()
            assert (found["state"]["state"], found["state"]["name"]) == ("with_staff", "Anne")
            assert "toch nog niet klaar" in found["messages"][-1]["text"]
            assert outcomes(s) == [] and [c["state"] for c in (await anne.desk())["own"]] == ["with_staff"]
            assert (await anne.replies(citizen.conversation, "Daar ben ik weer."))[0] == 201
            assert (await anne.does("reopen", citizen.conversation))[0] == 409, "once"
            await citizen.send("gelukkig")
            assert (await anne.does("close", citizen.conversation, outcome="anders"))[0] == 204
            assert outcomes(s) == ["anders"]
            newest = s.app.ctx.audit.entries("gesprek.gesloten")[0]
            assert newest.detail == "Iets anders", "a closing is kept with its outcome"
            actions = [line.action for line in s.app.ctx.audit.entries(subject=citizen.conversation)]
            assert actions == ["gesprek.gesloten", "gesprek.antwoord", "gesprek.heropend", "gesprek.gesloten",
                               "gesprek.genomen"]  # fmt: skip

    asyncio.run(story())


def test_a_closing_is_not_taken_back_by_a_colleague_too_late_or_when_the_citizen_began_anew(site, monkeypatch):
    async def story():
        async with desk(site) as (s, anne):
            bas = Colleague(s, "Bas de Wit")
            citizen = await closed(s, anne)
            assert (await bas.does("reopen", citizen.conversation))[0] == 403
            assert (await citizen.call("POST", f"{citizen.path}/leave", {}))[0] == 204
            status, value = await anne.does("reopen", citizen.conversation)
            assert (status, value["error"]) == (409, "begun_anew") and "nieuw gesprek" in value["message"]
            late = await closed(s, anne)
            monkeypatch.setattr(claims, "UNDO_WITHIN", dt.timedelta(seconds=-1))
            status, value = await anne.does("reopen", late.conversation)
            assert status == 409 and "te lang geleden" in value["message"]
            for gone in (citizen, late):
                assert (await gone.messages())["state"]["state"] == "closed"
            await late.call("DELETE", late.path)
            assert (await anne.does("reopen", late.conversation))[0] == 410
            assert outcomes(s) == ["anders"]

    asyncio.run(story())


async def drafted(s, text="Dat is 5 euro."):
    """Returns a citizen, a new colleague who has the conversation, and the draft that waits."""
    new = Colleague(s, "Noor Smit", four_eyes=True)
    await new.comes()
    citizen = await waits(s)
    await new.does("claim", citizen.conversation)
    status, draft = await new.replies(citizen.conversation, text)
    assert status == 202
    return citizen, new, draft["draft"]


def test_a_deed_that_cannot_be_written_down_did_not_happen(site, monkeypatch):
    async def story():
        async with desk(site) as (s, anne):
            citizen, new, draft = await drafted(s)
            monkeypatch.setattr(s.app.ctx.audit, "add_within", busy)
            for colleague, deed in ((anne, "reject"), (new, "take_back")):
                assert (await colleague.call("POST", f"/drafts/{draft}/{deed}", {"remark": "nee"}))[0] == 503
            assert (await new.does("note", citizen.conversation, text="eerst nagaan", client_id="n1"))[0] == 503
            monkeypatch.undo()
            [waiting] = (await anne.desk())["checks"]
            assert waiting["id"] == draft, "the words are not lost"
            assert [m for m in (await new.reads(citizen.conversation))["messages"] if m["role"] == "notitie"] == []

    def busy(*_):
        raise DatabaseBusy("vol")

    asyncio.run(story())


@pytest.mark.parametrize(
    ("deed", "body", "why"),
    [
        ("close", {"outcome": "anders"}, "afgesloten"),
        ("hand_back", {}, "chatbot"),
        ("release", {}, "rij"),
        ("transfer", {"team": "Toeslagen"}, "team"),
        ("transfer", {"member": "anne"}, "collega"),
    ],
)
def test_a_draft_of_a_conversation_that_moved_on_is_never_sent_and_its_writer_hears_it(site, deed, body, why):
    async def story():
        async with desk(site) as (s, anne):
            citizen, new, draft = await drafted(s)
            more = {"member": anne.id} if "member" in body else body
            assert (await new.does(deed, citizen.conversation, **more))[0] == 204
            assert (await anne.desk())["checks"] == []
            for path, words in (("approve", {"seen": 999}), ("reject", {"remark": "a"})):
                status, value = await anne.call("POST", f"/drafts/{draft}/{path}", words)
                assert (status, value["error"]) == (409, "lapsed") and why in value["message"]
            [lapsed] = (await new.desk())["lapsed"]
            assert (lapsed["id"], lapsed["text"]) == (draft, "Dat is 5 euro.") and why in lapsed["why"]
            assert (await anne.desk())["lapsed"] == [], "only its writer"
            assert (await anne.call("POST", f"/drafts/{draft}/take_back", {}))[0] == 403
            assert await new.call("POST", f"/drafts/{draft}/take_back", {}) == (200, {"text": "Dat is 5 euro."})
            assert (await new.desk())["lapsed"] == []
            assert "5 euro" not in str((await citizen.messages())["messages"])

    asyncio.run(story())


def test_a_draft_does_not_wake_up_when_a_closing_is_taken_back(site):
    async def story():
        async with desk(site) as (s, anne):
            citizen, new, draft = await drafted(s)
            await new.does("close", citizen.conversation, outcome="anders")
            await new.does("reopen", citizen.conversation)
            assert (await anne.desk())["checks"] == [] and len((await new.desk())["lapsed"]) == 1
            assert (await anne.call("POST", f"/drafts/{draft}/approve", {"seen": 999}))[0] == 409

    asyncio.run(story())


def test_new_words_of_the_citizen_have_to_be_read_before_a_draft_goes_out(site):
    async def story():
        async with desk(site) as (s, anne):
            citizen, new, draft = await drafted(s)
            assert (await anne.desk())["checks"][0]["newer"] == 0
            seq = (await citizen.send("laat maar, ik heb het al"))[1]["seq"]
            assert (await anne.desk())["checks"][0]["newer"] == 1
            assert (await new.reads(citizen.conversation))["drafts"][0]["newer"] == 1
            for body in ({}, {"seen": seq - 1}):
                status, value = await anne.call("POST", f"/drafts/{draft}/approve", body)
                assert (status, value["error"]) == (409, "newer") and "intussen" in value["message"]
            assert (await anne.call("POST", f"/drafts/{draft}/approve", {"seen": True}))[0] == 400
            assert "5 euro" not in str((await citizen.messages())["messages"])
            assert (await anne.call("POST", f"/drafts/{draft}/approve", {"seen": seq}))[0] == 204
            assert (await citizen.messages())["messages"][-1]["text"] == "Dat is 5 euro."

    asyncio.run(story())


def test_a_writer_takes_a_draft_back_before_somebody_decides(site):
    async def story():
        async with desk(site) as (s, anne):
            citizen, new, draft = await drafted(s)
            assert (await new.call("POST", f"/drafts/{draft}/take_back", {}))[0] == 200
            assert (await anne.call("POST", f"/drafts/{draft}/approve", {"seen": 999}))[0] == 409
            assert (await new.call("POST", f"/drafts/{draft}/take_back", {}))[0] == 409
            _, again = await new.replies(citizen.conversation, "Dat is 6 euro.")
            both = await asyncio.gather(
                anne.call("POST", f"/drafts/{again['draft']}/approve", {"seen": 999}),
                new.call("POST", f"/drafts/{again['draft']}/take_back", {}),
            )
            assert sorted(status for status, _ in both) in ([200, 409], [204, 409]), "sent or taken back, never both"
            sent = "6 euro" in str((await citizen.messages())["messages"])
            assert sent is (both[0][0] == 204)

    asyncio.run(story())


def test_a_word_along_with_a_move_is_kept_with_the_move_or_not_at_all(site):
    async def story():
        async with desk(site) as (s, anne):
            bas = Colleague(s, "Bas de Wit")
            await bas.comes()
            citizen = await waits(s)
            await anne.does("claim", citizen.conversation)
            for giver, taker, note in ((anne, bas, "eerste"), (bas, anne, "tweede"), (anne, bas, "derde!")):
                done = await giver.does("transfer", citizen.conversation, member=taker.id, note=note)
                assert done[0] == 204
            assert (await anne.does("transfer", citizen.conversation, member=bas.id, note="te laat"))[0] == 403
            seen = (await bas.reads(citizen.conversation))["messages"]
            assert [m["text"] for m in seen if m["role"] == "notitie"] == ["eerste", "tweede", "derde!"]

    asyncio.run(story())
