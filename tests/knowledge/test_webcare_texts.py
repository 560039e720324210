"""The texts of webcare: loaded with the rest, filled with today's facts, and refused when they cannot be used."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.knowledge import Library
from bot.knowledge.checks import check_all
from bot.knowledge.loading import load_content
from tests.privacy.made_up import made_up_bsn

TODAY = dt.date(2026, 11, 21)
FILE = "data/webcare.yml"
PUBLIC = (
    "openbaar: {uitnodiging: Bel ons., zwaar: Bel ons., herstel: Bel ons., crisis: Bel 112., pagina: Lees het hier.}"
)


def shortcut(text="Ik lees mee.", name="hallo", team=""):
    team = f", team: {team}" if team else ""
    return f'sneltoetsen:\n  - {{naam: {name}, titel: Groet, tekst: "{text}"{team}}}\n{PUBLIC}\n'


def test_the_real_shortcuts_are_filled_in_and_short_to_type(library):
    found = library.shortcuts(TODAY)
    assert len(found) >= 12 and not [s for s in found if "{" in s.text]
    assert "0800 - 0543" in next(s.text for s in found if s.name == "bellen")


def test_a_shortcut_of_a_team_is_for_that_team(tiny_data):
    data = tiny_data()
    data.write(FILE, shortcut(team="Toeslagen"))
    library = Library(data.data)
    assert library.shortcuts(TODAY, "Aangifte") == ()
    assert [s.name for s in library.shortcuts(TODAY, "Toeslagen")] == ["hallo"]


def test_without_the_file_there_are_no_shortcuts(tiny_data):
    assert Library(tiny_data().data).shortcuts(TODAY) == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (shortcut("Bel {bestaat_niet}."), "Het feit 'bestaat_niet' bestaat niet."),
        (shortcut(f"Je bsn is {made_up_bsn(4)}."), "je burgerservicenummer"),
        (shortcut(name="Hallo Daar"), "De naam 'Hallo Daar' kan niet."),
        (shortcut("a" * 501), "De tekst heeft 501 tekens."),
        (shortcut() + "extra: 1\n", "De sleutel 'extra' kennen we niet."),
        (shortcut().replace(", pagina: Lees het hier.", ""), "'pagina' ontbreekt."),
        (shortcut().replace("Bel 112.", "Bel. " * 60), "tekens."),
        (
            shortcut().replace(PUBLIC, "") + '  - {naam: hallo, titel: x, tekst: "y"}\n' + PUBLIC,
            "'/hallo' staat er twee",
        ),
    ],
)
def test_what_cannot_be_used_is_named_with_its_line(tiny_data, text, says):
    data = tiny_data()
    data.write(FILE, text)
    _, problems = load_content(data.data)
    (problem,) = [p for p in problems if says in p.message]
    assert problem.file == FILE and problem.line > 0 and problem.mend and not problem.warning


def test_the_tone_of_a_shortcut_is_checked(tiny_data):
    data = tiny_data()
    data.write(FILE, shortcut("Wilt u even wachten?"))
    assert [p for p in check_all(data.root, TODAY) if p.file == FILE and "Stijl R01" in p.message]
