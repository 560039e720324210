"""The word lists: what they find, and when a term counts as explained."""

from __future__ import annotations

import pytest

from bot.tone import Rules
from bot.tone.jargon import Jargon


def test_the_lists_are_those_of_the_design(rules: Rules) -> None:
    assert len(rules.jargon.replace) >= 58
    assert len(rules.jargon.meanings) == 106
    assert "DigiD" in rules.jargon.core


@pytest.mark.parametrize(
    ("asked", "term"),
    [
        ("toetsingsinkomen", "toetsingsinkomen"), ("Toetsingsinkomen", "toetsingsinkomen"), ("box 3", "box 3"),
        ("aanslagen", "aanslag"), ("dwangbevel?", "dwangbevel"), (" voorlopige  aanslag ", "voorlopige aanslag"),
        ("toeslagpartners", "toeslagpartner"), ("woz-waarde", "WOZ-waarde"), ("'beschikking'", "beschikking"),
    ],
)  # fmt: skip
def test_explain(rules: Rules, asked: str, term: str) -> None:
    found = rules.jargon.explain(asked)
    assert found is not None
    assert found.term == term
    assert found.meaning


@pytest.mark.parametrize("asked", ["", "fiets", "aangifte", "inkomen", "box 4", "indien"])
def test_explain_knows_what_it_does_not_know(rules: Rules, asked: str) -> None:
    assert rules.jargon.explain(asked) is None


def test_terms_in_a_question_longest_first_and_once(rules: Rules) -> None:
    found = rules.jargon.terms_in(
        "wat is een voorlopige aanslag, en is een aanslag of Voorlopige Aanslag een dwangbevel"
    )
    assert [e.term for e in found] == ["voorlopige aanslag", "aanslag", "dwangbevel"]
    assert rules.jargon.terms_in("hoe laat gaan jullie open") == []


@pytest.mark.parametrize(
    "text",
    [
        "Je toetsingsinkomen (het inkomen waarmee we rekenen) is te hoog.",
        "Je vermogen: dat is je spaargeld.",
        "Je rekenhuur, dat is het deel dat meetelt, is te hoog.",
        "Een dwangbevel is een laatste brief.",
        "Een beschikking betekent dat er een besluit is.",
        "Het inkomen waarmee we rekenen heet je toetsingsinkomen.",
        "De datum op de brief (dagtekening) telt.",
        "We sturen een aanmaning. Dat is een laatste waarschuwing.",
        "Dat noemen we een aanslag.",
        "Je werkgever houdt loonheffing in: belasting over je loon.",
        "Er komt een bedrag bij je inkomen: het eigenwoningforfait.",
        "Je vermogen is je spaargeld en ander bezit.",
        "Je mag € 100 vermogen hebben (spaargeld en ander bezit).",
    ],
)
def test_explained(rules: Rules, text: str) -> None:
    assert list(rules.jargon.unexplained(text)) == []
    assert rules.jargon.explained_in(text)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Je toetsingsinkomen is te hoog.", "toetsingsinkomen"),
        ("Je krijgt een dwangbevel (let op de datum)? Bel. Een aanmaning krijg je eerst.", "aanmaning"),
        ("Je rekenhuur telt.", "rekenhuur"),
        ("Bel (of vraag naar je aanslag op de brief die je vorige week kreeg).", "aanslag"),
        ("De aanslagen zijn verstuurd.", "aanslag"),
    ],
)
def test_unexplained(rules: Rules, text: str, term: str) -> None:
    assert [hit.term for hit in rules.jargon.unexplained(text)] == [term]


def test_who_knows_the_longer_term_can_go_on_with_the_shorter(rules: Rules) -> None:
    text = "Een voorlopige aanslag (een schatting) kun je wijzigen. De aanslag wordt dan lager."
    assert list(rules.jargon.unexplained(text)) == []


def test_each_term_is_reported_once(rules: Rules) -> None:
    assert len(list(rules.jargon.unexplained("Je aanslag is hoger. Betaal de aanslag op tijd."))) == 1


def test_unwanted_words_only_as_written(rules: Rules) -> None:
    assert [hit.better for hit in rules.jargon.unwanted("Indien je dat wilt")] == ["als"]
    assert list(rules.jargon.unwanted("Je kunt bezwaar indienen. Een klacht dien je in.")) == []
    assert [hit.term for hit in rules.jargon.unwanted("met betrekking tot je aanvraag")] == ["met betrekking tot"]


def test_empty_lists_find_nothing() -> None:
    empty = Jargon({}, {})
    assert list(empty.unwanted("indien")) == list(empty.unexplained("aanslag")) == empty.terms_in("aanslag") == []
