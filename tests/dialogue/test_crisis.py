"""After the crisis text the conversation stays with help, until a question about tax is clearly asked."""

from __future__ import annotations

import pytest

from bot.dialogue import Heard, take_turn

DANGER = "ik wil niet meer leven"
HELP = "0800 - 0113"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("oke ik ga bellen", "contact.telefoon"),
        ("ik weet het niet meer", "digid.inloggen"),
        ("dat durf ik niet", "sociaal.wantrouwen"),
        ("niemand kan me helpen", "contact.klacht"),
        ("laat maar", None),
        ("dankje", "sociaal.bedankt"),
        ("nee", None),
        ("het stopt toch niet", "toeslagen.stopzetten"),
        ("ik heb alles gehad", "aangifte.te_laat"),
    ],
)
def test_what_follows_stays_with_help(text, topic, talk):
    talk.say(DANGER)
    message = talk.say(text, topic)
    assert HELP in message["text"] and "112" in message["text"]
    assert "0800 - 0543" not in message["text"], "the BelastingTelefoon is no help now"
    assert (message["topic"], message["outcome"]) == ("sociaal.crisis", "steun")
    assert [c["choice"] for c in message["choices"]] == ["medewerker"]


def test_it_is_never_said_twice_running_in_the_same_words(talk):
    talk.say(DANGER)
    said = [talk.say(text)["text"] for text in ("ik weet het niet", "pff", "ja", "hm", "tja")]
    assert all(one != next_one for one, next_one in zip(said, said[1:], strict=False))


def test_who_is_going_to_call_reads_the_number_and_who_cannot_reads_how_to_chat(talk):
    talk.say(DANGER)
    assert talk.say("ok ik bel ze nu", "contact.telefoon")["text"].startswith("Doe dat nu.")
    assert "113.nl" in talk.say("ik durf niet te bellen", "contact.telefoon")["text"]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("hoe vraag ik uitstel aan voor mijn aangifte?", "aangifte.uitstel"),
        ("nee ik bedoel de huurtoeslag stopzetten", "toeslagen.stopzetten"),
        ("", "aangifte.uitstel"),
    ],
)
def test_a_clear_question_about_tax_is_answered_and_names_help_once_more(text, topic, talk):
    talk.say(DANGER)
    talk.say("ik weet het niet")
    message = talk.say(text, topic)
    assert message["topic"] == topic
    assert message["text"].split("\n\n")[-1].startswith("Praten kan dag en nacht: bel 0800 - 0113")
    assert HELP not in talk.say("wanneer moet mijn aangifte binnen zijn?", "aangifte.deadline")["text"]


def test_a_person_is_never_refused(talk):
    talk.say(DANGER)
    assert talk.say("ik wil een medewerker spreken", "contact.medewerker")["outcome"] == "overdracht"
    assert HELP in talk.say("ik weet het niet")["text"], "and the conversation is still with help"


def test_danger_again_gets_the_whole_text_again(talk):
    first = talk.say(DANGER)
    talk.say("ik weet het niet")
    assert talk.say("ik wil dood")["text"] == first["text"]


def test_without_danger_nothing_stays(talk):
    talk.say("hoe vraag ik uitstel aan", "aangifte.uitstel")
    assert HELP not in talk.say("ik weet het niet meer")["text"]


@pytest.mark.parametrize(("sure", "alike", "named"), [(0.9, 0.45, True), (0.97, 0.45, False), (0.9, 0.3, False)])
def test_a_question_with_a_few_words_of_danger_is_answered_and_names_help_below(sure, alike, named, talk):
    message = talk.say(
        "hoe pas ik mijn aangifte aan nu alles tegenzit", "aangifte.wijzigen", sure, resembles={"suicidaal": alike}
    )
    assert (message["topic"], message["outcome"]) == ("aangifte.wijzigen", "antwoord")
    assert (HELP in message["text"].split("\n\n")[-1]) is named
    assert HELP not in talk.say("en wanneer moet het binnen zijn?", "aangifte.deadline")["text"]


def test_who_is_not_understood_and_may_be_in_danger_reads_where_help_is(talk):
    text = "welke papieren moeten er klaarliggen voor wie me vindt"
    message = talk.say(text, None, 0.4, resembles={"suicidaal": 0.45})
    assert message["outcome"] in ("niet_begrepen", "verduidelijking") and "0800 - 0113" in message["text"]
    assert "0800 - 0113" not in talk.say("blabla blabla", None, 0.1)["text"]


@pytest.mark.parametrize(
    ("text", "topic", "sure", "alike", "leaves"),
    [
        ("kan ik in stukjes betalen", "betalen.betalingsregeling", 1.0, 0.0, True),
        ("kan ik in stukjes betalen", "betalen.betalingsregeling", 0.8, 0.0, False),
        ("kan ik in stukjes betalen", "betalen.betalingsregeling", 1.0, 0.3, False),
        ("ik betaal niet meer", "betalen.betalingsregeling", 1.0, 0.0, False),
        ("hoe moet dat nou", "sociaal.wantrouwen", 1.0, 0.0, False),
    ],
)
def test_a_question_that_leaves_no_doubt_is_answered_without_a_word_of_ours(text, topic, sure, alike, leaves, talk):
    talk.say(DANGER)
    message = talk.say(text, topic, sure, resembles={"suicidaal": alike})
    assert (message["topic"] == topic) is leaves
    assert HELP in message["text"]


@pytest.mark.parametrize(("seen", "whole"), [(0.03, False), (0.2, True)])
def test_what_somebody_adds_about_his_post_is_no_danger_and_names_help(seen, whole, talk):
    talk.say("ik durf mijn blauwe enveloppen niet open te maken", "sociaal.wantrouwen")
    also = (("sociaal.crisis", seen),)
    said = talk.say("er zitten ook aanmaningen tussen", "betalen.aanmaning", 0.4, also, resembles={"suicidaal": 0.46})
    assert (said["topic"] == "sociaal.crisis") is whole
    assert HELP in said["text"]


def test_who_asks_for_another_form_is_in_no_danger(talk):
    talk.say("hoe vraag ik uitstel aan", "aangifte.uitstel")
    also = (("sociaal.crisis", 0.13),)
    text = "weet je dat zeker, mijn buurman zegt dat het wel kan"
    said = talk.say(text, "sociaal.onduidelijk", 0.55, also, resembles={"suicidaal": 0.4})
    assert said["topic"] == "aangifte.uitstel" and HELP not in said["text"]


@pytest.mark.parametrize(
    ("told", "topic"),
    [("mijn zus heeft vorige week zelfmoord gepleegd", "leven.overlijden"), (DANGER, "sociaal.crisis")],
)
def test_only_who_lost_somebody_asks_on_about_what_there_is_to_arrange(told, topic, talk):
    talk.say(told)
    assert HELP in talk.say("ik kan het niet geloven")["text"]
    ranking = (("leven.overlijden", 0.48), ("aangifte.hulp", 0.1))
    text = "wat moet ik nu regelen voor haar belasting"
    unsure = Heard(text=text, topic=None, confidence=0.48, ranking=ranking, now=talk.now)
    message, _ = take_turn(talk.speaker, unsure, talk.memory)
    assert message["topic"] == topic
    assert HELP in message["text"], "the way to help is named once more"


def test_a_sentence_that_is_plainly_about_something_of_ours_is_answered_after_the_text(talk):
    talk.say(DANGER)
    text = "mijn dochter van 19 woont bij mij en gaat volgende maand werken"
    assert talk.say(text, "toeslagen.medebewoner", 0.91, resembles={"suicidaal": 0.3})["topic"] == "sociaal.crisis"
    message = talk.say(text, "toeslagen.medebewoner", 0.91, resembles={"suicidaal": 0.02})
    assert message["topic"] == "toeslagen.medebewoner" and HELP in message["text"]


@pytest.mark.parametrize(
    ("text", "topic", "sure", "alike", "answered"),
    [
        ("kunnen ze mijn rekening leeghalen", "sociaal.schulden_stress", 0.86, 0.0, True),
        ("is er voor mijn zoon ook iets", "toeslagen.welke", 0.5, 0.15, True),
        ("is er voor mijn zoon ook iets", "toeslagen.welke", 0.5, 0.4, False),
        ("ja dat is zo", "toeslagen.welke", 0.5, 0.0, False),
        ("oke dan", "sociaal.bedankt", 0.9, 0.0, False),
    ],
)
def test_after_a_danger_that_only_the_model_heard_a_calm_question_is_answered(text, topic, sure, alike, answered, talk):
    heard_by_the_model = talk.say(
        "al mijn werk weg en mijn auto ook", "sociaal.crisis", 0.7, resembles={"suicidaal": 0.7}
    )
    assert heard_by_the_model["topic"] == "sociaal.crisis"
    message = talk.say(text, topic, sure, resembles={"suicidaal": alike})
    assert (message["topic"] == "sociaal.crisis") is not answered
    assert HELP in message["text"]
    if answered:
        talk.say(DANGER)
        assert talk.say(text, topic, sure, resembles={"suicidaal": alike})["topic"] == "sociaal.crisis"


@pytest.mark.parametrize(
    ("seen", "alike", "whole"), [(0.02, 0.5, False), (0.02, 0.8, True), (0.2, 0.5, True), (0.02, 0.3, False)]
)
def test_a_fact_in_the_middle_of_a_talk_is_answered_unless_the_topics_see_a_danger_too(seen, alike, whole, talk):
    text = "de kinderen blijven bij mij en om de week een weekend bij hem, de scheiding moet nog worden aangevraagd"
    first = talk.say(text, "leven.scheiden", 0.7, (("sociaal.crisis", seen),), resembles={"suicidaal": 0.8})
    assert first["topic"] == "sociaal.crisis" or seen < 0.05, "at the start of a talk nothing else is known"
    talk.say("hoe vraag ik uitstel aan", "aangifte.uitstel")
    said = talk.say(text, "leven.scheiden", 0.7, (("sociaal.crisis", seen),), resembles={"suicidaal": alike})
    assert (said["topic"] == "sociaal.crisis") is whole
    assert (HELP in said["text"]) is (alike >= 0.32)


def test_who_says_not_to_be_in_danger_does_not_read_the_same_text_again(talk):
    first = talk.say("alles weg en ik maak niks meer open", "sociaal.crisis", 0.9, resembles={"suicidaal": 0.8})
    again = talk.say("ik doe mezelf niks, ik ben zo moe", "sociaal.crisis", 0.9, resembles={"suicidaal": 0.75})
    assert again["topic"] == "sociaal.crisis" and again["text"] != first["text"] and HELP in again["text"]
