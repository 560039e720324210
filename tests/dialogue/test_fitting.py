"""Fixed sentences that would be untrue or already answered at this moment are left out or said otherwise."""

from __future__ import annotations

import pytest

from bot.dialogue import Memory
from bot.dialogue.fitting import honest_no_first, without_known_subject
from bot.dialogue.heard import Heard
from tests.dialogue.conversation import MONDAY


def hears(text: str) -> Heard:
    return Heard(text, None, 0.1, (), MONDAY)


@pytest.mark.parametrize(
    ("text", "topic"), [("kutbot", None), ("jij bent echt een waardeloos stuk blik", "sociaal.schelden")]
)
def test_scolding_before_any_answer_is_told_no_answer_failed(talk, text, topic):
    said = talk.say(text, topic)["text"]
    assert "antwoord hielp je niet" not in said
    assert "nog geen vraag" in said and "medewerker" in said


@pytest.mark.parametrize(
    ("text", "topic"), [("kutbot", None), ("jij bent echt een waardeloos stuk blik", "sociaal.schelden")]
)
def test_scolding_after_an_answer_is_told_that_it_did_not_help(talk, text, topic):
    talk.say("hoe vraag ik uitstel", "aangifte.uitstel")
    assert talk.say(text, topic)["text"].startswith("Mijn antwoord hielp je niet.")


@pytest.mark.parametrize("thanks", ["ok duidelijk, dankjewel", "heel duidelijk", "het is gelukt"])
def test_who_says_that_it_is_clear_is_not_asked(talk, thanks):
    talk.say("hoe vraag ik uitstel", "aangifte.uitstel")
    assert "beantwoord?" not in talk.say(thanks)["text"]


def test_who_only_thanks_is_asked(talk):
    talk.say("hoe vraag ik uitstel", "aangifte.uitstel")
    assert "beantwoord?" in talk.say("dankjewel")["text"]


@pytest.mark.parametrize("text", ["haha leuk", "haha grappig", "hihi"])
def test_a_laugh_is_no_greeting(talk, text):
    message = talk.say(text, "sociaal.begroeting")
    assert "Hallo" not in message["text"] and message["topic"] == "sociaal.bedankt"


def test_what_is_known_is_not_asked_after_a_remark_about_u(talk):
    assert "Waar gaat" in talk.say("Ik wil graag met u aangesproken worden.")["text"]
    talk.say("Wanneer krijg ik uw beslissing?", "aangifte.wanneer_bericht")
    talk.memory = Memory(topic="aangifte.wanneer_bericht", answered={"aangifte.wanneer_bericht": 1})
    assert talk.say("Ik wil graag met u aangesproken worden.")["text"].endswith("respectvol bedoeld.")


def test_a_text_that_only_asks_the_subject_stays():
    bubbles = ("Waar gaat je vraag over?",)
    assert without_known_subject(bubbles, Memory(topic="t")) == bubbles


@pytest.mark.parametrize(
    "text",
    [
        "kunt u kijken of mijn zorgtoeslag klopt",
        "kan je even opzoeken hoe ver mijn aanvraag is",
        "kijk even of het er is",
    ],
)
def test_who_asks_to_look_reads_the_no_first(text):
    bubbles = ("Dat duurt 8 weken. Ik kan niet in je gegevens kijken. Een medewerker wel.", "Bel.")
    assert honest_no_first(bubbles, hears(text)) == (
        "Ik kan niet in je gegevens kijken. Dat duurt 8 weken. Een medewerker wel.",
        "Bel.",
    )


def test_who_does_not_ask_that_reads_the_answer_first():
    bubbles = ("Dat duurt 8 weken. Ik kan niet in je gegevens kijken.",)
    assert honest_no_first(bubbles, hears("hoe staat het met mijn aanvraag")) == bubbles


def test_in_a_talk_the_no_opens_the_answer(talk):
    text = talk.say("kunt u kijken of mijn zorgtoeslag klopt", "persoonlijk.status_toeslag")["text"]
    assert text.startswith("Ik kan niet in de gegevens kijken.")
    assert text.count("gegevens kijken") == 1


def test_a_word_from_a_letter_comes_with_a_step_and_no_news_of_letters(talk):
    quoted = talk.say('In mijn brief staat "U ontvangt een voorlopige aanslag". Wat betekent dat?')
    assert "Staat dit woord in een brief?" not in quoted["text"] and "datum" in quoted["text"]
    assert quoted["choices"]
    asked = talk.say("wat betekent voorlopige aanslag")["text"]
    assert "Staat dit woord in een brief?" in asked and "niets te doen" in asked


def test_anger_about_a_toeslag_has_nothing_on_an_aanslag(talk):
    text = talk.say(
        "dieven zijn het, weer 40 euro minder huurtoeslag", "sociaal.frustratie", said={"toeslag": "huurtoeslag"}
    )["text"]
    assert "aanslag" not in text and "huurtoeslag" in text and "bezwaar" in text


def test_who_is_sent_around_is_asked_what_is_stuck(talk):
    text = talk.say(
        "ik word van het kastje naar de muur gestuurd met mijn kinderopvangtoeslag",
        "sociaal.frustratie",
        said={"toeslag": "kinderopvangtoeslag"},
    )["text"]
    assert "Wat zit er vast" in text and "klacht" in text
