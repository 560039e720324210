"""Examples come and go; comments, order and everything else stay."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge import Library
from bot.knowledge.checks import check_all
from bot.knowledge.model import Topic
from bot.trainer import Refused, exchange, question_file, questions, references, topics
from bot.trainer.likeness import Likeness
from bot.trainer.questions import CannotChange
from tests.tiny import UITSTEL, UITSTEL_QUESTIONS

NEW = Topic("aangifte.zonnepanelen", "aangifte", "Zonnepanelen", "Zonnepanelen in de aangifte.", "antwoord")
SOURCE = [{"titel": "Zon", "url": "https://voorbeeld.nl/zon", "gecontroleerd": dt.date(2026, 11, 20)}]
words = st.text(st.sampled_from("abcdeéij '?!,.:#-"), min_size=1, max_size=40)


def test_an_example_is_added_once_and_a_comment_stays(room, tiny, me):
    text = tiny.read(UITSTEL_QUESTIONS).replace("nlu:\n", "nlu:  # van de redactie\n")
    tiny.write(UITSTEL_QUESTIONS, text)
    room.change(lambda d: questions.add(d, "aangifte.uitstel", ["Mag het later?", "mag het later"]), me)
    assert tiny.read(UITSTEL_QUESTIONS) == text + "      - Mag het later?\n"


def test_what_stands_there_already_is_told(room, me):
    saved = room.change(lambda d: questions.add(d, "aangifte.uitstel", ["Vraag een over uitstel?"]), me)
    assert saved.files == () and "0 voorbeeldvragen" in saved.summary and "stond er al" in saved.summary
    there = questions.already_there(room.draft(), "aangifte.uitstel", ["Vraag een over uitstel?", "iets nieuws"])
    assert there == ["vraag een over uitstel"]


def test_an_example_is_moved_reworded_and_dropped(room, tiny, me):
    room.change(lambda d: questions.reword(d, "aangifte.uitstel", "vraag een over uitstel", "vraag 1"), me)
    room.change(lambda d: questions.move(d, "aangifte.uitstel", "contact.medewerker", ["vraag 1"]), me)
    room.change(lambda d: questions.drop(d, "contact.medewerker", ["vraag 1"]), me)
    draft = room.draft()
    assert "vraag 1" not in [e for _, e in questions.all_examples(draft)]
    assert len(questions.examples_of(draft, "aangifte.uitstel")) == 19


def test_an_example_is_reworded_however_its_marks_were_typed(room, tiny, me):
    room.change(lambda d: questions.reword(d, "aangifte.uitstel", "Vraag een, over uitstel!", "vraag 1"), me)
    examples = questions.examples_of(room.draft(), "aangifte.uitstel")
    assert "vraag 1" in examples and "vraag een over uitstel" not in examples


def test_what_is_not_there_is_said(room, me):
    with pytest.raises(CannotChange, match="staat niet"):
        room.change(lambda d: questions.drop(d, "aangifte.uitstel", ["bestaat niet"]), me)
    with pytest.raises(CannotChange, match="bestaat niet"):
        room.change(lambda d: questions.add(d, "geen.onderwerp", ["hoi"]), me)


def test_an_example_with_private_data_or_of_another_topic_is_refused(room, me):
    with pytest.raises(Refused, match="persoonsgegeven"):
        room.change(lambda d: questions.add(d, "aangifte.uitstel", ["mail naar jan@voorbeeld.nl"]), me)
    with pytest.raises(
        Refused, match=r"staat dan bij twee onderwerpen: .+ \(aangifte.uitstel\) en .+ \(sociaal.bedankt\)"
    ):
        room.change(lambda d: questions.add(d, "aangifte.uitstel", ["vraag een over bedankt"]), me)


def test_what_rasa_would_obey_and_what_was_masked_does_not_become_an_example():
    assert question_file.as_example("/restart") == "restart"
    assert question_file.as_example("ik heet [naam] en [vraag](x) iets") == "ik heet en vraag (x) iets"
    assert question_file.as_example("  - [naam] !") == ""


@settings(deadline=None)
@given(st.lists(words, max_size=6))
def test_adding_and_taking_away_again_leaves_the_file_as_it_was(texts):
    start = question_file.new_file("aangifte.uitstel", ["vast voorbeeld", "nog een"])
    examples = [e for t in texts if (e := question_file.as_example(t))]
    assert question_file.without(question_file.with_added(start, examples), examples) == start
    assert question_file.examples_in(question_file.with_added(start, examples))[:2] == ["vast voorbeeld", "nog een"]


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["aangifte.uitstel", "sociaal.bedankt"]), words), max_size=8))
def test_what_goes_out_comes_back_in_both_forms(rows):
    rows = sorted(((t, e) for t, text in rows if (e := question_file.as_example(text))), key=lambda row: row[0])
    assert exchange.from_csv(exchange.to_csv(rows)) == rows
    assert exchange.from_rasa(exchange.to_rasa(rows), ["aangifte.uitstel", "sociaal.bedankt"]) == rows


def test_an_import_adds_what_is_new_and_says_what_is_left_out(room, me):
    rows = exchange.from_csv(
        "onderwerp;vraag\naangifte.uitstel;mag het later\naangifte.uitstel;vraag een over uitstel\n"
        "geen.onderwerp;hoi\nsociaal.bedankt;bel 06-12345678\n"
    )
    looked = exchange.look_at(room.draft(), rows)
    assert looked.new == {"aangifte.uitstel": ("mag het later",)}
    assert [why for _, why in looked.left_out] == [
        "staat al bij aangifte.uitstel", "het onderwerp 'geen.onderwerp' bestaat niet",
        "er staat een privégegeven in: je telefoonnummer",
    ]  # fmt: skip
    assert "12345678" not in str(looked)
    room.change(lambda d: exchange.bring_in(d, rows), me)
    assert "mag het later" in questions.examples_of(room.draft(), "aangifte.uitstel")


def test_a_file_that_is_no_export_is_refused_kindly():
    with pytest.raises(CannotChange, match="onderwerp,vraag"):
        exchange.from_csv("a,b\n1,2\n")
    with pytest.raises(CannotChange, match="nlu"):
        exchange.from_rasa("versie: [", [])
    with pytest.raises(CannotChange, match="nlu"):
        exchange.from_rasa("nlu:\n  - mag het later\n", [])
    with pytest.raises(CannotChange, match="Regel 2"):
        exchange.from_csv("onderwerp,vraag\naangifte.uitstel,mag het\0later\n")


def test_a_new_topic_works_at_once_and_the_lists_follow(room, tiny, me):
    examples = [f"zonnepaneel {n} in de aangifte" for n in range(20)]
    room.change(lambda d: topics.create(d, NEW, examples, "Zonnepanelen geef je niet op.", "redactie", SOURCE), me)
    library = Library(tiny.data)
    assert library.answer_for(NEW.id, room.clock().date()).bubbles == ("Zonnepanelen geef je niet op.",)
    assert "- aangifte_zonnepanelen" in tiny.read("domain.yml")
    assert "intent: aangifte_zonnepanelen" in tiny.read("data/regels.yml")
    assert [t for t in questions.topics_of(room.draft())][:2] == ["aangifte.uitstel", NEW.id]


def test_a_new_topic_may_begin_with_one_example_and_hears_that_it_needs_more(room, me):
    saved = room.change(lambda d: topics.create(d, NEW, ["zonnepanelen"], "Zo.", "redactie", SOURCE), me)
    assert any("1 voorbeelden" in w.message for w in saved.warnings)


def test_a_topic_is_split_and_merged_back(room, tiny, me):
    first, second = "vraag een over uitstel", "vraag twee over uitstel"
    room.change(lambda d: topics.split(d, "aangifte.uitstel", NEW, [first, second], "Zo zit het."), me)
    assert questions.examples_of(room.draft(), NEW.id) == [first, second]
    tiny.change(UITSTEL, "[contact.medewerker]", f"[contact.medewerker, {NEW.id}]")
    room.change(lambda d: topics.merge(d, NEW.id, "aangifte.uitstel"), me)
    assert NEW.id not in questions.topics_of(room.draft())
    assert set(questions.examples_of(room.draft(), "aangifte.uitstel")) >= {first, second}
    assert "vervolg: [contact.medewerker]" in tiny.read(UITSTEL)
    assert "zonnepanelen" not in tiny.read("domain.yml")
    assert not (tiny.data / "onderwerpen/aangifte/zonnepanelen").exists()
    assert [p for p in check_all(tiny.root, room.clock().date()) if not p.warning] == []


def test_renaming_keeps_the_id_and_every_other_byte(room, tiny, me):
    before = tiny.read("data/onderwerpen.yml")
    room.change(lambda d: topics.rename(d, "aangifte.uitstel", "Meer tijd"), me)
    assert tiny.read("data/onderwerpen.yml") == before.replace('"Uitstel voor de aangifte"', '"Meer tijd"')


def test_another_id_rewrites_every_reference(room, tiny, me):
    tiny.write("tests/vragen/eigen.csv", "id,text,topic_id\n1,hoi,contact.medewerker\n")
    room.change(lambda d: topics.change_id(d, "contact.medewerker", "contact.mens"), me)
    assert "vervolg: [contact.mens]" in tiny.read(UITSTEL)
    assert "hoi,contact.mens" in tiny.read("tests/vragen/eigen.csv")
    assert "intent: contact_mens" in tiny.read("data/onderwerpen/contact/mens/vragen.yml")
    assert "contact_medewerker" not in tiny.read("domain.yml")


def test_deleting_warns_where_it_is_used_and_takes_it_out_of_what_people_ask_next(room, tiny, me):
    tiny.write("tests/vragen/eigen.csv", "id,text,topic_id\n1,hoi,contact.medewerker\n")
    used = references.used_in(room.draft(), "contact.medewerker")
    assert [r.path for r in used if not r.path.endswith("schrijfwijzer.yml")] == [UITSTEL, "tests/vragen/eigen.csv"]
    room.change(lambda d: topics.delete(d, "contact.medewerker"), me)
    assert "vervolg" not in tiny.read(UITSTEL)


def test_a_topic_that_a_family_needs_is_not_deleted(room, tiny, me):
    tiny.write("data/families.yml", "families: {een: {onderwerpen: [aangifte.uitstel]}}\n")
    with pytest.raises(CannotChange, match="families.yml"):
        room.change(lambda d: topics.delete(d, "aangifte.uitstel"), me)


def test_an_example_that_fits_another_topic_better_is_pointed_out():
    rows = [("zorg", f"hoeveel zorgtoeslag krijg ik {w}") for w in ("nu", "dan", "straks", "later")]
    rows += [("huur", f"wanneer betaalt de huurtoeslag uit {w}") for w in ("nu", "dan", "straks", "later")]
    rows += [("huur", "hoeveel zorgtoeslag krijg ik volgend jaar"), ("zorg", "wanneer betaalt de huurtoeslag uit nu")]
    likeness = Likeness(rows)
    worst = {(topic, text) for topic, text, _ in likeness.worst()}
    assert ("huur", "hoeveel zorgtoeslag krijg ik volgend jaar") in worst
    about = likeness.about("zorg")["wanneer betaalt de huurtoeslag uit nu"]
    assert about.confuses and about.near[0].topic == "huur"
    assert about.double == ("huur", "wanneer betaalt de huurtoeslag uit nu")
    assert likeness.near("zorgtoeslag hoeveel")[0].topic == "zorg"
