"""The page for publishing: who may, what it shows, and what its buttons start."""

from __future__ import annotations

import asyncio
import os

import pytest

from bot.publish.__main__ import make_parser
from bot.release import Job, JobFile, Publication, PublishedFile, Step
from bot.release.fingerprint import components
from bot.release.live import assign, make_live
from bot.release.whole_file import write_whole
from bot.site.publish import routes
from bot.site.publish.status import read_status
from bot.staff import Role
from tests.staff import sign_in

PAGE = "/trainer/publiceren"
SAME = {"total": 40, "before": 30, "after": 30, "gained": 0, "lost": 0, "chance": 1.0, "fell": False}
WORSE = {"total": 40, "before": 30, "after": 10, "gained": 0, "lost": 20, "chance": 0.0, "fell": True}


def report(model: str, falls=(), changed=()) -> dict:
    measures = {m: SAME for m in ("contained", "right_outcome", "wrong_confident")}
    return {
        "model": model, "against": "oud.tar.gz", "at": "2026-11-21T12:00:00+01:00", "seconds": 200.0,
        "sets": {"eigen": {"right": WORSE if falls else SAME, **measures}},
        "topics": {"eigen": [["aangifte.uitstel", WORSE]] if falls else []},
        "asked": 10, "changed": list(changed), "conversations": [], "must_say": [], "falls": list(falls),
    }  # fmt: skip


@pytest.fixture()
def started(monkeypatch, site_settings):
    """What would have been started; the job's file says at once that it began."""
    calls = []

    def start(settings, *words):
        calls.append(words)
        JobFile(settings.job_file).write(
            Job(f"{len(calls)}", "trainen", Step.TRAIN, 0.25, "Bezig.", "2026-11-21T12:00:00+01:00", "Sam", os.getpid())
        )

    monkeypatch.setattr(routes, "start_work", start)
    return calls


@pytest.fixture()
def served(site_settings, tmp_path):
    """A chatbot that runs with a model that no longer fits the questions."""
    models = tmp_path / "models"
    models.mkdir()
    for name in ("oud.tar.gz", "ouder.tar.gz", "nieuw.tar.gz"):
        (models / name).write_bytes(b"model")
    assign(site_settings.run_dir, "engine", models / "oud.tar.gz")
    make_live(site_settings.run_dir, "engine", 0.0)
    return models


async def post(s, member, path, **form):
    async with s.session.post(s.url + path, data=form, headers=member.headers, allow_redirects=False) as response:
        return response.status, await response.text()


async def get(s, member, path=PAGE):
    async with s.session.get(s.url + path, headers=member.headers, allow_redirects=False) as response:
        return response.status, await response.text()


def run(coroutine):
    return asyncio.run(coroutine)


def test_only_trainers_come_in(site, served):
    async def story():
        async with site(models_dir=served) as s:
            async with s.session.get(s.url + PAGE, allow_redirects=False) as response:
                assert response.status == 303 and "/inloggen?next=/trainer/publiceren" in response.headers["Location"]
            webcare = sign_in(s.app, Role.WEBCARE)
            for path in (PAGE, f"{PAGE}/trainen", f"{PAGE}/terug"):
                assert (await post(s, webcare, path))[0] == 403

    run(story())


def test_the_button_starts_the_work_once_and_says_who(site, served, started):
    async def story():
        async with site(models_dir=served) as s:
            trainer = sign_in(s.app, Role.TRAINER, name="Sam de Vries")
            status, text = await get(s, trainer)
            assert status == 200 and "nog niet getraind" in text and "Train en vergelijk" in text
            assert (await post(s, trainer, f"{PAGE}/trainen"))[0] == 303
            assert started == [("prepare", "--by=Sam de Vries")]
            status, text = await get(s, trainer)
            assert "<progress" in text and "Train en vergelijk" not in text
            status, text = await post(s, trainer, f"{PAGE}/trainen")
            assert status == 409 and "is al bezig" in text and len(started) == 1
            _, job = await get(s, trainer, "/trainer/api/publiceren")
            assert '"share":0.25' in job.replace(" ", "")

    run(story())


def test_without_the_csrf_value_nothing_starts(site, served, started):
    async def story():
        async with site(models_dir=served) as s:
            trainer = sign_in(s.app, Role.TRAINER)
            headers = {"Cookie": trainer.headers["Cookie"]}
            async with s.session.post(s.url + f"{PAGE}/trainen", headers=headers) as response:
                assert response.status == 403
            assert started == []

    run(story())


def test_publishing_asks_a_reason_and_over_a_fall_a_signature(site, served, started, site_settings):
    async def story():
        async with site(models_dir=served) as s:
            trainer = sign_in(s.app, Role.TRAINER, name="Sam de Vries")
            write_whole(site_settings.job_file.parent / "report.json", report("nieuw.tar.gz", ["Het wordt minder."]))
            _, text = await get(s, trainer)
            assert "Het wordt minder." in text and "Je tekent hiervoor" in text and "20 minder goed" in text
            assert (await post(s, trainer, PAGE, model="nieuw.tar.gz", waarom=""))[0] == 400
            status, text = await post(s, trainer, PAGE, model="ander.tar.gz", waarom="Meer vragen", teken="Mag")
            assert status == 409 and "ander model vergeleken" in text
            status, text = await post(s, trainer, PAGE, model="nieuw.tar.gz", waarom="Meer vragen", teken=" ")
            assert status == 409 and "waarom het toch mag" in text
            assert started == []
            form = {"model": "nieuw.tar.gz", "waarom": "- Bel 06-12345678", "teken": "Mag"}
            assert (await post(s, trainer, PAGE, **form))[0] == 303
            options = make_parser().parse_args(started[0])
            assert (options.command, options.why, options.sign) == ("publish", "- Bel [telefoonnummer]", "Mag")
            assert (options.by, options.model) == ("Sam de Vries", "nieuw.tar.gz")

    run(story())


def test_going_back_is_one_button_and_only_to_a_model_that_can_run(site, served, started, site_settings):
    async def story():
        async with site(models_dir=served) as s:
            mine, published = components(routes.ROOT), PublishedFile(served)
            for model, code in (
                ("weg.tar.gz", mine),
                ("ouder.tar.gz", mine),
                ("nieuw.tar.gz", "andere"),
                ("oud.tar.gz", mine),
            ):
                published.add(Publication(model, "2026-11-20T12:00:00+01:00", "Joris", f"Reden van {model}", code))
            trainer = sign_in(s.app, Role.TRAINER)
            _, text = await get(s, trainer)
            assert text.count("Ga hiernaar terug") == 1 and "Dit hebben burgers nu" in text
            for model in ("weg.tar.gz", "nieuw.tar.gz", "oud.tar.gz", "../x", ""):
                assert (await post(s, trainer, f"{PAGE}/terug", model=model, waarom="Het valt tegen"))[0] == 409
            status, text = await post(s, trainer, f"{PAGE}/terug", model="ouder.tar.gz")
            assert status == 400 and "waarom je teruggaat" in text and started == []
            assert (await post(s, trainer, f"{PAGE}/terug", model="ouder.tar.gz", waarom="Het valt tegen"))[0] == 303
            assert started[0][:3] == ("back", "--model=ouder.tar.gz", "--why=Het valt tegen")

    run(story())


def test_after_going_back_one_row_is_what_citizens_have_now(site, served, site_settings):
    async def story():
        async with site(models_dir=served) as s:
            mine, published = components(routes.ROOT), PublishedFile(served)
            for hour, model in enumerate(("oud.tar.gz", "ouder.tar.gz", "oud.tar.gz")):
                published.add(Publication(model, f"2026-11-20T1{hour}:00:00+01:00", "Joris", f"Reden {hour}", mine))
            _, text = await get(s, sign_in(s.app, Role.TRAINER))
            assert text.count("Dit hebben burgers nu") == 1 and text.count("Hetzelfde model") == 1
            assert text.count("Ga hiernaar terug") == 1 and 'aria-label="Ga terug' not in text
            assign(site_settings.run_dir, "engine", served / "nieuw.tar.gz")  # served, and never published
            status, text = await get(s, sign_in(s.app, Role.TRAINER, login="tweede"))
            assert status == 200 and "Dit hebben burgers nu" not in text

    run(story())


def test_a_changed_question_shows_its_words_until_the_citizen_erases_them(site, served, site_settings):
    async def story():
        async with site(models_dir=served) as s:
            citizen = s.citizen()
            await citizen.start()
            _, sent, _ = await citizen.send("<b>kan ik later aangifte doen</b>")
            said = {"topic": "aangifte.uitstel", "outcome": "antwoord", "offered": [], "confidence": 0.9}
            none = {"topic": None, "outcome": "niet_begrepen", "offered": [], "confidence": 0.1}
            changed = {"conversation": citizen.conversation, "seq": sent["seq"], "times": 3, "before": said,
                       "after": none, "worse": True}  # fmt: skip
            write_whole(site_settings.job_file.parent / "report.json", report("nieuw.tar.gz", changed=[changed]))
            trainer = sign_in(s.app, Role.TRAINER)
            _, text = await get(s, trainer)
            assert "kan ik later aangifte doen" in text and "<b>kan" not in text
            assert "geen antwoord meer" in text and "3 keer" in text
            await citizen.answered(3)
            assert (await citizen.call("DELETE", citizen.path))[0] == 204
            _, text = await get(s, trainer)
            assert "kan ik later" not in text and "(inmiddels gewist)" in text

    run(story())


def test_new_example_questions_and_what_the_lists_are_stand_on_the_page(site, served, site_settings):
    async def story():
        async with site(models_dir=served) as s:
            found = {"topic": "aangifte.uitstel", "outcome": "antwoord", "offered": [], "confidence": 0.9}
            none = {"topic": None, "outcome": "niet_begrepen", "offered": [], "confidence": 0.1}
            rows = [
                {"topic": "aangifte.uitstel", "text": text, "before": none, "after": after}
                for text, after in (("mag het <b>later</b>", none), ("mag het in de herfst", found))
            ]
            told = report("nieuw.tar.gz") | {"learned": rows}
            write_whole(site_settings.job_file.parent / "report.json", told)
            _, text = await get(s, sign_in(s.app, Role.TRAINER))
            assert "1 van de 2 nieuwe voorbeeldvragen" in text and text.count("nog niet gevonden") == 1
            assert "<b>later" not in text and "Vaste vragen zoals mensen ze typen" in text

    run(story())


def test_work_that_was_broken_off_is_told(site, served, site_settings):
    async def story():
        async with site(models_dir=served) as s:
            JobFile(site_settings.job_file).write(
                Job("1", "trainen", Step.TRAIN, 0.5, "Bezig.", "2026-11-21T12:00:00+01:00", "Sam", 2**22 - 1)
            )
            _, text = await get(s, sign_in(s.app, Role.TRAINER))
            assert "Het trainen is afgebroken bij 50%" in text and "Train en vergelijk" in text

    run(story())


def test_when_everything_is_published_the_page_says_so(site, served, site_settings):
    async def story():
        async with site(models_dir=served) as s:
            fits = read_status(routes.ROOT, s.app.ctx.settings).fits
            assign(site_settings.run_dir, "engine", served / fits)
            _, text = await get(s, sign_in(s.app, Role.TRAINER))
            assert "Alle vragen zijn getraind en gepubliceerd." in text

    run(story())
