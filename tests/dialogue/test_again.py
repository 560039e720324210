"""No answer is said twice running, and half a sentence finds its way back from what is not ours."""

from __future__ import annotations

import pytest

LETTER = "leven.overlijden"


def test_a_follow_up_in_grief_never_gets_the_same_words_again(talk):
    talk.say("mijn man is overleden, moet ik aangifte doen voor hem?", LETTER, said={"relatie": "partner"})
    for text in ("en die brief heb ik al", "er staat F-biljet bovenaan", "F-biljet staat erop", "ja een F-biljet", "F-biljet"):
        talk.say(text, LETTER)
    texts = [message["text"] for message in talk.said]
    assert all(one != other for one, other in zip(texts, texts[1:], strict=False))
    assert any("medewerker" in text for text in texts[2:])


def test_who_names_a_word_of_the_letter_reads_what_it_means_before_the_short_form(talk):
    first = "boven mijn brief staat met grote letters iets wat ik nog nooit eerder heb gezien"
    talk.say(first, "aangifte.uitstel")
    named = "boven mijn brief staat met grote letters het woord verzuimboete en dan een heel verhaal"
    said = talk.say(named, "aangifte.uitstel")["text"]
    assert said.startswith('"Verzuimboete" betekent') and "medewerker" in said


@pytest.mark.parametrize("topic", ["aangifte.uitstel", "toeslagen.huur.kamer", "buiten.gemeente", "persoonlijk.brief"])
def test_the_same_question_again_gets_other_words_and_a_person(talk, topic):
    question = "vertel mij daar alles over wat er te vertellen valt en ook waarom het zo geregeld is"
    for _ in range(6):
        talk.say(question, topic)
    texts = [message["text"] for message in talk.said]
    assert all(one != other for one, other in zip(texts, texts[1:], strict=False))
    assert any(c["choice"] in ("medewerker", "onderwerp:contact.medewerker") for c in talk.said[1]["choices"])


def test_who_asks_for_a_person_again_keeps_the_number(talk):
    for _ in range(4):
        assert (
            "0800 - 0543"
            in talk.say("ik wil een medewerker spreken en snel ook graag nu meteen", "contact.medewerker")["text"]
        )
    texts = [message["text"] for message in talk.said]
    assert all(one != other for one, other in zip(texts, texts[1:], strict=False))
    assert not any("Typ dan: medewerker" in text for text in texts)


def test_another_answer_in_between_may_be_said_whole_again(talk):
    first = talk.say("hoe vraag ik uitstel voor mijn aangifte dit jaar dan", "aangifte.uitstel")["text"]
    talk.say("hoe hoog is de huurtoeslag", "toeslagen.huur.hoogte")
    assert talk.say("hoe vraag ik uitstel voor mijn aangifte dit jaar dan", "aangifte.uitstel")["text"] == first


def test_a_button_gives_what_it_says_each_time(talk):
    first = talk.say("", "aangifte.uitstel", 1.0)["text"]
    assert talk.say("", "aangifte.uitstel", 1.0)["text"] == first


def test_the_number_that_stands_just_above_is_not_said_again(talk):
    first = talk.say("ik bel al voor de derde keer over mijn bezwaar", "persoonlijk.status_aangifte")
    assert "0800 - 0543" in first["text"] and "klacht" in first["text"]
    assert first["text"].index("klacht") < first["text"].index("0800 - 0543")
    second = talk.say("pff en hoe lang duurt zo'n bezwaar dan")
    assert second["topic"] == "persoonlijk.status_aangifte" and second["slip"]
    assert "0800 - 0543" not in second["text"] and "weken" in second["text"]


@pytest.mark.parametrize(
    ("outside", "text", "topic"),
    [
        ("buiten.btw_zakelijk", "ok en de inkomstenbelasting dan?", "aangifte.moet_ik"),
        ("buiten.schenk_erfbelasting", "en de inkomstenbelasting dan", "aangifte.hoe_doen"),
        ("buiten.andere_instantie", "en het kindgebonden budget dan?", "toeslagen.kgb.voorwaarden"),
        ("buiten.gemeente", "en de huurtoeslag?", "toeslagen.huur.voorwaarden"),
    ],
)
def test_half_a_sentence_after_what_is_not_ours_names_what_is(talk, content, outside, text, topic):
    talk.say("een vraag daarover", outside)
    said = {"toeslag": t} if (t := content.follow_ups.toeslag_of(topic)) else {}
    assert talk.say(text, "sociaal.onduidelijk", 0.83, said=said)["topic"] == topic


def test_without_that_answer_before_or_with_a_sure_model_it_stays(talk):
    assert talk.say("ok en de inkomstenbelasting dan?", "sociaal.onduidelijk")["topic"] != "aangifte.moet_ik"
    talk.say("een vraag over btw", "buiten.btw_zakelijk")
    assert talk.say("en de aangifte inkomstenbelasting dan?", "aangifte.deadline")["topic"] == "aangifte.deadline"
    talk.say("een vraag over btw", "buiten.btw_zakelijk")
    odd = talk.say("en de inkomstenbelasting van mijn hondenfokkerij?", "sociaal.onduidelijk")
    assert odd["topic"] != "aangifte.moet_ik"


def test_on_the_way_to_a_person_the_same_is_not_said_with_a_number_less(talk):
    said = [
        talk.say(t, "persoonlijk.schuld_saldo")["text"].split("\n\n")
        for t in ("hoeveel moet ik nog betalen", "hoe dat")
    ]
    assert not set(said[1]) <= set(said[0])
    assert "0800 - 0543" in said[1][-1]


def test_the_way_to_a_person_is_not_said_whole_every_other_turn(talk):
    talk.say("mijn huurtoeslag is ineens lager", "persoonlijk.waarom_bedrag")
    for fact in ("ik verdien niet meer hoor", "mijn zoon is wel 23 geworden", "en hij werkt nu"):
        talk.say(fact, "persoonlijk.waarom_bedrag", 0.6)
    first, *others = (message["text"] for message in talk.said)
    assert first not in others


def test_a_fact_after_the_way_to_a_person_is_heard_before_what_is_said_shorter(talk, content):
    talk.say("mijn huurtoeslag is ineens lager", "persoonlijk.waarom_bedrag")
    said = [talk.say(fact, "persoonlijk.waarom_bedrag", 0.6) for fact in ("mijn zoon werkt nu", "bij een bakker")]
    assert all(message["text"].startswith(content.texts["luistert"][0]) for message in said)
