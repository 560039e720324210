"""Closing: asked at most once, and told to the door as data."""

from __future__ import annotations

QUESTION = "Is je vraag beantwoord?"


def asked(talk) -> None:
    talk.say("wanneer moet ik aangifte doen", "aangifte.deadline")
    talk.say("bedankt", "sociaal.bedankt")


def test_it_is_asked_once_and_the_door_hears_it(talk):
    asked(talk)
    assert talk.said[-1]["closing"] == "asked" and QUESTION in talk.said[-1]["text"]
    assert talk.say("ja", "sociaal.onduidelijk")["closing"] == "yes"
    talk.say("en uitstel", "aangifte.uitstel")
    again = talk.say("bedankt", "sociaal.bedankt")
    assert "closing" not in again and QUESTION not in again["text"]


def test_what_was_missed_is_a_remark_and_still_a_question(talk):
    asked(talk)
    assert talk.say("nee", "sociaal.onduidelijk")["closing"] == "no"
    reply = talk.say("ik wilde weten hoe ik uitstel vraag", "aangifte.uitstel")
    assert reply["closing"] == "remark" and reply["topic"] == "aangifte.uitstel"
    assert "closing" not in talk.say("en te laat?", "aangifte.te_laat")


def test_yes_asks_for_no_remark(talk):
    asked(talk)
    talk.say("ja")
    assert "closing" not in talk.say("hoe vraag ik uitstel", "aangifte.uitstel")


def test_words_in_danger_are_no_remark(talk):
    asked(talk)
    talk.say("nee")
    assert "closing" not in talk.say("ik wil niet meer leven", "sociaal.crisis")


def test_a_button_is_no_remark(talk):
    asked(talk)
    talk.say("nee")
    assert "closing" not in talk.say("", "aangifte.uitstel")
