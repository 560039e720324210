"""Every mistake in content is named with its file, its line and how to mend it."""

from __future__ import annotations

import pytest

from bot.knowledge import ContentError
from bot.knowledge.loading import load_content
from bot.knowledge.problems import Problem
from tests.tiny import FEITEN, UITSTEL

TOPICS, CONTACT, TEXTS, WORDS = "data/onderwerpen.yml", "data/contact.yml", "data/gesprek.yml", "data/woorden.yml"
MEDEWERKER = "data/onderwerpen/contact/medewerker/antwoord.yml"
BEDANKT = "data/onderwerpen/sociaal/bedankt/antwoord.yml"

# name of the case: (file, old text, new text, what stands on the line that is named, words of the message)
MISTAKES = {
    # onderwerpen.yml
    "outcome_unknown": (TOPICS, "uitkomst: overdracht", "uitkomst: doorsturen", "doorsturen", "bestaat niet"),
    "topic_twice": (
        TOPICS, "onderwerpen:\n", "onderwerpen:\n  - {id: sociaal.bedankt, domein: a, titel: b, omschrijving: c, "
        "uitkomst: sociaal}\n", "- id: sociaal.bedankt", "twee keer",
    ),
    "topic_without_title": (TOPICS, '    titel: "Bedankt"\n', "", "- id: sociaal.bedankt", "'titel' ontbreekt"),
    "topic_unknown_key": (TOPICS, "domein: sociaal", "domein: sociaal\n    kleur: rood", "kleur", "'kleur' kennen we"),
    # antwoord.yml
    "answer_unknown_key": (UITSTEL, "knop:", "knopje:", "knopje", "De sleutel 'knopje' kennen we niet"),
    "answer_without_owner": (UITSTEL, "eigenaar: redactie aangifte\n", "", "onderwerp:", "'eigenaar' ontbreekt"),
    "answer_of_unknown_topic": (UITSTEL, "onderwerp: aangifte.uitstel", "onderwerp: aangifte.oud", "oud", "bestaat"),
    "answer_in_other_folder": (
        BEDANKT, "onderwerp: sociaal.bedankt", "onderwerp: contact.medewerker", "contact.medewerker", "De map is van",
    ),
    "button_too_long": (UITSTEL, 'knop: "Uitstel"', f'knop: "{"k" * 33}"', "knop:", "33 tekens"),
    "button_no_text": (UITSTEL, 'knop: "Uitstel"', "knop: 2026", "knop:", "geen tekst"),
    "short_too_long": (UITSTEL, 'kort: "Vraag uitstel aan."', f'kort: "{"k" * 201}"', "kort:", "201 tekens"),
    "amount_typed": (UITSTEL, "De boete is {boete@2026}.", "De boete is € 385.", "€ 385", "Het bedrag € 385 is getypt"),
    "amount_typed_in_short": (UITSTEL, 'kort: "Vraag uitstel aan."', 'kort: "Dat kost €12,50."', "kort:", "Het bedrag €12,50 is getypt"),
    "wording_unknown_key": (UITSTEL, "    kort:", "    korte:", "korte:", "'korte' kennen we niet"),
    "wording_without_bubbles": (
        UITSTEL, '    bubbels:\n      - "Voor zorgtoeslag geldt iets anders."\n', "", "als:", "1 tot 3 bubbels",
    ),
    "bubble_empty": (
        UITSTEL, '    bubbels:\n      - "Voor zorgtoeslag geldt iets anders."', '    "bubbels":\n      - " "',
        '"bubbels":', "1 tot 3 bubbels",
    ),
    "four_bubbles": (
        UITSTEL, "antwoorden:\n  - bubbels:\n", 'antwoorden:\n  - "bubbels":\n      - "a"\n      - "b"\n',
        '"bubbels":', "1 tot 3 bubbels",
    ),
    "condition_unknown": (UITSTEL, "{toeslag: zorgtoeslag}", "{\n      leeftijd: oud}", "leeftijd", "'leeftijd'"),
    "condition_value": (UITSTEL, "{toeslag: zorgtoeslag}", "{\n      toeslag: lente}", "lente", "kan hier niet"),
    "no_general_wording": (
        UITSTEL, '      - "Ben je te laat? De boete is {boete@2026}."\n    kort: "Vraag uitstel aan."\n',
        "    als: {partner: ja}\n", "antwoorden:", "geen tekst zonder 'als'",
    ),
    "ask_without_words": (
        UITSTEL, "antwoorden:\n", "vraagt:\n  boete: []\nantwoorden:\n", "boete:", "'boete' heeft geen woorden",
    ),
    "ask_without_wording": (
        UITSTEL, "antwoorden:\n", "vraagt:\n  brief: [brief]\nantwoorden:\n", "brief:", "voor wie 'brief' vraagt",
    ),
    "ask_unknown": (
        UITSTEL, "{toeslag: zorgtoeslag}", "{\n      vraagt: kleur}", "vraagt: kleur", "De sleutel 'vraagt'",
    ),
    "ask_first_unknown": (
        UITSTEL, "antwoorden:\n", "gaat_voor: [kleur]\nantwoorden:\n", "gaat_voor", "'kleur' staat niet onder 'vraagt'",
    ),
    "coming_day_of_an_amount": (
        UITSTEL, "{boete@2026}", "{komende_boete}", "{komende_boete}", "'boete' is geen dag van elk jaar",
    ),
    "tax_year_no_year": (
        UITSTEL, "  - als: {toeslag: zorgtoeslag}", "  - als: {toeslag: zorgtoeslag}\n    belastingjaar: vorig",
        "belastingjaar", "geen jaartal",
    ),
    "wording_ends_before_it_starts": (
        UITSTEL, '    kort: "Vraag uitstel aan."', "    geldig_van: 2026-05-01\n    geldig_tot: 2026-04-30",
        "geldig_tot", "einde ligt voor het begin",
    ),
    "wording_date_as_text": (
        UITSTEL, '    kort: "Vraag uitstel aan."', '    geldig_van: "2026-05-01"', "geldig_van", "geen datum",
    ),
    "fact_unknown": (UITSTEL, "{uitstel_tot}", "{uitstel_tit}", "{uitstel_tit}", "'uitstel_tit' bestaat niet"),
    "fact_unknown_in_short": (UITSTEL, '"Vraag uitstel aan."', '"Tot {nooit}."', "{nooit}", "'nooit' bestaat niet"),
    "fact_without_value_that_year": (UITSTEL, "{boete@2026}", "{boete@2019}", "{boete@2019}", "geen waarde in 2019"),
    "no_source": (
        UITSTEL,
        'bronnen:\n  - titel: "Uitstel"\n    url: https://voorbeeld.nl/uitstel\n    gecontroleerd: 2026-11-01\n',
        "", "onderwerp:", "bron nodig",
    ),
    "source_no_address": (UITSTEL, "url: https://voorbeeld.nl/uitstel", "url: voorbeeld", "url:", "geen webadres"),
    "source_without_check": (UITSTEL, "    gecontroleerd: 2026-11-01\n", "", '- titel: "Uitstel"', "'gecontroleerd'"),
    "follow_up_unknown": (UITSTEL, "[contact.medewerker]", "\n  - contact.weg", "contact.weg", "kan niet"),
    "follow_up_itself": (UITSTEL, "[contact.medewerker]", "\n  - aangifte.uitstel", "  - aangifte.uitstel", "kan niet"),
    "follow_up_no_list": (UITSTEL, "[contact.medewerker]", "contact.medewerker", "vervolg:", "hoort een lijst"),
    "line_unknown": (MEDEWERKER, "eigenaar:", "lijn: radio\neigenaar:", "lijn:", "'radio' bestaat niet"),
    # feiten
    "fact_without_value": (FEITEN, "    waarde: 469\n", "", "boete:", "geen waarde"),
    "fact_unit_unknown": (FEITEN, "eenheid: EUR", "eenheid: euro's", "eenheid: euro's", "De eenheid"),
    "fact_value_no_number": (FEITEN, "waarde: 469", "waarde: vierhonderd", "waarde: vierhonderd", "getal"),
    "fact_date_as_text": (FEITEN, "waarde: 2026-09-01", 'waarde: "2026-09-01"', '"2026-09-01"', "JJJJ-MM-DD"),
    "fact_ends_before_it_starts": (FEITEN, "geldig_tot: 2026-12-31", "geldig_tot: 2025-12-31", "2025-12-31", "einde"),
    "fact_unknown_key": (FEITEN, "    geldig_tot:", "    geldig_tm:", "geldig_tm", "'geldig_tm' kennen we niet"),
    "fact_check_no_date": (
        FEITEN, "gecontroleerd: 2026-11-01\n    zekerheid: hoog", "gecontroleerd: gisteren\n    zekerheid: hoog",
        "gisteren", "geen datum",
    ),
    "fact_confidence": (FEITEN, "zekerheid: hoog", "zekerheid: zeker", "zekerheid: zeker", "zekerheid klopt niet"),
    "fact_source_no_address": (FEITEN, "https://voorbeeld.nl/boete", "ftp://voorbeeld.nl", "ftp", "geen webadres"),
    "fact_name": (
        FEITEN, "feiten:\n", "feiten:\n  Te-laat: {waarde: 1, eenheid: getal, omschrijving: a, bron: 'https://a.nl', "
        "gecontroleerd: 2026-11-01, zekerheid: hoog}\n", "Te-laat", "De naam 'Te-laat' kan niet",
    ),
    # contact.yml
    "hours_no_time": (CONTACT, "{ma: 8.00 - 20.00,", "{\n      ma: van acht tot acht,", "ma:", "geen tijd"),
    "hours_turned_round": (CONTACT, "{ma: 8.00 - 20.00,", "{\n      ma: 20.00 - 8.00,", "ma:", "kan niet"),
    "hours_unknown_day": (CONTACT, "{ma: 8.00 - 20.00,", "{\n      maandag: 8.00 - 20.00,", "maandag:", "geen tijd"),
    "phone_unknown_key": (CONTACT, "    naam: de nachtlijn", "    naam: de nachtlijn\n    fax: a", "fax", "'fax'"),
    "phone_without_number": (CONTACT, "    nummer: 0900 - 1234\n", "", "nachtlijn:", "'nummer' ontbreekt"),
    # woorden.yml
    "word_value": (WORDS, "  zorgtoeslag:\n", "  zorgslag:\n", "  zorgslag:", "'zorgslag' kan hier niet"),
    "word_condition": (WORDS, "\ntoeslag:\n", "\nleeftijd:\n  oud: [oud]\ntoeslag:\n", "leeftijd:", "'leeftijd' kennen we"),
}  # fmt: skip


def problems_of(tiny) -> list[Problem]:
    try:
        return load_content(tiny.data)[1]
    except ContentError as error:
        return error.problems


def test_the_tiny_folder_itself_has_no_problem(tiny_data):
    assert problems_of(tiny_data()) == []


@pytest.mark.parametrize("case", MISTAKES)
def test_mistake_is_named_with_file_line_and_mend(case, tiny_data):
    file, old, new, marker, words = MISTAKES[case]
    tiny = tiny_data()
    tiny.change(file, old, new)
    problems = problems_of(tiny)
    told = [p for p in problems if words in p.message]
    assert len(told) == 1, problems
    assert (told[0].file, told[0].line) == (file, tiny.line_of(file, marker)), told[0]
    assert len(told[0].mend) > 10
    assert not told[0].warning


@pytest.mark.parametrize(
    ("file", "old", "new", "line_of"),
    [
        (UITSTEL, 'vraag: "Hoe', 'vraag: "Hoe" "', "vraag:"),
        (UITSTEL, "eigenaar: redactie aangifte", "eigenaar: redactie: aangifte", "eigenaar:"),
        (FEITEN, "    waarde: 469", "   waarde: 469\n  x", "  x"),
        (FEITEN, "  uitstel_tot:", "\t uitstel_tot:", "uitstel_tot:"),
    ],
)
def test_broken_yaml_is_named_by_its_line(file, old, new, line_of, tiny_data):
    tiny = tiny_data()
    tiny.change(file, old, new)
    told = [p for p in problems_of(tiny) if "geen geldige YAML" in p.message]
    assert [p.file for p in told] == [file]
    assert abs(told[0].line - tiny.line_of(file, line_of)) <= 1  # the parser sometimes stops at the next line
    assert "inspringen" in told[0].mend


@pytest.mark.parametrize("file", [TOPICS, CONTACT, TEXTS])
def test_a_broken_main_file_cannot_be_loaded_and_says_where(file, tiny_data):
    tiny = tiny_data()
    tiny.write(file, "a: b\nc: [\n")
    with pytest.raises(ContentError) as error:
        load_content(tiny.data)
    assert any(p.file == file and p.line >= 2 and p.mend for p in error.value.problems)
    assert file in str(error.value)


@pytest.mark.parametrize("file", [TOPICS, CONTACT, TEXTS, UITSTEL, WORDS])
def test_a_missing_file_is_named(file, tiny_data):
    tiny = tiny_data()
    tiny.remove(file)
    told = [p for p in problems_of(tiny) if "niet te openen" in p.message]
    assert [p.file for p in told] == [file]


def test_a_file_that_is_not_utf8_is_named(tiny_data):
    tiny = tiny_data()
    (tiny.root / UITSTEL).write_bytes("onderwerp: ruïne".encode("latin-1"))
    told = [p for p in problems_of(tiny) if "niet te lezen" in p.message]
    assert [(p.file, p.mend) for p in told] == [(UITSTEL, "Sla het op als UTF-8.")]


SECOND_BOETE = """\
feiten:
  boete:
    waarde: 500
    eenheid: EUR
    omschrijving: "De boete."
    bron: https://voorbeeld.nl/boete
    gecontroleerd: 2026-11-01
    zekerheid: hoog
    geldig_van: {first}
"""


def test_two_values_on_one_day_are_named_where_the_second_stands(tiny_data):
    tiny = tiny_data()
    second = "data/feiten/2027/aangifte.yml"
    tiny.write(second, SECOND_BOETE.format(first="2026-12-31"))
    [problem] = problems_of(tiny)
    assert (problem.file, problem.line) == (second, 2)
    assert "twee waarden op dezelfde dag" in problem.message
    assert "geldig_tot" in problem.mend


def test_two_values_behind_each_other_are_fine(tiny_data):
    tiny = tiny_data()
    tiny.write("data/feiten/2027/aangifte.yml", SECOND_BOETE.format(first="2027-01-01"))
    content, problems = load_content(tiny.data)
    assert problems == []
    assert [f.text for f in content.facts["boete"]] == ["€ 469", "€ 500"]


def test_a_value_may_hold_for_one_day(tiny_data):
    tiny = tiny_data()
    tiny.change(FEITEN, "geldig_tot: 2026-12-31", "geldig_tot: 2026-01-01")
    assert problems_of(tiny) == []


def test_a_name_that_stands_twice_in_one_facts_file_is_a_mistake(tiny_data):
    tiny = tiny_data()
    tiny.change(FEITEN, "  uitstel_tot:", "  boete:")
    assert [p.file for p in problems_of(tiny) if "boete" in p.message][:1] == [FEITEN]


def test_a_missing_fixed_text_is_named(tiny_data):
    tiny = tiny_data()
    tiny.change(TEXTS, "  belbriefje:", "  briefje:")
    [problem] = problems_of(tiny)
    assert problem.file == TEXTS
    assert "'belbriefje' ontbreekt" in problem.message


@pytest.mark.parametrize("word", ["onbekend_nummer", "nachtlijn_tijden", "boete@1999", "komende_boete"])
def test_an_unknown_word_in_a_fixed_text_is_named(word, tiny_data):
    tiny = tiny_data()
    tiny.change(TEXTS, 'belbriefje: "Belbriefje"', f'belbriefje: "Bel {{{word}}}"')
    [problem] = problems_of(tiny)
    assert (problem.file, problem.line) == (TEXTS, tiny.line_of(TEXTS, "  belbriefje:"))
    assert word.split("@")[0].removeprefix("komende_") in problem.message


def test_an_empty_fixed_text_is_named(tiny_data):
    tiny = tiny_data()
    tiny.change(TEXTS, 'belbriefje: "Belbriefje"', 'belbriefje: ""')
    told = [p for p in problems_of(tiny) if "heeft geen tekst" in p.message]
    assert [(p.file, p.line) for p in told] == [(TEXTS, tiny.line_of(TEXTS, "  belbriefje:"))]


# A list where names are wanted, and names where a list is wanted: told, and no traceback.
@pytest.mark.parametrize(
    ("file", "text"),
    [
        (FEITEN, "feiten:\n  - waarde: 1\n"),
        (FEITEN, "- 1\n"),
        (FEITEN, "feiten:\n  boete: 469\n"),
        (CONTACT, "telefoonlijnen:\n  - naam: a\n"),
        (TEXTS, "teksten:\n  - a\n"),
        (TOPICS, "onderwerpen:\n  aangifte: a\n"),
        (TOPICS, "onderwerpen:\n  - aangifte\n"),
        (WORDS, "toeslag:\n  - zorgtoeslag\n"),
        (UITSTEL, "- a\n"),
        (UITSTEL, ""),
        (UITSTEL, "onderwerp: aangifte.uitstel\nantwoorden: {a: b}\n"),
        (UITSTEL, "onderwerp: aangifte.uitstel\nantwoorden: [a]\n"),
        (UITSTEL, "onderwerp: aangifte.uitstel\nvervolg:\n  - {a: b}\n"),
        (UITSTEL, "onderwerp: [a]\n"),
    ],
)
def test_the_wrong_shape_is_told_and_breaks_nothing(file, text, tiny_data):
    tiny = tiny_data()
    tiny.write(file, text)
    told = [p for p in problems_of(tiny) if p.file == file]
    assert told
    assert all(p.line >= 1 and p.mend for p in told)


@pytest.mark.parametrize(
    ("new", "marker"),
    [
        ("tijden: elke dag", "tijden: elke"),
        ("tijden: [ma]", "tijden: [ma]"),
        ('dicht_op: ["2026-12-24"]', "dicht_op"),
        ("dicht_op: 2026-12-24", "dicht_op"),
        ("altijd_open: soms", "altijd_open"),
        ('altijd_open: "true"', "altijd_open"),
    ],
)
def test_hours_and_days_of_the_wrong_kind_are_told(new, marker, tiny_data):
    tiny = tiny_data()
    tiny.change(CONTACT, "    gratis: false\n", f"    gratis: false\n    {new}\n")
    [problem] = problems_of(tiny)
    assert (problem.file, problem.line) == (CONTACT, tiny.line_of(CONTACT, marker))


def test_free_is_true_or_false_and_nothing_else(tiny_data):
    tiny = tiny_data()
    tiny.change(CONTACT, "    gratis: false\n", "    gratis: nee\n")
    [problem] = problems_of(tiny)
    assert (problem.file, problem.line) == (CONTACT, tiny.line_of(CONTACT, "gratis: nee"))
    assert "true of false" in problem.mend


def test_all_mistakes_are_told_at_once(tiny_data):
    tiny = tiny_data()
    tiny.change(UITSTEL, "knop:", "knopje:")
    tiny.change(FEITEN, "eenheid: EUR", "eenheid: kilo")
    tiny.change(MEDEWERKER, "eigenaar:", "lijn: radio\neigenaar:")
    assert {p.file for p in problems_of(tiny)} >= {UITSTEL, FEITEN, MEDEWERKER}


def test_a_part_can_be_read_on_its_own(tiny_data):
    tiny = tiny_data()
    tiny.change(UITSTEL, "knop:", "knopje:")
    content, problems = load_content(tiny.data, only="contact.")
    assert problems == []
    assert set(content.answers) == {"contact.medewerker"}


def test_a_problem_reads_as_one_line_with_file_line_and_mend():
    problem = Problem("data/a.yml", 3, "Dit klopt niet.", "Doe dat.")
    assert str(problem) == "data/a.yml:3: fout: Dit klopt niet. Doe dat."
    assert str(Problem("data/a.yml", 3, "Dit verloopt.", "Doe dat.", True)).startswith("data/a.yml:3: let op: ")
