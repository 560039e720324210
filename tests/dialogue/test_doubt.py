"""An answer that may be about something else says so, and offers what else may have been meant."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from bot.calendar import AMSTERDAM
from bot.dialogue import CHOICE_TOPIC, DOUBT, Heard, Memory, Speaker, take_turn
from bot.dialogue.bubbles import MAX_BUBBLES
from bot.dialogue.doubt import SURE

NOW = dt.datetime(2026, 11, 21, 12, 0, tzinfo=AMSTERDAM)
RANKING = (
    ("toeslagen.vermogen", 0.66), ("sociaal.onduidelijk", 0.1), ("toeslagen.zorg.voorwaarden", 0.2),
    ("aangifte.box3_sparen", 0.01),
)  # fmt: skip
HEARD = Heard("hoeveel mag er op mijn rekening staan", RANKING[0][0], RANKING[0][1], RANKING, NOW)


def reply(library, heard: Heard, memory: Memory | None = None):
    return take_turn(Speaker(library), heard, memory or Memory())[0]


def test_an_unsure_answer_says_so_and_offers_what_is_likely_besides(library):
    message = reply(library, HEARD)
    sure = reply(library, dataclasses.replace(HEARD, confidence=0.95))
    assert (message["topic"], message["outcome"], message["cue"]) == ("toeslagen.vermogen", "antwoord", DOUBT)
    assert [c["choice"] for c in message["choices"]] == [f"{CHOICE_TOPIC}toeslagen.zorg.voorwaarden", "iets_anders"]
    assert "niet zeker" in message["text"]
    assert sure["text"].split("\n\n")[0] in message["text"], "the answer itself is there, and first"
    assert len(message["text"].split("\n\n")) <= MAX_BUBBLES
    assert sure["cue"] is None and "niet zeker" not in sure["text"]


def test_an_answer_that_is_nearly_sure_only_offers_the_others(library):
    message = reply(library, dataclasses.replace(HEARD, confidence=0.85))
    assert message["cue"] == DOUBT and "niet zeker" not in message["text"] and "iets anders?" in message["text"]


def test_who_just_said_it_in_other_words_is_not_doubted_again(library):
    assert reply(library, HEARD, Memory(misses=1))["cue"] != DOUBT


@pytest.mark.parametrize(
    "changed",
    [
        {"confidence": SURE},
        {"text": ""},
        {"cue": "vervolg"},
        {"second": True},
        {"said": {"bedrag": 40000.0}},
        {"ranking": (RANKING[0], RANKING[1], RANKING[3])},
        {"text": "ik lig wakker van die schulden, hoeveel mag er op mijn rekening staan", "state": "schulden"},
    ],
    ids=[
        "sure",
        "a button",
        "a follow-up",
        "a second question",
        "an amount was told",
        "nothing else is likely",
        "a hard time",
    ],
)
def test_others_get_the_answer_without_doubt(library, changed):
    assert reply(library, dataclasses.replace(HEARD, **changed))["cue"] != DOUBT


def test_what_was_answered_before_is_not_offered_again(library):
    memory = Memory(answered={"toeslagen.zorg.voorwaarden": 1})
    assert reply(library, HEARD, memory)["cue"] != DOUBT


BELOW = (("toeslagen.vermogen", 0.55), ("toeslagen.zorg.voorwaarden", 0.2), ("sociaal.onduidelijk", 0.1))
NOT_HEARD = dataclasses.replace(HEARD, topic=None, confidence=0.55, ranking=BELOW)


def test_a_likely_guess_is_answered_with_its_doubt(library):
    message = reply(library, NOT_HEARD)
    assert (message["topic"], message["outcome"], message["cue"]) == ("toeslagen.vermogen", "antwoord", DOUBT)
    assert message["confidence"] == 0.55
    assert "niet zeker" in message["text"]
    assert f"{CHOICE_TOPIC}toeslagen.zorg.voorwaarden" in [c["choice"] for c in message["choices"]]


@pytest.mark.parametrize(
    ("changed", "memory"),
    [
        ({"ranking": (("toeslagen.vermogen", 0.49), *BELOW[1:])}, Memory()),
        ({"ranking": (BELOW[0], ("toeslagen.zorg.voorwaarden", 0.4))}, Memory()),
        ({"text": "ik lig wakker van die schulden, hoeveel mag er op mijn rekening staan"}, Memory()),
        ({"said": {"bedrag": 40000.0}}, Memory()),
        ({}, Memory(rejected=("toeslagen.vermogen",))),
        ({}, Memory(misses=1)),
        ({}, Memory(answered=("toeslagen.vermogen",))),
        ({"text": "ja van de belasting en van toeslagen"}, Memory(turns=1)),
    ],
    ids=["unlikely", "a near second", "a hard time", "an amount", "rejected", "asked before", "answered before", "yes"],
)
def test_where_doubt_cannot_be_said_it_asks(library, changed, memory):
    message = reply(library, dataclasses.replace(NOT_HEARD, **changed), memory)
    assert message["topic"] is None or message["cue"] != DOUBT
    assert message["outcome"] != "antwoord"
