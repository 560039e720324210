"""The toeslag that was named once: the chatbot does not lose it, and says it back where the text says "je toeslag"."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.dialogue import Heard, what_was_said
from bot.dialogue.naming import with_named_toeslag

NOW = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.timezone.utc)
TO_AND_FRO = "ik word van het kastje naar de muur gestuurd"


def said_in(text, content):
    return {"said": what_was_said(text, content.words, NOW.date())}


def told(talk, content, text, topic=None, **more):
    return talk.say(text, topic, **said_in(text, content), **more)


@pytest.mark.parametrize(
    ("answer", "model", "topic", "text"),
    [
        ("mijn aanvraag", "persoonlijk.status_toeslag", "persoonlijk.status_toeslag", "je huurtoeslag"),
        ("een aanvraag", "toeslagen.aanvragen", "persoonlijk.status_toeslag", "je huurtoeslag"),
        ("de betaling", "betalen.betalingsregeling", "persoonlijk.niet_ontvangen", "huurtoeslag"),
        ("mijn brief", "persoonlijk.brief", "persoonlijk.brief", ""),
        ("mijn bezwaar", "aangifte.bezwaar", "persoonlijk.status_toeslag", "bezwaar over je huurtoeslag"),
    ],
)
def test_a_few_words_answer_what_the_chatbot_asked(talk, content, answer, model, topic, text):
    told(talk, content, f"{TO_AND_FRO} met mijn huurtoeslag", "sociaal.frustratie")
    assert talk.memory.asked_back == "sociaal.frustratie"
    message = told(talk, content, answer, model)
    assert message["topic"] == topic
    assert text in message["text"]


def test_an_answer_without_a_toeslag_names_none(talk, content):
    told(talk, content, TO_AND_FRO, "sociaal.frustratie")
    message = told(talk, content, "mijn aanvraag", "persoonlijk.status_toeslag")
    assert "je toeslag" in message["text"]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("hoe vraag ik huurtoeslag aan", "toeslagen.aanvragen"),  # a question of its own
        ("wat is een aanvraag", "toeslagen.aanvragen"),
        ("mijn aanvraag voor een paspoort", "buiten.gemeente"),
    ],
)
def test_a_question_is_no_answer(talk, content, text, topic):
    told(talk, content, TO_AND_FRO, "sociaal.frustratie")
    assert told(talk, content, text, topic)["topic"] == topic


def test_the_question_of_the_chatbot_holds_for_one_turn(talk, content):
    told(talk, content, TO_AND_FRO, "sociaal.frustratie")
    told(talk, content, "hoe vraag ik huurtoeslag aan", "toeslagen.aanvragen")
    assert talk.memory.asked_back == ""


def test_who_wants_a_person_about_a_toeslag_asks_on_about_that_one(talk, content):
    told(talk, content, "ik wil iemand spreken over mijn huurtoeslag", "contact.medewerker")
    message = told(talk, content, "wanneer wordt die betaald", "toeslagen.uitbetaling", confidence=0.99)
    assert message["text"].startswith("Huurtoeslag komt")


def test_an_own_case_is_about_the_toeslag_that_was_talked_about(talk, content):
    told(talk, content, "hoe hoog is de zorgtoeslag", "toeslagen.zorg.hoogte")
    message = told(talk, content, "hoe staat het met mijn aanvraag", "persoonlijk.status_toeslag")
    assert "je zorgtoeslag" in message["text"]


@pytest.mark.parametrize("text", ["klopt mijn aanslag wel", "waarom is mijn aanslag zo hoog"])
def test_an_own_case_about_an_aanslag_is_not_about_a_toeslag(talk, content, text):
    told(talk, content, "hoe hoog is de zorgtoeslag", "toeslagen.zorg.hoogte")
    message = told(talk, content, text, "persoonlijk.waarom_bedrag")
    assert "zorgtoeslag" not in message["text"].lower()


def test_who_wants_a_person_reads_what_to_have_at_hand(talk, content):
    message = told(talk, content, "ik wil iemand spreken over mijn aanslag", "contact.medewerker")
    assert message["text"].startswith("Ja, je kunt een medewerker spreken over je aanslag")
    message = told(talk, content, "ik wil een medewerker over mijn zorgtoeslag spreken", "contact.medewerker")
    assert "over je zorgtoeslag" in message["text"]


def named(bubble, toeslag, topic="toeslagen.uitbetaling", sober=False):
    heard = Heard("x", topic, 1.0, (), NOW, {"toeslag": toeslag}, sober=sober)
    return with_named_toeslag((bubble, "Daarna loopt je toeslag door."), heard)


@pytest.mark.parametrize(
    ("bubble", "toeslag", "sober", "reads"),
    [
        ("Een medewerker ziet je toeslag.", "huurtoeslag", False, "Een medewerker ziet je huurtoeslag."),
        ("Je toeslag loopt.", "kindgebonden_budget", False, "Je kindgebonden budget loopt."),
        ("Zo staat het met de toeslag.", "kindgebonden_budget", True, "Zo staat het met het kindgebonden budget."),
        ("De brief (over je toeslag) komt.", "huurtoeslag", False, "De brief (over je toeslag) komt."),
        ("Je toeslagpartner telt mee.", "huurtoeslag", False, "Je toeslagpartner telt mee."),
    ],
)
def test_the_toeslag_is_named_once(bubble, toeslag, sober, reads):
    first, second = named(bubble, toeslag, sober=sober)
    assert first == reads
    # Once: the second bubble has it only when the first has no place for it.
    assert ("je toeslag" in second) == (bubble != reads)


def test_a_text_that_names_a_toeslag_or_another_subject_stays():
    assert named("Zorgtoeslag is wat anders dan je toeslag.", "huurtoeslag")[1] == "Daarna loopt je toeslag door."
    assert named("Je toeslag telt niet mee.", "huurtoeslag", "aangifte.moet_ik")[0] == "Je toeslag telt niet mee."


def slip(message):
    return [line for line in message["slip"]["lines"] if "gaat over" in line]


def test_the_call_slip_says_which_toeslag_and_what_a_person_is_wanted_for(talk, content):
    message = told(talk, content, "hoe staat het met mijn aanvraag voor huurtoeslag", "persoonlijk.status_toeslag")
    assert slip(message) == ["Mijn vraag gaat over: Status van mijn toeslag (huurtoeslag)."]
    message = told(talk, content, "ik wil een medewerker spreken over mijn aanslag", "contact.medewerker")
    assert slip(message) == ["Mijn vraag gaat over: een aanslag."]


def test_a_call_slip_without_a_subject_does_not_name_the_person_as_one(talk, content):
    assert slip(told(talk, content, "medewerker", "contact.medewerker")) == []


def test_what_was_answered_is_no_button_again(talk, content):
    told(talk, content, "hoe vraag ik uitstel", "aangifte.uitstel")
    message = told(talk, content, "ik ben te laat", "aangifte.deadline")
    offered = [c["choice"] for c in message["choices"]]
    assert "onderwerp:aangifte.uitstel" not in offered
    assert offered
