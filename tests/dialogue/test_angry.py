"""Anger is answered by what it is about, with a term, a number and a way; never twice the same."""

from __future__ import annotations

import pytest

ANGER = "sociaal.frustratie"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("schandalig dat ik een boete kreeg", "boete"),
        ("die terugvordering, ik ben het zat", "toeslag terugbetalen"),
        ("mijn bezwaar ligt er al maanden", "Een besluit op bezwaar"),
        ("al zes keer gebeld en niemand belt terug", "klachtformulier"),
        ("ik krijg opeens te weinig, wat een zooi", "met welk inkomen is gerekend"),
        ("dit duurt veel te lang", "Vroeg je een toeslag aan"),
    ],
)
def test_anger_gets_the_way_for_what_it_is_about(talk, text, expected):
    message = talk.say(text, ANGER, said={})
    assert expected in message["text"]
    assert "0800 - 0543" in message["text"] or "klachtformulier" in message["text"]


def test_the_toeslag_somebody_is_angry_about_is_named(talk):
    message = talk.say("jullie zijn dieven, 40 euro minder", ANGER, said={"toeslag": "huurtoeslag"})
    assert "Het gaat over je huurtoeslag." in message["text"]


def test_anger_without_a_subject_is_about_what_was_talked_about(talk):
    talk.say("hoe lang duurt een bezwaar", "aangifte.bezwaar")
    assert "Een besluit op bezwaar" in talk.say("belachelijk", ANGER)["text"]


def test_calling_in_vain_is_about_the_bezwaar_of_before(talk):
    talk.say("hoe lang duurt een bezwaar", "aangifte.bezwaar")
    message = talk.say("al vier keer gebeld", ANGER)
    assert "Een besluit op bezwaar" in message["text"]
    assert "Belde je al vaker?" in message["text"]


def test_calling_in_vain_is_about_what_was_asked_and_not_about_all_that_the_topic_holds(talk):
    talk.say("wanneer komt mijn teruggave", "persoonlijk.status_aangifte")
    assert "bezwaar" not in talk.say("al vier keer gebeld", ANGER)["text"]


def test_no_angry_person_reads_the_same_twice(talk):
    said = [talk.say(text, ANGER)["text"] for text in ("die boete ook", "ik pik die boete niet", "schandalig", "bah")]
    bodies = [text.split(". ", 1)[1] for text in said]
    assert len(set(bodies)) == len(bodies)


def test_who_is_still_angry_is_not_asked_what_he_means(talk):
    talk.say("schandalig", ANGER, state="boos_op_dienst")
    talk.say("schandalig hoor", ANGER, state="boos_op_dienst")
    message = talk.say("schandalig zeg", None, 0.2, state="boos_op_dienst")
    assert message["topic"] == ANGER
