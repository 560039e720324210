"""The own case: a close second guess and the citizen's own words decide."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from bot.calendar import AMSTERDAM
from bot.dialogue import Heard
from bot.dialogue.own_case import is_own_case, needs_support, not_ours, own_case
from bot.dialogue.states import DEBTS

NOW = dt.datetime(2026, 11, 21, 12, 0, tzinfo=AMSTERDAM)
GENERAL, OWN = "aangifte.teruggave", "persoonlijk.status_aangifte"
TEXT = "waar blijft mijn teruggave"


def heard(text: str, *ranking: tuple[str, float], topic: str | None = "") -> Heard:
    return Heard(text, ranking[0][0] if topic == "" else topic, ranking[0][1], ranking, NOW)


@pytest.mark.parametrize(
    ("text", "ranking", "topic"),
    [
        (TEXT, ((GENERAL, 0.5), (OWN, 0.45)), OWN),
        (TEXT, ((GENERAL, 0.5), (OWN, 0.35)), OWN),  # exactly 0.15
        (TEXT, ((GENERAL, 0.5), (OWN, 0.34)), GENERAL),
        (TEXT, ((GENERAL, 0.5), ("aangifte.hulp", 0.4), (OWN, 0.36)), OWN),  # the best own case counts
        (TEXT, ((OWN, 0.6), (GENERAL, 0.3)), OWN),
        ("wanneer krijg je belasting terug", ((GENERAL, 0.5), (OWN, 0.45)), GENERAL),
        ("waar blijft de teruggave meestal", ((GENERAL, 0.5), (OWN, 0.45)), GENERAL),
        ("wanneer moet mijn aangifte binnen", ((GENERAL, 0.5), (OWN, 0.45)), GENERAL),
        ("mijn aangifte is nog niet verwerkt", ((GENERAL, 0.4), (OWN, 0.3)), OWN),
        ("heb nog steeds niks gehoord over onze aangifte", ((GENERAL, 0.4), (OWN, 0.3)), OWN),
        ("waar blijft m'n geld", ((GENERAL, 0.4), (OWN, 0.3)), OWN),
        (TEXT, (("buiten.gemeente", 0.5), (OWN, 0.45)), "buiten.gemeente"),
        (TEXT, (("sociaal.frustratie", 0.5), (OWN, 0.45)), "sociaal.frustratie"),
        (TEXT, (("toeslagen.bewijsstukken", 0.5), (OWN, 0.45)), "toeslagen.bewijsstukken"),  # goes to a person anyway
        ("", ((GENERAL, 0.5), (OWN, 0.45)), GENERAL),
    ],
)
def test_the_own_case_is_chosen_by_words_when_the_model_doubts(text, ranking, topic, content):
    assert own_case(heard(text, *ranking), content).topic == topic


def test_when_the_model_does_not_choose_its_best_guess_at_the_own_case_counts(content):
    assert own_case(heard(TEXT, (OWN, 0.35), (GENERAL, 0.3), topic=None), content).topic == OWN
    assert own_case(heard(TEXT, (OWN, 0.2), (GENERAL, 0.19), topic=None), content).topic is None
    assert own_case(heard("wat is dat", (OWN, 0.35), topic=None), content).topic is None


def test_what_is_rather_of_somebody_else_is_no_own_case(content):
    text = "mijn ziektegeld is nog niet betaald"
    ranking = (("buiten.andere_instantie", 0.57), (OWN, 0.29))
    assert own_case(heard(text, *ranking, topic=None), content).topic is None
    assert own_case(heard(text, (GENERAL, 0.4), (OWN, 0.29), topic=None), content).topic == OWN


def test_a_doubt_about_which_own_case_it_is_needs_no_words(content):
    which = ((OWN, 0.35), ("persoonlijk.niet_ontvangen", 0.3), (GENERAL, 0.1))
    assert own_case(heard("wat is dat", *which, topic=None), content).topic == OWN
    assert own_case(heard("wat is dat", (GENERAL, 0.35), (OWN, 0.3), topic=None), content).topic is None


def test_a_doubt_about_which_door_elsewhere_it_is_names_the_likeliest():
    doors = (("aangifte.uitstel", 0.1), ("buiten.gemeente", 0.3), ("buiten.andere_instantie", 0.28))
    found = not_ours(heard("hoe verleng ik mijn paspoort", *doors, topic=None))
    assert (found.topic, found.ranking[0]) == ("buiten.gemeente", ("buiten.gemeente", 0.3))
    assert not_ours(heard("wat is dat", *doors[:2], topic=None)).topic is None
    assert not_ours(heard("uitstel", *doors)).topic == "aangifte.uitstel"


def test_what_is_likelier_than_all_own_cases_together_is_asked_about(content):
    which = ((GENERAL, 0.45), (OWN, 0.22), ("persoonlijk.niet_ontvangen", 0.2))
    assert own_case(heard("wat is dat", *which, topic=None), content).topic is None


def test_the_chosen_topic_leads_the_ranking_with_its_own_confidence(content):
    found = own_case(heard(TEXT, (GENERAL, 0.5), (OWN, 0.45)), content)
    assert found.ranking == ((OWN, 0.45), (GENERAL, 0.5))
    assert found.confidence == 0.45


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("klopt mijn beschikking", True),
        ("waarom is mijn toeslag ineens lager", True),
        ("status van mijn bezwaar", True),
        ("hoeveel moet ik nog betalen", True),
        ("hoe maak ik bezwaar", False),
        ("wat is een beschikking", False),
        ("waar is de balie", False),
        ("", False),
    ],
)
def test_own_words_and_words_of_state_are_both_needed(text, own, content):
    assert is_own_case(text, content) is own


@pytest.mark.parametrize(
    ("said", "topic"),
    [({"relatie": "partner"}, None), ({"levensgebeurtenis": "geboorte"}, None), ({}, "buiten.niet_gerelateerd")],
)
def test_what_happens_in_somebodys_life_is_not_something_altogether_else(said, topic):
    ranking = (("buiten.niet_gerelateerd", 0.52), ("leven.kind_geboren", 0.4))
    assert not_ours(Heard("mijn vriendin is zwanger", None, 0.52, ranking, NOW, said)).topic == topic


def test_who_has_no_money_left_asks_for_no_look_at_a_balance(content):
    ranking = (("persoonlijk.schuld_saldo", 0.3), ("persoonlijk.waarom_bedrag", 0.25), ("betalen.aanmaning", 0.1))
    told = heard("nog een tientje tot vrijdag", *ranking, topic=None)
    assert own_case(told, content).topic == "persoonlijk.schuld_saldo"
    assert own_case(dataclasses.replace(told, state=DEBTS), content).topic is None


TOLD = "al die tijd stond ik er alleen voor"


@pytest.mark.parametrize(
    ("text", "ranking", "topic"),
    [
        (TOLD, (("sociaal.wantrouwen", 0.25), ("sociaal.frustratie", 0.2), (GENERAL, 0.2)), "sociaal.wantrouwen"),
        (TOLD, (("sociaal.frustratie", 0.25), ("sociaal.schelden", 0.3)), None),
        (TOLD, (("sociaal.wantrouwen", 0.25), (GENERAL, 0.24), ("sociaal.frustratie", 0.1)), None),
        (TOLD, ((GENERAL, 0.3), ("sociaal.wantrouwen", 0.25), ("sociaal.frustratie", 0.2)), None),
        ("grove schuld", (("sociaal.wantrouwen", 0.3), ("sociaal.frustratie", 0.2)), None),
    ],
)
def test_who_tells_how_it_has_been_is_heard_and_not_asked_to_choose(text, ranking, topic):
    assert needs_support(heard(text, *ranking, topic=None)).topic == topic


def test_what_the_model_chose_is_left():
    chosen = heard(TOLD, (GENERAL, 0.7), ("sociaal.frustratie", 0.3))
    assert needs_support(chosen) is chosen
