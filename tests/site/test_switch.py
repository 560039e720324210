"""Beheer switches the chatbot off and on: a reason, a second step, at once, for everybody but who is in danger."""

from __future__ import annotations

import pytest

from tests.site.test_beheer import Beheer
from tests.site.test_staff_sign_in import guarded, run  # noqa: F401

pytestmark = pytest.mark.timeout(60)
PATH = "/beheer/aan-uit"


async def switch(beheer, standing, why="Een fout in een antwoord, bel 06-12345678"):
    assert (await beheer.post(PATH, stand=standing, waarom=why, zeker="ja"))[0] == 303


def test_off_takes_a_reason_and_a_second_step(guarded):  # noqa: F811
    async def story(s):
        beheer, settings = Beheer(s), s.app.ctx.desk_settings
        status, page, _ = await beheer.post(PATH, stand="uit", waarom=" ", zeker="ja")
        assert status == 400 and "waarom" in page
        status, page, _ = await beheer.post(PATH, stand="misschien", waarom="x", zeker="ja")
        assert status == 400 and "Kies" in page
        status, page, _ = await beheer.post(PATH, stand="uit", waarom="Lek")
        assert status == 200 and "Dit lezen burgers" in page and "0800 - 0543" in page
        assert settings.get().chatbot == "aan", "the first step switches nothing"
        await switch(beheer, "uit")
        status, page = await beheer.get(PATH)
        assert settings.get().chatbot == "uit" and "De chatbot staat uit" in page and "[telefoonnummer]" in page
        assert "De chatbot staat op ‘uit’" in (await beheer.get("/beheer"))[1]
        [entry] = s.app.ctx.audit.entries("instelling.veranderd")
        assert (entry.login, entry.subject) == ("bo.beheer", "chatbot") and entry.detail.startswith("aan → uit: Een")
        assert (await beheer.get("/beheer/instellingen/chatbot"))[0] == 404, "no way around the second step"
        assert (await beheer.post("/beheer/instellingen/chatbot", waarde="aan", waarom="x"))[0] == 404

    run(guarded, story)


def test_off_is_at_once_and_kind_and_on_again(guarded):  # noqa: F811
    async def story(s):
        beheer, citizen = Beheer(s), s.citizen()
        await citizen.start()
        await citizen.send("Mag ik uitstel?")
        await citizen.answered(3)
        await switch(beheer, "uit")
        await citizen.send("En hoelang dan?")
        messages = await citizen.answered(len((await citizen.messages())["messages"]) + 1)
        assert messages[-1]["role"] == "systeem" and "geeft nu even geen antwoord" in messages[-1]["text"]
        assert "0800 - 0543" in messages[-1]["text"] and messages[-1]["choices"][0]["choice"] == "medewerker"
        status, value, headers = await s.citizen().call("POST", "/chat/conversations", {})
        assert status == 503 and "geen antwoord" in value["message"] and headers["Retry-After"]
        await switch(beheer, "aan")
        await s.citizen().start()
        await citizen.send("En nu?")
        await s.settled()
        assert (await citizen.messages())["messages"][-1]["text"].startswith("Ja, dat kan.")

    run(guarded, story)


def test_off_holds_while_the_engine_is_away_and_never_stops_help_in_danger(guarded):  # noqa: F811
    async def story(s):
        beheer, citizen = Beheer(s), s.citizen()
        await citizen.start()
        await switch(beheer, "uit")
        s.engine.away = True
        await citizen.send("Mag ik uitstel?")
        assert "geeft nu even geen antwoord" in (await citizen.answered(3))[-1]["text"]
        s.engine.away = False
        for changed, sent in (({"topic": "sociaal.crisis"}, {"text": "x"}), ({}, {"choice": "medewerker"})):
            s.engine.reply = {**s.engine.reply, "text": "Bel nu 113.", **changed}
            await citizen.send(**sent)
            await s.settled()
            assert (await citizen.messages())["messages"][-1]["text"].startswith("Bel nu 113.")

    run(guarded, story)


def test_no_new_conversations_lets_running_ones_go_on(guarded):  # noqa: F811
    async def story(s):
        beheer, citizen = Beheer(s), s.citizen()
        await citizen.start()
        await switch(beheer, "geen nieuwe gesprekken", "Onderhoud")
        status, value, _ = await s.citizen().call("POST", "/chat/conversations", {})
        assert status == 503 and "begint nu geen nieuwe gesprekken" in value["message"]
        await citizen.send("Mag ik uitstel?")
        assert (await citizen.answered(3))[-1]["text"].startswith("Ja, dat kan.")

    run(guarded, story)
