"""Telephone lines and fixed texts, changed by beheer in data/ itself."""

from __future__ import annotations

import re

import pytest

from tests.site.test_beheer import Beheer
from tests.site.test_staff_sign_in import guarded, run  # noqa: F401

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
