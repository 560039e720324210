"""Why this answer: the same answer as the chat gives, with what decided it."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.calendar import AMSTERDAM
from bot.dialogue import Memory, Speaker, heard_in, take_turn
from bot.dialogue.steps import STEPS
from bot.trainer.explain import REASONS, explain, parse_of

NOW = dt.datetime(2026, 11, 23, 10, 0, tzinfo=AMSTERDAM)


def model(*ranking):
    return lambda text: parse_of(text, list(ranking))


UITSTEL = model(("aangifte_uitstel", 0.91), ("aangifte_deadline", 0.05), ("geen_onderwerp", 0.01))
UNSURE = model(("nlu_fallback", 0.6), ("aangifte_uitstel", 0.4), ("aangifte_deadline", 0.3))


def test_a_sure_answer_names_topic_rule_and_labels(library):
    found = explain(UITSTEL, "mag ik uitstel", library, NOW)
    assert (found.topic, found.outcome, found.sure) == ("aangifte.uitstel", "antwoord", True)
    assert found.rule == "Een algemene vraag krijgt een antwoord met bron"
    assert [(x.topic, x.confidence) for x in found.labels] == [("aangifte.uitstel", 0.91), ("aangifte.deadline", 0.05)]
    assert found.why[0] == REASONS["answer"]


def test_doubt_is_told_with_the_rule_for_doubt(library):
    found = explain(UNSURE, "iets met mei", library, NOW)
    assert (found.sure, found.outcome, found.confidence) == (False, "verduidelijking", 0.4)
    assert found.rule == "Wat niet begrepen is krijgt een keuze uit onderwerpen"
    assert found.why[0] == REASONS["not_understood"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [("hallo", "small_talk"), ("ik wil niet meer leven", "help_first"), ("wat betekent toetsingsinkomen", "word")],
)
def test_what_goes_before_the_model_is_told(text, reason, library):
    assert REASONS[reason] in explain(UNSURE, text, library, NOW).why


def test_private_data_is_masked_before_the_model_looks(library):
    seen = []

    def spy(text):
        seen.append(text)
        return UITSTEL(text)

    found = explain(spy, "mag ik uitstel, mail jan@voorbeeld.nl", library, NOW)
    assert "voorbeeld" not in seen[0] + found.text
    assert "weggehaald" in found.why[0]


@pytest.mark.parametrize("text", ["mag ik uitstel", "hallo", "ik ben bang voor een boete", "en voor huurtoeslag?"])
def test_it_says_what_the_chat_would_say(text, library):
    for understands in (UITSTEL, UNSURE):
        heard = heard_in(understands(text), {}, library.content, NOW)
        message, _ = take_turn(Speaker(library), heard, Memory())
        assert "\n\n".join(explain(understands, text, library, NOW).bubbles) == message["text"]


def test_a_state_that_the_model_hears_counts_as_in_the_chat(library):
    state = next(s.id for s in library.content.talk.states if s.sentences)
    ranking = [("aangifte_te_laat", 0.9)]

    def why(states):
        return explain(lambda text: parse_of(text, ranking, states), "wat moet ik met die brief", library, NOW).why

    assert any(f"'{state}'" in reason for reason in why({state: 1.0}))
    assert not any("hoort de staat" in reason for reason in why({}))


def test_every_step_of_the_dialogue_has_a_reason():
    assert {step.__name__.strip("_") for step in STEPS} == set(REASONS)
