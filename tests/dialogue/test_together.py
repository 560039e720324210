"""A short message read after the one that opened the talk: when that decides, and when the message speaks for itself."""

from __future__ import annotations

import dataclasses

import pytest

from bot.dialogue import Heard, Memory, heard_in, opening_message
from bot.dialogue.context import CUE
from bot.dialogue.follow_up import resolved
from bot.dialogue.in_state import in_state
from bot.dialogue.parsed import TOGETHER
from bot.dialogue.states import CRISIS, NEUTRAL, SURELY_ALIKE
from tests.dialogue.conversation import MONDAY

SAVINGS, DEATH, LATE = "toeslagen.vermogen", "leven.overlijden", "aangifte.te_laat"


def heard(text: str, alone: dict[str, float], together: dict[str, float], sure_from: float = 0.6, **more) -> Heard:
    topic, confidence = next(iter(alone.items()))
    return Heard(
        text, topic if confidence >= sure_from else None, confidence, tuple(alone.items()), MONDAY,
        together=tuple(together.items()), **more,
    )  # fmt: skip


def meant(content, text: str, alone: dict[str, float], together: dict[str, float], talk: str) -> str | None:
    found = resolved(heard(text, alone, together), Memory(topic=talk, opened=1), content)
    return found.topic if found.cue == CUE else None


@pytest.mark.parametrize(
    ("text", "alone", "together", "talk"),
    [
        # The words say nothing, or leave doubt.
        ("al sinds maandag", {"sociaal.onduidelijk": 0.9}, {"aangifte.technisch": 0.7}, "aangifte.technisch"),
        ("het gaat om een afwijzing", {"toeslagen.beschikking": 0.5}, {"toeslagen.bezwaar": 0.7}, SAVINGS),
        ("zij zit in de ziektewet", {"toeslagen.kot.werkloos": 0.7}, {"toeslagen.kot.voorwaarden": 0.9}, SAVINGS),
        # They only ask a side of something, or are about somebody or something of before.
        ("op welke datum", {"aangifte.deadline": 0.86}, {SAVINGS: 0.85}, SAVINGS),
        ("moet ik die stopzetten", {"toeslagen.stopzetten": 0.99}, {DEATH: 0.99}, DEATH),
        (
            "krijgt hij zorgtoeslag",
            {"toeslagen.zorg.voorwaarden": 0.94},
            {"toeslagen.zorg.18_jaar": 1.0},
            "leven.kind_18",
        ),
        ("telt dat van mijn inwonende zoon ook", {"toeslagen.medebewoner": 0.99}, {SAVINGS: 0.99}, SAVINGS),
        # They tell a fact of the case, that by itself sounds like something to look up, or like a complaint.
        (
            "er kwam nooit een brief",
            {"persoonlijk.niet_ontvangen": 1.0},
            {"aangifte.moet_ik": 0.99},
            "aangifte.moet_ik",
        ),
        ("mijn baas zegt ook niks", {"sociaal.frustratie": 0.9}, {LATE: 0.98}, LATE),
        (
            "ik betaal alles aan de bank, maar het huis is half van haar",
            {"sociaal.schulden_stress": 0.89},
            {"leven.scheiden": 0.98},
            "leven.scheiden",
        ),
        # After a death, in more words as well.
        ("en moet er nog belasting over haar spaargeld", {"aangifte.box3_sparen": 0.96}, {DEATH: 1.0}, DEATH),
    ],
)
def test_what_both_say_together_decides(text, alone, together, talk, content):
    assert meant(content, text, alone, together, talk) == next(iter(together))


@pytest.mark.parametrize(
    ("text", "alone", "together"),
    [
        ("dank u vriendelijk", {"sociaal.bedankt": 1.0}, {SAVINGS: 0.97}),
        ("ben jij een robot", {"sociaal.bot_identiteit": 1.0}, {SAVINGS: 0.98}),
        ("kan ik iemand spreken", {"contact.medewerker": 0.99}, {SAVINGS: 1.0}),
        ("en moet ik erfbelasting betalen", {"buiten.schenk_erfbelasting": 1.0}, {SAVINGS: 0.99}),
        ("hoe kom ik aan een inkomensverklaring", {"aangifte.inkomensverklaring": 1.0}, {SAVINGS: 1.0}),
        # Another subject, likely enough.
        ("mijn salaris is te laag ingevuld", {"persoonlijk.gegevens_kloppen_niet": 0.7}, {"aangifte.wijzigen": 0.9}),
        ("kan ik ergens heen", {"contact.balie": 0.57}, {SAVINGS: 0.97}),
        # What somebody asks about his case, or tells of another, is looked up.
        ("maar ik heb nog steeds niks gekregen", {"persoonlijk.niet_ontvangen": 0.99}, {SAVINGS: 0.99}),
        ("maar ik heb nog steeds niks gekregen", {"persoonlijk.niet_ontvangen": 0.85}, {SAVINGS: 0.99}),
        ("mijn aangifte is nog niet verwerkt", {"persoonlijk.status_aangifte": 0.99}, {SAVINGS: 0.99}),
        ("waar blijft mijn geld?", {"persoonlijk.niet_ontvangen": 1.0}, {SAVINGS: 0.99}),
        ("er kwam nooit een brief", {"persoonlijk.niet_ontvangen": 1.0}, {LATE: 0.99}),
        # Together it is no clearer.
        ("tjonge dat valt tegen", {"sociaal.wantrouwen": 0.3}, {SAVINGS: 0.4}),
    ],
)
def test_a_message_that_speaks_for_itself_is_left_alone(text, alone, together, content):
    assert meant(content, text, alone, together, SAVINGS) != next(iter(together))


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("wat is dat eigenlijk, eigenwoningforfait", {"aangifte.eigen_woning": 1.0}),
        ("hoe zit het met de rente van een huis dat al een jaar te koop staat", {"aangifte.hypotheekrente": 0.67}),
    ],
)
def test_who_asks_something_of_another_kind_is_not_held_by_the_talk(text, alone, content):
    moving = "leven.verhuizen"
    assert meant(content, text, alone, {moving: 1.0}, moving) != moving


@pytest.mark.parametrize("text", ["o ja, ik heb een andere bank", "trouwens mijn rekening is veranderd"])
def test_what_somebody_thinks_of_besides_is_not_held_by_the_talk(text, content):
    talk = "persoonlijk.status_aangifte"
    assert meant(content, text, {"betalen.rekeningnummer": 0.64}, {talk: 0.88}, talk) is None
    # Half a thought is still of the talk.
    assert meant(content, text, {"betalen.rekeningnummer": 0.4}, {talk: 0.88}, talk) == talk


def test_what_is_told_of_a_life_is_of_the_talk_when_the_model_doubts_that_it_is_not_ours(content):
    talk, text = "toeslagen.kot.voorwaarden", "mijn vrouw werkt 3 dagen en ik zit in de wia"
    assert meant(content, text, {"buiten.andere_instantie": 0.53}, {talk: 0.88}, talk) == talk
    assert meant(content, text, {"buiten.andere_instantie": 0.7}, {talk: 0.88}, talk) != talk
    asks = "mag ik met een wia naar het buitenland"
    assert meant(content, asks, {"buiten.andere_instantie": 0.53}, {talk: 0.88}, talk) != talk


def test_a_death_is_never_held_by_what_was_talked_about(content):
    home = "leven.zorginstelling"
    assert meant(content, "en als ze komt te overlijden", {DEATH: 0.65}, {home: 1.0}, home) != home


@pytest.mark.parametrize(
    ("text", "talk", "found"),
    [
        ("en als mijn man zzper is", "toeslagen.kot.hoogte", "toeslagen.kot.voorwaarden"),
        ("mijn vriendin heeft een eigen bedrijf", "toeslagen.zorg.hoogte", "toeslagen.zorg.voorwaarden"),
        ("ik werk freelance", "toeslagen.huur.hoogte", "toeslagen.welke"),
        ("ik ben zzper", "aangifte.hoe_doen", "aangifte.hoe_doen"),
        # What nothing in this talk tells apart, and what is a question, goes through the door of what is not ours.
        ("mijn vriendin heeft een hond", "toeslagen.zorg.hoogte", None),
        ("en zzp", "toeslagen.zorg.hoogte", None),
        ("hoe begin ik een eigen bedrijf", "toeslagen.zorg.hoogte", None),
    ],
)
def test_how_somebody_lives_is_told_about_the_toeslag_of_the_talk(text, talk, found, content):
    assert meant(content, text, {"buiten.btw_zakelijk": 0.9}, {}, talk) == found


def test_nobody_is_thanked_or_sent_elsewhere_because_of_what_came_before(content):
    for topic in ("sociaal.bedankt", "buiten.gemeente", "contact.medewerker"):
        assert meant(content, "al sinds maandag", {"sociaal.onduidelijk": 0.9}, {topic: 0.99}, LATE) != topic


def test_who_goes_back_to_what_was_answered_before_needs_few_words(content):
    text, alone, together = (
        "nog even, naar welke dag kijken jullie",
        {SAVINGS: 0.23, "sociaal.begroeting": 0.18},
        {LATE: 0.97},
    )
    back = resolved(heard(text, alone, together), Memory(topic=LATE, opened=1, answered={SAVINGS: 1, LATE: 1}), content)
    assert (back.topic, back.cue) == (SAVINGS, CUE)
    assert (
        resolved(heard(text, alone, together), Memory(topic=LATE, opened=1, answered={LATE: 1}), content).topic == LATE
    )


def test_who_scolds_tells_no_fact_of_the_case(content):
    said = heard("dat vroeg ik niet, stomme bot", {"sociaal.frustratie": 0.7}, {LATE: 0.99})
    memory = Memory(topic=LATE, opened=1)
    assert resolved(dataclasses.replace(said, state="boos_op_bot"), memory, content).topic != LATE
    assert resolved(said, memory, content).topic == LATE, "without the state it could be one"


def test_what_the_last_answer_tells_apart_is_not_sought_in_an_earlier_one(content):
    guess = {"digid.aanvragen": 0.4, "contact.post_digitaal": 0.3}
    memory = Memory(topic="aangifte.bezwaar", opened=1, answered={"digid.aanvragen": 1, "aangifte.bezwaar": 1})
    assert (
        resolved(heard("geen digid, kan het op papier", guess, {"aangifte.bezwaar": 0.9}), memory, content).topic
        == "aangifte.bezwaar"
    )
    assert resolved(heard("hoe zit het met zo'n ding", guess, {}), memory, content).topic == "digid.aanvragen"


TRAIN, CRYPTO = "aangifte.reiskosten", "aangifte.crypto"


@pytest.mark.parametrize(
    ("text", "alone", "sure", "stays"),
    [
        # "4 dagen in de week" is how often somebody travels there.
        ("4 dagen in de week", "toeslagen.co_ouderschap", 0.98, True),
        ("30 uur in de week", "toeslagen.kot.uren", 0.98, True),
        ("30 uur in de week", "toeslagen.kot.uren", 0.9, False),
        # Who asks, names the other subject, tells of a life or has more to say turns to it.
        ("4 dagen in de week, mag dat", "toeslagen.co_ouderschap", 0.98, False),
        ("zijn opvang is 4 dagen", "toeslagen.kot.uren", 0.98, False),
        ("wij gaan uit elkaar", "leven.scheiden", 0.98, False),
        ("mijn dochter is vier dagen in de week bij haar vader", "toeslagen.co_ouderschap", 0.98, False),
    ],
)
def test_a_few_words_that_tell_something_are_no_subject_of_another_kind(text, alone, sure, stays, content):
    assert (meant(content, text, {alone: 0.96}, {TRAIN: sure}, TRAIN) == TRAIN) is stays


@pytest.mark.parametrize(("text", "talk"), [("hoe lang mag dat", SAVINGS), ("hoe regel ik dat", "machtigen.iemand")])
def test_who_only_asks_a_side_asks_it_of_what_was_said_last(text, talk, content):
    assert meant(content, text, {"sociaal.onduidelijk": 1.0}, {LATE: 0.9}, talk) == talk


def test_a_death_that_nobody_told_is_not_guessed_at(content):
    unclear, with_death = {"sociaal.onduidelijk": 1.0}, {DEATH: 0.9}
    assert meant(content, "en de kleine van ons", unclear, with_death, SAVINGS) != DEATH
    said = heard("en de kleine van ons", unclear, with_death)
    told = Memory(topic=SAVINGS, opened=2, answered={DEATH: 1, SAVINGS: 1})
    assert resolved(said, told, content).topic == DEATH


@pytest.mark.parametrize(
    ("text", "talk", "sure", "found"),
    [
        # These go to one place from everywhere, but not when both together are surely about the talk.
        ("moet ik daar over betalen dan?", CRYPTO, 1.0, CRYPTO),
        ("moet ik daar over betalen dan?", CRYPTO, 0.9, "aangifte.waarom_bijbetalen"),
        ("en als het wordt afgewezen", "toeslagen.verblijfsstatus", 0.99, "toeslagen.verblijfsstatus"),
        ("en mijn partner ook?", "aangifte.box3_werkelijk_rendement", 0.99, "aangifte.box3_werkelijk_rendement"),
        # What stands there for this very talk, or for each toeslag, is meant.
        ("wat kost me dat", "aangifte.deadline", 0.99, LATE),
        ("wanneer krijg ik dat", "aangifte.gegevens_nodig", 0.99, "aangifte.wanneer_bericht"),
        ("hoeveel is dat", "toeslagen.kgb.voorwaarden", 0.99, "toeslagen.kgb.hoogte"),
    ],
)
def test_the_talk_holds_what_could_be_asked_anywhere(text, talk, sure, found, content):
    assert meant(content, text, {"sociaal.onduidelijk": 1.0}, {talk: sure}, talk) == found


def test_what_was_not_meant_is_not_meant_after_all(content):
    said = heard("en dat andere dan", {"sociaal.onduidelijk": 0.9}, {LATE: 0.95})
    assert resolved(said, Memory(topic=LATE, opened=1), content).topic == LATE
    refused = dataclasses.replace(said, rejected=(LATE,))
    assert resolved(refused, Memory(topic=LATE, opened=1), content).topic != LATE


@pytest.mark.parametrize("text", ["wacht even", "waar staat dat", "kan het korter"])
def test_small_talk_keeps_its_own_answer(text, content):
    assert meant(content, text, {"sociaal.onduidelijk": 0.9}, {LATE: 0.95}, LATE) is None


@pytest.mark.parametrize("text", ["korter", "in gewone woorden graag", "kunt u dat in gewone woorden zeggen"])
def test_no_guess_of_the_model_takes_the_place_of_small_talk(text, content):
    guess = {"aangifte.loonheffingskorting": 0.4, "aangifte.deadline": 0.1}
    memory = Memory(topic=LATE, opened=1, answered={LATE: 1, "aangifte.loonheffingskorting": 1})
    assert resolved(heard(text, guess, {"aangifte.loonheffingskorting": 0.9}), memory, content).topic is None


def test_the_message_that_opened_the_talk_is_found_back():
    said = ["hoi", "ik ga scheiden", "en het huis"]
    assert [opening_message(said, n) for n in (0, 1, 2, 3, 4)] == ["", "en het huis", "ik ga scheiden", "hoi", ""]
    assert opening_message(["/leven_scheiden"], 1) == "", "a button has no words"


def test_it_is_heard_beside_the_message_alone(content):
    intents = [{"name": "leven_scheiden", "confidence": 0.9}, {"name": "nlu_fallback", "confidence": 0.1}]
    parse = {"text": "en het huis", "intent": {"name": "sociaal_onduidelijk", "confidence": 0.8}, TOGETHER: intents}
    assert heard_in(parse, {}, content, MONDAY).together == (("leven.scheiden", 0.9),)
    assert heard_in({**parse, "text": "/leven_scheiden"}, {}, content, MONDAY).together == ()


class TestOpening:
    """The memory counts back to the message that opened the talk; it keeps no words."""

    def test_a_clear_question_opens_and_what_goes_on_counts(self, talk):
        talk.say("hoi", "sociaal.begroeting")
        assert talk.memory.opened == 0
        talk.say("ik ga scheiden wat moet ik regelen", "leven.scheiden")
        assert talk.memory.opened == 1
        talk.say("en het huis", "sociaal.onduidelijk", 0.9, together=(("leven.scheiden", 1.0),))
        talk.say("dankjewel", "sociaal.bedankt")
        assert talk.memory.opened == 3
        talk.say("hoe vraag ik uitstel voor mijn aangifte", "aangifte.uitstel")
        assert talk.memory.opened == 1

    def test_what_is_not_surely_something_new_leaves_it(self, talk):
        talk.say("hoeveel spaargeld mag ik hebben", SAVINGS)
        talk.say("van mij en mijn vriend", "leven.samenwonen_trouwen", 0.7)
        assert talk.memory.opened == 2

    def test_a_first_message_that_was_not_understood_may_be_completed(self, talk):
        assert talk.say("er staat iets verkeerd", None, also=((SAVINGS, 0.3),))["outcome"] == "verduidelijking"
        assert talk.memory.opened == 1


def test_few_words_that_resemble_a_danger_are_read_with_what_was_said(content):
    in_talk = Memory(topic="toeslagen.terugbetalen", opened=1)
    calm, alarming = {"toeslagen.terugbetalen": 0.7}, {"toeslagen.terugbetalen": 0.7, "sociaal.crisis": 0.2}
    said = heard("dat heb ik niet liggen", {"sociaal.crisis": 0.7}, calm, resembles={CRISIS: 0.45})
    meant = in_state(content, said, in_talk)
    assert meant.state == NEUTRAL and meant.worry, "help is named below the answer"
    for other in (
        dataclasses.replace(said, together=tuple(alarming.items())),
        dataclasses.replace(said, together=()),
        dataclasses.replace(said, resembles={CRISIS: SURELY_ALIKE}),
        dataclasses.replace(said, text="ik wil niet meer leven"),
    ):
        assert in_state(content, other, in_talk).state == CRISIS
