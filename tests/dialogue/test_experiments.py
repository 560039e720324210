"""Experiments in a conversation: who gets what, for ever the same, and never who has a hard time."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from bot.dialogue import Speaker
from bot.dialogue.experiments import arm_of
from bot.knowledge.experiments import Cue, Experiment, Kind, Measure, Status
from bot.knowledge.model import Validity
from tests.dialogue.conversation import MONDAY, Conversation

TOPIC = "aangifte.uitstel"
CONVERSATIONS = [f"gesprek{i}" for i in range(4000)]
B_TEXT = ("Kort en goed.",)


def experiment(**changes) -> Experiment:
    first = Experiment(
        "proef", "Helpt het?", Kind.ANSWER, (TOPIC,), None, (), ("A",), B_TEXT, 1.0,
        Validity(dt.date(2026, 11, 1), dt.date(2026, 12, 31)), Measure.HELPED, 0.5, 0.1, 388, "redactie", Status.RUNNING,
    )  # fmt: skip
    return dataclasses.replace(first, **changes)


def arms(found: Experiment) -> dict[str, str]:
    return {c: arm for c in CONVERSATIONS if (arm := arm_of(found, c))}


@pytest.fixture()
def trying(library, monkeypatch):
    """A conversation over the real content with these experiments."""

    def begin(*experiments: Experiment) -> Conversation:
        monkeypatch.setattr(library, "_content", dataclasses.replace(library.content, experiments=experiments))
        return Conversation(Speaker(library))

    return begin


@pytest.fixture()
def wording(library):
    return next(w.bubbles for w in library.content.answers[TOPIC].wordings if w.validity.covers(MONDAY.date()))


def in_arm(found: Experiment, arm: str | None) -> str:
    return next(c for c in CONVERSATIONS if arm_of(found, c) == arm)


def test_half_of_the_part_gets_b_and_always_the_same_half():
    found = experiment(share=0.4)
    first = arms(found)
    assert first == arms(found)
    assert 0.36 < len(first) / len(CONVERSATIONS) < 0.44
    assert 0.45 < sum(a == "B" for a in first.values()) / len(first) < 0.55


def test_two_experiments_throw_their_own_dice():
    one, two = arms(experiment()), arms(experiment(id="tweede"))
    assert 0.45 < sum(one[c] == two[c] for c in CONVERSATIONS) / len(CONVERSATIONS) < 0.55


def test_each_arm_gets_its_text_and_the_mark(trying, wording):
    found = experiment(a=wording)
    talk = trying(found)
    a = talk.say("uitstel", TOPIC, conversation=in_arm(found, "A"))
    b = trying(found).say("uitstel", TOPIC, conversation=in_arm(found, "B"))
    assert a["experiment"] == {"id": "proef", "arm": "A"}
    assert b["experiment"] == {"id": "proef", "arm": "B"}
    assert b["text"].startswith("Kort en goed.") and not a["text"].startswith("Kort en goed.")
    assert a["sources"] == b["sources"] and a["choices"] == b["choices"] and a["outcome"] == b["outcome"]


@pytest.mark.parametrize(
    "changes",
    [
        {"status": Status.PLANNED}, {"status": Status.STOPPED}, {"a": ("Iets anders.",)},
        {"validity": Validity(dt.date(2026, 11, 1), dt.date(2026, 11, 22))}, {"topics": ("aangifte.deadline",)},
        {"b": ("Het kost {feit_dat_er_niet_is}.",)},
    ],
)  # fmt: skip
def test_what_does_not_run_or_fit_shows_nothing(trying, wording, changes):
    found = experiment(**{"a": wording, **changes})
    message = trying(found).say("uitstel", TOPIC, conversation=in_arm(found, "B"))
    assert "experiment" not in message and not message["text"].startswith("Kort en goed.")


def test_a_question_outside_a_conversation_takes_part_in_nothing(trying, wording):
    assert "experiment" not in trying(experiment(a=wording)).say("uitstel", TOPIC)


@pytest.mark.parametrize(
    "words",
    ["ik durf de brief niet open te maken", "ik kan dit echt niet betalen", "mijn man is overleden",
     "ik wil niet meer leven", "ik ben gedupeerde van de toeslagenaffaire"],
)  # fmt: skip
def test_who_has_a_hard_time_is_never_tried_on_nor_is_the_rest_of_that_talk(trying, wording, words):
    found = experiment(a=wording)
    talk, conversation = trying(found), in_arm(found, "B")
    assert "experiment" not in talk.say(words, TOPIC, conversation=conversation)
    if talk.memory.last_state:  # of a crisis nothing is remembered
        assert "experiment" not in talk.say("en uitstel", TOPIC, conversation=conversation)


def test_a_cue_is_left_out_in_b_and_marked_at_the_same_moments(trying):
    found = experiment(kind=Kind.CUE, cue=Cue.EMPATHY, states=("verward",), topics=(), a=(), b=())
    a = trying(found).say("ik snap niks van deze regeling", TOPIC, conversation=in_arm(found, "A"))
    b = trying(found).say("ik snap niks van deze regeling", TOPIC, conversation=in_arm(found, "B"))
    assert a["cue"] == "empathie" and b["cue"] is None
    assert a["experiment"]["arm"] == "A" and b["experiment"]["arm"] == "B"
    assert a["text"].endswith(b["text"]), "the substance is the same"
    neutral = trying(found).say("hoe vraag ik dit aan", TOPIC, conversation=in_arm(found, "B"))
    assert "experiment" not in neutral, "where the sentence would not be said, nothing is tried"


def test_saying_the_question_back_can_be_left_out(trying):
    found = experiment(kind=Kind.CUE, cue=Cue.SAID_BACK, topics=(), a=(), b=())
    words = "ik wil graag weten hoe ik nu nog meer tijd krijg voor het doen van alles wat er moet"
    topic = "toeslagen.uitbetaling"
    a = trying(found).say(words, topic, conversation=in_arm(found, "A"))
    b = trying(found).say(words, topic, conversation=in_arm(found, "B"))
    assert a["text"] != b["text"] and a["text"].endswith(b["text"])
    assert (a["experiment"]["arm"], b["experiment"]["arm"]) == ("A", "B")
