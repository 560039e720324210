"""What the citizen told is used: not asked again, said back in one clause, and a follow-up gets the part it asks."""

from __future__ import annotations

import pytest

from bot.dialogue.bubbles import at_most, without_repeats
from bot.dialogue.readable import is_unreadable


def test_an_event_with_its_month_comes_back_once(talk):
    first = talk.say("ik ben in maart 2026 verhuisd, moet ik dat doorgeven", "leven.verhuizen")
    assert first["text"].startswith("Je bent in maart 2026 verhuisd.")
    again = talk.say("ik ben in maart 2026 verhuisd naar mijn vriend, en nu", "leven.scheiden")
    assert "Je bent in maart" not in again["text"], "at most once in three turns"


@pytest.mark.parametrize(
    "text",
    ["ik ga in maart verhuizen", "mijn zoon is in maart verhuisd", "verhuizen", "Ik ben in maart verhuisd, kunt u helpen?"],
)  # fmt: skip
def test_nothing_is_said_back_that_was_not_told_by_who_it_is_about(text, talk):
    more = {"said": {"relatie": "kind"}} if "zoon" in text else {}
    assert "Je bent in" not in talk.say(text, "leven.verhuizen", **more)["text"]


def test_an_income_comes_back_as_an_amount(talk):
    reply = talk.say("ik verdien 32000 per jaar, hoeveel kindgebonden budget krijg ik", "toeslagen.kgb.hoogte")
    assert reply["text"].startswith("Je inkomen is € 32.000.")


def test_an_income_in_words_comes_back_as_an_amount(talk):
    talk.say("ik ben zzper en verdien 28 duizend")
    assert talk.say("krijg ik zorgtoeslag", "toeslagen.zorg.voorwaarden")["text"].startswith("Je inkomen is € 28.000.")


def test_an_answer_does_not_ask_for_the_partner_that_was_told(talk, library):
    asked = [
        t
        for t, a in library.content.answers.items()
        for w in a.wordings[:1]
        for b in w.bubbles
        if "Heb je een toeslagpartner" in b
    ]
    assert asked
    for topic in asked:
        assert "Heb je een toeslagpartner" not in talk.say("en voor mij", topic, said={"partner": "nee"})["text"]


def test_nonsense_that_the_model_takes_for_the_rest_of_the_world_is_not_understood(talk):
    assert talk.say("krummel frats plok", "buiten.niet_gerelateerd", 0.95)["outcome"] == "niet_begrepen"


@pytest.mark.parametrize("text", ["krummel frats plok", "wibbel snork krats", "blorp blorp"])
def test_nonsense_gets_a_step_of_the_ladder_without_odd_choices(text, talk, content):
    assert is_unreadable(text, content)
    first = talk.say(text, "sociaal.frustratie", 0.9)
    assert (first["topic"], first["outcome"]) == (None, "niet_begrepen")
    assert [c["choice"] for c in first["choices"]] == ["iets_anders", "medewerker"]
    second = talk.say(text)
    assert second["text"] != first["text"]
    assert talk.say(text)["outcome"] == "overdracht"


@pytest.mark.parametrize(
    "text", ["huurtoselag", "zorgtoeslagbrief gekregen", "wat nu", "hoi ik ben jan", "uitstel plz", "haha leuk"]
)
def test_a_slip_or_a_word_we_know_is_no_nonsense(text, content):
    assert not is_unreadable(text, content)


def test_a_handover_has_three_bubbles_unless_the_answer_fills_them(talk, library):
    topics = [t for t, topic in library.content.topics.items() if topic.outcome == "overdracht"]
    sizes = {t: len(talk.say("waar blijft mijn geld", t)["text"].split("\n\n")) for t in topics}
    more = [t for t, size in sizes.items() if size > 3]
    assert max(sizes.values()) <= 4 and len(more) <= 3, more


def test_bubbles_are_joined_where_they_are_shortest_and_full_ones_stay():
    assert at_most(2, ("Een lange zin die hier staat.", "Kort.", "Ook kort.")) == (
        "Een lange zin die hier staat.",
        "Kort. Ook kort.",
    )
    full = " ".join(["woord"] * 70) + "."
    assert at_most(2, (full, full, full)) == (full, full, full)
    assert without_repeats(("Houd je brief bij de hand.", "Bel ons. Houd je brief bij de hand. Dag.")) == (
        "Houd je brief bij de hand.",
        "Bel ons. Dag.",
    )


def test_what_was_told_is_not_asked_of_last_year_or_of_moving_in(talk):
    said = {"partner": "ja", "jaar": 2025, "toeslag": "zorgtoeslag"}
    assert "Had je een" not in talk.say("en in 2025", "toeslagen.zorg.inkomensgrens", said=said)["text"]
    said = {"levensgebeurtenis": "samenwonen", "toeslag": "huurtoeslag", "relatie": "partner"}
    reply = talk.say("ik ga samenwonen met mijn vriend, en mijn huurtoeslag?", "leven.samenwonen_trouwen", said=said)
    assert "Komt je partner" not in reply["text"] and "Jullie gaan samenwonen. Dan tellen" in reply["text"]


def test_a_move_told_from_today_comes_back_in_the_same_words(talk):
    reply = talk.say("ik ben twee weken geleden verhuisd, moet ik dat doorgeven", "leven.verhuizen")
    assert reply["text"].startswith("Je bent twee weken geleden verhuisd.")


def test_somebody_else_is_not_answered_with_the_part_about_the_first(talk):
    talk.say("is mijn zus mijn toeslagpartner", "toeslagen.toeslagpartner")
    said = {"relatie": "ouder"}
    reply = talk.say("en mijn moeder", "sociaal.onduidelijk", 0.9, said=said)
    assert reply["topic"] == "toeslagen.toeslagpartner"
    assert reply["text"].startswith("Je vader of moeder is nooit je toeslagpartner")
