"""In a heavy talk no answer begins with what may still happen, unless the citizen names it."""

from __future__ import annotations

import re

import pytest

from bot.dialogue import Speaker
from tests.dialogue.conversation import Conversation

THREAT = re.compile(
    r"\b(?:\w*boetes?|dwangbevel\w*|\w*deurwaarders?|(?:loon)?beslag|(?:loon)?vordering\w*)\b", re.IGNORECASE
)
HEAVY = {
    "schulden": ("ik heb geen geld meer", "sociaal.schulden_stress"),
    "bang": ("ik ben zo bang", "sociaal.wantrouwen"),
    "rouw": ("mijn man is overleden", "leven.overlijden"),
}
# Who asks how to hide income is told once what may come of it.
NAMED_BY_THEMSELVES = ("buiten.ontwijken_fraude",)


@pytest.mark.parametrize("state", HEAVY)
@pytest.mark.parametrize("later", [False, True])
def test_no_answer_in_a_heavy_talk_opens_with_a_threat(state, later, library):
    words, topic_of_state = HEAVY[state]
    opening = {}
    for topic in library.content.answers:
        talk = Conversation(Speaker(library))
        if later:
            talk.say(words, topic_of_state)
        question = "hoe werkt zoiets eigenlijk bij jullie dan"
        message = talk.say(question if later else f"{words}, {question}", topic)
        opening[topic] = message["text"].split("\n\n")[0]
    assert [t for t, text in opening.items() if THREAT.search(text) and t not in NAMED_BY_THEMSELVES] == []


def test_who_names_it_reads_about_it(talk):
    talk.say("ik heb geen geld meer", "sociaal.schulden_stress")
    assert "dwangbevel" in talk.say("krijg ik dan een dwangbevel", "betalen.aanmaning")["text"]


def test_who_fears_his_post_reads_one_thing_to_look_for_in_a_definitieve_aanslag(talk):
    talk.say("ik durf mijn blauwe enveloppen niet meer open te maken", "sociaal.wantrouwen", said={"post": "ja"})
    message = talk.say("er staat definitieve aanslag op", "aangifte.definitieve_aanslag")["text"]
    assert "de datum op de brief" in message and "betaalt of geld krijgt" in message and "medewerker" in message
    assert "navordering" not in message and "12 jaar" not in message


def test_who_asks_whether_more_can_come_reads_that(talk):
    talk.say("ik ben zo bang", "sociaal.wantrouwen")
    message = talk.say("kan er nog een navordering komen", "aangifte.definitieve_aanslag")["text"]
    assert "5 jaar" in message and "12 jaar" in message
