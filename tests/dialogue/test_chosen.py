"""A question back is answered with the place of a button, in words."""

from __future__ import annotations

import pytest

STOP = "toeslagen.stopzetten"


@pytest.fixture()
def offered(talk):
    """The topics that a talk was asked to choose from."""
    heard = {"text": "iets met een toeslag", "topic": None, "confidence": 0.45}
    message = talk.say(**heard)
    assert message["outcome"] in ("verduidelijking", "niet_begrepen")
    return [c["choice"].removeprefix("onderwerp:") for c in message["choices"] if c["choice"].startswith("onderwerp:")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("de eerste", 0),
        ("de tweede graag", 1),
        ("ik bedoel de tweede", 1),
        ("doe de laatste maar", -1),
        ("nummer 2", 1),
        ("2", 1),
        ("het gaat om de 1e", 0),
    ],
)
def test_the_place_of_a_button_chooses_it(text, place, offered, talk):
    assert talk.say(text, "sociaal.onduidelijk", 0.9)["topic"] == offered[place]


@pytest.mark.parametrize("text", ["de derde", "de tweede woning", "mijn eerste aangifte", "de eerste maand"])
def test_no_such_button_or_more_words_choose_nothing(text, offered, talk):
    assert len(offered) == 2
    assert talk.say(text, "aangifte.verhuur", 0.95)["topic"] == "aangifte.verhuur"


def test_it_chooses_nothing_when_nothing_was_asked(talk):
    talk.say("hoe zet ik zorgtoeslag stop", STOP, 0.99)
    assert talk.memory.offered == []
    assert talk.say("de tweede", "leven.kind_geboren", 0.95)["topic"] == "leven.kind_geboren"


@pytest.mark.parametrize("text", ["geen van beide", "geen van die", "mijn vraag staat er niet bij"])
def test_none_of_them_is_no_new_question(text, offered, talk, content):
    assert offered
    assert talk.say(text, "sociaal.onduidelijk", 0.9)["text"] == content.texts["iets_anders"][0]


def test_what_was_offered_is_forgotten_after_an_answer(offered, talk):
    talk.say("de tweede", "sociaal.onduidelijk", 0.9)
    assert talk.memory.offered == []
