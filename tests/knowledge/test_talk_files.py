"""staten.yml and praatjes.yml: every mistake is named with file, line and mend; without the files all works."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.knowledge import Library
from bot.knowledge.loading import load_content
from bot.knowledge.writing import check_writing

STATES = """\
weglaten_bij_u: [Goed dat je dit vraagt.]
staten:
  - staat: schulden
    eigenaar: redactie
    nagekeken: 2026-11-01
    nakijken_voor: 2027-05-01
    anders: contact.medewerker
    zoek: ['\\bschulden\\b']
    zinnen:
      - Dat is een zware situatie.
    hulplijn: "Bel de nachtlijn: {nachtlijn_nummer}."
"""
TALK = """\
praatjes:
  - naam: hallo
    onderwerp: sociaal.bedankt
    heel: ['hallo']
    antwoorden:
      - "{dagdeel} Waar gaat je vraag over?"
woord_bij:
  aanslag: aangifte.uitstel
"""
STATES_FILE, TALK_FILE = "data/staten.yml", "data/praatjes.yml"
UITSTEL = "data/onderwerpen/aangifte/uitstel/antwoord.yml"


@pytest.fixture()
def tiny(tiny_data):
    tiny = tiny_data()
    tiny.write(STATES_FILE, STATES)
    tiny.write(TALK_FILE, TALK)
    return tiny


def test_both_files_are_read(tiny):
    content, problems = load_content(tiny.data)
    assert problems == []
    [state] = content.talk.states
    assert (state.id, state.instead, state.sentences[0].text) == (
        "schulden", "contact.medewerker", "Dat is een zware situatie.",
    )  # fmt: skip
    assert content.talk.small_talk[0].whole.fullmatch("hallo")
    assert content.talk.left_out == ("Goed dat je dit vraagt.",)
    assert content.talk.jargon.explain("aanslag")


def test_without_the_files_there_is_no_small_talk(tiny_data):
    content, problems = load_content(tiny_data().data)
    assert (problems, content.talk.states, content.talk.small_talk) == ([], (), ())


@pytest.mark.parametrize(
    ("file", "old", "new", "marker", "says"),
    [
        (STATES_FILE, "staat: schulden", "staat: jaloers", "jaloers", "bestaat niet"),
        (STATES_FILE, "'\\bschulden\\b'", "'(schulden'", "(schulden", "geen geldige zoekterm"),
        (STATES_FILE, "'\\bschulden\\b'", "'(?:schulden)?'", "(?:schulden)?", "vindt ook niets"),
        (STATES_FILE, "anders: contact.medewerker", "anders: contact.niemand", "niemand", "bestaat niet"),
        (STATES_FILE, "{nachtlijn_nummer}", "{dagmail}", "dagmail", "bestaat niet"),
        (STATES_FILE, "2026-11-01", "gisteren", "gisteren", "geen datum"),
        (STATES_FILE, "Dat is een zware situatie.", "Dat is zwaar. Heel zwaar.", "Heel zwaar", "één korte zin"),
        (STATES_FILE, "    eigenaar: redactie\n", "", "staat: schulden", "'eigenaar' ontbreekt"),
        (TALK_FILE, "naam: hallo", "naam: Hallo daar", "Hallo daar", "kan niet"),
        (TALK_FILE, "sociaal.bedankt", "sociaal.niks", "sociaal.niks", "bestaat niet"),
        (TALK_FILE, "['hallo']", "[]", "naam: hallo", "ontbreekt"),
        (TALK_FILE, "{dagdeel}", "{dagbeel}", "dagbeel", "bestaat niet"),
        (TALK_FILE, "aanslag: aangifte.uitstel", "aanslag: aangifte.niets", "aangifte.niets", "bestaat niet"),
        (TALK_FILE, "    heel:", "    actie: dansen\n    heel:", "dansen", "bestaat niet"),
    ],
)
def test_a_mistake_is_named_with_file_line_and_mend(file, old, new, marker, says, tiny):
    tiny.change(file, old, new)
    _, problems = load_content(tiny.data)
    [problem] = [p for p in problems if says in p.message]
    assert (problem.file, problem.line) == (file, tiny.line_of(file, marker))
    assert problem.mend


def test_a_search_term_is_built_from_pieces(tiny):
    pieces = "stukken:\n  geld: 'geld|centen'\n  zonder: 'geen (?:<geld>)'\nstaten:\n"
    tiny.write(STATES_FILE, STATES.replace("staten:\n", pieces).replace("\\bschulden\\b", "\\b<zonder>\\b"))
    content, problems = load_content(tiny.data)
    assert problems == []
    assert content.talk.states[0].search[0].search("ik heb geen centen")


@pytest.mark.parametrize(
    ("pieces", "says"),
    [("  geld: 'geld(en'", "geen geldige zoekterm"), ("  Geld: 'geld'", "geen naam"), ("  geld: '<goud>'", "<goud>")],
)
def test_a_mistake_in_a_piece_is_named(pieces, says, tiny):
    tiny.write(STATES_FILE, STATES.replace("staten:\n", f"stukken:\n{pieces}\nstaten:\n"))
    _, problems = load_content(tiny.data)
    [problem] = problems
    assert says in problem.message and problem.line == tiny.line_of(STATES_FILE, pieces.strip())


def test_a_search_term_with_an_unknown_piece_is_named(tiny):
    tiny.write(STATES_FILE, STATES.replace("\\bschulden\\b", "<schuld>"))
    _, problems = load_content(tiny.data)
    assert any("Het stuk '<schuld>' bestaat niet" in p.message for p in problems)


def test_states_stand_from_heavy_to_light(tiny):
    light = STATES.split("staten:\n")[1].replace("schulden", "rouw", 1)
    tiny.write(STATES_FILE, STATES + light)
    _, problems = load_content(tiny.data)
    assert any("van zwaar naar licht" in p.message for p in problems)


def test_a_crisis_can_never_be_switched_off_by_another_word(tiny):
    tiny.write(STATES_FILE, STATES.replace("staat: schulden", "staat: suicidaal\n    niet: ['grapje']"))
    _, problems = load_content(tiny.data)
    assert any("geen 'niet'" in p.message for p in problems)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (STATES_FILE, "Dat is een zware situatie.", "Ik begrijp hoe je je voelt."),
        (TALK_FILE, "Waar gaat je vraag over?", "Wat wilt u weten?"),
    ],
)
def test_the_writing_rules_hold_for_these_texts_too(file, old, new, tiny):
    tiny.change(file, old, new)
    content, _ = load_content(tiny.data)
    [problem] = [p for p in check_writing(tiny.data, content) if not p.warning]
    assert problem.file == file


def test_other_forms_are_read_checked_and_filled(tiny):
    extra = 'makkelijker:\n  - "Vraag meer tijd, tot {uitstel_tot}."\nvoorbeeld: "Stel: Kim vraagt uitstel."\n'
    tiny.change(UITSTEL, "bronnen:\n", f"{extra}bronnen:\n")
    reply = Library(tiny.data).answer_for("aangifte.uitstel", dt.date(2026, 11, 1))
    assert reply.simpler == ("Vraag meer tijd, tot 1 september 2026.",)
    assert reply.example == ("Stel: Kim vraagt uitstel.",)
    tiny.change(UITSTEL, '{uitstel_tot}."\nvoorbeeld', '{bestaat_niet}."\nvoorbeeld')
    _, problems = load_content(tiny.data)
    [problem] = problems
    assert "bestaat_niet" in problem.message and problem.line == tiny.line_of(UITSTEL, "{bestaat_niet}")


def test_a_form_without_a_value_today_is_not_given(tiny):
    tiny.change(UITSTEL, "bronnen:\n", 'makkelijker: "De boete is {boete}."\nbronnen:\n')
    library = Library(tiny.data)
    assert library.answer_for("aangifte.uitstel", dt.date(2026, 5, 1)).simpler
    assert library.answer_for("aangifte.uitstel", dt.date(2027, 5, 1)).simpler == ()


def test_three_bubbles_is_too_much_for_an_easy_form(tiny):
    tiny.change(UITSTEL, "bronnen:\n", 'makkelijker: ["Een.", "Twee.", "Drie."]\nbronnen:\n')
    _, problems = load_content(tiny.data)
    assert any("makkelijker" in p.message for p in problems)
