"""What happens if it is not done: asked on after an answer with an obligation or a term, it is never asked back."""

from __future__ import annotations

import pytest

NOT_DONE = "wat gebeurt er als ik dat niet doe"
WITH_OWN_TEXT = (
    "toeslagen.aanvragen",
    "toeslagen.stopzetten",
    "toeslagen.wijziging_inkomen",
    "toeslagen.wijziging_doorgeven",
    "toeslagen.terugbetalen",
    "toeslagen.bezwaar",
    "toeslagen.bewijsstukken",
    "toeslagen.kot.aanvragen",
    "toeslagen.kot.werkloos",
    "toeslagen.kot.wijzigen",
    "aangifte.te_laat",
    "aangifte.wijzigen",
    "aangifte.bezwaar",
    "betalen.aanmaning",
    "digid.aanvragen",
)
TOLD_ELSEWHERE = {
    "aangifte.deadline": "aangifte.te_laat",
    "aangifte.moet_ik": "aangifte.te_laat",
    "aangifte.uitstel": "aangifte.te_laat",
    "aangifte.definitieve_aanslag": "betalen.aanmaning",
    "toeslagen.medebewoner": "toeslagen.wijziging_doorgeven",
    "toeslagen.huur.huurgrens": "toeslagen.wijziging_doorgeven",
    "toeslagen.buitenland": "toeslagen.stopzetten",
    "toeslagen.kgb.aanvragen": "toeslagen.aanvragen",
    "betalen.betalingsregeling": "betalen.aanmaning",
    "leven.scheiden": "toeslagen.wijziging_doorgeven",
    "leven.verhuizen": "toeslagen.wijziging_doorgeven",
    "leven.emigreren": "toeslagen.stopzetten",
}


def opening(topic, content):
    """The first words of the text that tells what happens, as far as no fact stands in them."""
    answer = content.answers[topic]
    name = next(n for n in content.follow_ups.not_done_names if n in answer.asks)
    bubble = next(w for w in answer.wordings if w.conditions.get("vraagt") == name).bubbles[0]
    return bubble.split("{")[0][:40]


@pytest.mark.parametrize("topic", WITH_OWN_TEXT)
@pytest.mark.parametrize("question", [NOT_DONE, "en als ik dat niet doe?", "wat als ik het vergeet"])
def test_an_answer_tells_what_happens_if_it_is_not_done(talk, content, topic, question):
    talk.say("hoe zit dat", topic)
    message = talk.say(question, "sociaal.onduidelijk", 0.4)
    assert message["topic"] == topic
    assert opening(topic, content) in message["text"]


@pytest.mark.parametrize(("topic", "telling"), TOLD_ELSEWHERE.items())
def test_otherwise_the_family_says_which_topic_tells_it(talk, content, topic, telling):
    talk.say("hoe zit dat", topic)
    message = talk.say(NOT_DONE, "sociaal.onduidelijk", 0.4)
    assert message["topic"] == telling
    assert opening(telling, content) in message["text"]


def test_the_toeslag_of_the_talk_does_not_hide_what_happens(talk):
    talk.say("mijn zoon woont thuis, huurtoeslag", "toeslagen.medebewoner", said={"toeslag": "huurtoeslag"})
    assert talk.say(NOT_DONE, "sociaal.onduidelijk", 0.4)["text"].startswith("Geef het alsnog door")


@pytest.mark.parametrize(
    ("about", "telling"),
    [
        ("toeslagen.wijziging_inkomen", "toeslagen.terugbetalen"),
        ("toeslagen.terugbetalen", "toeslagen.terugbetalen"),
        ("aangifte.definitieve_aanslag", "betalen.aanmaning"),
    ],
)
def test_who_asks_about_not_paying_reads_about_paying_whatever_the_talk_was_about(talk, content, about, telling):
    talk.say("ik moet 1800 euro betalen", about)
    message = talk.say("en als ik gewoon niet betaal?", "betalen.aanmaning", 0.5)
    assert message["topic"] == telling and opening(telling, content) in message["text"]


def test_who_names_what_he_fears_asks_what_happens(talk, content):
    talk.say("kan het in stukjes", "betalen.betalingsregeling")
    message = talk.say("en als ik gewoon niks doe? komt er dan een deurwaarder?", "betalen.beslag", 0.23)
    assert message["topic"] == "betalen.aanmaning" and opening("betalen.aanmaning", content) in message["text"]


def test_being_late_is_not_the_same_as_never(talk):
    talk.say("voor wanneer moet de aangifte binnen zijn", "aangifte.deadline")
    assert talk.say("en als ik te laat ben?", "sociaal.onduidelijk", 0.4)["text"].startswith("Doe je aangifte nu")


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("wat gebeurt er als ik mijn huur niet doorgeef", "toeslagen.huur.huurgrens"),
        ("en als ik mijn hond vergeet", "buiten.gemeente"),
        ("wat als ik mijn zorgtoeslag niet stopzet", "toeslagen.stopzetten"),
    ],
)
def test_a_question_with_words_of_its_own_is_left_to_the_model(talk, question, topic):
    talk.say("hoe doe ik aangifte", "aangifte.hoe_doen")
    assert talk.say(question, topic, 0.95)["topic"] == topic
