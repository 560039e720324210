"""What a follow-up question means in its conversation, and what the conversation keeps."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.calendar import AMSTERDAM
from bot.dialogue import Heard, Memory, Speaker, take_turn, what_was_said
from bot.dialogue.context import CONFIDENCE, CUE
from bot.dialogue.follow_up import resolved
from bot.dialogue.meant import understood
from bot.knowledge import Library

NOW = dt.datetime(2026, 11, 21, 12, 0, tzinfo=AMSTERDAM)
DIALOGUES = YAML(typ="safe").load(Path(__file__).with_name("vervolggesprekken.yml"))["gesprekken"]


def heard(text: str, content, ranking=(), unsure: bool = False) -> Heard:
    topic = ranking[0][0] if ranking and not unsure else None
    confidence = ranking[0][1] if ranking else 0.0
    return Heard(text, topic, confidence, tuple(ranking), NOW, what_was_said(text, content.words, NOW.date()))


def name_of(dialogue) -> str:
    return " / ".join(turn["zegt"] for turn in dialogue["beurten"])


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=name_of)
def test_every_turn_is_understood_in_its_conversation(dialogue, content, library):
    memory = Memory()
    for turn in dialogue["beurten"]:
        alone = heard(turn["zegt"], content, tuple(turn["model"].items()), turn.get("twijfel", False))
        meant = understood(content, alone, memory)
        if "bedoelt" in turn:
            assert meant.topic == turn["bedoelt"], turn["zegt"]
        else:
            assert (meant.topic, meant.cue) == (alone.topic, None), turn["zegt"]
        for name, value in turn.get("gezegd", {}).items():
            assert meant.said.get(name, "") == value, (turn["zegt"], name)
        memory = Memory.from_slot(take_turn(Speaker(library), alone, memory)[1].to_slot())


def test_there_are_enough_dialogues_of_two_and_three_turns():
    turns = [len(d["beurten"]) for d in DIALOGUES]
    assert len(DIALOGUES) >= 90
    assert set(turns) == {2, 3}
    assert len({name_of(d) for d in DIALOGUES}) == len(DIALOGUES)


ZORG = Memory(topic="toeslagen.zorg.hoogte", said={"toeslag": "zorgtoeslag"})


def test_a_resolved_follow_up_says_so(content):
    meant = resolved(heard("en voor huurtoeslag?", content, [("toeslagen.huur.voorwaarden", 0.5)]), ZORG, content)
    assert (meant.topic, meant.confidence, meant.cue) == ("toeslagen.huur.hoogte", CONFIDENCE, CUE)
    assert meant.ranking[0] == ("toeslagen.huur.hoogte", CONFIDENCE)


def test_the_reply_to_a_follow_up_carries_the_cue_and_the_other_wording(library, content):
    speaker = Speaker(library)
    memory = Memory()
    _, memory = take_turn(speaker, heard("hoeveel", content, [("toeslagen.uitbetaling", 0.9)]), memory)
    message, memory = take_turn(speaker, heard("en voor huurtoeslag?", content), memory)
    assert (message["topic"], message["cue"], message["confidence"]) == ("toeslagen.uitbetaling", CUE, CONFIDENCE)
    assert "uurtoeslag" in message["text"]
    assert memory.said["toeslag"] == "huurtoeslag"


@pytest.mark.parametrize(
    "text", ["", "   ", "?", "en", "nee", "ok", "nee dank je", "ja", "hallo", "nee dat niet", "btw", "wat is btw"]
)
def test_what_names_nothing_changes_nothing(text, content):
    alone = heard(text, content, [("sociaal.bedankt", 0.5)])
    assert resolved(alone, ZORG, content) is alone


@pytest.mark.parametrize("memory", [Memory(), Memory(topic="bestaat.niet")])
def test_without_a_topic_before_it_nothing_is_resolved(memory, content):
    alone = heard("en voor huurtoeslag?", content)
    assert resolved(alone, memory, content) is alone


def test_a_clear_question_with_words_of_its_own_stays_what_it_is(content):
    alone = heard("en mag ik een tweede huis hebben in spanje voor verhuur", content, [("aangifte.verhuur", 0.8)])
    assert resolved(alone, ZORG, content) is alone


def test_a_long_message_is_no_follow_up(content):
    text = "en nou wil ik dus ook nog even weten hoe of dat dan voor huurtoeslag eigenlijk zit en hoe dat dan gaat"
    alone = heard(text, content)
    assert resolved(alone, ZORG, content) is alone


def test_one_unknown_word_is_no_hindrance_when_the_model_has_no_idea(content):
    assert resolved(heard("en voor huurtoeslag joh", content), ZORG, content).topic == "toeslagen.huur.hoogte"
    assert resolved(heard("en voor huurtoeslag joh pipo", content), ZORG, content).topic is None


@pytest.mark.parametrize("topic", ["persoonlijk.status_toeslag", "persoonlijk.niet_ontvangen"])
def test_the_own_case_never_becomes_a_general_answer(topic, content):
    alone = heard("en wanneer krijg ik huurtoeslag?", content, [(topic, 0.4)])
    assert resolved(alone, ZORG, content) is alone


@pytest.mark.parametrize(
    ("text", "last", "guess", "topic"),
    [
        # the same question about another case stays, unless the model is sure that it is a new one
        ("ook als ik twee auto's heb?", "toeslagen.vermogen", ("buiten.auto_douane", 0.65), "toeslagen.vermogen"),
        ("ook als ik twee auto's heb?", "toeslagen.vermogen", ("buiten.auto_douane", 0.95), None),
        # from the explanation to the own case
        ("en klopt die van mij?", "toeslagen.beschikking", ("sociaal.onduidelijk", 0.7), "persoonlijk.gegevens_kloppen_niet"),
        ("en klopt de mijne", "aangifte.definitieve_aanslag", ("sociaal.onduidelijk", 0.7), "persoonlijk.gegevens_kloppen_niet"),
        ("nee laat maar", "aangifte.definitieve_aanslag", ("sociaal.onduidelijk", 0.57), None),
        ("hoe ver is die van mij", "toeslagen.aanvragen", ("sociaal.bot_identiteit", 0.8), "persoonlijk.status_toeslag"),
        ("hoe ver is die van mij", "aangifte.teruggave", ("sociaal.bot_identiteit", 0.8), "persoonlijk.status_aangifte"),
        ("die van mijn zus is hoger", "aangifte.teruggave", ("aangifte.hulp", 0.7), None),
        # what is done goes before when
        ("vanaf wanneer kan ik die aanvragen?", "toeslagen.kot.voorwaarden", ("sociaal.onduidelijk", 0.5),
         "toeslagen.kot.aanvragen"),
        # who names no toeslag goes on about the one talked about; half a sentence leans on what the answer speaks of
        ("hoeveel krijg ik", "toeslagen.huur.voorwaarden", ("toeslagen.zorg.hoogte", 0.75), "toeslagen.huur.hoogte"),
        ("en met de auto?", "aangifte.reiskosten", ("buiten.auto_douane", 0.99), "aangifte.reiskosten"),
        ("en met de hond?", "aangifte.reiskosten", ("buiten.gemeente", 0.9), None),
        # no word on how things stand: not the own case
        ("tegen mijn huurtoeslag", "toeslagen.bezwaar", ("persoonlijk.status_toeslag", 0.7), "toeslagen.bezwaar"),
    ],
)  # fmt: skip
def test_the_conversation_tells_which_case_is_meant(text, last, guess, topic, content):
    alone = heard(text, content, [guess])
    assert resolved(alone, Memory(topic=last), content).topic == (topic or guess[0])


@pytest.mark.parametrize(
    "text", ["en voor mijn hond?", "en dan", "geldt dat ook voor mijn broer", "maar als dat weg is"]
)
@pytest.mark.parametrize("ranking", [(), (("sociaal.onduidelijk", 0.9),)])
def test_what_goes_on_without_saying_how_is_asked_about_within_the_talk(text, ranking, content, library):
    meant = resolved(heard(text, content, ranking), ZORG, content)
    assert meant.topic is None
    offered = [t for t, _ in meant.ranking]
    assert offered == [ZORG.topic, *content.answers[ZORG.topic].follow_ups]
    message, _ = take_turn(Speaker(library), heard(text, content, ranking), ZORG)
    assert message["outcome"] == "verduidelijking"
    assert message["choices"][0]["choice"] == f"onderwerp:{ZORG.topic}"


@pytest.mark.parametrize(
    ("ranking", "topic"),
    [
        # the only guess within the talk, though the model would rather not choose
        ((("buiten.gemeente", 0.4), ("toeslagen.zorg.inkomensgrens", 0.35)), "toeslagen.zorg.inkomensgrens"),
        # about the toeslag of the talk, whatever the model thinks
        ((("toeslagen.huur.leeftijd", 0.6),), "toeslagen.zorg.18_jaar"),
        # two guesses, too weak a guess, or the own case: ask
        ((("toeslagen.zorg.voorwaarden", 0.5), ("toeslagen.zorg.inkomensgrens", 0.4)), None),
        ((("toeslagen.zorg.inkomensgrens", 0.2),), None),
        ((("buiten.gemeente", 0.6), ("toeslagen.zorg.inkomensgrens", 0.28)), None),
        ((("persoonlijk.brief", 0.4), ("toeslagen.zorg.inkomensgrens", 0.35)), None),
        ((("toeslagen.huur.servicekosten", 0.6),), None),
    ],
)
def test_the_talk_chooses_among_the_guesses_of_the_model(ranking, topic, content):
    alone = heard("wat telt er allemaal voor mijn opa", content, ranking, unsure=True)
    assert resolved(alone, ZORG, content).topic == topic


@pytest.mark.parametrize(
    ("text", "toeslag"),
    [("en de huur?", "huurtoeslag"), ("en opvang", "kinderopvangtoeslag"), ("en de huurprijs", None)],
)
def test_a_short_name_is_enough_in_talk_about_toeslagen(text, toeslag, content):
    memory = Memory(topic="toeslagen.uitbetaling", said={"toeslag": "zorgtoeslag"})
    meant = resolved(heard(text, content, [("buiten.gemeente", 0.9)]), memory, content)
    assert meant.said.get("toeslag") == toeslag
    assert resolved(heard(text, content), Memory(topic="leven.verhuizen"), content).said.get("toeslag") is None


def test_after_the_own_case_the_follow_up_stays_there(content):
    own = Memory(topic="persoonlijk.status_toeslag", said={"toeslag": "zorgtoeslag"})
    meant = resolved(heard("en huurtoeslag?", content, [("toeslagen.huur.voorwaarden", 0.9)]), own, content)
    assert meant.topic == "persoonlijk.status_toeslag"


def test_small_talk_in_between_keeps_the_thread(library, content):
    speaker = Speaker(library)
    memory = ZORG
    for topic in ("sociaal.bedankt", "contact.medewerker", "buiten.politiek", "contact.taal"):
        _, memory = take_turn(speaker, heard("tussendoor", content, [(topic, 0.9)]), memory)
    assert (memory.topic, memory.said) == (ZORG.topic, ZORG.said)


@pytest.mark.parametrize(
    ("before", "text", "topic", "said"),
    [
        # within one domain the toeslag, the year and the household are kept
        ({"toeslag": "huurtoeslag", "jaar": 2025}, "mag ik sparen", "toeslagen.vermogen",
         {"toeslag": "huurtoeslag", "jaar": 2025}),
        ({"partner": "ja", "kind": "ja"}, "mag ik sparen", "toeslagen.vermogen", {"partner": "ja", "kind": "ja"}),
        # what the message names wins, also by its topic
        ({"toeslag": "huurtoeslag"}, "mag ik sparen met zorgtoeslag", "toeslagen.vermogen", {"toeslag": "zorgtoeslag"}),
        ({"toeslag": "huurtoeslag"}, "kinderopvang", "toeslagen.kot.uren", {"toeslag": "kinderopvangtoeslag"}),
        ({"jaar": 2025}, "sparen in 2027", "toeslagen.vermogen", {"jaar": 2027}),
        # naming two, or all, chooses none
        ({"toeslag": "huurtoeslag"}, "zorgtoeslag en kot", "toeslagen.vermogen", {}),
        ({"toeslag": "huurtoeslag"}, "al mijn toeslagen", "toeslagen.uitbetaling", {}),
        ({"jaar": 2025}, "2026 en 2027", "toeslagen.vermogen", {}),
        # somebody else, or another domain
        ({"relatie": "ouder"}, "mag ik sparen", "toeslagen.vermogen", {}),
        ({"toeslag": "huurtoeslag", "jaar": 2025}, "tot wanneer aangifte", "aangifte.deadline", {}),
        ({"toeslag": "huurtoeslag"}, "", "toeslagen.stopzetten", {"toeslag": "huurtoeslag"}),  # a button
    ],
)  # fmt: skip
def test_what_was_said_before_helps_within_its_domain(before, text, topic, said, content):
    memory = Memory(topic="toeslagen.uitbetaling", said=before)
    assert understood(content, heard(text, content, [(topic, 0.9)]), memory).said == said


def test_what_is_said_about_somebody_else_is_not_kept_as_ones_own(library, content):
    text = "mijn moeder is alleenstaand, krijgt zij zorgtoeslag"
    _, memory = take_turn(Speaker(library), heard(text, content, [("toeslagen.zorg.voorwaarden", 0.9)]), Memory())
    assert memory.said == {"toeslag": "zorgtoeslag", "relatie": "ouder"}


def test_amounts_and_dates_choose_no_wording(library, content):
    text = "ik verdien 30000 sinds 1 mei, krijg ik zorgtoeslag"
    alone = heard(text, content, [("toeslagen.zorg.voorwaarden", 0.9)])
    assert alone.said["bedrag"] == 30_000
    assert take_turn(Speaker(library), alone, Memory())[1].said == {"toeslag": "zorgtoeslag"}


def test_without_families_every_message_stands_on_its_own(tiny_data):
    library = Library(tiny_data().data)
    alone = heard("en voor zorgtoeslag?", library.content)
    memory = Memory(topic="aangifte.uitstel")
    assert resolved(alone, memory, library.content) is alone
    assert take_turn(Speaker(library), alone, memory)[0]["outcome"] == "niet_begrepen"


@pytest.mark.parametrize(
    ("topic", "text", "meant"),
    [
        ("toeslagen.zorg.inkomensgrens", "niet het inkomen maar het spaargeld", "toeslagen.vermogen"),
        ("toeslagen.huur.hoogte", "en bij 25000?", "toeslagen.huur.hoogte"),
        ("betalen.aanmaning", "en daarna?", "betalen.beslag"),
        ("leven.kind_18", "krijgt hij dan zorgtoeslag", "toeslagen.zorg.18_jaar"),
        ("leven.verhuizen", "en als ik ga trouwen?", "leven.samenwonen_trouwen"),
        ("aangifte.hoe_doen", "welke papieren heb ik daarvoor nodig", "aangifte.gegevens_nodig"),
    ],
)
def test_corrections_amounts_and_next_steps_are_follow_ups(topic, text, meant, content):
    unsure = heard(text, content, [("sociaal.onduidelijk", 0.3)], unsure=True)
    assert resolved(unsure, Memory(topic=topic), content).topic == meant


def test_a_message_goes_on_about_the_likeliest_topic_of_a_question_back(content, library):
    ranking = [("toeslagen.huur.voorwaarden", 0.4), ("toeslagen.huur.huurgrens", 0.3)]
    message, memory = take_turn(Speaker(library), heard("huurtoeslag", content, ranking, unsure=True), Memory())
    assert (message["outcome"], memory.doubt) == ("verduidelijking", "toeslagen.huur.voorwaarden")
    memory = Memory.from_slot(memory.to_slot())
    after = heard("hoeveel krijg ik", content, [("toeslagen.zorg.hoogte", 0.4)], unsure=True)
    message, memory = take_turn(Speaker(library), after, memory)
    assert (message["topic"], memory.doubt) == ("toeslagen.huur.hoogte", None)


@pytest.mark.parametrize(
    ("topic", "asked", "text", "part"),
    [
        ("leven.overlijden", "", "wat gebeurt er met onze huurtoeslag", "toeslagen"),  # the model does not know
        ("leven.scheiden", "het_huis", "tot wanneer dan", "het_huis"),  # though it is also a phrase of another part
        ("leven.scheiden", "", "tot wanneer dan", "vanaf_wanneer"),
    ],
)
def test_a_part_of_the_last_answer_that_is_asked_on_about_stays_there(topic, asked, text, part, content, library):
    unsure = heard(text, content, [("toeslagen.medebewoner", 0.2)], unsure=True)
    message, after = take_turn(Speaker(library), unsure, Memory(topic=topic, asked=asked, answered={topic: 1}))
    assert (message["topic"], after.asked) == (topic, part)


def test_a_toeslag_of_its_own_leaves_the_part(content):
    unsure = heard("vanaf wanneer kan ik kinderopvangtoeslag aanvragen", content, unsure=True)
    meant = resolved(unsure, Memory(topic="leven.kind_geboren", asked="toeslagen"), content)
    assert meant.topic.startswith("toeslagen.kot.")


def test_what_changes_is_asked_of_the_last_topic(content):
    unsure = heard("wat verandert er", content, [("leven.kind_geboren", 0.4)], unsure=True)
    assert resolved(unsure, Memory(topic="leven.kind_18"), content).topic == "leven.kind_18"


def test_a_topic_that_is_chosen_answers_what_was_asked_before_the_question_back(content, library):
    ranking = [("toeslagen.vermogen", 0.4), ("aangifte.box3_sparen", 0.3)]
    asked = heard("telt mijn auto mee", content, ranking, unsure=True)
    message, memory = take_turn(Speaker(library), asked, Memory())
    assert message["outcome"] == "verduidelijking"
    memory = Memory.from_slot(memory.to_slot())
    chosen = heard("", content, [("toeslagen.vermogen", 1.0)])
    message, after = take_turn(Speaker(library), chosen, memory)
    plain, _ = take_turn(Speaker(library), chosen, Memory())
    assert "auto" in message["text"].split("\n\n")[0] and "auto" not in plain["text"].split("\n\n")[0]
    assert not after.may_ask, "the next button is about something else"
    kept = {key: value for key, value in memory.to_slot().items() if key != "may_ask"}  # names of parts
    assert "auto" not in str(kept), "what was asked is kept, not the words"


def test_who_lost_a_child_is_not_told_what_one_gets_for_a_child(content):
    lost = Memory(topic="leven.kind_geboren", asked="stil_geboren", last_state="rouw", said={"vraagt": "stil_geboren"})
    asked = heard("en het kindgebonden budget", content, [("toeslagen.kgb.voorwaarden", 0.8)])
    stays = understood(content, asked, lost)
    assert (stays.topic, stays.said["vraagt"]) == ("leven.kind_geboren", "stil_geboren")
    born = Memory(topic="leven.kind_geboren", asked="de_opvang")
    assert understood(content, asked, born).topic.startswith("toeslagen.kgb.")
    another = heard("waar kan ik parkeren bij het kantoor", content, [("contact.balie", 0.9)])
    assert understood(content, another, lost).topic == "contact.balie"


@pytest.mark.parametrize("text", ["en met partner?", "en als ik samenwoon?"])
def test_after_two_questions_the_one_whose_answer_speaks_of_it_is_meant(text, content, library):
    both = Memory()
    for topic, second in (("toeslagen.zorg.inkomensgrens", False), ("toeslagen.aanvragen", True)):
        said = {"toeslag": "zorgtoeslag"}
        now = Heard(topic, topic, 0.9, ((topic, 0.9),), NOW, said, second=second)
        both = take_turn(Speaker(library), now, both)[1]
    assert (both.topic, both.first) == ("toeslagen.aanvragen", "toeslagen.zorg.inkomensgrens")
    asked = heard(text, content, [("toeslagen.toeslagpartner", 0.3)], unsure=True)
    assert understood(content, asked, both).topic == "toeslagen.zorg.inkomensgrens"
    after = take_turn(Speaker(library), asked, both)[1]
    assert (after.topic, after.first) == ("toeslagen.zorg.inkomensgrens", None)


@pytest.mark.parametrize(("sure", "topic"), [(0.65, "aangifte.lijfrente"), (0.9, "buiten.andere_instantie")])
def test_a_side_without_a_subject_is_of_the_last_answer_unless_the_model_is_sure(sure, topic, content):
    asked = heard("hoe lang mag dat duren", content, [("buiten.andere_instantie", sure)])
    assert understood(content, asked, Memory(topic="aangifte.lijfrente")).topic == topic


@pytest.mark.parametrize(
    ("text", "guess", "sure", "topic"),
    [
        ("1800 euro", "persoonlijk.waarom_bedrag", 0.99, "aangifte.zorgkosten"),
        ("ongeveer 1.200", "toeslagen.uitbetaling", 0.9, "aangifte.zorgkosten"),
        ("mijn inkomen is 32000", "aangifte.inkomensverklaring", 0.5, "aangifte.zorgkosten"),
        ("ik ga vanaf mei voor 32000 werken", "toeslagen.wijziging_inkomen", 0.9, "toeslagen.wijziging_inkomen"),
        ("waarom 1800 euro?", "persoonlijk.waarom_bedrag", 0.99, "persoonlijk.waarom_bedrag"),
    ],
)
def test_a_number_that_is_told_belongs_to_the_last_answer(text, guess, sure, topic, content):
    assert (
        understood(content, heard(text, content, [(guess, sure)]), Memory(topic="aangifte.zorgkosten")).topic == topic
    )


def test_what_goes_on_is_no_thanks_unless_the_model_is_sure(content):
    talk = Memory(topic="toeslagen.kot.werkloos", said={"toeslag": "kinderopvangtoeslag"})
    meant = understood(content, heard("en als ze weer gaat werken", content, [("sociaal.bedankt", 0.66)]), talk)
    assert meant.topic != "sociaal.bedankt"
    thanks = understood(content, heard("en bedankt", content, [("sociaal.bedankt", 0.95)]), talk)
    assert thanks.topic == "sociaal.bedankt"


@pytest.mark.parametrize("text", ["de tandarts ook?", "en een bril"])
def test_one_thing_more_in_the_talk_is_nothing_altogether_different(text, content):
    talk = Memory(topic="aangifte.zorgkosten")
    assert understood(content, heard(text, content, [("buiten.niet_gerelateerd", 0.72)]), talk).topic == talk.topic
    surely = understood(content, heard("en een pizza bestellen", content, [("buiten.niet_gerelateerd", 0.95)]), talk)
    assert surely.topic == "buiten.niet_gerelateerd"


@pytest.mark.parametrize(
    ("text", "model", "topic", "found"),
    [
        ("met partner", "toeslagen.toeslagpartner", "aangifte.box3_sparen", "aangifte.box3_sparen"),
        ("zonder digid", "digid.aanvragen", "aangifte.hoe_doen", "aangifte.hoe_doen"),
        ("en waarom moet ik betalen", "aangifte.waarom_bijbetalen", "aangifte.definitieve_aanslag", "aangifte.waarom_bijbetalen"),
    ],
)  # fmt: skip
def test_half_a_sentence_leans_on_the_talk(text, model, topic, found, content):
    assert resolved(heard(text, content, [(model, 0.9)]), Memory(topic=topic), content).topic == found


def test_when_an_aanslag_is_to_be_paid_stays_with_it(content):
    for topic in ("aangifte.definitieve_aanslag", "aangifte.voorlopige_aanslag"):
        alone = heard("wanneer moet ik dan betalen", content, [("betalen.hoe_betalen", 0.5)], unsure=True)
        assert resolved(alone, Memory(topic=topic), content).topic == topic


@pytest.mark.parametrize(
    ("text", "topic", "model", "found"),
    [
        ("ik heb een beetje spaargeld", "betalen.kwijtschelding", "aangifte.box3_sparen", "betalen.kwijtschelding"),
        ("ik heb geen digid", "aangifte.m_formulier", "digid.aanvragen", "aangifte.m_formulier"),
        # A question, a correction, a toeslag by name and a death are no facts of the case.
        ("nee ik bedoel spaargeld", "betalen.kwijtschelding", "aangifte.box3_sparen", "aangifte.box3_sparen"),
        ("wat telt als spaargeld in box 3", "betalen.kwijtschelding", "aangifte.box3_sparen", "aangifte.box3_sparen"),
        ("ze heeft ook spaargeld", "leven.zorginstelling", "aangifte.box3_sparen", "leven.zorginstelling"),
    ],
)  # fmt: skip
def test_a_fact_is_read_in_its_talk(text, topic, model, found, content):
    assert resolved(heard(text, content, [(model, 0.9)]), Memory(topic=topic), content).topic == found


def test_an_amount_with_a_point_is_no_age(content):
    meant = resolved(heard("en met 18.000", content, unsure=True), Memory(topic="toeslagen.huur.hoogte"), content)
    assert meant.topic == "toeslagen.huur.hoogte"


def test_one_message_that_was_not_understood_does_not_end_the_talk(content):
    memory = Memory(topic="toeslagen.terugbetalen", doubt="aangifte.bezwaar", said={"toeslag": "zorgtoeslag"})
    alone = heard("kan ik bezwaar maken", content, [("aangifte.bezwaar", 0.5)], unsure=True)
    assert understood(content, alone, memory).topic == "toeslagen.bezwaar"


def test_how_in_a_talk_is_no_greeting(content):
    memory = Memory(topic="toeslagen.bezwaar", opened=2, answered={"toeslagen.terugbetalen": 1, "toeslagen.bezwaar": 1})
    alone = dataclasses.replace(
        heard("hoe", content, [("sociaal.begroeting", 0.97)]), together=(("toeslagen.terugbetalen", 0.98),)
    )
    assert resolved(alone, memory, content).topic == "toeslagen.bezwaar"


@pytest.mark.parametrize(
    ("memory", "asked"),
    [
        (Memory(topic="leven.scheiden"), "na_scheiding"),
        (Memory(topic="leven.overlijden", said={"relatie": "partner"}), "partner_overleden"),
        (Memory(topic="leven.overlijden", said={"relatie": "ouder"}), "wie_van_jullie"),
        (Memory(topic="leven.verhuizen"), "wie_van_jullie"),
    ],
)
def test_what_happened_in_a_life_is_told_apart_in_the_next_answer(memory, asked, content):
    alone = heard("wie mag de rente aftrekken", content, [("aangifte.hypotheekrente", 0.97)])
    assert understood(content, alone, memory).said.get("vraagt") == asked


def test_who_asks_how_to_stop_the_settling_does_not_stop_the_toeslag(content):
    memory = Memory(topic="toeslagen.terugbetalen", asked="verrekenen")
    alone = heard("hoe stop ik dat", content, [("sociaal.onduidelijk", 1.0)])
    assert resolved(alone, memory, content).topic == "toeslagen.terugbetalen"


@pytest.mark.parametrize(
    ("text", "topic", "found"),
    [
        ("dat geld heb ik niet liggen", "persoonlijk.waarom_bedrag", "betalen.betalingsregeling"),
        ("bij allebei aangevinkt", "persoonlijk.waarom_bedrag", "aangifte.loonheffingskorting"),
        ("bij welke dan", "leven.pensioen_aow", "aangifte.loonheffingskorting"),
        ("samen 41.500 per jaar", "toeslagen.zorg.voorwaarden", "toeslagen.zorg.inkomensgrens"),
        ("het is een koophuis", "toeslagen.huur.hoogte", "toeslagen.huur.voorwaarden"),
        ("tot wanneer", "aangifte.lijfrente", "aangifte.lijfrente"),
        ("150 per maand", "aangifte.jongeren_bijbaan", "aangifte.jongeren_bijbaan"),
        ("mag het in 3 keer", "betalen.hoe_betalen", "betalen.betalingsregeling"),
        ("heeft dat gevolgen voor mijn huurtoeslag", "aangifte.box3_sparen", "toeslagen.vermogen"),
        ("en voor de huurtoeslag", "toeslagen.toeslagpartner", "toeslagen.medebewoner"),
    ],
)
def test_what_somebody_has_or_earns_says_what_it_is_about(text, topic, found, content):
    assert resolved(heard(text, content), Memory(topic=topic), content).topic == found


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("hoe lang heb ik daarvoor, de brief ligt hier al wel een week of vijf", "aangifte.bezwaar"),
        ("de brief ligt hier al wel een week of vijf, hoe lang heb ik nog", "aangifte.bezwaar"),
        ("ja, de brief ligt hier al wel een week of vijf en ik weet het niet", None),
    ],
)
def test_a_question_that_goes_on_may_be_followed_by_how_things_are(text, topic, content):
    alone = heard(text, content, [("sociaal.frustratie", 0.3)], unsure=True)
    assert understood(content, alone, Memory(topic="aangifte.bezwaar")).topic == topic


def before(topic: str, *answered: str, **said) -> Memory:
    return Memory(topic=topic, answered=dict.fromkeys((*answered, topic), 1), said=said, turns=2)


@pytest.mark.parametrize(
    ("text", "memory", "ranking", "topic"),
    [
        ("ik heb mijn bankgegevens ingevuld, wat nu", before("persoonlijk.schuld_saldo", "contact.phishing"),
         [("betalen.rekeningnummer", 0.7)], "contact.phishing"),
        ("ik kan nu geen nieuwe telefoon betalen", before("aangifte.teruggave", "digid.inloggen"),
         [("betalen.betalingsregeling", 0.6)], "digid.inloggen"),
        # What the model is sure of, what has a part of its own, and what is asked of nobody here stay what they are.
        ("ik kan nu geen nieuwe telefoon betalen", before("aangifte.teruggave", "digid.inloggen"),
         [("betalen.betalingsregeling", 0.95)], "betalen.betalingsregeling"),
        ("kan ik in delen betalen met een nieuwe telefoon", before("aangifte.teruggave", "digid.inloggen"),
         [("betalen.betalingsregeling", 0.7)], "betalen.betalingsregeling"),
        ("ik kan nu geen nieuwe fiets betalen", before("aangifte.teruggave", "digid.inloggen"),
         [("betalen.betalingsregeling", 0.7)], "betalen.betalingsregeling"),
    ],
)  # fmt: skip
def test_what_an_earlier_answer_has_a_part_for_is_asked_of_that(text, memory, ranking, topic, content):
    assert resolved(heard(text, content, ranking), memory, content).topic == topic


@pytest.mark.parametrize(
    ("text", "last", "sure", "topic"),
    [
        ("nou zoveel scheelt dat toch niet, kan ik bezwaar maken", "toeslagen.terugbetalen", 0.7, "toeslagen.bezwaar"),
        ("kan ik bezwaar maken tegen mijn aanslag van vorig jaar ook nog", "toeslagen.terugbetalen", 0.7, None),
        ("nou zoveel scheelt dat toch niet, kan ik bezwaar maken", "aangifte.teruggave", 0.7, None),
        ("nou zoveel scheelt dat toch niet, kan ik bezwaar maken", "toeslagen.terugbetalen", 0.98, None),
    ],
)
def test_bezwaar_in_talk_about_a_toeslag_is_over_that_toeslag(text, last, sure, topic, content):
    alone = heard(text, content, [("aangifte.bezwaar", sure)])
    assert resolved(alone, Memory(topic=last), content).topic == (topic or "aangifte.bezwaar")


@pytest.mark.parametrize(
    ("last", "guess", "topic"),
    [
        ("toeslagen.uitbetaling", "persoonlijk.status_aangifte", "persoonlijk.status_toeslag"),
        ("aangifte.teruggave", "persoonlijk.status_toeslag", "persoonlijk.status_aangifte"),
        ("toeslagen.uitbetaling", "persoonlijk.schuld_saldo", "persoonlijk.schuld_saldo"),
    ],
)
def test_who_asks_to_look_is_told_about_the_own_case(last, guess, topic, content):
    alone = heard("kunt u zien of hij al is klaargezet", content, [(guess, 0.5)])
    assert resolved(alone, Memory(topic=last), content).topic == topic


def test_a_short_question_before_a_fact_goes_on_about_the_talk(content):
    alone = heard("hoe lang heb ik daarvoor? de brief is van 30 oktober", content, [("persoonlijk.brief", 0.77)])
    assert understood(content, alone, Memory(topic="toeslagen.bezwaar", turns=1)).topic == "toeslagen.bezwaar"
    sure = heard("wat staat er in die brief? hij is van 30 oktober", content, [("persoonlijk.brief", 0.97)])
    assert understood(content, sure, Memory(topic="toeslagen.bezwaar", turns=1)).topic == "persoonlijk.brief"


def test_who_asks_on_without_a_subject_is_not_asked_what_it_is_about(content):
    text, vague = "moet ik dan wachten tot volgend jaar of kan het nu al", [("sociaal.onduidelijk", 0.9)]
    assert resolved(heard(text, content, vague), Memory(topic="aangifte.jongeren_bijbaan"), content).cue == CUE
    assert resolved(heard(text, content, vague), Memory(), content).topic == "sociaal.onduidelijk"
