"""Hints on a reply: what matters to one citizen, and never too many at once."""

from __future__ import annotations

import pytest

from bot.webcare import hints_for
from bot.webcare.hints import MOST
from tests.privacy.made_up import made_up_bsn, made_up_iban


@pytest.mark.parametrize(
    ("text", "rule", "says"),
    [
        ("Wilt u uw aangifte nog aanpassen?", "R01", "je"),
        ("Dat had je eerder moeten doorgeven. Je had dit kunnen weten.", "T26", "nu kan doen"),
        ("Maak je geen zorgen.", "E09", "zeker is"),
        ("Dat komt in orde.", "E09", "zeker is"),
        ("Ik zorg ervoor dat je dat geld krijgt.", "E09", "zeker is"),
        ("Je toetsingsinkomen is te hoog.", "B20", "het inkomen waarmee Dienst Toeslagen je toeslag berekent"),
        ("Indien je betaalt is het klaar.", "B19", "als"),
        ("Aan dit antwoord kun je geen rechten ontlenen.", "E10", "algemene uitleg"),
        ("Doe het NU METEEN.", "T25", "kleine letters"),
        (
            "Als je in de afgelopen jaren op dit adres hebt gewoond en samen met je partner toeslag kreeg, dan kijken"
            " we ook naar dat inkomen.",
            "B12",
            "Knip",
        ),
    ],
)
def test_a_hint_says_what_would_be_better(rules, text, rule, says):
    found = {hint.rule: hint.text for hint in hints_for(text, rules).hints}
    assert says in found[rule]


@pytest.mark.parametrize(
    "text",
    [
        "Hallo, je spreekt met een medewerker. Ik lees je vraag even door.",
        "Sorry, dat had ik beter moeten lezen.",
        "Je hebt nog tijd tot 1 mei 2027.",
        "Ik ben een medewerker en ik kijk met je mee.",
        "",
        "   ",
    ],
)
def test_a_good_reply_of_a_person_gets_no_hint(rules, text):
    assert hints_for(text, rules).hints == ()


def test_private_data_is_named_by_its_kind_and_not_repeated(rules):
    number, account = made_up_bsn(1), made_up_iban("NL", "INGB0001234567")
    found = hints_for(f"Klopt het dat {account} van jou is? En {number}?", rules)
    assert set(found.private) >= {"je rekeningnummer", "je burgerservicenummer"}
    assert not [h for h in found.hints if number in h.text or account in h.text]


def test_who_asks_a_bsn_hears_that_once(rules):
    found = hints_for("Typ hier je burgerservicenummer.", rules)
    assert found.asks_bsn and "E11" not in [h.rule for h in found.hints]


def test_there_are_never_more_hints_than_somebody_reads(rules):
    text = "Indien u uw aanslag niet betaalt is dat fraude. Je had eerder moeten betalen! MET SPOED. Geen zorgen, bijv."
    found = [hint.rule for hint in hints_for(text, rules).hints]
    assert len(found) == len(set(found)) == MOST
