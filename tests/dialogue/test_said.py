"""What a text states: toeslag, year, partner, amount, date."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from bot.dialogue import what_was_said
from bot.dialogue.said import in_plain_words, with_whole_amounts
from bot.knowledge.model import CONDITION_VALUES

TODAY = dt.date(2026, 11, 21)
ZORG, HUUR = {"toeslag": "zorgtoeslag"}, {"toeslag": "huurtoeslag"}
KOT, KGB = {"toeslag": "kinderopvangtoeslag"}, {"toeslag": "kindgebonden_budget"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", {}),
        ("Wanneer krijg ik mijn geld?", {}),
        ("Wanneer krijg ik zorgtoeslag?", ZORG),
        ("ZORGTOESLAG", ZORG),
        ("zorgtoeslag, graag.", ZORG),
        ("(zorgtoeslag)", ZORG),
        ("zt", ZORG),
        ("toeslag voor mijn zorgverzekering", ZORG),
        ("zorg toeslag", ZORG),
        ("zorgtoeslg", ZORG),  # one slip of the finger
        ("zrogtoeslag", ZORG),
        ("rzogtoeslag", {}),  # the first letter has to be right
        ("hoeveel huursubsidie krijg ik", HUUR),
        ("huurtoesalg", HUUR),
        ("huur toeslag", HUUR),
        ("mijn ht", HUUR),
        ("krijg ik kindgebonden budget", KGB),
        ("kgb", KGB),
        ("kindgeboden budget", KGB),
        ("kindgebondenbudegt", KGB),
        ("mijn kot van vorige maand", KOT),
        ("kinderopvangtoslag", KOT),
        ("kinderopvang toeslag", KOT),
        ("toeslag voor de opvang", KOT),
        ("de kotter vaart", {}),  # whole words only
        ("toeslagpartner", {}),
        ("zorgtoeslag of huurtoeslag?", {}),  # two values choose nothing
        ("zorgtoeslag en zorg toeslag", ZORG),  # twice the same is one
        ("zorgtoeslag 2026 alleenstaand", {**ZORG, "jaar": 2026, "partner": "nee"}),
        ("zorgtoeslag\n2026", {**ZORG, "jaar": 2026}),
        ("😀👍", {}),
    ],
)
def test_a_toeslag_is_heard_in_everyday_words(text, said, content):
    assert what_was_said(text, content.words) == said


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("aangifte over 2025", 2025),
        ("aangifte over 2025?", 2025),
        ("2025 2025", 2025),
        ("2024 of 2025", None),
        ("in 1999 of 2099", None),
        ("vorig jaar", 2025),
        ("afgelopen jaar", 2025),
        ("dit jaar", 2026),
        ("volgend jaar", 2027),
        ("komend jaar", 2027),
        ("'26", 2026),
        ("over ’25", 2025),
        ("en in 27?", 2027),
        ("aangifte 25", 2025),
        ("ik ben 26", None),
        ("ik ben 26 jaar", None),
        ("over 26 weken", None),
        ("in 25 dagen", None),
        ("€ 2025,-", None),
        ("2025 euro", None),
        ("ik betaalde 20250 euro", None),
        ("20250", None),
        ("vorig jaar of 2024", None),
        ("vorig jaar, dus 2025", 2025),
        ("voor 1 mei 2027", None),  # a day, not the year that is asked about
        ("per 1 januari 2027", 2027),
        ("verhuisd in maart 2026", 2026),
        ("op 01-05-2027", None),
    ],
)
def test_a_year_is_heard_in_figures_and_seen_from_today(text, year, content):
    assert what_was_said(text, content.words, TODAY).get("jaar") == year


def test_without_a_day_vorig_jaar_says_nothing(content):
    assert "jaar" not in what_was_said("vorig jaar", content.words)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("€ 1.250", 1250),
        ("€1250", 1250),
        ("€ 1.250,50", 1250.5),
        ("€12,5", 12.5),
        ("1250 euro", 1250),
        ("1.250,- per maand", 1250),
        ("eur 300", 300),
        ("12 mille", 12_000),
        ("30k", 30_000),
        ("anderhalve ton", 150_000),
        ("2 ton op de bank", 200_000),
        ("een halve ton", 50_000),
        ("1,5 ton", 150_000),
        ("ik verdien 30000", 30_000),
        ("ik verdien ongeveer 2.100 bruto", 2100),
        ("mijn huur is 700", 700),
        ("spaargeld van 40000", 40_000),
        ("€ 10 en € 20", None),  # two say nothing
        ("€ 10 en 10 euro", 10),
        ("1.250 tot 1.300 euro", None),
        ("ik verdien 30 uur", None),
        ("ik verdien 30%", None),
        ("ik ben 26 jaar", None),
        ("0800 - 0543", None),
        ("een k", None),
        ("in 2026", None),
        (f"€ {'9' * 320},50", None),  # no amount, and more than a number with cents can hold
        (f"{'9' * 320} miljoen", None),
    ],
)
def test_one_amount_is_heard(text, amount, content):
    assert what_was_said(text, content.words, TODAY).get("bedrag") == amount


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("voor 1 mei 2027", "1 mei 2027"),
        ("op 1 mei", "1 mei"),
        ("verhuisd in maart 2026", "maart 2026"),
        ("per 01-01-2027", "1 januari 2027"),
        ("op 3/9", "3 september"),
        ("sinds 12 sept 2026", "12 september 2026"),
        ("ik heet Mei", None),
        ("in mei", None),
        ("1 mei en 1 juni", None),
        ("0800-0543", None),
        ("99 mei 2026", None),
    ],
)
def test_one_date_is_heard(text, date, content):
    assert what_was_said(text, content.words, TODAY).get("datum") == date


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("samenwonend met mijn vriend", {"partner": "ja", "relatie": "partner"}),
        ("als ik samenwoon", {"partner": "ja"}),
        ("als ik niet samenwoon", {"partner": "nee"}),
        ("ik ben alleenstaand", {"partner": "nee"}),
        ("zonder partner", {"partner": "nee"}),
        ("ik heb geen partner", {"partner": "nee"}),
        ("alleenstaand of getrouwd", {}),
        ("alleenstaande moeder", {"partner": "nee", "kind": "ja"}),
        ("met twee kinderen", {"kind": "ja"}),
        ("ik heb geen kinderen", {"kind": "nee"}),
        ("mijn moeder", {"relatie": "ouder"}),
        ("me moeder", {"relatie": "ouder"}),
        ("m'n moeder", {"relatie": "ouder"}),
        ("mn pa", {"relatie": "ouder"}),
        ("onze zoon", {"relatie": "kind", "kind": "ja"}),
        ("mijn ex", {"relatie": "ex"}),
        ("mijn ex-man", {"relatie": "ex"}),
        ("mijn huisgenoot", {"relatie": "huisgenoot"}),
        ("mijn moeder en mijn ex", {}),
        ("de mexicaan", {}),
    ],
)
def test_partner_child_and_relation_are_heard(text, said, content):
    found = what_was_said(text, content.words, TODAY)
    assert {k: v for k, v in found.items() if k in CONDITION_VALUES} == said


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("ik ben net gescheiden", "levensgebeurtenis", "scheiden"),
        ("we zijn verhuisd", "levensgebeurtenis", "verhuizen"),
        ("mijn vader is overleden", "levensgebeurtenis", "overlijden"),
        ("het M-biljet", "formulier", "m_biljet"),
        ("waar is mijn jaar opgave", "formulier", "jaaropgaaf"),
        ("een voorschot beschikking", "formulier", "voorschotbeschikking"),
    ],
)
def test_life_events_and_forms_are_heard(text, name, value, content):
    assert what_was_said(text, content.words, TODAY)[name] == value


def test_every_word_of_the_list_is_heard_as_what_it_stands_for(content):
    for condition, values in content.words.items():
        if condition in ("jaar_vanaf_nu", "schrijfwijzen"):
            continue
        for value, forms in values.items():
            assert condition not in CONDITION_VALUES or value in CONDITION_VALUES[condition]
            for form in forms:
                assert what_was_said(f"ik zeg {form} hier", content.words)[condition] == value, form


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Belasting dienst", " belastingdienst "),
        ("de BD belde", " de belastingdienst belde "),
        ("tot hoelaat kan dat?", " tot wanneer kan dat "),
        ("m'n blauwe brief", " mijn blauwe envelop "),
        ("ff kijken", " even kijken "),
        ("de abdis", " de abdis "),
        ("", "  "),
    ],
)
def test_everyday_words_get_their_official_spelling(text, plain, content):
    assert in_plain_words(text, content.words) == plain


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("ik verdien 19 mille", "ik verdien 19000"),
        ("zo'n 18k of 20 duizend", "zo'n 18000 of 20000"),
        ("18.000 of 30 000 euro", "18000 of 30000 euro"),
        ("ik ben 19 en woon op kamers, 2 kinderen", "ik ben 19 en woon op kamers, 2 kinderen"),
    ],
)
def test_a_large_amount_is_one_figure_and_no_age(text, whole):
    assert with_whole_amounts(text) == whole


def test_accents_are_part_of_a_word():
    words = {"relatie": {"ex": ("ex", "gescheïdene")}}
    assert what_was_said("mijn gescheïdene", words) == {"relatie": "ex"}
    assert what_was_said("mijn éx", words) == {}


def test_what_is_said_can_be_kept_as_json(content):
    said = what_was_said("€ 12,50 op 1 mei 2027 voor zorgtoeslag vorig jaar met mijn man", content.words, TODAY)
    assert json.loads(json.dumps(said)) == said
