"""A person takes over: who talks, who is silent, what each side sees, and what stands in the log."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest

from bot.calendar import OpeningHours
from bot.staff import Role
from tests.site.conftest import until
from tests.site.webcare.desk import HANDS_OVER, Colleague, asks, desk, event, rules, waits
from tests.staff import sign_in

pytestmark = pytest.mark.timeout(90)


def roles(messages):
    return [m["role"] for m in messages]


def test_that_something_was_masked_is_not_said_by_the_chatbot_while_a_colleague_has_it(site):
    async def story():
        async with desk(site) as (s, anne):
            citizen = await waits(s)
            await anne.does("claim", citizen.conversation)
            await citizen.send("mijn bsn is 111222333 en ik ben Fatima el Amrani")
            told = (await citizen.messages())["messages"][-1]
            assert told["role"] == "systeem" and told["text"].startswith("In je bericht stond je burgerservicenummer")
            assert "Ik heb" not in told["text"]

    asyncio.run(story())


def test_a_person_takes_over_and_the_chatbot_is_silent(site):
    async def story():
        async with desk(site) as (s, anne):
            citizen = await waits(s)
            asked = len(s.engine.asked)
            await citizen.send("hoort iemand mij?")
            assert (await anne.does("claim", citizen.conversation))[0] == 204
            await citizen.send("hallo?")
            status, sent = await anne.replies(citizen.conversation, "Goedemorgen, ik kijk met je mee.")
            assert status == 201
            await citizen.send("fijn")
            await s.settled()
            found = await citizen.messages()
            assert found["state"]["state"] == "with_staff" and found["state"]["name"] == "Anne"
            assert roles(found["messages"])[-5:] == ["burger", "systeem", "burger", "medewerker", "burger"]
            staff = next(m for m in found["messages"] if m["role"] == "medewerker")
            assert (staff["by"], staff["seq"]) == ("Anne", sent["seq"])
            assert len(s.engine.asked) == asked, "the engine was not even asked"

    asyncio.run(story())


def test_what_was_said_to_a_colleague_is_not_answered_by_the_chatbot_that_gets_it_back(site):
    async def story():
        async with desk(site) as (s, anne):
            citizen = await waits(s)
            assert (await anne.does("claim", citizen.conversation))[0] == 204
            asked, dispatcher = len(s.engine.asked), s.app.ctx.dispatcher
            wake, dispatcher.wake = dispatcher.wake, lambda conversation: None  # a busy door has not come to it yet
            await citizen.send("tot ziens")
            assert (await anne.does("hand_back", citizen.conversation))[0] == 204
            dispatcher.wake = wake
            dispatcher.wake(citizen.conversation)
            await s.settled()
            assert len(s.engine.asked) == asked
            assert (await citizen.messages())["messages"][-2]["text"] == "tot ziens"
            await citizen.send("en huurtoeslag?")
            await s.settled()
            assert len(s.engine.asked) == asked + 1, "what comes after it is the chatbot's again"

    asyncio.run(story())


def test_an_answer_of_the_engine_that_comes_after_the_claim_is_never_said(site):
    async def story():
        async with desk(site) as (s, anne):
            for _ in range(8):
                citizen = await asks(s)
                await citizen.send(choice="later")
                before = len((await citizen.messages())["messages"])
                s.engine.gate, thinking = asyncio.Event(), s.engine.thinking
                # The chatbot thinks about this one while the colleague takes the conversation.
                await citizen.send("en nog iets")
                await until(lambda before=thinking: s.engine.thinking > before)
                assert (await anne.does("claim", citizen.conversation))[0] == 204
                await anne.replies(citizen.conversation, "Ik help je.")
                s.engine.gate.set()
                await s.settled()
                s.engine.gate = None
                behind = (await citizen.messages())["messages"][before:]
                assert roles(behind) == ["burger", "systeem", "medewerker"]
                assert (await anne.does("close", citizen.conversation, outcome="anders"))[0] == 204

    asyncio.run(story())


def test_a_message_sent_at_the_moment_of_claiming_gets_one_answer_at_most(site):
    async def story():
        async with desk(site, limit=99) as (s, anne):
            for n in range(12):
                citizen = await asks(s)
                await citizen.send(choice="later" if n % 2 else "wachten")
                before = len((await citizen.messages())["messages"])
                await asyncio.gather(citizen.send("hallo"), anne.does("claim", citizen.conversation))
                await s.settled()
                messages = (await citizen.messages())["messages"][before:]
                claimed = next(i for i, m in enumerate(messages) if m["role"] == "systeem")
                assert "chatbot" not in roles(messages[claimed:]), "nothing of the chatbot behind the claim"
                if n % 2 == 0:
                    assert roles(messages).count("chatbot") == 0

    asyncio.run(story())


def test_the_open_desk_sees_a_handover_and_every_word_at_once(site):
    async def story():
        async with desk(site) as (s, anne):
            async with anne.watching() as events:
                assert (await event(events, "desk"))["queue"] == []
                citizen = await waits(s)
                item = (await event(events, "desk", lambda d: d["queue"]))["queue"][0]
                assert item["reason_label"] and item["topic_title"] and item["unread"] > 0
                assert item["last"]["role"] in ("burger", "chatbot") and item["owner"] is None
                await anne.does("claim", citizen.conversation)
                own = (await event(events, "desk", lambda d: d["own"]))["own"][0]
                assert own["owner"] == {"id": anne.id, "name": "Anne Bakker"}
                seq = (await citizen.send("ben je daar?"))[1]["seq"]
                changed = await event(events, "conversation", lambda d: d["last"] == seq)
                assert changed["conversation"] == citizen.conversation
                s.app.ctx.reception.typing._clock = lambda: 0.0  # who types goes on typing
                await citizen.call("POST", f"{citizen.path}/typing", {})
                assert await event(events, "desk", lambda d: d["own"] and d["own"][0]["typing"])
                await anne.does("typing", citizen.conversation)
                state = (await citizen.messages())["state"]
                assert state["staff_typing"] is True and state["text"] == "De medewerker typt."
                await anne.replies(citizen.conversation, "Ja.")
                assert "staff_typing" not in (await citizen.messages())["state"]

    asyncio.run(story())


def test_a_colleague_reads_the_whole_masked_talk_with_what_the_chatbot_was_unsure_of(site):
    async def story():
        async with desk(site) as (s, anne):
            s.engine.reply = {
                "text": "Bedoel je dit?", "outcome": "verduidelijking", "topic": "aangifte.uitstel", "confidence": 0.3,
                "choices": [{"label": "Te laat", "choice": "onderwerp:aangifte.te_laat"}],
                "sources": [{"title": "A", "url": "https://example.org/a", "checked": "2026-11-21"}],
            }  # fmt: skip
            citizen = s.citizen()
            await citizen.start()
            await citizen.send("mijn bsn is 111222333")
            await citizen.answered(4)
            s.engine.reply = dict(HANDS_OVER)
            await citizen.send(choice="medewerker")
            await citizen.answered(7)
            await citizen.send(choice="wachten")
            await anne.does("claim", citizen.conversation)
            await anne.does(
                "note", citizen.conversation, text="mijn collega met bsn 111222333 weet dit", client_id="n1"
            )
            await citizen.send("dank")
            seen = await anne.reads(citizen.conversation)
            texts = "\n".join(m["text"] for m in seen["messages"])
            assert "111222333" not in texts and "[burgerservicenummer]" in texts
            assert roles(seen["messages"])[-2:] == ["notitie", "burger"]
            assert {u["topic"]: u["confidence"] for u in seen["unsure"]} == {
                "aangifte.uitstel": 0.3, "aangifte.te_laat": None
            }  # fmt: skip
            assert "https://example.org/a" in [x["url"] for x in seen["sources"]]
            assert seen["item"]["unread"] == 0
            assert "notitie" not in roles((await citizen.messages())["messages"]), "whispers are not for the citizen"

    asyncio.run(story())


def test_back_to_the_chatbot_which_knows_what_it_was_about(site):
    async def story():
        async with desk(site) as (s, anne):
            s.engine.reply = {**HANDS_OVER, "topic": "aangifte.uitstel"}
            citizen = await waits(s)
            await anne.does("claim", citizen.conversation)
            assert (await anne.does("hand_back", citizen.conversation, note="alleen nog algemene uitleg"))[0] == 204
            found = await citizen.messages()
            back = found["messages"][-1]
            assert found["state"]["state"] == "idle" and back["role"] == "chatbot"
            assert "weer met de chatbot" in back["text"] and back["topic"] == "aangifte.uitstel"
            s.engine.reply = {"text": "Dat kan.", "outcome": "antwoord"}
            await citizen.send("en hoe vraag ik dat aan")
            assert (await citizen.answered(len(found["messages"]) + 2))[-1]["text"].startswith("Dat kan.")
            assert (await anne.replies(citizen.conversation, "te laat"))[0] == 409

    asyncio.run(story())


def test_closing_with_an_outcome_is_counted_and_ends_it(site):
    async def story():
        async with desk(site) as (s, anne):
            citizen = await waits(s)
            await anne.does("claim", citizen.conversation)
            assert (await anne.does("close", citizen.conversation, outcome="zomaar"))[0] == 400
            remark = "had een brief, bsn 111222333"
            body = {"outcome": "gat_in_kennis", "remark": remark}
            assert (await anne.does("close", citizen.conversation, **body))[0] == 204
            assert (await citizen.messages())["state"]["state"] == "closed"
            [item] = s.app.ctx.insight.items(since=s.app.ctx.clock() - dt.timedelta(hours=1), kind="uitkomst")
            assert (item.detail, item.topic) == ("gat_in_kennis", "persoonlijk.status_aangifte")
            assert "111222333" not in item.text
            assert (await anne.desk())["own"] == []

    asyncio.run(story())


def test_to_a_colleague_or_a_team(site):
    async def story():
        async with desk(site, teams=("Toeslagen", "Inning")) as (s, anne):
            bas, cleo = Colleague(s, "Bas de Wit"), Colleague(s, "Cleo Vos", team="Inning")
            citizen = await waits(s)
            await anne.does("claim", citizen.conversation)
            assert (await anne.does("transfer", citizen.conversation, member=bas.id))[0] == 409, "he is not there"
            await bas.comes()
            done = await anne.does("transfer", citizen.conversation, member=bas.id, note="weet van inning")
            assert done[0] == 204
            assert (await citizen.messages())["state"]["name"] == "Bas"
            assert [m["text"] for m in (await bas.reads(citizen.conversation))["messages"] if m["role"] == "notitie"]
            assert (await bas.does("transfer", citizen.conversation, team="Onbekend"))[0] == 400
            assert (await bas.does("transfer", citizen.conversation, team="Inning"))[0] == 204
            assert (await citizen.messages())["state"]["place"] == 1
            assert len((await anne.desk())["queue"]) == 1, "nobody of Inning is there: everybody sees it"
            await cleo.comes()
            assert (await anne.desk())["queue"] == [] and len((await cleo.desk())["queue"]) == 1

    asyncio.run(story())


def test_a_team_that_is_closed_gets_nothing_and_hides_nothing(site):
    async def story():
        async with desk(site, teams=("Toeslagen", "Inning")) as (s, anne):
            cleo = Colleague(s, "Cleo Vos", team="Inning")
            await cleo.comes()
            one, two = await waits(s), await waits(s)
            for citizen in (one, two):
                await anne.does("claim", citizen.conversation)
            assert (await anne.does("transfer", one.conversation, team="Inning"))[0] == 204
            assert (await anne.desk())["queue"] == []
            rules(s, teams=("Toeslagen", "Inning"), team_hours={"inning": OpeningHours({})})
            assert [t["open"] for t in (await anne.desk())["teams"]] == [True, False]
            status, value = await anne.does("transfer", two.conversation, team="Inning")
            assert status == 409 and "nu dicht" in value["message"]
            assert len((await anne.desk())["queue"]) == 1, "what was sent there before waits for everybody"

    asyncio.run(story())


def test_four_eyes_nothing_goes_out_before_a_second_person_says_yes(site):
    async def story():
        async with desk(site) as (s, anne):
            new = Colleague(s, "Noor Smit", four_eyes=True)
            await new.comes()
            citizen = await waits(s)
            await new.does("claim", citizen.conversation)
            before = len((await citizen.messages())["messages"])
            status, first = await new.replies(citizen.conversation, "Dat is 5 euro.")
            assert status == 202 and len((await citizen.messages())["messages"]) == before
            status, value = await new.call("POST", f"/drafts/{first['draft']}/approve", {})
            assert (status, value["error"]) == (403, "second_person")
            [check] = (await anne.desk())["checks"]
            assert check["text"] == "Dat is 5 euro." and (await new.desk())["checks"] == []
            assert (await anne.call("POST", f"/drafts/{check['id']}/reject", {"remark": "bedrag klopt niet"}))[0] == 204
            whispers = [
                m["text"] for m in (await new.reads(citizen.conversation))["messages"] if m["role"] == "notitie"
            ]
            assert "bedrag klopt niet" in whispers[0] and "5 euro" in whispers[0]
            _, second = await new.replies(citizen.conversation, "Dat is 6 euro.")
            assert (await anne.call("POST", f"/drafts/{second['draft']}/approve", {}))[0] == 204
            assert (await anne.call("POST", f"/drafts/{second['draft']}/approve", {}))[0] == 409
            last = (await citizen.messages())["messages"][-1]
            assert (last["text"], last["by"]) == ("Dat is 6 euro.", "Noor")
            assert len((await citizen.messages())["messages"]) == before + 1

    asyncio.run(story())


@pytest.mark.parametrize(
    ("text", "private", "asks_bsn"),
    [
        ("Je nummer is 111222333 toch?", ["burgerservicenummer"], False),
        ("Mag ik je burgerservicenummer?", [], True),
    ],
)
def test_a_reply_with_private_data_asks_first_and_is_masked_anyway(site, text, private, asks_bsn):
    async def story():
        async with desk(site) as (s, anne):
            citizen = await waits(s)
            await anne.does("claim", citizen.conversation)
            before = len((await citizen.messages())["messages"])
            status, value = await anne.replies(citizen.conversation, text)
            assert (status, value["code"], value["private"], value["asks_bsn"]) == (409, "confirm", private, asks_bsn)
            assert value["message"].endswith("?") and len((await citizen.messages())["messages"]) == before
            assert (await anne.replies(citizen.conversation, text, confirmed=True))[0] == 201
            assert "111222333" not in (await citizen.messages())["messages"][-1]["text"]

    asyncio.run(story())


def test_every_look_and_deed_stands_in_the_log_without_words(site):
    async def story():
        async with desk(site) as (s, anne):
            citizen = await waits(s)
            await anne.reads(citizen.conversation)
            await anne.does("claim", citizen.conversation)
            await anne.replies(citizen.conversation, "GEHEIMWOORD")
            await anne.does("note", citizen.conversation, text="GEHEIMWOORD", client_id="n1")
            await anne.does("release", citizen.conversation)
            await anne.call("GET", "/search?q=bsn 111222333")
            lines = s.app.ctx.audit.entries(subject=citizen.conversation)
            assert [line.action for line in reversed(lines)] == [
                "gesprek.bekeken", "gesprek.genomen", "gesprek.antwoord", "gesprek.notitie", "gesprek.losgelaten"
            ]  # fmt: skip
            assert all(line.member == anne.id for line in lines)
            everything = str(s.app.ctx.audit.entries())
            assert "GEHEIMWOORD" not in everything and "111222333" not in everything

    asyncio.run(story())


def test_the_desk_is_for_webcare_only(site):
    async def story():
        async with desk(site) as (s, anne):
            citizen = await waits(s)
            trainer = sign_in(s.app, Role.TRAINER)
            for path in ("/desk", "/events", f"/conversations/{citizen.conversation}", "/search?q=a"):
                path = f"/webcare/api{path}"
                assert (await s.citizen().call("GET", path))[0] == 401
                assert (await s.citizen().call("GET", path, headers=trainer.headers))[0] == 403
            deed = f"/webcare/api/conversations/{citizen.conversation}/claim"
            cookie = {"Cookie": anne.signed.headers["Cookie"]}
            assert (await s.citizen().call("POST", deed, {}, headers=cookie))[0] == 403, "another site could send that"
            assert (await citizen.messages())["state"]["state"] == "waiting"
            private = s.citizen()
            await private.start()
            status, value = await anne.call("GET", f"/conversations/{private.conversation}")
            assert status == 404, "what was never offered to the desk is not for the desk"

    asyncio.run(story())


def test_who_takes_a_conversation_is_there(site):
    async def story():
        async with desk(site) as (s, anne):
            bas = Colleague(s, "Bas de Wit")
            citizen = await waits(s)
            await bas.does("claim", citizen.conversation)
            assert (await bas.desk())["me"]["presence"] == "aanwezig"
            assert s.app.ctx.watch.look() == [], "it is not let go again because he had not said that he was there"

    asyncio.run(story())


def test_who_is_at_the_desk_shows_with_the_reason(site):
    async def story():
        async with desk(site) as (s, anne):
            bas = Colleague(s, "Bas de Wit")
            await bas.comes("pauze", "even bellen met 06-12345678")
            me = (await bas.desk())["me"]
            assert me["presence"] == "pauze" and "12345678" not in me["reason"]
            [colleague] = (await anne.desk())["colleagues"]
            assert (colleague["name"], colleague["presence"], colleague["open"]) == ("Bas de Wit", "pauze", 0)
            assert (await anne.desk())["hours"]["open"] is True
            assert (await bas.call("POST", "/presence", {"presence": "zomaar"}))[0] == 400
            await bas.comes()
            assert (await bas.desk())["me"]["presence"] == "aanwezig"

    asyncio.run(story())


def test_a_colleague_named_in_a_whisper_sees_it_until_looking_and_so_does_who_is_answered(site):
    async def story():
        async with desk(site) as (s, anne):
            bas, cleo = Colleague(s, "Bas de Wit"), Colleague(s, "Cleo")
            citizen = await waits(s)
            await anne.does("claim", citizen.conversation)
            status, value = await anne.does("note", citizen.conversation, text="@Bas, klopt dit?", client_id="n1")
            assert (status, value) == (201, {"named": ["Bas de Wit"]})
            [call] = (await bas.desk())["calls"]
            assert (call["by"], call["conversation"]) == ("Anne Bakker", citizen.conversation)
            assert (await cleo.desk())["calls"] == (await anne.desk())["calls"] == []
            await bas.reads(citizen.conversation)
            assert (await bas.desk())["calls"] == []
            await bas.does("note", citizen.conversation, text="ja hoor", client_id="n2")
            assert [c["by"] for c in (await anne.desk())["calls"]] == ["Bas de Wit"]

    asyncio.run(story())
