"""Replies in public: short enough, kind enough, and never about somebody's own case."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.privacy import mask
from bot.webcare import Found, Ranked, handle_in, public_replies
from bot.webcare.public import ANSWER, INVITATION, LONGEST, as_handle, question_in
from tests.privacy.made_up import made_up_bsn

DAYS = [dt.date(2026, 11, 21), dt.date(2027, 1, 2), dt.date(2027, 3, 1), dt.date(2027, 5, 2)]
HANDLE = "@vijftien_teken"


def link(topic):
    return f"https://voorbeeld.example/vragen/{topic.replace('.', '/')}" if topic else "https://voorbeeld.example/"


@pytest.fixture
def replies(library, rules):
    def find(question, *ranked, day=DAYS[0], handle=HANDLE, by_words=(), base=link, resembles=None):
        text, private = question_in(question)
        found = Found(tuple(Ranked(*pair) for pair in ranked), tuple(by_words), resembles or {})
        return public_replies(library, rules, text, private, handle, found, day, base)

    return find


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_topic_gives_a_reply_that_may_go_out(library, replies, day):
    assert len(HANDLE) == 15
    for topic, found in library.content.topics.items():
        for reply in replies("een vraag", (topic, 0.9), day=day).replies:
            assert len(reply.text) <= LONGEST and reply.text.startswith(f"{HANDLE} "), topic
            assert reply.remarks == (), (topic, reply.remarks)
            assert "{" not in reply.text and "…" not in reply.text, topic
            assert reply.kind == (ANSWER if found.outcome in ("antwoord", "afbakening") else INVITATION), topic


def test_a_reply_holds_the_short_form_and_the_page(library, replies):
    (reply,) = replies("hoe vraag ik uitstel", ("aangifte.uitstel", 0.9)).replies
    short = library.answer_for("aangifte.uitstel", DAYS[0]).short
    assert reply.text == f"{HANDLE} {short} {link('aangifte.uitstel')}"
    assert reply.sources


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (
            60,
            "Uitstel vraag je voor de uiterste datum in je aangiftebrief. Voor de aangifte over 2025 was dat 1 mei 2026; ",
        ),
        (160, "Uitstel vraag je voor de uiterste datum in je aangiftebrief. https"),
        (210, "Het antwoord op je vraag staat op deze pagina. https"),
        (255, "https"),
    ],
)
def test_what_does_not_fit_ends_behind_a_whole_sentence(replies, address, said):
    long = "https://v.example/".ljust(address, "x")
    (reply,) = replies("uitstel", ("aangifte.uitstel", 0.9), base=lambda _topic: long).replies
    assert reply.text.startswith(f"{HANDLE} {said}") and reply.text.endswith(f" {long}")
    assert len(reply.text) <= LONGEST


@pytest.mark.parametrize(
    ("question", "ranked", "begins"),
    [
        ("waar blijft mijn zorgtoeslag", ("persoonlijk.status_toeslag", 0.8), "Dit zoeken we"),
        ("mijn zorgtoeslag is nog steeds niet binnen", ("toeslagen.zorg.recht", 0.3), "Dit zoeken we"),
        (f"mijn bsn is {made_up_bsn(3)} kijk even", ("aangifte.uitstel", 0.9), "Dit zoeken we"),
        (
            "ik zit tot over mijn oren in de schulden en slaap niet meer",
            ("betalen.betalingsregeling", 0.9),
            "Dat klinkt",
        ),
        ("ik wil niet meer leven door die aanslag", ("aangifte.uitstel", 0.9), "Praat er nu over"),
        ("ben gedupeerd in de toeslagenaffaire en wacht al jaren", ("toeslagen.hersteloperatie", 0.9), "Voor ouders"),
    ],
)
def test_who_writes_about_himself_is_invited_and_gets_no_details(replies, question, ranked, begins):
    found = replies(question, ranked)
    assert found.why
    (reply,) = found.replies
    assert reply.kind == INVITATION and reply.text.startswith(f"{HANDLE} {begins}")
    assert reply.remarks == ()


def test_somebody_in_danger_is_not_sent_to_the_chat(replies):
    (reply,) = replies("ik wil dood", ("aangifte.uitstel", 0.9)).replies
    assert "0800 - 0113" in reply.text and "https://" not in reply.text


def test_danger_is_heard_in_the_whole_message_as_in_the_chat(replies):
    told, ranked = "voor mij hoeft het zo allemaal niet", ("aangifte.uitstel", 0.3)
    assert replies(told, ranked).replies[0].kind == ANSWER
    (reply,) = replies(told, ranked, resembles={"suicidaal": 0.95}).replies
    assert "0800 - 0113" in reply.text


def test_what_may_be_danger_is_not_answered_in_public(replies):
    told, ranked = "voor mij hoeft het zo allemaal niet", ("aangifte.uitstel", 0.96)
    found = replies(told, ranked, ("sociaal.crisis", 0.002), resembles={"suicidaal": 0.4})
    (reply,) = found.replies
    assert reply.kind == INVITATION and "gevaar" in found.why


def test_without_the_model_the_words_find_answers(replies):
    found = replies("hoe vraag ik uitstel", by_words=["aangifte.uitstel", "aangifte.deadline"])
    assert [r.topic for r in found.replies] == ["aangifte.uitstel", "aangifte.deadline"]


def test_what_is_private_is_masked_at_the_door():
    number = made_up_bsn(3)
    text, labels = question_in(f"@jan_85 hoi, mijn bsn is {number}, hoe vraag ik uitstel?")
    assert number not in text and "jan_85" not in text and labels == ("je burgerservicenummer",)
    assert mask(text).text == text


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("@jan_85 hoe vraag ik uitstel", "@jan_85"),
        ("Hoi @vraag.nl. Wanneer?", "@vraag.nl"),
        ("mail naar iemand@voorbeeld.example", ""),
        ("geen naam", ""),
        ("@", ""),
    ],
)
def test_the_name_of_who_asks_is_found_in_the_paste(text, handle):
    assert handle_in(text) == handle


@pytest.mark.parametrize(
    ("typed", "handle"),
    [("jan_85", "@jan_85"), (" @jan ", "@jan"), ("", ""), ("twee woorden", ""), ("<b>", ""), ("a" * 40, "")],
)
def test_a_typed_name_becomes_a_handle_or_nothing(typed, handle):
    assert as_handle(typed) == handle


def test_without_a_name_the_reply_begins_with_the_answer(replies):
    (reply,) = replies("hoe vraag ik uitstel", ("aangifte.uitstel", 0.9), handle="").replies
    assert not reply.text.startswith(("@", " "))
