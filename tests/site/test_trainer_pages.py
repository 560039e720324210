"""The trainers' room over HTTP: who may enter, what is kept, what a second editor sees, and how fast it is live."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import re
import sys
import time
from html import unescape

from bot.knowledge.trained import keep_trained
from bot.release.whole_file import write_whole
from bot.site.trainer.comparing import Comparing
from bot.staff import Role
from bot.trainer.explain import parse_of
from tests.site.trainer import UITSTEL, Trainer

PAGE = "/trainer/onderwerp/aangifte.uitstel"


def fields_of(html, form_id="editor"):
    """What a browser would send of the form."""
    form = html[html.index(f'id="{form_id}"') :]
    form = form[: form.index("</form>")]
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, kind = re.search(r'name="([^"]*)"', tag), re.search(r'type="([^"]*)"', tag)
        if name and not (kind and kind[1] == "checkbox"):
            found[name[1]] = unescape((re.search(r'value="([^"]*)"', tag) or ["", ""])[1])
    for name, text in re.findall(r'<textarea name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        found[name] = unescape(text)
    for name, options in re.findall(r'<select name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = unescape(chosen[1]) if chosen else ""
    found.pop("csrf", None)
    return found


def run(go):
    asyncio.run(go())


def test_only_a_trainer_enters(trainer):
    async def go():
        async with trainer(Role.WEBCARE) as t:
            for path in (
                "/trainer",
                PAGE,
                f"{PAGE}/vragen",
                "/trainer/geschiedenis",
                "/trainer/nieuw",
                "/trainer/vragen",
            ):
                assert (await t.get(path))[0] == 403
            assert (await t.post(PAGE, {"vraag": "x"}))[0] == 403
            async with t.site.session.get(t.site.url + "/trainer", allow_redirects=False) as response:
                assert (response.status, response.headers["location"]) == (303, "/inloggen?next=/trainer")

    run(go)


def test_the_list_is_searched_and_filtered(trainer):
    async def go():
        async with trainer() as t:
            _, html = await t.get("/trainer?zoek=uitstel+aangifte")
            assert f'href="{PAGE}"' in html and "aangifte.crypto" not in html
            path, soon = t.data / UITSTEL / "antwoord.yml", t.site.app.ctx.clock().date() + dt.timedelta(days=9)
            path.write_text(
                t.file().replace("geldig_van: 2027-05-01", f"geldig_van: 2020-01-01\n    geldig_tot: {soon}")
            )
            path.write_text(
                t.file().replace("geldig_tot: 2027-02-28", f"geldig_tot: {soon}").replace("2027-04-30", "2027-03-01")
            )
            t.site.app.ctx.library.look_now()
            _, html = await t.get("/trainer?staat=verloopt")
            assert f'href="{PAGE}"' in html and "verloopt na 1-3-2027" in html

    run(go)


def test_opening_and_saving_an_answer_changes_nothing(trainer):
    async def go():
        async with trainer() as t:
            before = t.file()
            _, html = await t.get(PAGE)
            status, *_ = await t.post(PAGE, fields_of(html))
            assert status == 303 and t.file() == before

    run(go)


def test_a_new_wording_is_live_within_two_seconds_and_without_training(trainer):
    async def go():
        async with trainer() as t:
            _, html = await t.get(PAGE)
            fields = fields_of(html) | {"antwoorden/0/kort": "Uitstel vraag je met een brief.", "waarom": "korter"}
            status, body, _ = await t.post(PAGE, fields)
            assert status == 303, body
            start, topic = time.monotonic(), "aangifte.uitstel"
            library, today = t.site.app.ctx.library, t.site.app.ctx.clock().date()
            while "met een brief" not in library.answer_for(topic, today).short:
                assert time.monotonic() - start < 2
                await asyncio.sleep(0.05)
            _, html = await t.get(f"{PAGE}/geschiedenis")
            assert "Noor de Wit" in html and "korter" in html and "Uitstel vraag je met een brief." in html
            entry = t.site.app.ctx.audit.latest(1)[0] if hasattr(t.site.app.ctx.audit, "latest") else None
            assert entry is None or entry.action == "inhoud_veranderd"

    run(go)


def test_a_text_that_waits_for_an_editor_says_so_and_may_be_read_over(trainer):
    async def go():
        async with trainer() as t:
            _, html = await t.get(PAGE)
            assert "· nog nalezen" not in html
            fields = fields_of(html) | {"antwoorden/0/nalezen": "De pagina noemt geen dag.", "waarom": "twijfel"}
            assert (await t.post(PAGE, fields))[0] == 303
            _, html = await t.get(PAGE)
            assert "· nog nalezen</summary>" in html
            assert fields_of(html)["antwoorden/0/nalezen"] == "De pagina noemt geen dag."
            assert (await t.post(PAGE, fields_of(html) | {"antwoorden/0/nalezen": "", "waarom": "klopt"}))[0] == 303
            assert "nalezen" not in t.file()

    run(go)


def test_without_the_sessions_own_value_nothing_is_saved(trainer):
    async def go():
        async with trainer() as t:
            _, html = await t.get(PAGE)
            before = t.file()
            assert (await t.post(PAGE, fields_of(html) | {"antwoorden/0/kort": "Weg."}, csrf=False))[0] == 403
            assert t.file() == before

    run(go)


def test_the_second_editor_sees_both_texts_and_loses_nothing(trainer):
    async def go():
        async with trainer() as t:
            other = Trainer(t.site, t.data, Role.TRAINER, name="Bo Jansen", login="bo")
            _, html = await t.get(PAGE)
            mine, theirs = fields_of(html), fields_of(html)
            mine |= {"antwoorden/0/kort": "De tekst van Noor.", "waarom": "van mij"}
            theirs |= {"antwoorden/0/kort": "De tekst van Bo."}
            assert (await other.post(PAGE, theirs))[0] == 303
            status, html, _ = await t.post(PAGE, mine)
            assert status == 409
            assert "De tekst van Noor." in html and "De tekst van Bo." in html and "Bo Jansen heeft" in html
            assert "De tekst van Bo." in t.file()
            version = re.search(r'name="versie" value="(\w+)"', html)[1]
            assert (await t.post(PAGE, mine | {"versie": version}))[0] == 303
            assert "De tekst van Noor." in t.file()
            assert "De tekst van Bo." in (await t.get(f"{PAGE}/geschiedenis"))[1]

    run(go)


def test_a_mistake_is_named_and_what_was_typed_stays(trainer):
    async def go():
        async with trainer() as t:
            _, html = await t.get(PAGE)
            before = t.file()
            status, html, _ = await t.post(PAGE, fields_of(html) | {"antwoorden/0/kort": "Bel {geen_feit}."})
            assert status == 400
            assert "Het feit &#39;geen_feit&#39; bestaat niet." in html and "Bel {geen_feit}." in html
            assert t.file() == before

    run(go)


def test_the_preview_shows_another_day_and_says_what_is_wrong_while_typing(trainer):
    async def go():
        async with trainer() as t:
            _, html = await t.get(PAGE)
            body = fields_of(html) | {"dag": "2027-03-15", "antwoorden/1/bubbels/0": "Indien u belt: 06-12345678."}
            async with t.site.session.post(
                f"{t.site.url}/trainer/api/onderwerp/aangifte.uitstel/kijk", data=body, headers=t.me.headers
            ) as response:
                seen = await response.json()
            assert seen["preview"]["bubbles"][0] == "Indien u belt: 06-12345678."
            there = [r["message"] for r in seen["remarks"] if r["place"] == "antwoorden/1/bubbels/0"]
            assert any("telefoonnummer" in m for m in there) and any("ndien" in m for m in there)
            assert "Leesniveau" in seen["figures"]

    run(go)


def test_questions_are_added_moved_and_split_off_from_the_page(trainer):
    async def go():
        async with trainer() as t:
            path = f"{PAGE}/vragen"
            assert (
                await t.post(
                    path, {"actie": "toevoegen", "nieuw": "mag ik zeven weken later\nkan het ook in de herfst nog"}
                )
            )[0] == 303
            assert "- mag ik zeven weken later\n" in t.file("vragen.yml")
            status, html, _ = await t.post(path, {"actie": "verplaatsen", "doel": "aangifte.te_laat"})
            assert status == 400 and "Kies eerst een of meer vragen." in html
            by_title = t.site.app.ctx.library.content.topics["aangifte.te_laat"].title
            move = {"actie": "verplaatsen", "vraag": ["mag ik zeven weken later"], "doel": by_title}
            assert (await t.post(path, move))[0] == 303
            assert "- mag ik zeven weken later\n" in t.file("vragen.yml", "onderwerpen/aangifte/te_laat")
            status, _, headers = await t.post(path, {"actie": "splitsen", "vraag": ["kan het ook in de herfst nog"]})
            assert status == 303
            _, html = await t.get(headers["location"])
            assert "kan het ook in de herfst nog" in html
            new = {
                "van": "aangifte.uitstel", "id": "aangifte.herfst", "titel": "Aangifte in de herfst", "uitkomst": "antwoord",
                "omschrijving": "Aangifte na de zomer.", "vragen": "kan het ook in de herfst nog",
                "antwoord": "Ja, dat kan. Doe het wel zo snel je kunt.",
            }  # fmt: skip
            status, body, _ = await t.post("/trainer/nieuw", new)
            assert status == 303, body
            assert "- kan het ook in de herfst nog\n" not in t.file("vragen.yml")
            assert "aangifte_herfst" in (t.data.parent / "domain.yml").read_text()
            status, html, _ = await t.post(path, {"actie": "toevoegen", "nieuw": "mail jan@voorbeeld.nl"})
            assert status == 400 and "persoonsgegeven" in html

    run(go)


def test_adding_a_question_that_is_there_already_says_so_and_where(trainer):
    async def go():
        async with trainer() as t:
            path, before = f"{PAGE}/vragen", t.file("vragen.yml")
            there = re.search(r"- (.+)", before.split("examples:")[1])[1]
            status, html, _ = await t.post(path, {"actie": "toevoegen", "nieuw": there})
            assert status == 409 and "stond al bij dit onderwerp. Er is niets veranderd." in html
            assert "Bewaard." not in html and t.file("vragen.yml") == before
            status, _, headers = await t.post(
                path, {"actie": "toevoegen", "nieuw": f"{there}\nmag ik zeven weken later"}
            )
            assert status == 303 and "Eén van de vragen stond er al." in (await t.get(headers["location"]))[1]
            status, html, _ = await t.post(f"{PAGE[:-7]}te_laat/vragen", {"actie": "toevoegen", "nieuw": there})
            title = t.site.app.ctx.library.content.topics["aangifte.uitstel"].title
            assert status == 400 and f"{title} (aangifte.uitstel)" in unescape(html) and "vragen.yml" not in html

    run(go)


def test_a_change_is_put_back_from_the_history(trainer):
    async def go():
        async with trainer() as t:
            before = t.file("vragen.yml")
            await t.post(f"{PAGE}/vragen", {"actie": "toevoegen", "nieuw": "mag ik zeven weken later"})
            _, html = await t.get("/trainer/geschiedenis")
            operation = re.search(r'name="wijziging" value="([\w-]+)"', html)[1]
            assert (await t.post("/trainer/geschiedenis", {"wijziging": operation}))[0] == 303
            assert t.file("vragen.yml") == before

    run(go)


def test_what_lies_near_comes_by_itself(trainer):
    async def go():
        async with trainer() as t:
            for _ in range(120):
                _, html = await t.get(f"{PAGE}/vragen")
                if "Lijkt op:" in html:
                    break
                assert 'data-refresh="2"' in html
                await asyncio.sleep(0.5)
            assert "Lijkt op:" in html and "data-refresh" not in html

    run(go)


def test_questions_go_out_and_come_in_after_a_look(trainer):
    async def go():
        async with trainer() as t:
            _, csv = await t.get("/trainer/vragen/vragen.csv?onderwerp=aangifte.uitstel")
            header, known, *others = csv.splitlines()
            assert header == "onderwerp,vraag" and known.startswith("aangifte.uitstel,") and others
            text = f"{header}\naangifte.uitstel,mag ik zeven weken later\n{known}\n"
            before = t.file("vragen.yml")
            _, html, _ = await t.post("/trainer/vragen", {"tekst": text, "actie": "kijken"})
            assert "1 nieuw, 1 blijven weg" in html and t.file("vragen.yml") == before
            assert (await t.post("/trainer/vragen", {"tekst": text, "actie": "inlezen"}))[0] == 303
            assert "zeven weken" in t.file("vragen.yml")

    run(go)


def test_all_questions_that_went_out_can_come_in_again(trainer):
    async def go():
        async with trainer() as t:
            for name in ("vragen.csv", "nlu.yml"):
                _, everything = await t.get(f"/trainer/vragen/{name}")
                assert len(everything) > 1_000_000
                status, html, _ = await t.post("/trainer/vragen", {"tekst": everything, "actie": "kijken"})
                assert status == 200 and "0 nieuw" in html, html[:200]
            assert "Hoogstens 10 MB" in html

    run(go)


def test_only_a_trainer_s_import_may_be_long(trainer):
    async def go():
        async with trainer() as t:
            long = {"tekst": "x" * 200_000, "nieuw": "x" * 200_000, "actie": "toevoegen"}
            assert (await t.post(f"{PAGE}/vragen", long))[0] == 413
            assert (await t.post("/trainer/vragen", long, csrf=False))[0] == 403
            async with t.site.session.post(
                t.site.url + "/trainer/vragen", data=long, allow_redirects=False
            ) as response:
                assert response.status == 303 and response.headers["Location"] == "/inloggen"
            status, told, _ = await t.post("/trainer/vragen", {"tekst": "x" * 10_000_001})
            assert status == 413 and "Stuur hoogstens 10 MB" in told

    run(go)


def test_deleting_needs_a_tick_and_shows_where_it_is_used(trainer):
    async def go():
        async with trainer() as t:
            _, html = await t.get(f"{PAGE}/beheer")
            assert "data/onderwerpen/aangifte/deadline/antwoord.yml" in html and "data/families.yml" in html
            assert (await t.post(f"{PAGE}/beheer", {"actie": "verwijderen"}))[0] == 400
            status, html, _ = await t.post(f"{PAGE}/beheer", {"actie": "verwijderen", "zeker": "1"})
            assert status == 400 and "wordt nog gebruikt in" in html
            assert t.file()

    run(go)


def ask(app, text, outcome="niet_begrepen"):
    conversation, _ = app.ctx.transcript.start([])
    app.ctx.transcript.add_from_citizen(conversation, "c1", text, wants_answer=False)
    app.ctx.transcript.add(conversation, [{"text": "x", "outcome": outcome}])


def test_a_question_that_was_not_understood_becomes_an_example_in_two_clicks(trainer):
    async def go():
        async with trainer() as t:
            for text in (
                "kan ik de zonnebank aftrekken",
                "kan ik een zonnebank aftrekken",
                "is een hamster aftrekbaar",
            ):
                ask(t.site.app, text)
            for _ in range(120):
                _, html = await t.get("/trainer/inbox")
                if "2 groepen" in html and "Lijkt op" in html:
                    break
                await asyncio.sleep(0.5)
            assert "2 groepen, samen 3 keer gevraagd" in html and "2 keer gevraagd door 2 mensen" in html
            card = html[: html.index("hamster")]
            keys = re.findall(r'name="vraag" value="(\w+)"', card)
            assert len(keys) == 2
            status, _, headers = await t.post(
                "/trainer/inbox", {"actie": "onderwerp", "onderwerp": "aangifte.uitstel", "vraag": keys}
            )
            assert status == 303
            _, html = await t.get(headers["location"])
            assert "2 voorbeelden bij aangifte.uitstel" in html and "zonnebank aftrekken</h2>" not in html
            assert "- kan ik de zonnebank aftrekken" in t.file("vragen.yml")
            [key] = re.findall(r'name="vraag" value="(\w+)"', html)
            status, _, headers = await t.post("/trainer/inbox", {"actie": "nieuw", "vraag": [key]})
            assert "hamster" in headers["location"]
            assert (
                await t.post("/trainer/inbox", {"actie": "onderwerp", "onderwerp": "bestaat.niet", "vraag": [key]})
            )[0] == 400
            status, html, _ = await t.post("/trainer/inbox", {"actie": "niet_van_ons", "vraag": [key]})
            assert status == 400 and "Kies van wie de vraag dan is" in html
            door = {"actie": "niet_van_ons", "vraag": [key], "deur": "buiten.niet_gerelateerd"}
            assert (await t.post("/trainer/inbox", door))[0] == 303
            assert "De inbox is leeg" in (await t.get("/trainer/inbox"))[1]

    run(go)


def test_trying_questions_shows_the_answer_and_why_and_keeps_nothing(trainer):
    async def go():
        async with trainer() as t:
            asked = []

            async def understood(text):
                asked.append(text)
                return [("aangifte_uitstel", 0.9), ("aangifte_deadline", 0.05)], {}

            t.site.app.ctx.engine.understood = understood
            status, html, _ = await t.post(
                "/trainer/proberen", {"vragen": "mag ik uitstel\nmail jan@voorbeeld.nl over uitstel"}
            )
            assert status == 200
            assert "Waarom dit antwoord" in html and "Het model herkende het onderwerp." in html
            assert "Een algemene vraag krijgt een antwoord met bron" in html and "90%" in html
            assert asked[1] == "mail [e-mailadres] over uitstel" and "jan@voorbeeld" not in html
            assert "Persoonsgegevens zijn weggehaald voordat het model keek." in html
            with t.site.app.ctx.database.read() as connection:
                assert connection.exec_driver_sql("SELECT COUNT(*) FROM messages").scalar() == 0

    run(go)


def test_the_new_model_is_asked_beside_the_published_one(trainer, tmp_path):
    async def go():
        async with trainer() as t:
            settings = t.site.app.ctx.settings = dataclasses.replace(t.site.app.ctx.settings, models_dir=tmp_path)
            (settings.models_dir / "nieuw.tar.gz").write_bytes(b"")
            write_whole(settings.job_file.parent / "report.json", {"model": "nieuw.tar.gz"})

            async def understood(text):
                return [("aangifte_uitstel", 0.9)], {}

            async def parse(model, text):
                assert model.name == "nieuw.tar.gz"
                return parse_of(text, [("aangifte_deadline", 0.8)])

            t.site.app.ctx.engine.understood, t.site.app.ctx.candidate.parse = understood, parse
            _, html, _ = await t.post("/trainer/proberen", {"vragen": "mag ik uitstel"})
            assert "Ook het nieuwe model" in html and "Met het nieuwe model" not in html
            _, html, _ = await t.post("/trainer/proberen", {"vragen": "mag ik uitstel", "nieuw": "ja"})
            assert "Met het nieuwe model" in html and 'class="tag warn">anders' in html

    run(go)


def test_when_the_engine_is_away_that_is_said(trainer):
    async def go():
        async with trainer() as t:
            t.site.engine.away = True
            status, html, _ = await t.post("/trainer/proberen", {"vragen": "mag ik uitstel"})
            assert status == 200 and "De engine antwoordt nu niet" in html

    run(go)


def test_an_amount_changes_on_1_january_from_the_page(trainer):
    async def go():
        async with trainer() as t:
            _, html = await t.get("/trainer/feiten?zoek=zorgtoeslag_max_jaar_alleen")
            assert "1 van " in html and "€ 1.550" in html
            path = "/trainer/feiten/zorgtoeslag_max_jaar_alleen"
            _, html = await t.get(path)
            assert "Gebruikt in" in html and "/trainer/onderwerp/toeslagen." in html
            filled = {
                "waarde": "1.600", "van": "2027-01-01", "tot": "2027-12-31", "bron": "https://www.belastingdienst.nl/x",
                "gecontroleerd": "2026-11-21", "zekerheid": "hoog", "waarom": "indexatie",
            }  # fmt: skip
            status, body, _ = await t.post(path, filled)
            assert status == 303, body
            _, html = await t.get(path)
            assert "€ 1.600" in html and "€ 1.550" in html
            status, html, _ = await t.post(path, filled | {"waarde": "veel", "van": "2028-01-01"})
            assert status == 400 and "is geen getal" in html and 'value="veel"' in html

    run(go)


def test_the_comparing_process_comes_back_after_it_was_killed(trainer):
    async def go():
        async with trainer() as t:
            comparing = t.site.app.ctx.comparing
            assert await comparing.ask("een", do="group", texts=["mag het later", "mag het later"]) == [[0, 1]]
            comparing._process.kill()
            await comparing._process.wait()
            assert await comparing.ask("twee", do="group", texts=["mag het later"]) == [[0]]
            assert await comparing.ask("drie", do="onzin") is None
            assert await comparing.ask("vier", do="group", texts=[]) == []

    run(go)


def test_a_comparing_process_that_cannot_start_is_tried_again(tmp_path, monkeypatch):
    async def story():
        comparing = Comparing(tmp_path)
        monkeypatch.setattr(sys, "executable", str(tmp_path / "weg"))
        assert await comparing.ask("een", do="group", texts=[]) is None
        monkeypatch.undo()
        assert await comparing.ask("een", do="near") is None  # it runs, and says that something is missing
        assert comparing._process.returncode is None
        await comparing.close()

    asyncio.run(story())


def test_what_the_running_model_does_not_know_yet_is_shown(trainer):
    async def go():
        async with trainer() as t:
            ctx = t.site.app.ctx
            ctx.shelf._models_dir = t.data.parent
            keep_trained(t.data.parent / "proef", t.data)  # the model that the engine of these tests says it has
            _, html = await t.get("/trainer?staat=getraind")
            assert f'href="{PAGE}"' in html
            await t.post(f"{PAGE}/vragen", {"actie": "toevoegen", "nieuw": "mag ik zeven weken later"})
            _, html = await t.get("/trainer?staat=gewijzigd")
            assert "1 van " in html and "gewijzigd na training: 1 erbij, 0 weg" in html
            _, html = await t.get(f"{PAGE}/vragen")
            assert html.count("nog niet getraind") == 1

    run(go)
