"""In a heavy talk a short question goes on about it; what names something else is a question of its own."""

from __future__ import annotations

import pytest

DIED = "Mijn vrouw is twee weken geleden overleden. Wat moet ik doen?"
CANNOT_PAY = "ik moet 1800 euro terugbetalen maar dat kan ik niet betalen"


@pytest.mark.parametrize(
    ("text", "model"),
    [("Krijg ik haar toeslagen nog?", "toeslagen.welke"), ("Wanneer komt die brief dan?", "aangifte.wanneer_bericht")],
)
def test_after_a_death_it_is_about_who_died(text, model, talk):
    assert talk.say(DIED, "leven.overlijden")["topic"] == "leven.overlijden"
    assert talk.say(text, model)["topic"] == "leven.overlijden"


def test_after_a_death_another_question_is_another_question(talk):
    talk.say(DIED, "leven.overlijden")
    assert talk.say("En moet ik erfbelasting betalen?", "buiten.schenk_erfbelasting")["outcome"] == "afbakening"


def test_a_death_that_was_only_named_does_not_take_over_the_talk(talk):
    talk.say("hoeveel spaargeld mag ik hebben, het is van mijn overleden man", "toeslagen.vermogen")
    assert talk.say("Wanneer komt die brief dan?", "toeslagen.beschikking", 0.9)["topic"] != "leven.overlijden"


def test_who_cannot_pay_and_asks_how_long_reads_about_paying_in_parts(talk):
    talk.say(CANNOT_PAY, "sociaal.schulden_stress")
    message = talk.say("en hoe lang mag ik daarover doen")
    assert message["topic"] == "betalen.betalingsregeling" and "maanden" in message["text"]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("4000 euro", "betalen.betalingsregeling"),
        ("het is ongeveer € 2.500", "betalen.betalingsregeling"),
        ("wie kan mij helpen", "sociaal.schulden_stress"),
        ("wat kost dat", "sociaal.schulden_stress"),
        ("wie helpt me met invullen", "aangifte.hulp"),
    ],
)
def test_who_has_debts_and_says_how_much_or_asks_who_helps_is_not_asked_about_a_letter(text, topic, talk):
    model = "aangifte.hulp" if "help" in text else "persoonlijk.waarom_bedrag"
    talk.say("ik heb schulden en lig er wakker van", "sociaal.schulden_stress")
    assert talk.say(text, model, 0.7)["topic"] == topic


def test_a_debt_of_a_toeslag_is_paid_in_the_parts_of_a_toeslag(talk):
    talk.say("ik kan mijn zorgtoeslag niet terugbetalen", "betalen.betalingsregeling", said={"toeslag": "zorgtoeslag"})
    message = talk.say("900", "sociaal.onduidelijk")
    assert message["topic"] == "toeslagen.terugbetalen" and "24 maanden" in message["text"]


def test_who_cannot_sleep_because_of_one_debt_has_debts_before_fear(talk):
    message = talk.say("ik slaap niet door die schuld bij jullie")
    assert message["topic"] == "sociaal.schulden_stress" and "Geldfit" in message["text"]
    assert "gratis" in talk.say("en wat kost dat", "sociaal.onduidelijk")["text"]


def test_without_the_heavy_talk_the_same_words_stay_with_the_model(talk):
    assert talk.say("Krijg ik haar toeslagen nog?", "toeslagen.welke")["topic"] == "toeslagen.welke"


def test_the_word_that_is_quoted_from_a_letter_is_explained(talk):
    message = talk.say(
        'In mijn brief staat "U ontvangt een voorlopige aanslag". Wat betekent dat?', "persoonlijk.brief"
    )
    assert message["text"].startswith('"Voorlopige aanslag" betekent')
    assert message["topic"] == "aangifte.voorlopige_aanslag"


@pytest.mark.parametrize(
    ("text", "about_a_letter"),
    [
        ("ik ben zo bang dat ik iets fout heb gedaan met mijn aangifte", False),
        ("ik durf de blauwe envelop niet te openen", True),
        ("ik ben bang voor die brief", True),
    ],
)
def test_who_is_afraid_reads_about_an_envelope_only_when_there_is_one(text, about_a_letter, library, talk):
    from bot.dialogue.said import what_was_said

    said = what_was_said(text, library.content.words)
    message = talk.say(text, "sociaal.wantrouwen", said=said)
    assert ("envelop" in message["text"]) is about_a_letter
    assert message["outcome"] == "steun"


def test_a_second_heavy_message_that_is_not_understood_gets_its_help(talk):
    talk.say(CANNOT_PAY, "toeslagen.terugbetalen")
    message = talk.say("er staat ook nog een deurwaarder voor de deur volgende week")
    assert message["topic"] == "sociaal.schulden_stress" and message["outcome"] == "steun"
    assert talk.say("en die deurwaarder belt me elke dag, ik kan niet betalen")["outcome"] != "steun", (
        "not the same twice"
    )


def test_a_bill_on_the_name_of_who_died_is_about_the_death(talk):
    talk.say("mijn vader is overleden", "leven.overlijden")
    message = talk.say("er kwam een aanmaning op zijn naam", "betalen.aanmaning")
    assert message["topic"] == "leven.overlijden"
    assert "Vraag wie het bedrag moet betalen" in message["text"]
    assert talk.say("wie moet dat betalen", None)["topic"] == "leven.overlijden"


def test_a_bill_of_ones_own_after_a_death_is_answered(talk):
    talk.say("mijn vader is overleden", "leven.overlijden")
    assert talk.say("en mijn eigen aanslag", "aangifte.definitieve_aanslag")["topic"] == "aangifte.definitieve_aanslag"


def test_who_has_debts_and_asks_for_time_is_not_sent_to_the_aangifte(talk):
    talk.say("ik heb schulden bij jullie", "sociaal.schulden_stress")
    assert talk.say("kan ik uitstel krijgen", "aangifte.uitstel")["topic"] == "betalen.betalingsregeling"
    talk.say("ik heb schulden bij jullie", "sociaal.schulden_stress")
    assert talk.say("kan ik uitstel voor mijn aangifte krijgen", "aangifte.uitstel")["topic"] == "aangifte.uitstel"


def test_a_child_that_died_is_not_left_for_a_question_that_the_model_knows(talk):
    talk.say("mijn baby is overleden", "leven.overlijden", state="rouw")
    message = talk.say("moet ik de geboorte nog doorgeven", "leven.kind_geboren", 0.95)
    assert message["topic"] == "leven.overlijden" and "Gefeliciteerd" not in message["text"]


def test_in_a_hard_time_the_part_that_is_asked_goes_before_the_easy_form(talk):
    talk.say("er ligt beslag op mijn loon en ik red het niet", "betalen.beslag", state="schulden")
    assert "vakantiegeld" in talk.say("krijg ik mijn vakantiegeld nog", "betalen.beslag")["text"].lower()
