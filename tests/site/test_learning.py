"""What the door keeps for insight: picks after a question back, and whether it helped."""

from __future__ import annotations

import asyncio
import datetime as dt

from bot.dialogue import DOUBT
from bot.staff import Role
from tests.staff import sign_in

LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.timezone.utc)
ASKS_BACK = {
    "text": "Wat bedoel je precies?",
    "topic": None,
    "outcome": "verduidelijking",
    "choices": [
        {"label": "Uitstel", "choice": "onderwerp:aangifte.uitstel"},
        {"label": "Te laat", "choice": "onderwerp:aangifte.te_laat"},
        {"label": "Iets anders", "choice": "iets_anders"},
    ],
}


def run(story) -> None:
    asyncio.run(story)


DOUBTS = {**ASKS_BACK, "text": "Je bent te laat.", "topic": "aangifte.bezwaar", "outcome": "antwoord", "cue": DOUBT}


async def _clicked(s, choice: str, reply: dict = ASKS_BACK):
    citizen = s.citizen()
    await citizen.start()
    answer, s.engine.reply = s.engine.reply, {**s.engine.reply, **reply}
    await citizen.send("ik ben jan@example.org en ben te laat")
    await citizen.answered(4)
    s.engine.reply = answer
    assert (await citizen.send(choice=choice))[0] == 202
    await citizen.answered(6)
    return citizen


def test_a_pick_after_a_question_back_is_kept_with_the_masked_words_before_it(site):
    async def story():
        async with site() as s:
            for choice in ("onderwerp:aangifte.te_laat", "iets_anders", "medewerker"):
                await _clicked(s, choice)
            items = s.app.ctx.insight.items(LONG_AGO, "keuze")
            assert [(i.topic, i.detail) for i in items] == [
                ("aangifte.te_laat", "aangifte.te_laat"),
                ("", "iets_anders"),
                ("", "medewerker"),
            ]
            assert {i.offered for i in items} == {("aangifte.uitstel", "aangifte.te_laat")}
            assert all("te laat" in i.text and "example.org" not in i.text for i in items)

    run(story())


def test_a_pick_after_an_answer_that_was_doubted_is_kept_too(site):
    async def story():
        async with site() as s:
            await _clicked(s, "onderwerp:aangifte.te_laat", DOUBTS)
            (item,) = s.app.ctx.insight.items(LONG_AGO, "keuze")
            assert (item.topic, item.offered) == ("aangifte.te_laat", ("aangifte.uitstel", "aangifte.te_laat"))

    run(story())


def test_a_button_under_an_answer_is_no_label(site):
    async def story():
        async with site() as s:
            citizen = s.citizen()
            await citizen.start()
            await citizen.send("uitstel?")
            await citizen.answered(3)
            await citizen.send(choice="onderwerp:aangifte.te_laat")
            await citizen.answered(5)
            assert s.app.ctx.insight.items(LONG_AGO) == []

    run(story())


def test_the_same_click_sent_twice_is_one_label(site):
    async def story():
        async with site() as s:
            citizen = await _clicked(s, "onderwerp:aangifte.te_laat")
            await citizen.send(choice="onderwerp:aangifte.te_laat", client_id="c2")
            assert len(s.app.ctx.insight.items(LONG_AGO)) == 1

    run(story())


def test_whether_it_helped_is_kept_with_remark_and_denominator(site):
    async def story():
        async with site() as s:
            citizen = s.citizen()
            await citizen.start()
            said = {"asked": "dankje", "no": "nee", "remark": "mijn nummer 0612345678 ontbreekt"}
            for n, (closing, text) in enumerate(said.items(), 1):
                s.engine.reply = {**s.engine.reply, "closing": closing}
                await citizen.send(text)
                shown = await citizen.answered(1 + 2 * n)
            assert all("closing" not in message for message in shown)
            asked, closing = s.app.ctx.insight.items(LONG_AGO)
            assert (asked.kind, closing.kind, closing.detail) == ("afsluiting_gevraagd", "afsluiting", "nee")
            assert closing.text.startswith("mijn nummer") and "0612345678" not in closing.text

    run(story())


def test_a_thumb_on_the_whole_conversation_is_its_closing(site):
    async def story():
        async with site() as s:
            citizen = s.citizen()
            await citizen.start()
            await citizen.call("POST", f"{citizen.path}/feedback", {"helpful": True, "remark": "mail jan@example.org"})
            await citizen.call("POST", f"{citizen.path}/feedback", {"helpful": False, "seq": 1})
            (closing,) = s.app.ctx.insight.items(LONG_AGO)
            assert closing.detail == "ja" and "example.org" not in closing.text
            await citizen.call("DELETE", citizen.path)
            assert s.app.ctx.insight.items(LONG_AGO) == []

    run(story())


async def _tries(s, **headers):
    citizen = s.citizen()
    status, started, _ = await citizen.call("POST", "/chat/conversations", {}, headers=headers)
    assert status == 201
    citizen.conversation, citizen.token = started["conversation"], started["token"]
    await citizen.send("telt een gloxel mee")
    await citizen.answered(3)
    return citizen.conversation


def test_who_tries_it_is_known_by_what_only_we_can_show(site):
    """Nobody outside can leave himself out of what is counted, and no command or colleague gets in by accident."""

    async def story():
        async with site() as s:
            colleague = sign_in(s.app, Role.TRAINER)
            counted = [
                await _tries(s),
                await _tries(s, **{"X-Local-Key": "geraden"}),
                await _tries(s, Cookie="staff=geraden"),
            ]
            await _tries(s, **{"X-Local-Key": "sleutel"})
            await _tries(s, Cookie=colleague.headers["Cookie"])
            found = s.app.ctx.glance.recent_questions(10)
            assert {conversation for conversation, _, _ in found} == set(counted)

    run(story())
