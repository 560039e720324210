"""Sympathy in measure: rules M31 to M33 hold in whatever conversation, and a neutral turn never has any."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.dialogue import Memory, Speaker
from bot.dialogue.bubbles import fits
from bot.dialogue.empathy import allowed, opens_with_sympathy
from bot.dialogue.states import CRISIS, NEUTRAL
from bot.tone import lint_conversation, lint_turn
from tests.dialogue.conversation import Conversation

SAYS = {
    "neutraal": "hoe vraag ik dit aan",
    "verward": "ik snap niks van deze regeling",
    "gefrustreerd": "ik bel al voor de vijfde keer",
    "bang": "ik durf de brief niet open te maken",
    "schulden": "ik kan dit echt niet betalen",
    "rouw": "mijn man is overleden",
    "blij": "onze dochter is geboren",
    "boos_op_bot": "stomme bot je luistert niet",
    "boos_op_dienst": "schandalig hoe jullie doen",
    "toeslagenaffaire": "ik ben gedupeerde van de toeslagenaffaire",
}
TOPICS = (
    "aangifte.uitstel", "toeslagen.uitbetaling", "leven.overlijden", "sociaal.frustratie", "sociaal.wantrouwen",
    "sociaal.schulden_stress", "betalen.betalingsregeling", "toeslagen.hersteloperatie", "persoonlijk.brief", None,
    "sociaal.schelden", "buiten.politiek", "toeslagen.aanvragen", "sociaal.bedankt",
)  # fmt: skip


def starts_kindly(message, content) -> str:
    return opens_with_sympathy(tuple(message["text"].split("\n\n")), content.talk)


@pytest.mark.parametrize("state", ["verward", "gefrustreerd", "bang", "schulden", "rouw", "blij", "boos_op_dienst"])
def test_one_short_sentence_comes_before_the_answer_in_the_same_bubble(state, talk, content):
    plain = Conversation(talk.speaker).say(SAYS["neutraal"], "toeslagen.proefberekening")["text"].split("\n\n")
    message = talk.say(SAYS[state], "toeslagen.proefberekening")
    sentence = starts_kindly(message, content)
    assert sentence and len(sentence.split()) <= 14
    assert message["text"].split("\n\n")[0].endswith(plain[0]), "without it the answer is whole"
    assert message["cue"] == "empathie"


@pytest.mark.parametrize("said", [{}, {"toeslag": "huurtoeslag"}])
def test_a_full_bubble_makes_room_for_the_sentence(said, talk, content):
    topic = "persoonlijk.niet_ontvangen"
    plain = Conversation(talk.speaker).say("waar blijft mijn geld", topic, said=said)["text"].split("\n\n")
    assert not fits("Dat klinkt vervelend.", plain[0]), "there is no room in the first bubble"
    message = talk.say(SAYS["boos_op_dienst"], topic, said=said)
    bubbles = message["text"].split("\n\n")
    sentence = starts_kindly(message, content)
    assert sentence and " ".join(bubbles).split()[len(sentence.split()) :][: len(plain[0].split())] == plain[0].split()
    assert len(bubbles) <= 3
    assert all(fits(b, "") for b in bubbles[:1]), bubbles[0]


@pytest.mark.parametrize("topic", [t for t in TOPICS if t and not t.startswith("sociaal.")])
def test_a_neutral_turn_has_no_sympathy(topic, talk, content):
    if topic == "toeslagen.hersteloperatie":  # this topic is never neutral
        return
    message = talk.say(SAYS["neutraal"], topic)
    assert not starts_kindly(message, content), message["text"]
    assert message["cue"] is None


def test_a_question_about_death_in_general_gets_no_condolence(talk):
    assert "Gecondoleerd" not in talk.say("wat gebeurt er bij overlijden met mijn toeslag", "leven.overlijden")["text"]
    assert "Gecondoleerd" in Conversation(talk.speaker).say("mijn man is overleden", "leven.overlijden")["text"]


def test_after_a_condolence_the_next_sentence_is_not_about_paying(talk):
    for topic in ("betalen.hoe_betalen", "toeslagen.terugbetalen", "betalen.betalingsregeling", "leven.overlijden"):
        text = Conversation(talk.speaker).say(SAYS["rouw"], topic)["text"]
        first, second = re.split(r"(?<=\.) ", text)[:2]
        assert first.startswith("Gecondoleerd"), text
        assert not re.search(r"betal|betaal|rekening", second, re.IGNORECASE), text


def test_sympathy_never_comes_in_two_turns_running_and_at_most_twice(talk, content):
    shown = []
    for state in ("verward", "bang", "neutraal", "schulden", "neutraal", "rouw", "neutraal", "boos_op_dienst"):
        shown.append(bool(starts_kindly(talk.say(SAYS[state], "aangifte.uitstel"), content)))
    assert shown == [True, False, False, True, False, False, False, False]


def test_the_same_state_again_gets_no_second_sentence(talk, content):
    assert starts_kindly(talk.say(SAYS["bang"], "aangifte.uitstel"), content)
    talk.say(SAYS["neutraal"], "aangifte.deadline")
    assert not starts_kindly(talk.say(SAYS["bang"], "aangifte.te_laat"), content)


def test_who_is_afraid_reads_no_frightening_words_first(talk):
    message = talk.say("ik ben bang dat ik te laat ben", "aangifte.te_laat")
    assert not re.search(r"boete|deurwaarder|beslag|dwangbevel", message["text"], re.IGNORECASE)
    assert talk.say("ik snap het niet")["text"] not in message["text"], "the easy form was given already"
    asked = Conversation(talk.speaker).say("ik ben bang voor een boete", "aangifte.te_laat")
    assert "boete" in asked["text"], "who names it gets an answer about it"


def test_debts_get_one_help_line(talk):
    text = talk.say(SAYS["schulden"], "betalen.betalingsregeling")["text"]
    assert text.count("0800 - 8115") == 1
    again = talk.say(SAYS["schulden"], "toeslagen.terugbetalen")["text"]
    assert "0800 - 8115" not in again, "once is enough"


def test_confused_again_gets_the_easy_form_and_a_person(talk, library):
    talk.say(SAYS["verward"], "aangifte.uitstel")
    message = talk.say(SAYS["verward"], "aangifte.deadline")
    easy = library.answer_for("aangifte.deadline", talk.now.date()).simpler
    assert message["text"].startswith(easy[0])
    assert "medewerker" in {c["choice"] for c in message["choices"]}


@pytest.mark.parametrize("topic", ["aangifte.uitstel", None, "contact.taal", "sociaal.crisis"])
def test_crisis_is_first_and_nothing_else(topic, talk):
    message = talk.say("ik wil niet meer leven door deze aanslag", topic)
    text = message["text"]
    assert text.startswith("Je schrijft iets belangrijks.")
    assert all(part in text for part in ("0800 - 0113", "113.nl", "112"))
    assert "aangifte" not in text and "uitstel" not in text
    assert (message["topic"], message["outcome"], message["cue"]) == ("sociaal.crisis", "steun", None)
    assert [c["choice"] for c in message["choices"]] == ["medewerker"]
    assert "sociaal.crisis" not in str(talk.memory) and "suicid" not in str(talk.memory).lower()


def test_the_crisis_text_may_be_repeated_and_the_conversation_goes_on(talk):
    first, second = talk.say("ik wil dood"), talk.say("ik wil echt dood")
    assert first["text"] == second["text"]
    after = talk.say("hoe vraag ik uitstel aan", "aangifte.uitstel")
    assert after["topic"] == "aangifte.uitstel"


def test_another_language_goes_after_a_crisis(talk):
    assert "0800 - 0113" in talk.say("i want to kill myself please help me")["text"]


def test_the_benefits_affair_gets_a_person_and_no_assessment(talk):
    message = talk.say(SAYS["toeslagenaffaire"], "toeslagen.uitbetaling")
    assert "0800 - 2 358 358" in message["text"] and "chatbot" in message["text"]
    assert message["handoff"] == {"reason": "hersteloperatie"}
    forbidden = r"fraud|bewijs|controle|terugvorder|terecht|voorwaarden|formulier"
    assert not re.search(forbidden, message["text"], re.IGNORECASE)
    assert message["choices"][0]["choice"] == "onderwerp:toeslagen.uitbetaling"
    after = talk.say("ik ben gedupeerde, wanneer komt zorgtoeslag", "toeslagen.uitbetaling")
    assert after["topic"] == "toeslagen.uitbetaling", "a plain question after it is answered"


@pytest.mark.parametrize("state", SAYS)
def test_no_message_names_the_state(state, talk):
    message = talk.say(SAYS[state], "aangifte.uitstel")
    if state == "neutraal":
        return
    # A source may be a page on the affair: its title and address are the page's own.
    assert state not in str({k: v for k, v in message.items() if k not in ("text", "sources")})


def test_who_is_not_understood_in_a_hard_time_is_helped_all_the_same(talk):
    assert "0800 - 8115" in talk.say(SAYS["schulden"])["text"]
    assert Conversation(talk.speaker).say(SAYS["rouw"])["topic"] == "leven.overlijden"


def test_every_sentence_of_every_state_passes_the_writing_rules(content, rules):
    for state in content.talk.states:
        for sentence in state.sentences:
            turn = (f"{sentence.text} Je kunt uitstel aanvragen.",)
            assert not [f for f in lint_turn(turn, rules, state=state.id) if f.level == "fout"], sentence
            assert opens_with_sympathy(turn, content.talk), "the writing rules have to know it for sympathy"


def test_nothing_is_said_twice_over_in_one_state():
    assert not allowed("bang", Memory(last_state="bang"))
    assert not allowed("bang", Memory(sympathy_last_turn=True))
    assert not allowed("bang", Memory(sympathy_count=2))
    assert not allowed(NEUTRAL, Memory())
    assert allowed("bang", Memory(last_state="verward", sympathy_count=1))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    turns=st.lists(
        st.tuples(st.sampled_from([*SAYS, "praatje", "knop"]), st.sampled_from(TOPICS), st.sampled_from([0.2, 0.9])),
        min_size=1,
        max_size=9,
    )
)
def test_no_conversation_breaks_the_measure(turns, library, content, rules):
    talk = Conversation(Speaker(library))
    for state, topic, confidence in turns:
        text = {"praatje": "dank je wel", "knop": ""}.get(state) or SAYS.get(state, "")
        message = talk.say(text, topic, confidence)
        bubbles = message["text"].split("\n\n")
        broken = [f for f in lint_turn(bubbles, rules, state=state) if f.rule in ("M31", "M33")]
        assert not broken, (text, topic, broken)
    assert not lint_conversation(talk.turns, rules), talk.turns


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.lists(st.sampled_from(list(SAYS.values())), max_size=4), after=st.sampled_from(list(SAYS.values())))
def test_after_a_crisis_there_is_no_warm_sentence_at_once(before, after, library, content):
    talk = Conversation(Speaker(library))
    for text in before:
        talk.say(text, "aangifte.uitstel")
    talk.say("ik wil dood")
    assert not starts_kindly(talk.say(after, "aangifte.uitstel"), content)
    assert CRISIS not in str(talk.memory)


def test_frustration_after_a_death_is_not_called_annoying(talk):
    talk.say("mijn man is overleden", "leven.overlijden")
    talk.say("komt er een brief", "leven.overlijden")
    message = talk.say("ik word er moe van, hoe vraag ik uitstel aan", "aangifte.uitstel")
    assert message["text"].startswith("Dit is een zware tijd.")


def test_frustration_without_a_death_has_nothing_of_it(talk):
    assert "zware tijd" not in talk.say("ik word er moe van, hoe vraag ik uitstel aan", "aangifte.uitstel")["text"]


def test_who_is_in_mourning_is_led_to_the_line_for_the_bereaved(talk):
    talk.say("mijn man is overleden", "leven.overlijden")
    message = talk.say("ik wil een medewerker spreken", "contact.medewerker")
    assert "Bel gratis de BelastingTelefoon voor nabestaanden: 0800 - 235 83 54" in message["text"]
    assert "0800 - 0543" not in message["text"]


def test_who_fears_a_mistake_reads_how_to_mend_it(talk):
    message = talk.say("ik ben zo bang dat ik iets fout deed in mijn aangifte", "sociaal.wantrouwen")
    assert "kun je meestal nog aanpassen" in message["text"].split("\n\n")[0]
    assert "waar je het meest bang voor bent" not in message["text"]
