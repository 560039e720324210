"""Who only tells how things are after an answer is heard, and asked what he wants to know."""

from __future__ import annotations

import pytest

from bot.dialogue.heard import Heard
from bot.dialogue.states import GRIEF
from bot.dialogue.telling import only_tells
from tests.dialogue.conversation import MONDAY

APPLY, LETTER = "toeslagen.kot.aanvragen", "leven.overlijden"
NOTHING = "buiten.niet_gerelateerd"


def test_a_fact_after_an_answer_gets_an_ear_its_short_form_and_a_question(talk, content):
    first = talk.say("hoe vraag ik kinderopvangtoeslag aan", APPLY)
    said = talk.say("mijn zoontje is 2")
    ear, question = content.texts["luistert"]
    assert said["text"].startswith(ear) and said["text"].endswith(question)
    assert content.answers[APPLY].wordings[0].short[:30] in said["text"]
    assert (said["topic"], said["outcome"], said["sources"]) == (APPLY, "antwoord", first["sources"])


def test_the_next_facts_get_no_answer_again_but_other_words_and_a_person(talk):
    talk.say("hoe vraag ik kinderopvangtoeslag aan", APPLY)
    said = [talk.say(fact) for fact in ("mijn zoontje is 2", "hij is nog klein", "in de buurt", "bij mijn werk")]
    texts = [message["text"] for message in said]
    assert len(set(texts)) == len(texts)
    assert all(message["outcome"] == "sociaal" for message in said[1:])
    assert all(any(c["choice"] == "medewerker" for c in message["choices"]) for message in said[1:])


def test_in_grief_no_short_form_stands_between(talk, content):
    talk.say("mijn moeder is overleden", LETTER, said={"relatie": "ouder"})
    talk.say("in augustus", said={}, state=GRIEF)
    assert talk.said[-1]["text"] == " ".join(content.texts["luistert_rouw"])


def test_what_the_model_takes_for_nothing_of_ours_is_a_fact_of_the_talk(talk):
    talk.say("kan ik uitstel krijgen voor de aangifte", "aangifte.uitstel")
    for fact in ("ik werk bij de bakker", "in een winkel", "met een hond", "mijn broer is ziek"):
        assert talk.say(fact, NOTHING, 0.85)["topic"] == "aangifte.uitstel"


def test_who_tells_how_he_lives_does_not_ask_which_toeslagen_there_are(talk):
    talk.say("ik ga meer verdienen, wat gebeurt er met mijn huurtoeslag", "toeslagen.wijziging_inkomen")
    assert talk.say("ik woon alleen", "toeslagen.welke")["topic"] == "toeslagen.wijziging_inkomen"


@pytest.mark.parametrize(
    ("text", "model", "stays"),
    [
        ("wij wonen apart", "toeslagen.toeslagpartner", True),
        ("ik heb werk sinds juli", "toeslagen.wijziging_inkomen", True),
        ("wanneer zijn we dan partners", "toeslagen.toeslagpartner", False),
        ("mijn huur gaat omhoog", "toeslagen.huur.huurgrens", False),
    ],
)
def test_how_somebody_lives_is_a_fact_in_talk_about_the_aangifte(text, model, stays, talk):
    talk.say("krijg ik hypotheekrente terug", "aangifte.hypotheekrente")
    assert (talk.say(text, model)["topic"] == "aangifte.hypotheekrente") is stays


def test_without_a_talk_before_it_stays_something_not_ours(talk):
    assert talk.say("ik werk bij de bakker", NOTHING, 0.85)["topic"] == NOTHING


def test_children_are_a_fact_in_talk_about_a_debt_and_a_question_in_talk_about_toeslagen(talk):
    talk.say("kan ik in delen betalen", "betalen.betalingsregeling")
    assert talk.say("ik heb twee kinderen", "toeslagen.kgb.voorwaarden", said={"kind": "ja"})["topic"] == (
        "betalen.betalingsregeling"
    )
    talk.say("welke toeslagen zijn er", "toeslagen.welke")
    assert talk.say("ik heb twee kinderen", "toeslagen.kgb.voorwaarden", said={"kind": "ja"})["topic"] != (
        "betalen.betalingsregeling"
    )


def test_a_fact_that_the_answer_speaks_of_gets_that_part(talk, content):
    talk.say("moet ik aangifte doen", "aangifte.moet_ik")
    said = talk.say("ik had een bijbaan")
    assert "bijbaan" in said["text"] and not said["text"].startswith(content.texts["luistert"][0])


@pytest.mark.parametrize(
    "text",
    ["hij is 2", "in augustus", "mijn huur is 710", "we waren lang getrouwd", "voor 2024", "bij de bakker"],
)
def test_this_only_tells(text, content):
    assert only_tells(Heard(text, None, 0.0, (), MONDAY), content)


@pytest.mark.parametrize(
    "text",
    [
        "heb ik daar recht op", "en als ik samenwoon", "hoeveel is dat", "ik wil het weten", "ik snap het niet", "reken het uit",
        "is mijn partner dan toeslagpartner", "dat bedoel ik niet", "ik ben 34?", "voor wie", "nee", "oké", "ik heb hulp nodig",
    ],
)  # fmt: skip
def test_this_asks_or_is_about_the_answer(text, content):
    assert not only_tells(Heard(text, None, 0.0, (), MONDAY), content)


@pytest.mark.parametrize(
    ("asked", "topic", "goes_to", "tells"),
    [
        ("wanneer wordt de huurtoeslag uitbetaald", "toeslagen.uitbetaling", "persoonlijk.niet_ontvangen", "betaaldag"),
        ("wanneer krijg ik mijn teruggave", "aangifte.teruggave", "persoonlijk.niet_ontvangen", "teruggave"),
    ],
)
def test_who_has_it_not_yet_comes_to_a_person_with_the_text_for_that_money(talk, asked, topic, goes_to, tells):
    talk.say(asked, topic)
    said = talk.say("ik heb hem nog niet", "sociaal.onduidelijk", 0.7)
    assert (said["topic"], said["outcome"]) == (goes_to, "overdracht")
    assert tells in said["text"].split("\n\n")[0]
    assert talk.say("ik heb nog niets gekregen", goes_to, 0.9)["topic"] == goes_to


@pytest.mark.parametrize("text", ["vorige week", "gisteren al", "sinds de zomer"])
def test_only_a_moment_is_a_fact_of_the_talk(text, talk):
    talk.say("hoe betaal ik een aanslag", "betalen.hoe_betalen")
    assert talk.say(text, "sociaal.onduidelijk", 0.94)["topic"] == "betalen.hoe_betalen"


def test_a_fact_that_the_answer_speaks_of_gets_that_and_no_question(talk, content):
    talk.say("ik kreeg een mail met een link", "contact.phishing")
    talk.say("ik heb op de link geklikt", "contact.phishing")
    talk.say("wat nu", "sociaal.onduidelijk")
    said = talk.say("en mijn bankgegevens ingevuld", "aangifte.gegevens_nodig", 0.5)
    assert said["topic"] == "contact.phishing" and "je bank" in said["text"]
    assert content.texts["luistert"][0] not in said["text"]


@pytest.mark.parametrize(("text", "heard"), [("ik ben student uit India", True), ("wat mag een student", False)])
def test_who_tells_before_he_asks_reads_that_it_was_read(text, heard, talk, content):
    message = talk.say(text, None, 0.4)
    assert message["outcome"] == "verduidelijking"
    assert message["text"] == content.texts["verteld_eerst" if heard else "verduidelijking"][0]
