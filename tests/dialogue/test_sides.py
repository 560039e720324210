"""A question that goes on about one side of the last answer gets that side, or hears that the answer lacks it."""

from __future__ import annotations

import pytest

from bot.dialogue import Heard, Memory
from bot.dialogue.context import CUE
from bot.dialogue.follow_up import resolved
from bot.dialogue.sides import mark_of, part_asked, side_in, side_unknown, tells_of
from tests.dialogue.conversation import MONDAY

BUBBLES = (
    "Je vraagt het aan in Mijn toeslagen.",
    "Je krijgt binnen 8 weken bericht over je huis.",
    "Het is gratis. Een kamer met eigen keuken telt ook.",
)


def asks(text: str, topic: str | None = "t", before: int = 1) -> Heard:
    return Heard(text, topic, 0.8, (), MONDAY, answered={"t": before})


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("en een eigen keuken?", [2]),
        ("hoe lang duurt dat?", [1]),
        ("wat kost dat", [2]),
        ("waar doe ik dat", [0]),
        ("waar vraag ik dat voor een kamer", [0]),
        ("en een balkon?", [0, 1, 2]),
        ("", [0, 1, 2]),
    ],
)
def test_only_the_bubbles_about_it_are_said_again(text, kept, content):
    assert part_asked(BUBBLES, asks(text), Memory(topic="t"), content) == tuple(BUBBLES[i] for i in kept)


def test_the_first_time_and_after_another_topic_the_answer_is_whole(content):
    assert part_asked(BUBBLES, asks("wat kost dat", before=0), Memory(topic="t"), content) == BUBBLES
    assert part_asked(BUBBLES, asks("wat kost dat"), Memory(topic="u"), content) == BUBBLES


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("en wat kost dat", True),
        ("hoe lang duurt dat", True),
        ("wat kost een balkon", False),
        ("waar doe ik dat", False),
    ],
)
def test_a_side_that_the_answer_lacks_is_owned(text, unknown, content):
    bubbles = ("Je vraagt het aan in Mijn toeslagen.", "Dat kan ook samen.")
    assert bool(side_unknown(bubbles, asks(text), Memory(topic="t"), content)) is unknown
    assert side_unknown(bubbles, asks(text), Memory(topic="u"), content) == ""


def test_the_longest_words_decide_which_side_it_is(content):
    sides = content.follow_ups.sides
    assert side_in(" hoeveel weken duurt dat ", sides)[0].name == "tijd"
    assert side_in(" hoeveel is dat ", sides)[0].name == "bedrag"
    assert side_in(" mijn buurman ", sides) == (None, frozenset())


def test_a_fact_in_the_text_counts_as_what_it_is(content):
    time = next(s for s in content.follow_ups.sides if s.name == "tijd")
    assert tells_of("aangifte.deadline", time, content)
    assert not tells_of("bestaat.niet", time, content)


@pytest.mark.parametrize("text", ["hoe lang kan dat nog", "en hoe lang heb ik daarvoor?"])
def test_a_side_is_asked_of_the_last_answer(text, content):
    unsure = Heard(text, None, 0.3, (("toeslagen.bezwaar", 0.3),), MONDAY)
    meant = resolved(unsure, Memory(topic="aangifte.wijzigen"), content)
    assert (meant.topic, meant.cue) == ("aangifte.wijzigen", CUE)


def test_another_subject_of_which_the_model_is_sure_is_no_side(content):
    sure = Heard("en hoe lang duurt dat", "digid.aanvragen", 0.9, (("digid.aanvragen", 0.9),), MONDAY)
    assert resolved(sure, Memory(topic="contact.phishing"), content).topic == "digid.aanvragen"


@pytest.mark.parametrize(("before", "topic"), [("leven.scheiden", "leven.scheiden"), (None, "sociaal.onduidelijk")])
def test_a_bare_side_that_the_model_calls_unclear_is_of_the_last_answer(before, topic, content):
    unclear = Heard("wat moet ik doen", "sociaal.onduidelijk", 0.97, (("sociaal.onduidelijk", 0.97),), MONDAY)
    assert resolved(unclear, Memory(topic=before), content).topic == topic


def test_an_abbreviation_counts_as_an_own_word_and_all_bubbles_with_it_come_again(content):
    bubbles = (
        "Het tarief is 35%. Heb je AOW? Dan 17%.",
        "Er gaan kortingen af.",
        "Ook de korting vanaf de AOW-leeftijd.",
    )
    just_said = Memory(topic="t", told=mark_of(bubbles))
    assert part_asked(bubbles, asks("en als ik aow heb"), just_said, content) == (bubbles[0], bubbles[2])
    assert part_asked(bubbles, asks("en als ik geluk heb"), just_said, content) == bubbles


def test_a_free_call_is_no_amount_and_a_trial_calculation_shows_one(talk, content):
    side, _ = side_in(" wat kost dat ", content.follow_ups.sides)
    assert side and not side.found_by.search("Bel gratis 0800 - 0543.") and side.found_by.search("Stoppen is gratis.")
    talk.say("kan mijn vriendin mijn toeslagpartner zijn", "toeslagen.toeslagpartner", said={"relatie": "partner"})
    said = talk.say("wat kost dat", "sociaal.onduidelijk")
    assert said["text"] == side.unknown
    assert [c["choice"] for c in said["choices"]][0] == "onderwerp:toeslagen.proefberekening"
