"""The worked example of the rubric (sociale-signalen, section 9): the anchor for whoever scores."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.gesprekken import Played, Turn
from tests.gesprekken_rubriek.made_up import says

SOURCE = [{"title": "Aangifte na overlijden", "url": "https://www.belastingdienst.nl/f", "checked": "2026-11-03"}]


@pytest.fixture()
def example():
    return Played(
        "voorbeeld", "Mijn man is overleden", dt.date(2026, 11, 21), (),
        (
            Turn(
                "Goedemiddag, mijn man is overleden. Moet ik nog aangifte doen voor hem?", "rouw",
                (
                    says("Hallo. Ik ben een chatbot en geen mens. Ik geef uitleg over je belastingaangifte en over "
                         "toeslagen. Ik kan niet in jouw gegevens kijken. Typ hier geen burgerservicenummer.", "sociaal"),
                    says("Gecondoleerd met je verlies. Vandaag hoef je nog niets te regelen. Ja, vaak is nog 1 aangifte "
                         "nodig. Je krijgt daarover een brief.", sources=SOURCE,
                         choices=[{"label": "Wanneer komt de brief?", "choice": "onderwerp:leven.overlijden"},
                                  {"label": "Medewerker", "choice": "medewerker"}]),
                ),
            ),
            Turn("En die brief heb ik al, ik snap er niks van", "verward",
                 (says("Dat kan. Wat staat er bovenaan de brief?", "sociaal"),)),
            Turn(
                "F-biljet", "neutraal",
                (
                    says("Een F-biljet is de aangifte voor iemand die is overleden. Doe nu 1 ding: zoek in de brief de "
                         "datum waarop hij binnen moet zijn.", sources=[]),
                    says("Samen invullen kan ook. Bel gratis 0800 - 0543. Houd de brief bij de hand.", "overdracht"),
                ),
            ),
        ),
    )  # fmt: skip


WANTED = {"P1": 2, "P2": 2, "P4": 2, "P5": 1, "P6": 2, "P9": 2, "P11": None, "P12": 1, "P14": 2}


@pytest.mark.parametrize(("point", "value"), WANTED.items())
def test_every_point_that_a_program_can_see_scores_as_in_the_document(scored, example, point, value):
    check = scored(example)[point]
    assert check.score == value, str(check)


def test_it_is_no_hard_fail_and_has_no_empathy_in_a_neutral_turn(scored, example):
    result = scored(example)
    assert (result.hard_fails, result.neutral_empathy) == ((), ())


def test_the_reasons_name_the_lines_of_the_document(scored, example):
    result = scored(example)
    # The document numbers the source line apart, so our lines stand one lower from there on.
    assert result["P5"].line == 7 and result["P12"].line == 8
    assert "tijden" in result["P12"].reason and "eerste beurt" in result["P12"].reason


def test_the_total_is_the_sum_over_twice_the_points_that_apply(scored, example):
    assert scored(example).total == pytest.approx(100 * 14 / 16)
