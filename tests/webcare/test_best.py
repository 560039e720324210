"""Knowledge at hand: the three best answers, true today."""

from __future__ import annotations

import datetime as dt

from bot.webcare import Ranked, best_answers

TODAY = dt.date(2026, 11, 21)


def test_the_models_order_holds_and_words_fill_it_up(library):
    ranked = [Ranked("aangifte.uitstel", 0.7), Ranked("aangifte.deadline", 0.2), Ranked("aangifte.te_laat", 0.001)]
    found = best_answers(library, "uitstel", ranked, ["aangifte.deadline", "aangifte.hulp", "aangifte.crypto"], TODAY)
    assert [a["topic"] for a in found] == ["aangifte.uitstel", "aangifte.deadline", "aangifte.hulp"]
    assert [a["confidence"] for a in found] == [0.7, 0.2, None]


def test_an_answer_has_both_forms_its_sources_and_no_open_place(library):
    for topic in library.content.topics:
        for answer in best_answers(library, "", [Ranked(topic, 0.9)], [], TODAY):
            assert answer["long"] and "{" not in answer["long"] + answer["short"], topic
            assert all(s["url"] and s["checked"] and s["checked_text"] for s in answer["sources"]), topic


def test_the_citizens_words_choose_the_wording(library):
    ranked = [Ranked("persoonlijk.waarom_bedrag", 0.8)]
    (general,) = best_answers(library, "waarom is het zo weinig", ranked, [], TODAY)
    (rent,) = best_answers(library, "waarom is mijn huurtoeslag zo laag", ranked, [], TODAY)
    assert "huurtoeslag" in rent["short"].lower() and rent["long"] != general["long"]


def test_the_part_that_is_asked_is_at_hand(library):
    (answer,) = best_answers(library, "hoe stop ik mijn va", [Ranked("aangifte.voorlopige_aanslag", 0.9)], [], TODAY)
    assert answer["short"].startswith("Stoppen doe je in Mijn Belastingdienst")


def test_small_talk_and_unknown_topics_are_no_knowledge(library):
    ranked = [Ranked("sociaal.bedankt", 0.9), Ranked("bestaat.niet", 0.9), Ranked("aangifte.uitstel", 0.1)]
    assert [a["topic"] for a in best_answers(library, "", ranked, [], TODAY)] == ["aangifte.uitstel"]
    assert best_answers(library, "", [], [], TODAY) == []
