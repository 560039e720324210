"""A desk that empties or was empty all along: nobody waits for nothing, and nobody meets silence."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest

from bot.calendar import OpeningHours, moment_in_words
from tests.site.webcare.desk import asks, desk, rules, waits

pytestmark = pytest.mark.timeout(90)

WEEK = OpeningHours({day: (dt.time(8, 30), dt.time(17)) for day in range(7)}, on_holidays=True)


def goes_dark(s):
    """Makes it the coming night, and returns when the desk opens, in words."""
    night = s.app.ctx.clock().replace(hour=23, minute=10)
    s.app.ctx.reception._clock = s.app.ctx.overview._clock = lambda: night
    return moment_in_words(WEEK.next_opening(night))


def labels(message):
    return [choice["choice"] for choice in message["choices"]]


async def last(citizen):
    return (await citizen.messages())["messages"][-1]


@pytest.mark.parametrize("why", ["weg", "dicht"])
def test_a_desk_that_closes_lays_the_question_down_and_the_chatbot_answers_again(site, why):
    async def story():
        async with desk(site) as (s, anne):
            citizen = await waits(s)
            if why == "weg":
                await anne.comes("afwezig")
            else:
                rules(s, hours=OpeningHours({}))
            assert s.app.ctx.watch.look() == [citizen.conversation]
            found = await citizen.messages()
            told = found["messages"][-1]
            assert found["state"]["state"] == "idle", "the bar no longer says that she is first"
            assert "geen medewerker meer" in told["text"] and "ligt klaar" in told["text"]
            assert s.app.ctx.handoffs.get(citizen.conversation).code in told["text"]
            assert s.app.ctx.watch.look() == [], "it is said once"
            s.engine.reply = {"text": "Ja.", "outcome": "antwoord"}
            await citizen.send("kan ik nog uitstel krijgen")
            assert (await citizen.answered(len(found["messages"]) + 2))[-1]["text"].startswith("Ja.")
            assert [i["state"] for i in (await anne.desk())["queue"]] == ["later"]

    asyncio.run(story())


def test_after_the_desk_closed_it_is_told_when_it_opens(site):
    async def story():
        async with desk(site) as (s, anne):
            citizen = await waits(s)
            rules(s, hours=WEEK)
            opens = goes_dark(s)
            s.app.ctx.watch.look()
            assert f"kan weer op {opens}" in (await last(citizen))["text"]

    asyncio.run(story())


@pytest.mark.parametrize(
    "typed", ["Laat mijn vraag liggen", "laat mijn vraag liggen.", "laat dan een bericht achter", "laat maar liggen"]
)
@pytest.mark.parametrize("waiting", [False, True])
def test_typing_the_words_of_a_button_does_what_it_does(site, typed, waiting):
    async def story():
        async with desk(site) as (s, anne):
            citizen = await (waits if waiting else asks)(s)
            await citizen.send(typed)
            found = await citizen.messages()
            assert "ligt klaar voor een medewerker" in found["messages"][-1]["text"]
            assert found["messages"][-2]["text"] == typed and found["state"]["state"] == "idle"
            [item] = (await anne.desk())["queue"]
            assert item["state"] == "later" and item["words"] == "waar blijft mijn geld"
            await citizen.send("laat een bericht achter")
            assert "ligt al klaar" in (await last(citizen))["text"]

    asyncio.run(story())


def test_who_types_that_he_waits_or_stops_waiting_does_so(site):
    async def story():
        async with desk(site) as (s, anne):
            citizen = await asks(s)
            await citizen.send("Wacht op een medewerker")
            assert (await citizen.messages())["state"]["state"] == "waiting"
            await citizen.send("stop met wachten")
            assert (await citizen.messages())["state"]["state"] == "idle"
            assert "niet meer in de rij" in (await last(citizen))["text"]

    asyncio.run(story())


def test_words_that_only_resemble_a_choice_are_answered_by_the_chatbot(site):
    async def story():
        async with desk(site) as (s, anne):
            s.engine.reply = {"text": "Ja.", "outcome": "antwoord"}
            citizen = s.citizen()
            await citizen.start()
            count = 1
            for text in (
                "laat maar", "wanneer krijg ik bericht", "ik heb een bericht gekregen", "kan ik mijn aangifte laten liggen",
                "wachten", "verder met de chatbot",
            ):  # fmt: skip
                await citizen.send(text)
                count += 2
                assert (await citizen.answered(count))[-1]["text"].startswith("Ja."), text

    asyncio.run(story())


@pytest.mark.parametrize(
    "typed", ["laat een bericht achter", "kan ik een bericht achterlaten", "Ik wil graag een bericht achterlaten."]
)
def test_who_wants_to_leave_a_message_is_offered_it(site, typed):
    async def story():
        async with desk(site) as (s, anne):
            rules(s, hours=OpeningHours({}))
            citizen = s.citizen()
            await citizen.start()
            await citizen.send(typed)
            offer = await last(citizen)
            assert labels(offer) == ["later", "chatbot"] and s.engine.asked == []
            await citizen.send(choice="later")
            assert "ligt klaar voor een medewerker" in (await last(citizen))["text"]
            assert [i["state"] for i in (await anne.desk())["queue"]] == ["later"]

    asyncio.run(story())


def test_where_no_message_can_be_left_that_is_said_with_the_phone(site):
    async def story():
        async with site() as s:
            rules(s)
            citizen = s.citizen()
            await citizen.start()
            await citizen.send("laat een bericht achter")
            told = await last(citizen)
            assert "kan hier nu niet" in told["text"] and "0800 - 0543" in told["text"] and labels(told) == []

    asyncio.run(story())


def test_a_new_desk_at_night_takes_questions_and_says_when_it_opens(site):
    async def story():
        async with desk(site, present=False) as (s, anne):
            rules(s, hours=WEEK)
            opens = goes_dark(s)
            offer = await last(await asks(s))
            assert labels(offer) == ["later", "chatbot"]
            assert f"Chatten met een medewerker kan weer op {opens}" in offer["text"]

    asyncio.run(story())


def test_a_desk_where_nobody_came_for_a_week_takes_no_questions(site):
    async def story():
        async with desk(site, present=False) as (s, anne):
            later = s.app.ctx.clock() + dt.timedelta(days=8)
            s.app.ctx.reception._clock = lambda: later
            assert labels(await last(await asks(s))) == []

    asyncio.run(story())
