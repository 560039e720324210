"""Telephone lines and fixed texts, changed by beheer in data/ itself."""

from __future__ import annotations

import re

import pytest

from bot.staff import Role
from tests.site.test_beheer import Beheer
from tests.site.test_staff_sign_in import guarded, run  # noqa: F401
from tests.staff import sign_in

pytestmark = pytest.mark.timeout(60)
LINE = {"nummer": "0800 - 0543", "bij_de_hand": "je brief", "dicht_op": ""}
WEEK = {day: "8.00 - 20.00" for day in ("ma", "di", "wo", "do")}


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def test_the_hours_of_a_line_are_changed_and_nothing_else(guarded):  # noqa: F811
    async def story(s):
        beheer, file = Beheer(s), s.app.ctx.settings.data_dir / "contact.yml"
        before = "# Eerste regel.\n" + file.read_text("utf-8").replace(
            "  serviceteam:", "  # Van de hersteloperatie.\n  serviceteam:"
        )
        file.write_text(before, "utf-8")
        path = "/beheer/lijnen/belastingtelefoon"
        _, page = await beheer.get(path)
        assert 'value="8.00 - 17.00"' in page
        version = hidden(page, "versie")
        status, page, _ = await beheer.post(path, **LINE, **WEEK, vr="tot vijf", waarom="Zomer", versie=version)
        assert status == 400 and "Schrijf de tijden van vr" in page and 'value="tot vijf"' in page
        status, page, _ = await beheer.post(path, **LINE, **WEEK, vr="17:00 - 8:00", waarom="Zomer", versie=version)
        assert status == 400 and "Zet eerst open, dan dicht." in page
        status, page, _ = await beheer.post(path, **LINE, **WEEK, vr="", waarom=" ", versie=version)
        assert status == 400 and "waarom" in page
        assert file.read_text("utf-8") == before
        fields = {**LINE, "dicht_op": "2026-12-31", **WEEK, "vr": "", "za": "9:00 - 13:00"}
        status, _, goal = await beheer.post(path, **fields, waarom="Proef op zaterdag", versie=version)
        assert (status, goal) == (303, f"{path}?klaar=veranderd")
        after = file.read_text("utf-8")
        assert "do: 8.00 - 20.00, za: 9.00 - 13.00}" in after and "vr:" not in after and "- 2026-12-31" in after
        assert after.startswith("# Eerste regel.\n") and "# Van de hersteloperatie." in after
        assert len(after.splitlines()) == len(before.splitlines()) + 2
        line = s.app.ctx.library.content.phone_lines["belastingtelefoon"]
        assert 5 in line.hours.per_weekday and 4 not in line.hours.per_weekday, "live at once"
        status, page, _ = await beheer.post(path, **LINE, **WEEK, vr="", waarom="Te laat", versie=version)
        assert status == 400 and "intussen" in page
        _, page = await beheer.get(path)
        assert "bo.beheer" in page and "Proef op zaterdag" in page and line.number == "0800 - 0543"
        operation = hidden(page, "wijziging")
        assert (await beheer.post("/beheer/inhoud/terug", wijziging=operation))[0] == 303
        assert file.read_text("utf-8") == before
        assert (await beheer.post("/beheer/inhoud/terug", wijziging=operation))[0] == 409
        assert (await beheer.post("/beheer/inhoud/terug", wijziging="onzin"))[0] == 404
        assert [e.action for e in s.app.ctx.audit.entries("inhoud_veranderd", login="bo.beheer")] == [
            "inhoud_veranderd"
        ] * 2

    run(guarded, story)


def test_a_fixed_text_is_changed_and_checked(guarded):  # noqa: F811
    async def story(s):
        beheer, file = Beheer(s), s.app.ctx.settings.data_dir / "gesprek.yml"
        name = next(iter(s.app.ctx.library.content.texts))
        before = file.read_text("utf-8")
        path = f"/beheer/teksten/{name}"
        _, page = await beheer.get(path)
        version = hidden(page, "versie")
        status, page, _ = await beheer.post(path, tekst="Bel {bestaat_niet}.", waarom="Proef", versie=version)
        assert status == 400 and "bestaat_niet" in page and file.read_text("utf-8") == before
        status, page, _ = await beheer.post(path, tekst=" ", waarom="Proef", versie=version)
        assert status == 400 and file.read_text("utf-8") == before
        short = "Hallo, ik ben een chatbot en geen mens.\n\nStel je vraag in je eigen woorden."
        status, page, _ = await beheer.post(path, tekst=short, waarom="Korter", versie=version)
        assert status == 400 and "medewerker" in page, "the greeting has parts that citizens count on"
        new = f"{short} Typ hier geen burgerservicenummer. Liever een mens? Typ dan: medewerker."
        status, page, _ = await beheer.post(path, tekst=new, waarom="Korter", versie=version)
        assert status == 303, re.findall(r"alert.*", page)
        assert '"Hallo, ik ben een chatbot en geen mens."' in file.read_text("utf-8")
        _, page = await beheer.get("/beheer/teksten?zoek=EIGEN+woorden")
        assert f"/beheer/teksten/{name}" in page
        assert "Geen tekst" in (await beheer.get("/beheer/teksten?zoek=qwxz"))[1]
        assert (await beheer.get("/beheer/teksten/onzin"))[0] == 404
        assert (await beheer.get("/beheer/lijnen/onzin"))[0] == 404

    run(guarded, story)


WEBCARE = """# Teksten van webcare.
sneltoetsen:
  # Begroeten gaat altijd eerst.
  - naam: hallo
    titel: Begroeten
    tekst: "Hallo, je spreekt nu met een medewerker."
openbaar:
  uitnodiging: "Zoek dit niet in het openbaar uit."
  zwaar: "Dat klinkt zwaar."
  herstel: "Er is een eigen team."
  crisis: "Bel 113."
  pagina: "Het antwoord staat op deze pagina."
"""


def with_webcare(s):
    file = s.app.ctx.settings.data_dir / "webcare.yml"
    file.write_text(WEBCARE, "utf-8")
    s.app.ctx.library.look_now()
    return file


def test_a_standard_reply_is_added_changed_removed_and_put_back(guarded):  # noqa: F811
    async def story(s):
        beheer, file = Beheer(s), with_webcare(s)
        before = WEBCARE
        webcare = sign_in(s.app, Role.WEBCARE, name="Anne Bakker", team="Aangifte")
        names = lambda: {x.name: x.text for x in s.app.ctx.library.content.webcare.shortcuts}  # noqa: E731
        _, page = await beheer.get("/beheer/sneltoetsen")
        assert "/hallo" in page and "Iemand is in gevaar" in page
        new = {"naam": "/Wacht", "titel": "Even wachten", "tekst": "Ik kom zo bij je terug.", "team": "Toeslagen"}

        async def post(path, **fields):
            version = hidden((await beheer.get(path))[1], "versie")
            return await beheer.post(path, versie=version, **fields)

        status, page, _ = await post("/beheer/sneltoetsen", **{**new, "naam": "hallo"}, waarom="Proef")
        assert status == 400 and "twee keer" in page and "Ik kom zo bij je terug." in page
        bad = {**new, "tekst": "Bel {bestaat_niet}, of 111222333."}
        status, page, _ = await post("/beheer/sneltoetsen", **bad, waarom="Proef")
        assert status == 400 and "bestaat_niet" in page and file.read_text("utf-8") == before
        status, page, _ = await post("/beheer/sneltoetsen", **new, waarom="")
        assert status == 400 and "waarom" in page
        status, _, goal = await post("/beheer/sneltoetsen", **new, waarom="Vraag van team")
        assert (status, goal) == (303, "/beheer/sneltoetsen?klaar=veranderd")
        assert names()["wacht"] == new["tekst"]
        headers = {"Cookie": webcare.headers["Cookie"]}
        async with s.session.get(f"{s.url}/webcare/api/shortcuts", headers=headers) as response:
            shown = [x["name"] for x in (await response.json())["shortcuts"]]
            assert "hallo" in shown and "wacht" not in shown, "it is for another team"
        after = file.read_text("utf-8")
        assert [line for line in before.splitlines() if line not in after.splitlines()] == [], "comments and all stay"
        path = "/beheer/sneltoetsen/wacht"
        changed = {**new, "naam": "wacht", "tekst": "Ik ben zo terug.", "team": ""}
        assert (await post(path, **changed, waarom="Korter"))[0] == 303
        assert names()["wacht"] == "Ik ben zo terug."
        _, page = await beheer.get(path)
        assert "Korter" in page and "bo.beheer" in page
        assert (await post(path, **changed, weg="ja", waarom="Niet gebruikt"))[0] == 303
        assert "wacht" not in names() and (await beheer.get(path))[0] == 404
        _, page = await beheer.get("/beheer/sneltoetsen")
        assert (await beheer.post("/beheer/inhoud/terug", wijziging=hidden(page, "wijziging")))[0] == 303
        assert names()["wacht"] == "Ik ben zo terug."

    run(guarded, story)


def test_a_fixed_reply_for_in_public_is_changed_and_stays_short(guarded):  # noqa: F811
    async def story(s):
        beheer, path = Beheer(s), "/beheer/openbaar/pagina"
        with_webcare(s)
        _, page = await beheer.get(path)
        version = hidden(page, "versie")
        status, page, _ = await beheer.post(path, tekst="lang " * 60, waarom="Proef", versie=version)
        assert status == 400 and "Maak er 200 van" in page
        status, _, _ = await beheer.post(path, tekst="Je leest het op deze pagina.", waarom="Korter", versie=version)
        assert status == 303
        assert s.app.ctx.library.content.webcare.public["pagina"] == "Je leest het op deze pagina."
        assert (await beheer.get("/beheer/openbaar/onzin"))[0] == 404
        assert (await beheer.post("/beheer/openbaar/onzin", tekst="a", waarom="b", versie=version))[0] == 404

    run(guarded, story)
