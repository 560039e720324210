"""Knowledge at hand, hints and public replies, over HTTP: for webcare only, masked at the door, nothing kept."""

from __future__ import annotations

import asyncio
import datetime as dt
import functools
import html
import re
import sqlite3
from urllib.parse import urlencode

import pytest

from bot.staff import Role
from tests.privacy.made_up import made_up_bsn
from tests.site.webcare.desk import desk, waits
from tests.staff import sign_in

pytestmark = pytest.mark.timeout(60)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def in_a_loop(story):
    """Makes an ordinary test of a story with `await` in it."""

    @functools.wraps(story)
    def test(*arguments, **fixtures):
        asyncio.run(story(*arguments, **fixtures))

    return test


async def post_form(citizen, staff, **fields):
    return await citizen.call("POST", "/webcare/openbaar", raw=urlencode(fields), headers={**FORM, **staff.headers})


def replies_in(page):
    return [html.unescape(t) for t in re.findall(r'<textarea id="reactie-\d+"[^>]*>(.*?)</textarea>', page, re.DOTALL)]


@in_a_loop
async def test_the_best_answers_come_from_the_model(site):
    async with site() as s:
        staff = sign_in(s.app)
        path = "/webcare/api/knowledge?q=hoe+vraag+ik+uitstel"
        status, value, _ = await s.citizen().call("GET", path, headers=staff.headers)
        assert status == 200
        assert [a["topic"] for a in value["answers"]][:2] == ["aangifte.uitstel", "aangifte.deadline"]
        assert value["answers"][0]["confidence"] == 0.8 and value["answers"][0]["sources"][0]["checked_text"]


@in_a_loop
async def test_without_the_engine_the_sites_own_search_finds_answers(site):
    async with site() as s:
        s.engine.away = True
        path = "/webcare/api/knowledge?q=uitstel+aangifte"
        _, value, _ = await s.citizen().call("GET", path, headers=sign_in(s.app).headers)
        assert value["answers"][0]["topic"] == "aangifte.uitstel" and value["answers"][0]["confidence"] is None


@in_a_loop
async def test_of_a_conversation_on_the_desk_the_citizens_last_words_are_looked_up(site):
    async with desk(site) as (s, anne):
        citizen = await waits(s, "hoe vraag ik uitstel")
        status, value = await anne.call("GET", f"/knowledge?conversation={citizen.conversation}")
        assert status == 200 and value["question"] == "hoe vraag ik uitstel"
        assert value["answers"][0]["topic"] == "aangifte.uitstel" and 2 <= len(value["answers"]) <= 3
        (item,) = (await anne.desk())["queue"]
        assert item["words"] == "hoe vraag ik uitstel"


@in_a_loop
async def test_words_that_say_nothing_leave_the_question_before_them_standing(site):
    async with desk(site) as (s, anne):
        citizen = await waits(s, "hoe vraag ik uitstel")
        await citizen.send("fijn, dank je wel")
        s.engine.ranking_of = {
            "fijn, dank je wel": [["aangifte_giften", 0.2]],
            "hoe vraag ik uitstel": s.engine.ranking,
        }
        _, value = await anne.call("GET", f"/knowledge?conversation={citizen.conversation}")
        assert value["question"] == "hoe vraag ik uitstel" and value["answers"][0]["topic"] == "aangifte.uitstel"
        s.engine.ranking_of["hoe vraag ik uitstel"] = [["aangifte_uitstel", 0.3]]
        _, value = await anne.call("GET", f"/knowledge?conversation={citizen.conversation}")
        assert value["question"] == "fijn, dank je wel", "nothing says more: then the newest words"


@in_a_loop
async def test_asking_for_a_person_leaves_the_question_before_it_standing(site):
    async with desk(site) as (s, anne):
        citizen = await waits(s, "hoe vraag ik uitstel")
        await citizen.send("ik wil NU een mens")
        s.engine.ranking_of = {"ik wil NU een mens": [["contact_medewerker", 0.97]]}
        _, value = await anne.call("GET", f"/knowledge?conversation={citizen.conversation}")
        assert value["question"] == "hoe vraag ik uitstel" and value["answers"][0]["topic"] == "aangifte.uitstel"


@in_a_loop
async def test_what_the_engine_hears_in_a_public_message_decides_the_reply(site):
    async with site() as s:
        staff, told = sign_in(s.app), "voor mij hoeft het zo allemaal niet"
        s.engine.ranking_of[told] = [["aangifte_uitstel", 0.3]]
        _, page, _ = await post_form(s.citizen(), staff, vraag=told)
        assert "0113" not in replies_in(page)[0]
        s.engine.states_of[told] = {"suicidaal": 0.95}
        _, page, _ = await post_form(s.citizen(), staff, vraag=told)
        assert ["0113" in reply for reply in replies_in(page)] == [True]


@in_a_loop
async def test_who_types_is_at_work(site):
    async with desk(site) as (s, anne):
        citizen = await waits(s)
        await anne.does("claim", citizen.conversation)
        with s.app.ctx.database.write() as connection:
            connection.exec_driver_sql("UPDATE handoff_presence SET acted_at = '2020-01-01T00:00:00+00:00'")
        assert (await anne.does("typing", citizen.conversation))[0] == 204
        assert s.app.ctx.presences.send_away(dt.timedelta(minutes=10), dt.timedelta(minutes=10)) == []


@in_a_loop
async def test_of_a_conversation_that_was_never_offered_nobody_reads_a_word(site):
    async with site() as s:
        citizen = s.citizen()
        await citizen.start()
        await citizen.send("hoe vraag ik uitstel")
        await citizen.answered(3)
        path = f"/webcare/api/knowledge?conversation={citizen.conversation}"
        _, value, _ = await s.citizen().call("GET", path, headers=sign_in(s.app).headers)
        assert value == {"question": "", "answers": []}


@in_a_loop
async def test_a_question_is_masked_before_it_is_looked_up(site):
    number = made_up_bsn(7)
    async with site() as s:
        path = f"/webcare/api/knowledge?q=uitstel+{number}"
        _, value, _ = await s.citizen().call("GET", path, headers=sign_in(s.app).headers)
        assert number not in str(value) and "[burgerservicenummer]" in value["question"]


@in_a_loop
async def test_nothing_asked_gives_nothing(site):
    async with site() as s:
        _, value, _ = await s.citizen().call("GET", "/webcare/api/knowledge", headers=sign_in(s.app).headers)
        assert value == {"question": "", "answers": []}


@in_a_loop
async def test_a_draft_gets_hints(site):
    async with site() as s:
        staff = sign_in(s.app)
        body = {"text": f"Mag ik uw bsn? Is het {made_up_bsn(7)}?"}
        status, value, _ = await s.citizen().call("POST", "/webcare/api/hints", body, headers=staff.headers)
        assert status == 200 and value["asks_bsn"] is True
        assert value["private"] == ["je burgerservicenummer"] and value["hints"][0]["rule"] == "R01"


@pytest.mark.parametrize("raw", ["", "[]", '{"text": 1}', "{", '"tekst"'])
@in_a_loop
async def test_a_draft_that_is_no_text_is_refused_kindly(site, raw):
    async with site() as s:
        headers = {**sign_in(s.app).headers, "Content-Type": "application/json"}
        status, value, _ = await s.citizen().call("POST", "/webcare/api/hints", raw=raw, headers=headers)
        assert status == 400 and value["error"] == "no_text"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/webcare/api/knowledge?q=uitstel"),
        ("POST", "/webcare/api/hints"),
        ("GET", "/webcare/openbaar"),
    ],
)
@in_a_loop
async def test_only_webcare_gets_in(site, method, path):
    async with site() as s:
        trainer = sign_in(s.app, Role.TRAINER)
        status, _, _ = await s.citizen().call(method, path, headers=trainer.headers)
        assert status == 403
        if "/api/" in path:
            assert (await s.citizen().call(method, path))[0] == 401


@in_a_loop
async def test_a_public_question_gets_replies_to_copy_and_is_counted(site):
    async with site(public_url="https://voorbeeld.example") as s:
        staff = sign_in(s.app)
        status, page, _ = await post_form(
            s.citizen(), staff, vraag="@jan_85 hoe vraag ik uitstel?", naam="", csrf=staff.csrf
        )
        assert status == 200
        first, *_ = replies_in(page)
        assert first.startswith("@jan_85 ") and first.endswith(" https://voorbeeld.example/vragen/aangifte/uitstel")
        assert len(first) <= 280
        day = s.app.ctx.clock().date()
        (total,) = [t for t in s.app.ctx.insight.totals(day) if t.kind == "openbaar"]
        assert (total.topic, total.detail, total.number) == ("aangifte.uitstel", "antwoord", 1)


@in_a_loop
async def test_a_public_question_about_oneself_gets_only_an_invitation(site):
    async with site() as s:
        staff = sign_in(s.app)
        fields = {"vraag": "waar blijft mijn zorgtoeslag", "naam": "jan_85", "csrf": staff.csrf}
        _, page, _ = await post_form(s.citizen(), staff, **fields)
        (only,) = replies_in(page)
        assert only.startswith("@jan_85 Dit zoeken we liever niet in het openbaar uit.")
        assert "iemands eigen zaak" in page


@in_a_loop
async def test_nothing_of_a_public_question_is_kept(site):
    number = made_up_bsn(7)
    async with site() as s:
        staff = sign_in(s.app)
        fields = {"vraag": f"@zeldzame_naam uitstel, bsn {number}, kwetterwoord", "naam": "", "csrf": staff.csrf}
        _, page, _ = await post_form(s.citizen(), staff, **fields)
        assert number not in page and "kwetterwoord" in page
        url = s.app.ctx.settings.database_url.removeprefix("sqlite:///")
        with sqlite3.connect(url) as database:
            kept = "\n".join(database.iterdump())
        for word in ("zeldzame_naam", "kwetterwoord", number):
            assert word not in kept


@pytest.mark.parametrize(
    ("fields", "says"), [({"vraag": " "}, "Plak eerst"), ({"vraag": "x", "naam": "twee woorden"}, "Deze naam kan niet")]
)
@in_a_loop
async def test_what_cannot_be_looked_up_is_said_kindly(site, fields, says):
    async with site() as s:
        staff = sign_in(s.app)
        status, page, _ = await post_form(s.citizen(), staff, csrf=staff.csrf, **fields)
        assert status == 400 and says in page


@in_a_loop
async def test_the_page_takes_no_form_of_another_site(site):
    async with site() as s:
        staff = sign_in(s.app)
        without = {"Cookie": staff.headers["Cookie"], **FORM}
        status, page, _ = await s.citizen().call("POST", "/webcare/openbaar", raw="vraag=uitstel", headers=without)
        assert status == 403 and replies_in(page) == []
