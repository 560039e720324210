"""The page for editors, and a site that goes on while its content is broken."""

from __future__ import annotations

import asyncio
import time

import pytest

from bot.knowledge.library import LOOK_AGAIN_AFTER
from bot.staff import Role
from tests.staff import sign_in
from tests.tiny import FEITEN, UITSTEL

pytestmark = pytest.mark.timeout(60)


def test_the_page_shows_the_report_of_the_day_asked(site, tiny_data):
    tiny = tiny_data()
    tiny.change(UITSTEL, "antwoorden:\n  - bubbels:", "antwoorden:\n  - geldig_tot: 2026-12-01\n    bubbels:")

    async def story():
        async with site(data_dir=tiny.data) as s:
            status, page, headers = await s.citizen().call("GET", "/redactie?today=2026-11-28")
            assert status == 200
            assert "Stand op 28 november 2026" in page
            line = tiny.line_of(UITSTEL, "geldig_tot: 2026-12-01")
            assert "nog 4 dagen" in page and f"{UITSTEL}:{line}" in page and "redactie aangifte" in page
            assert headers["Cache-Control"] == "no-store"
            assert '<html lang="nl">' in page and "noindex" in page and page.count("<h1>") == 1
            assert "style=" not in page and "<script" not in page
            status, styles, _ = await s.citizen().call("GET", "/widget/editors.css")
            assert status == 200 and ".report" in styles

    asyncio.run(story())


def test_a_trainer_goes_from_the_report_to_where_it_is_mended(site, tiny_data):
    tiny = tiny_data()
    tiny.change(UITSTEL, "antwoorden:\n  - bubbels:", 'antwoorden:\n  - nalezen: "Klopt dit?"\n    bubbels:')
    tiny.change(FEITEN, "zekerheid: hoog", "zekerheid: laag")
    links = ('href="/trainer/onderwerp/aangifte.uitstel"', 'href="/trainer/feiten"')

    async def story():
        async with site(data_dir=tiny.data) as s:
            for roles, linked in (((Role.TRAINER,), True), ((Role.BEHEER,), False)):
                headers = sign_in(s.app, *roles, login=roles[0].value).headers
                async with s.session.get(f"{s.url}/redactie?today=2026-11-21", headers=headers) as response:
                    page = await response.text()
                assert "wacht op een redacteur: Klopt dit?" in page
                assert [link in page for link in links] == [linked, linked]
            anonymous = (await s.citizen().call("GET", "/redactie?today=2026-11-21"))[1]
            assert "/trainer/onderwerp" not in anonymous

    asyncio.run(story())


def test_the_page_looks_as_far_ahead_as_asked(site, tiny_data):
    tiny = tiny_data()
    tiny.change(UITSTEL, "antwoorden:\n  - bubbels:", "antwoorden:\n  - geldig_tot: 2027-02-27\n    bubbels:")

    async def story():
        async with site(data_dir=tiny.data) as s:
            near = (await s.citizen().call("GET", "/redactie?today=2026-11-28"))[1]
            far = (await s.citizen().call("GET", "/redactie?today=2026-11-28&days=100"))[1]
            assert "geen geldige tekst" not in near and "Op 2027-02-28 is er geen geldige tekst" in far

    asyncio.run(story())


@pytest.mark.parametrize("query", ["today=morgen", "days=veel", "days=-1", "days=99999", "today=9999-12-31", "today="])
def test_a_question_that_cannot_be_answered_is_refused_kindly(query, site, tiny_data):
    async def story():
        async with site(data_dir=tiny_data().data) as s:
            status, page, _ = await s.citizen().call("GET", f"/redactie?{query}")
            assert (status, "JJJJ-MM-DD" in page) in ((400, True), (200, False))
            assert status == 400 or query == "today="

    asyncio.run(story())


def test_in_a_trial_everybody_may_look(site, tiny_data):
    async def story():
        async with site(data_dir=tiny_data().data) as s:
            status, page, _ = await s.citizen().call("GET", "/redactie")
            assert status == 200 and "Onderhoud" in page and "Log uit" not in page
            page = (await s.citizen().call("GET", "/redactie", headers=sign_in(s.app, Role.TRAINER).headers))[1]
            assert "Log uit" in page

    asyncio.run(story())


def test_in_production_only_trainers_and_beheer_may_look(site, tiny_data):
    async def story():
        async with site(data_dir=tiny_data().data, production=True) as s:
            citizen = s.citizen()
            for headers in ({}, {"X-Local-Key": "sleutel"}, {"Cookie": "__Host-staff=x"}):
                _, page, _ = await citizen.call("GET", "/redactie?days=3", headers=headers)
                assert "Alleen voor medewerkers" in page and "Stand op" not in page
                assert 'value="/redactie?days=3"' in page
            for role, expected in ((Role.TRAINER, 200), (Role.BEHEER, 200), (Role.WEBCARE, 403)):
                status, page, _ = await citizen.call("GET", "/redactie", headers=sign_in(s.app, role).headers)
                assert status == expected and ("Stand op" in page) is (status == 200)

    asyncio.run(story())


TWICE = """\
feiten:
  boete:
    waarde: 500
    eenheid: EUR
    omschrijving: "Nog een."
    bron: https://voorbeeld.nl/boete
    gecontroleerd: 2026-11-01
    zekerheid: hoog
    geldig_van: 2026-06-01
    geldig_tot: 2026-12-31
"""
MORE = "data/feiten/2026/meer.yml"


@pytest.mark.parametrize(
    ("file", "old", "new", "marker", "message", "mend"),
    [
        (FEITEN, "    waarde: 469\n", "", "  boete:", "'boete' heeft geen waarde.", "Vul 'waarde:' in"),
        (FEITEN, "waarde: 469", "waarde:", "  boete:", "'boete' heeft geen waarde.", "Vul 'waarde:' in"),
        (MORE, None, TWICE, "  boete:", "twee waarden op dezelfde dag", "'geldig_tot'"),
        (UITSTEL, "{boete@2026}", "{boetes@2026}", "te laat?", "Het feit 'boetes' bestaat niet.", "data/feiten"),
        (FEITEN, "geldig_tot: 2026-12-31", "geldig_tot: 2025-12-31", "geldig_tot", "Het einde ligt voor", "Wissel"),
        (FEITEN, "waarde: 469", "waarde: [469", "eenheid: EUR", "geen geldige YAML", "inspringen"),
        (UITSTEL, 'knop: "Uitstel"', 'knop: "Uitstel', "vraag:", "geen geldige YAML", "inspringen"),
        ("data/actueel.yml", None, "actueel:\n  - id: x\n    tekst: [\n", "tekst:", "geen geldige YAML", "inspringen"),
    ],
)  # fmt: skip
def test_broken_content_is_named_and_the_last_good_version_stays(
    file, old, new, marker, message, mend, site, tiny_data
):
    tiny = tiny_data()

    async def healthy(citizen, wanted):
        """Waits until /health tells of problems, or of none, and returns it."""
        until = time.monotonic() + 10 * LOOK_AGAIN_AFTER
        while True:
            _, health, _ = await citizen.call("GET", "/health")
            if bool(health["content_problems"]) is wanted:
                return health
            assert time.monotonic() < until, health
            await asyncio.sleep(LOOK_AGAIN_AFTER / 5)

    async def story():
        async with site(data_dir=tiny.data) as s:
            citizen = s.citizen()
            good = await healthy(citizen, False)
            before = tiny.read(file) if old else None
            if old:
                tiny.change(file, old, new)
            else:
                tiny.write(file, new)
            broken = await healthy(citizen, True)
            # YAML notices an unclosed bracket or quotation mark on the line where the next thing begins, or at the end.
            lines = {tiny.line_of(file, marker), tiny.line_of(file, marker) + 1}
            told = [p for p in broken["content_problems"] if message in p]
            assert told, broken["content_problems"]
            assert any(told[0].startswith(f"{file}:{line}: fout: ") for line in lines), told[0]
            assert mend in told[0]
            assert broken["content"] == good["content"], "the last good version stays"
            assert broken["alive"] and broken["ready"]
            started = await citizen.start()
            assert "Ik ben een chatbot" in started["messages"][0]["text"], "citizens notice nothing"
            reply = s.app.ctx.library.answer_for("aangifte.uitstel", s.app.ctx.clock().date())
            assert "De boete is € 469." in reply.bubbles[1]
            _, page, _ = await citizen.call("GET", "/redactie")
            assert "laatste goede versie" in page and f"{file}:" in page
            if before is None:
                tiny.remove(file)
            else:
                tiny.write(file, before)
            assert (await healthy(citizen, False))["content"] == good["content"]

    asyncio.run(story())
