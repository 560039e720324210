"""An honest offer: what is there is offered, what is not there never, and every choice does what it says."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest

from bot.calendar import OpeningHours
from bot.handoff import as_code
from tests.site.webcare.desk import HANDS_OVER, Colleague, asks, desk, rules, waits

pytestmark = pytest.mark.timeout(90)


def labels(message):
    return [choice["choice"] for choice in message["choices"]]


def test_a_site_without_anybody_for_the_desk_offers_the_phone_only_with_a_code_on_the_slip(site):
    async def story():
        async with site() as s:
            rules(s)
            s.engine.reply = dict(HANDS_OVER)
            citizen = await asks(s)
            [_, _, answer] = (await citizen.messages())["messages"]
            assert answer["choices"] == [] and as_code(answer["slip"]["code"])
            assert (await citizen.send(choice="wachten"))[0] == 202
            messages = (await citizen.messages())["messages"]
            assert "toch geen medewerker" in messages[-1]["text"] and "0800 - 0543" in messages[-1]["text"]
            assert (await citizen.messages())["state"]["state"] == "idle"

    asyncio.run(story())


def test_who_is_there_is_offered_with_place_and_wait_and_the_way_back(site):
    async def story():
        async with desk(site) as (s, _):
            citizen = await asks(s)
            offer = (await citizen.messages())["messages"][-1]
            assert labels(offer) == ["wachten", "later", "chatbot"]
            assert "nummer 1" in offer["text"] and "nog niet bekend" in offer["text"]
            await citizen.send(choice="wachten")
            told = await citizen.messages()
            first = "Je wacht op een medewerker. Je bent als eerste aan de beurt."
            assert told["state"] == {"state": "waiting", "place": 1, "text": first}
            assert "Je bent nummer 1" in told["messages"][-1]["text"]
            second = await waits(s)
            assert (await second.messages())["state"]["place"] == 2
            await citizen.send(choice="chatbot")
            assert (await citizen.messages())["state"]["state"] == "idle"
            assert (await second.messages())["state"]["place"] == 1, "who is left moves up"

    asyncio.run(story())


@pytest.mark.parametrize("why", ["dicht", "vol", "pauze"])
def test_what_is_not_there_is_not_offered_but_a_question_may_be_left(site, why):
    async def story():
        async with desk(site) as (s, anne):
            if why == "dicht":
                rules(s, hours=OpeningHours({}))
            elif why == "vol":
                await waits(s)
                rules(s, queue_room=1)
            else:
                await anne.comes("pauze", "lunch")
            citizen = await asks(s)
            offer = (await citizen.messages())["messages"][-1]
            assert labels(offer) == ["later", "chatbot"] and "nummer" not in offer["text"]
            await citizen.send(choice="wachten")
            assert (await citizen.messages())["state"]["state"] == "idle"

    asyncio.run(story())


def test_an_offer_that_is_no_longer_true_is_taken_back_kindly(site):
    async def story():
        async with desk(site) as (s, anne):
            citizen = await asks(s)
            await anne.comes("afwezig")
            await citizen.send(choice="wachten")
            found = await citizen.messages()
            assert found["state"]["state"] == "idle" and "toch geen medewerker" in found["messages"][-1]["text"]

    asyncio.run(story())


def test_a_question_left_for_later_lies_on_the_desk_while_the_chatbot_answers_on(site):
    async def story():
        async with desk(site) as (s, anne):
            citizen = await asks(s)
            await citizen.send(choice="later")
            found = await citizen.messages()
            assert found["state"]["state"] == "idle" and "dezelfde browser" in found["messages"][-1]["text"]
            s.engine.reply = {"text": "Ja.", "outcome": "antwoord"}
            count = len(found["messages"])
            await citizen.send("en wat is de zorgtoeslag")
            assert (await citizen.answered(count + 2))[-1]["text"].startswith("Ja.")
            [item] = (await anne.desk())["queue"]
            assert (item["state"], item["conversation"]) == ("later", citizen.conversation)
            assert (await anne.does("claim", citizen.conversation))[0] == 204
            assert (await anne.replies(citizen.conversation, "Ik heb gekeken."))[0] == 201
            assert (await citizen.messages())["messages"][-1]["text"] == "Ik heb gekeken."

    asyncio.run(story())


def test_typing_on_instead_of_choosing_is_no_queue(site):
    async def story():
        async with desk(site) as (s, anne):
            citizen = await asks(s)
            s.engine.reply = {"text": "Ja.", "outcome": "antwoord"}
            await citizen.send("laat maar")
            await citizen.answered(6)
            await citizen.send(choice="wachten")
            found = await citizen.messages()
            assert found["state"]["state"] == "idle" and "knop werkt niet meer" in found["messages"][-1]["text"]
            assert (await anne.desk())["queue"] == []

    asyncio.run(story())


def test_the_same_choice_twice_is_one_choice(site):
    async def story():
        async with desk(site) as (s, anne):
            citizen = await asks(s)
            first = await citizen.send(choice="wachten", client_id="w")
            second = await citizen.send(choice="wachten", client_id="w")
            assert first[1] == second[1]
            assert len((await citizen.messages())["messages"]) == 6
            assert len((await anne.desk())["queue"]) == 1

    asyncio.run(story())


def test_the_expected_wait_comes_from_what_people_waited(site):
    async def story():
        async with desk(site, limit=99) as (s, anne):
            with s.app.ctx.database.write() as connection:
                for minutes in (1, 2, 3, 9, 4):
                    s.app.ctx.waits.keep(connection, dt.timedelta(minutes=minutes))
            offer = (await (await asks(s)).messages())["messages"][-1]
            assert "hooguit 3 minuten" in offer["text"] and "hooguit 4 minuten" in offer["text"]

    asyncio.run(story())


def test_who_is_in_danger_or_distress_goes_first(site, library):
    async def story():
        async with desk(site) as (s, anne):
            plain = await waits(s)
            s.engine.reply = {"text": "Wat vervelend.", "outcome": "steun", "topic": None}
            sad, danger = s.citizen(), s.citizen()
            for citizen in (sad, danger):
                if citizen is danger:
                    crisis = library.content.answers["sociaal.crisis"].sources[0]
                    source = {"title": crisis.title, "url": crisis.url, "checked": "2026-11-21"}
                    s.engine.reply = {"text": "Bel 113.", "outcome": "steun", "sources": [source]}
                await citizen.start()
                await citizen.send("ik kan niet meer")
                await citizen.answered(3)
            s.engine.reply = {**HANDS_OVER, "handoff": {"reason": "vraagt_medewerker"}}
            for citizen in (sad, danger):
                await citizen.send(choice="medewerker")
                await citizen.answered(6)
                await citizen.send(choice="wachten")
            queue = (await anne.desk())["queue"]
            assert [(i["conversation"], i["urgency"]) for i in queue] == [
                (danger.conversation, 2), (sad.conversation, 1), (plain.conversation, 0)
            ]  # fmt: skip
            assert (await danger.messages())["state"]["place"] == 1

    asyncio.run(story())


PERSON = {**HANDS_OVER, "topic": "contact.medewerker", "handoff": {"reason": "vraagt_medewerker"}}


def test_the_row_says_what_somebody_comes_for_and_not_which_button_was_pressed(site):
    async def story():
        async with desk(site) as (s, anne):
            s.engine.reply = {"text": "Een regeling kan.", "topic": "betalen.betalingsregeling", "outcome": "antwoord"}
            citizen = s.citizen()
            await citizen.start()
            await citizen.send("ik kan mijn aanslag niet betalen")
            await citizen.answered(3)
            s.engine.reply = dict(PERSON)
            await citizen.send("ik wil graag een medewerker spreken")
            await citizen.answered(5)
            await citizen.send(choice="wachten")
            [card] = (await anne.desk())["queue"]
            title = s.app.ctx.library.topic("betalen.betalingsregeling").title
            assert (card["topic_title"], card["words"]) == (title, "ik kan mijn aanslag niet betalen")
            await anne.does("claim", citizen.conversation)
            await anne.does("hand_back", citizen.conversation)
            assert s.app.ctx.library.button(card["topic"]) in (await citizen.messages())["messages"][-1]["text"]

    asyncio.run(story())


def test_a_bailiff_of_tomorrow_goes_up_whether_said_before_or_in_the_row(site):
    async def story():
        async with desk(site) as (s, anne):
            s.engine.reply = dict(PERSON)
            first, second = await waits(s), await waits(s)
            third = await waits(s, "deurwaarder staat morgen voor de deur")
            queue = (await anne.desk())["queue"]
            assert [c["conversation"] for c in queue] == [c.conversation for c in (third, first, second)]
            assert queue[0]["urgency"] == 1 and queue[0]["topic_title"] == ""
            await second.send("er ligt beslag op mijn loon")
            queue = (await anne.desk())["queue"]
            assert [c["conversation"] for c in queue] == [c.conversation for c in (second, third, first)]

    asyncio.run(story())


def test_the_code_of_the_slip_finds_the_conversation(site):
    async def story():
        async with desk(site) as (s, anne):
            citizen = await asks(s, "waar blijft mijn geld, mijn bsn is 111222333")
            code = next(m["slip"]["code"] for m in (await citizen.messages())["messages"] if m.get("slip"))
            for typed in (code, code.lower().replace("-", " ")):
                _, found = await anne.call("GET", f"/search?q={typed}")
                [item] = found["items"]
                assert item["conversation"] == citizen.conversation and "111222333" not in str(item)
            _, by_words = await anne.call("GET", "/search?q=blijft mijn geld")
            assert [i["conversation"] for i in by_words["items"]] == [citizen.conversation]
            assert (await anne.call("GET", "/search?q=%25"))[1]["items"] == []
            await citizen.call("DELETE", citizen.path)
            assert (await anne.call("GET", f"/search?q={code}"))[1]["items"] == []

    asyncio.run(story())


def test_a_colleague_who_leaves_and_nobody_is_there_any_more_is_told(site):
    async def story():
        async with desk(site) as (s, anne):
            citizen = await waits(s)
            assert s.app.ctx.watch.look() == []
            await anne.comes("afwezig")
            assert s.app.ctx.watch.look() == [citizen.conversation]
            told = (await citizen.messages())["messages"][-1]
            assert "geen medewerker meer" in told["text"] and labels(told) == []
            assert s.app.ctx.watch.look() == [], "it is said once"
            assert [i["state"] for i in (await Colleague(s, "Bas").desk())["queue"]] == ["later"]

    asyncio.run(story())
