"""Whole conversations: register, reflecting, acting for another, the repair ladder; the writing rules hold throughout."""

from __future__ import annotations

import json
import re

import pytest

from bot.dialogue import Heard, Memory
from bot.dialogue.additions import spoken_label
from bot.dialogue.meant import understood
from bot.tone import lint_conversation, lint_turn
from tests.dialogue.conversation import MONDAY, Conversation

LONG = "Ik ben in maart bij een nieuwe baas begonnen en nu wil ik weten wat ik daarvoor moet doen"


def test_repair_never_says_the_same_twice_and_ends_with_a_person(talk):
    steps = [talk.say(f"blabla {n}") for n in range(6)]
    texts = [s["text"] for s in steps]
    assert len(set(texts)) == len(texts)
    assert [s["outcome"] for s in steps[:3]] == ["verduidelijking", "niet_begrepen", "overdracht"]
    assert "medewerker" in {c["choice"] for c in steps[1]["choices"]}
    assert all("0800 - 0543" in t for t in texts[2:])
    assert not any("_repair" in s for s in steps)


def test_a_later_failure_is_said_in_other_words(talk):
    first = talk.say("blabla")["text"]
    talk.say("hoe vraag ik uitstel", "aangifte.uitstel")
    second = talk.say("blabla")["text"]
    talk.say("hoe vraag ik uitstel", "aangifte.uitstel")
    assert len({first, second, talk.say("blabla")["text"]}) == 3


def test_without_context_is_asked_in_other_words_later(talk):
    first = talk.say("dat ene", "sociaal.onduidelijk")["text"]
    talk.say("hoe vraag ik uitstel", "aangifte.uitstel")
    assert talk.say("dat ene", "sociaal.onduidelijk")["text"] != first


@pytest.mark.parametrize("text", ["ik ben woedend op jullie", "ik kan dit niet betalen", "stomme bot met je gedoe"])
def test_two_failures_in_a_hard_time_are_enough_for_a_person(text, talk):
    talk.say("blabla")
    talk.memory = Memory.from_slot({**talk.memory.to_slot(), "last_state": _state(text)})
    message = talk.say(text)
    assert message["outcome"] == "overdracht"
    assert message["handoff"] == {"reason": "niet_begrepen"}


def _state(text: str) -> str:
    return {"ik ben": "boos_op_dienst", "ik kan": "schulden", "stomme": "boos_op_bot"}[text[:6].strip()]


@pytest.mark.parametrize("text", ["dat bedoel ik niet", "je antwoord klopt niet", "dat vroeg ik niet"])
def test_a_wrong_answer_is_owned_with_what_else_was_meant(text, talk):
    talk.say("wanneer moet het", "aangifte.te_laat")
    first, second, third = (talk.say(text) for _ in range(3))
    assert len({m["text"] for m in (first, second, third)}) == 3
    assert first["choices"][0]["choice"] == "onderwerp:aangifte.deadline", "what came close"
    assert {"iets_anders", "medewerker"} <= {c["choice"] for c in second["choices"]}
    assert third["outcome"] == "overdracht"
    for message in (first, second):
        assert not re.search(r"sorry|excus|spijt", message["text"], re.IGNORECASE)


def test_a_topic_that_was_not_meant_is_not_offered_again(talk):
    talk.say("wanneer moet het", "aangifte.deadline")
    owned = talk.say("dat bedoel ik niet")
    asked = talk.say("het gaat om de datum van de brief")
    for message in (owned, asked):
        choices = [c["choice"] for c in message["choices"]]
        assert "onderwerp:aangifte.uitstel" in choices
        assert "onderwerp:aangifte.deadline" not in choices


@pytest.mark.parametrize("before", [[], [("wanneer moet het", "aangifte.te_laat")]])
def test_who_meant_none_of_the_choices_is_not_told_that_an_answer_was_wrong(before, talk):
    for text, topic in before:
        talk.say(text, topic)
    assert talk.say("telt mijn vriend mee")["outcome"] == "verduidelijking"
    message = talk.say("nee dat bedoel ik niet")
    assert "antwoord paste niet" not in message["text"] and "Typ je vraag" in message["text"]
    assert [c["choice"] for c in message["choices"]] == ["medewerker"]


def test_a_failure_twice_shows_the_way_to_a_person_without_pity(talk):
    talk.say("blabla")
    talk.say("blablabla")
    message = talk.say("hoe vraag ik uitstel", "aangifte.uitstel")
    assert message["choices"][-1]["choice"] == "medewerker"
    assert message["cue"] is None, "sympathy about our own failure only shows incompetence"


def test_saying_u_makes_the_rest_sober_and_never_u(talk):
    talk.say("Kunt u mij zeggen hoe ik uitstel vraag?", "aangifte.uitstel")
    assert talk.memory.sober
    bye = talk.say("bedankt")["text"]
    assert bye == "Graag gedaan."
    debts = talk.say("ik heb schulden", "sociaal.schulden_stress")["text"]
    assert not debts.startswith("Goed dat je")
    assert not any(re.search(r"\b(?:u|uw)\b", m["text"], re.IGNORECASE) for m in talk.said)


def test_who_quotes_a_letter_does_not_say_u(talk):
    talk.say('In de brief staat "U ontvangt een aanslag". Wat nu?', "aangifte.definitieve_aanslag")
    assert not talk.memory.sober


def test_objecting_to_je_is_answered_once_and_then_with_a_person(talk):
    first, second = talk.say("zeg maar u tegen mij"), talk.say("zeg maar u tegen mij")
    assert "Ik schrijf altijd je en jij, bij iedereen. Dat is respectvol bedoeld." in first["text"]
    assert "medewerker" in second["text"] and first["text"] != second["text"]


def test_a_long_question_is_said_back_once_in_three_turns(talk):
    about = ["aangifte.zorgkosten", "aangifte.hypotheekrente"] * 3  # the same twice running would be said otherwise
    shown = [talk.say(LONG, topic)["text"].startswith("Zo te lezen gaat het over") for topic in about[:5]]
    assert shown == [True, False, False, True, False]


@pytest.mark.parametrize(
    ("text", "topic", "confidence"),
    [
        ("hoe vraag ik uitstel", "aangifte.zorgkosten", 0.9),  # short
        (LONG, "aangifte.zorgkosten", 0.4),  # unsure
        (LONG, "betalen.aanmaning", 0.9),  # sensitive
        (LONG, "leven.scheiden", 0.9),
        (f"{LONG}, ik ben zo bang", "aangifte.zorgkosten", 0.9),  # not neutral
        (f"{LONG}, kunt u dat zeggen", "aangifte.zorgkosten", 0.9),  # sober
    ],
)
def test_it_is_not_said_back(text, topic, confidence, talk):
    assert "Zo te lezen gaat het over" not in talk.say(text, topic, confidence)["text"]


def test_what_is_said_back_reads_as_a_sentence(talk, content, rules):
    for topic in content.topics:
        label = spoken_label(topic, talk.speaker)
        assert not re.search(r"[?:]|\b(?:ik|mijn)\b", label)
        assert (
            not [f for f in lint_turn([f"Zo te lezen gaat het over {label}."], rules) if f.level == "fout"] or not label
        )


def test_acting_for_another_is_told_once_where_one_logs_in(talk):
    first = talk.say("hoe vraag ik dat aan voor mijn moeder", "toeslagen.aanvragen")
    assert "Log nooit in met de DigiD van een ander." in first["text"]
    assert first["choices"][0]["choice"] == "onderwerp:machtigen.iemand"
    assert len(first["choices"]) <= 3
    assert "Log nooit in" not in talk.say("en voor mijn buurvrouw hetzelfde", "toeslagen.stopzetten")["text"]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("hoe vraag ik zorgtoeslag aan", "toeslagen.aanvragen"),
        ("is mijn moeder mijn toeslagpartner", "toeslagen.toeslagpartner"),
        ("hoe machtig ik iemand voor mijn moeder", "machtigen.iemand"),
        ("mijn moeder is overleden, hoe vraag ik dat aan", "toeslagen.aanvragen"),
    ],
)
def test_it_is_not_told_where_it_does_not_belong(text, topic, talk):
    assert "Log nooit in" not in talk.say(text, topic)["text"]


def test_the_memory_is_plain_data(talk):
    for text, topic in (("ik ben bang", "aangifte.uitstel"), ("bedankt", None), ("blabla", None), ("korter", None)):
        talk.say(text, topic)
    data = talk.memory.to_slot()
    assert json.loads(json.dumps(data)) == data
    assert Memory.from_slot({**data, "een_oud_veld": 1}) == talk.memory


STORIES = {
    "kalm": [
        ("hallo", None), ("hoe vraag ik uitstel", "aangifte.uitstel"), ("korter", None), ("bedankt", None), ("ja", None),
        ("fijne dag", None),
    ],
    "bang": [
        ("ik durf de brief niet open te maken", "sociaal.wantrouwen"), ("aanslag", "aangifte.definitieve_aanslag"),
        ("ik ben bang dat ik het niet kan betalen", "betalen.betalingsregeling"), ("dank je", None),
    ],
    "rouw": [
        ("mijn man is overleden, moet ik nog aangifte doen", "leven.overlijden"), ("F-biljet?", None),
        ("ik snap niks van die brief", "persoonlijk.brief"), ("medewerker", "contact.medewerker"),
    ],
    "boos": [
        ("jullie zijn dieven", "sociaal.schelden"), ("dat vroeg ik niet", None), ("stomme bot", None), ("blabla", None),
        ("schandalig", "sociaal.frustratie"), ("hoe maak ik bezwaar", "aangifte.bezwaar"),
    ],
    "slordig": [
        ("zorgtslg", None), ("weet ik niet", None), ("...", None), ("toeslagen", "toeslagen.welke"), ("ok", None),
        ("wat is een toeslagpartner", None), ("voorbeeld", None), ("snap ik niet", None), ("doei", None),
    ],
    "schulden": [
        ("ik heb schulden en kan niks meer betalen", "sociaal.schulden_stress"), ("hoe betaal ik in delen",
        "betalen.betalingsregeling"), ("schulden schulden schulden", "sociaal.schulden_stress"), ("bedankt", None),
    ],
    "u": [
        ("Goedemorgen, kunt u mij helpen?", None), ("Ik ben bang voor de aanslag", "aangifte.definitieve_aanslag"),
        ("zegt u eens u", None), ("niet tutoyeren", None), ("Dank u wel", None),
    ],
    "affaire": [
        ("ik ben gedupeerde van de toeslagenaffaire", "toeslagen.hersteloperatie"), ("wie helpt mij", "aangifte.hulp"),
        ("ik ben als fraudeur behandeld", "sociaal.frustratie"), ("wanneer komt zorgtoeslag", "toeslagen.uitbetaling"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("story", STORIES)
def test_a_whole_conversation_keeps_to_the_rules(story, talk, rules):
    for text, topic in STORIES[story]:
        talk.say(text, topic)
    assert not lint_conversation(talk.turns, rules)
    for bubbles, message in zip(talk.turns, talk.said, strict=True):
        wrong = [f for f in lint_turn(bubbles, rules, exceptions=("T27", "M33")) if f.level == "fout"]
        assert not wrong, (message["text"], wrong)
    answers = [m["text"] for m in talk.said]
    assert all(a != b for a, b in zip(answers, answers[1:], strict=False)), "never the same text twice running"
    assert Conversation(talk.speaker).memory == Memory()


def test_gibberish_is_no_question_for_somebody_else(content):
    """The model doubts between doors elsewhere: of letters without a word that says nothing."""
    ranking = (("buiten.andere_instantie", 0.4), ("buiten.btw_zakelijk", 0.3))
    meant = understood(content, Heard("qwzx vbnm", None, 0.4, ranking, MONDAY), Memory())
    assert (meant.topic, meant.ranking) == (None, ())
