"""Mistakes in families.yml and talen.yml are named with file, line and mend; and the real files hang together."""

from __future__ import annotations

import pytest

from bot.knowledge.hearing import SAME
from bot.knowledge.loading import load_content

FAMILIES, LANGUAGES = "data/families.yml", "data/talen.yml"

GOOD_FAMILIES = """\
herkennen:
  hoogstens_woorden: 8
  begin: [en, hoe zit het met]
  terugwijzend: [dat]
  vulwoorden: [de]
over_een_toeslag:
  zorgtoeslag: [aangifte.*]
families:
  aangifte:
    onderwerpen: [aangifte.*]
    anders:
      partner: contact.medewerker
    onderdelen:
      uitstel:
        woorden: [uitstel, vraag * aan]
        onderwerp: aangifte.uitstel
      bellen:
        woorden:
          - bellen
        onderwerp:
          huurtoeslag: contact.medewerker
          altijd: zelfde
        vanuit:
          aangifte.uitstel: contact.medewerker
kanten:
  tijd:
    woorden: [hoe lang]
    staat_bij: "[0-9]+ weken"
    staat_er_niet: "Dat weet ik niet."
eigen_zaak:
  hoogstens_verschil: 0.1
  eigen: [mijn]
  stand: [waar blijft]
"""
GOOD_LANGUAGES = """\
nederlands: [ik, de]
anders: en
talen:
  en:
    naam: Engels
    zin: "Only Dutch: {belastingtelefoon_nummer}."
    woorden: [the, benefit*]
  ar:
    naam: Arabisch
    schrift: arabic
    zin: "Hello."
"""

MISTAKES = {
    "family_key": (FAMILIES, "    anders:\n", "    ander:\n", "ander:", "'ander' kennen we niet"),
    "part_key": (FAMILIES, "vanuit:", "van:", "van:", "'van' kennen we niet"),
    "part_topic": (
        FAMILIES, "onderwerp: aangifte.uitstel", "onderwerp: aangifte.weg", "aangifte.weg",
        "onderwerp 'aangifte.weg' bestaat niet",
    ),
    "part_toeslag": (FAMILIES, "huurtoeslag:", "hurtoeslag:", "hurtoeslag:", "'hurtoeslag' is geen toeslag"),
    "part_toeslag_topic": (
        FAMILIES, "huurtoeslag: contact.medewerker", "huurtoeslag: contact.weg", "contact.weg", "bestaat niet",
    ),
    "part_from_unknown": (
        FAMILIES, "aangifte.uitstel: contact.medewerker", "aangifte.weg: contact.medewerker", "aangifte.weg",
        "bestaat niet",
    ),
    "part_to_unknown": (
        FAMILIES, "aangifte.uitstel: contact.medewerker", "aangifte.uitstel: contact.weg", "contact.weg",
        "bestaat niet",
    ),
    "part_without_target": (
        FAMILIES, "        woorden: [uitstel, vraag * aan]\n        onderwerp: aangifte.uitstel\n",
        "        woorden: [uitstel]\n", "      uitstel:", "leidt nergens heen",
    ),
    "words_no_list": (FAMILIES, "        woorden:\n          - bellen\n", "        woorden: bellen\n", "woorden: bellen",
                      "hoort een lijst"),
    "words_with_signs": (FAMILIES, "- bellen", "- bellen?", "bellen?", "'bellen?' kan hier niet"),
    "pattern": (FAMILIES, "onderwerpen: [aangifte.*]", "onderwerpen:\n      - betalen.*", "betalen.*", "bestaat niet"),
    "otherwise_condition": (FAMILIES, "partner: contact", "buurman: contact", "buurman:", "'buurman' kan hier niet"),
    "about_toeslag": (FAMILIES, "zorgtoeslag: [", "zorgslag: [", "zorgslag:", "'zorgslag' is geen toeslag"),
    "longest": (FAMILIES, "woorden: 8", "woorden: acht", "hoogstens_woorden", "'hoogstens_woorden' is geen getal"),
    "longest_missing": (FAMILIES, "  hoogstens_woorden: 8\n", "", "herkennen:", "'hoogstens_woorden' is geen getal"),
    "difference": (FAMILIES, "verschil: 0.1", "verschil: 15", "hoogstens_verschil", "is geen getal"),
    "side_key": (FAMILIES, "staat_bij:", "staat_in:", "staat_in:", "'staat_in' kennen we niet"),
    "side_term": (FAMILIES, "[0-9]+ weken", "([0-9]+ weken", "staat_bij", "geen geldige zoekterm"),
    "side_without_term": (FAMILIES, '    staat_bij: "[0-9]+ weken"\n', "", "  tijd:", "niet waaraan we het in een antwoord zien"),
    "language_key": (LANGUAGES, "    naam: Engels\n", "    name: Engels\n    naam: Engels\n", "name:", "'name' kennen"),
    "language_without_line": (LANGUAGES, '    zin: "Hello."\n', "", "  ar:", "'zin' ontbreekt"),
    "language_fact": (LANGUAGES, "{belastingtelefoon_nummer}", "{nummer_onbekend}", "nummer_onbekend", "bestaat niet"),
    "language_script": (LANGUAGES, "schrift: arabic", "schrift: klei", "schrift:", "Het schrift 'klei' kennen we niet"),
    "language_word_is_dutch": (LANGUAGES, "[the,", "[the, ik,", "woorden:", "'ik' staat ook bij nederlands"),
    "other_unknown": (LANGUAGES, "anders: en", "anders: fr", "anders:", "De taal 'fr' staat niet onder"),
}  # fmt: skip


def tiny_with_both(tiny_data):
    tiny = tiny_data()
    tiny.write(FAMILIES, GOOD_FAMILIES)
    tiny.write(LANGUAGES, GOOD_LANGUAGES)
    return tiny


def test_a_good_file_has_no_problem_and_is_read(tiny_data):
    content, problems = load_content(tiny_with_both(tiny_data).data)
    assert problems == []
    rules = content.follow_ups
    assert (rules.longest, rules.own_case.within) == (8, 0.1)
    assert rules.toeslag_of("aangifte.uitstel") == "zorgtoeslag"
    family = rules.family_of("aangifte.uitstel")
    assert [(s.name, s.unknown) for s in rules.sides] == [("tijd", "Dat weet ik niet.")]
    assert [p.name for p in family.parts] == ["uitstel", "bellen"]
    call = family.parts[1]
    assert call.topic("aangifte.uitstel", None) == "contact.medewerker", "where one comes from goes first"
    assert call.topic("x", "huurtoeslag") == "contact.medewerker"
    assert call.topic("x", None) == "x", f"'{SAME}' stays"
    assert rules.family_of("contact.medewerker") is None
    english = content.languages.languages[0]
    assert (english.code, english.script, "benefit*" in english.markers) == ("en", "LATIN", True)


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_named_with_file_line_and_mend(case, tiny_data):
    file, old, new, marker, words = MISTAKES[case]
    tiny = tiny_with_both(tiny_data)
    tiny.change(file, old, new)
    told = [p for p in load_content(tiny.data)[1] if words in p.message]
    assert len(told) == 1, load_content(tiny.data)[1]
    assert (told[0].file, told[0].line) == (file, tiny.line_of(file, marker)), told[0]
    assert len(told[0].mend) > 10


@pytest.mark.parametrize("file", [FAMILIES, LANGUAGES])
@pytest.mark.parametrize("text", ["- a\n", "herkennen: [a]\n", "families: [a]\n", "talen: [a]\n", "talen:\n  en: a\n"])
def test_the_wrong_shape_is_told_and_breaks_nothing(file, text, tiny_data):
    tiny = tiny_with_both(tiny_data)
    tiny.write(file, text)
    assert [p for p in load_content(tiny.data)[1] if p.file == file]


@pytest.mark.parametrize("file", [FAMILIES, LANGUAGES])
def test_both_files_may_be_missing(file, tiny_data):
    tiny = tiny_with_both(tiny_data)
    tiny.remove(file)
    assert load_content(tiny.data)[1] == []


def test_every_topic_with_an_answer_that_people_go_on_about_has_a_family(content):
    without = {t.domain for t in content.topics.values() if content.follow_ups.family_of(t.id) is None}
    assert without <= {"sociaal", "buiten_scope", "contact"}


def test_no_word_names_two_parts_of_one_family(content):
    assert content.follow_ups.families
    for family in content.follow_ups.families:
        seen: dict[str, str] = {}
        for part in family.parts:
            for phrase in part.phrases:
                assert phrase not in seen, f"{family.name}: '{phrase}' in {seen.get(phrase)} and {part.name}"
                seen[phrase] = part.name
