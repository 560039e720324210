"""The real content: every topic has a sourced, valid answer on every day that we try."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from bot.dialogue import Heard, Speaker
from bot.handoff import Reason
from bot.knowledge.answers import choose_wording
from bot.knowledge.facts import FactBook

ROOT = Path(__file__).resolve().parents[2]
TOPICS_TEXT = (ROOT / "data" / "onderwerpen.yml").read_text(encoding="utf-8")
TOPIC_IDS = re.findall(r"^  - id: (\S+)$", TOPICS_TEXT, re.MULTILINE)
DAYS = [
    dt.date.fromisoformat(day)
    for day in (
        "2026-11-21", "2026-12-20", "2026-12-31", "2027-01-01", "2027-01-02", "2027-02-28", "2027-03-01", "2027-04-30",
        "2027-05-01", "2027-05-02", "2027-07-14", "2027-09-01", "2027-11-15", "2027-12-31",
    )
]  # fmt: skip
POLITE = re.compile(r"\b(u|uw|uzelf)\b", re.IGNORECASE)
ONE_WORD_IN_QUOTES = re.compile(r"[\"'‘“][^\"'’”]*[\"'’”]")

each_topic = pytest.mark.parametrize("topic_id", TOPIC_IDS)


@pytest.fixture(scope="module")
def facts(content) -> FactBook:
    return content.book


def texts_of(answer) -> list[str]:
    return [text for w in answer.wordings for text in (*w.bubbles, w.short)]


def test_there_are_130_topics_and_each_is_loaded(content):
    assert len(TOPIC_IDS) == len(set(TOPIC_IDS)) == 130
    assert list(content.topics) == TOPIC_IDS
    assert set(content.answers) == set(TOPIC_IDS)


def test_intents_of_topics_do_not_collide(content):
    assert len({topic.intent for topic in content.topics.values()}) == len(TOPIC_IDS)


@each_topic
def test_answer_has_safe_sources_checked_within_a_year_of_the_newest(topic_id, content):
    newest = max(source.checked for answer in content.answers.values() for source in answer.sources)
    if content.topics[topic_id].outcome == "sociaal":
        assert content.topics[topic_id].domain == "sociaal"
    else:
        assert content.answers[topic_id].sources
    for source in content.answers[topic_id].sources:
        assert source.url.startswith("https://"), source.url
        assert newest - source.checked <= dt.timedelta(days=365), source
        assert source.title


@each_topic
def test_a_reply_holds_on_every_day(topic_id, library):
    outcome = library.topic(topic_id).outcome
    for day in DAYS:
        reply = library.answer_for(topic_id, day)
        assert not reply.expired, day
        assert reply.outcome == outcome
        assert 1 <= len(reply.bubbles) <= 3, day
        for text in (*reply.bubbles, reply.short):
            assert not re.search(r"[{}]", text), f"{day}: {text}"
        assert all(bubble.strip() for bubble in reply.bubbles), day


@each_topic
def test_every_wording_can_be_said(topic_id, content, facts):
    answer = content.answers[topic_id]
    for wording in answer.wordings:
        day = wording.validity.first or min(wording.validity.last or DAYS[0], DAYS[0])
        turns = range(len(answer.wordings))
        chosen = [choose_wording(answer, facts, day, wording.conditions, turn) for turn in turns]
        assert wording in chosen, f"never said: {wording.bubbles[0]}"


@each_topic
def test_the_citizen_is_addressed_with_je(topic_id, content):
    answer = content.answers[topic_id]
    for text in (*texts_of(answer), answer.button, answer.question):
        assert not POLITE.search(ONE_WORD_IN_QUOTES.sub("", text)), text


@each_topic
def test_follow_ups_exist_and_lead_somewhere_else(topic_id, content):
    follow_ups = content.answers[topic_id].follow_ups
    assert len(set(follow_ups)) == len(follow_ups)
    assert set(follow_ups) <= set(TOPIC_IDS) - {topic_id}


@pytest.mark.parametrize("topic_id", ["persoonlijk.status_aangifte", "contact.medewerker", "persoonlijk.schuld_saldo"])
def test_who_is_handed_over_gets_the_number_of_the_belastingtelefoon(topic_id, library, clock):
    heard = Heard("", topic_id, 1.0, ((topic_id, 1.0),), clock())
    message = Speaker(library).hand_over(heard, Reason.PERSONAL_DATA)
    assert "0800 - 0543" in message["text"]
    assert message["slip"]["lines"][0].startswith("De BelastingTelefoon: 0800 - 0543")


def test_who_needs_the_hersteloperatie_is_sent_to_one_line_the_serviceteam(library, clock):
    topic_id = "toeslagen.hersteloperatie"
    heard = Heard("", topic_id, 1.0, ((topic_id, 1.0),), clock())
    message = Speaker(library).hand_over(heard, Reason.RECOVERY)
    assert "0800 - 2 358 358" in message["text"]
    assert "0800 - 0543" not in message["text"], "two numbers for one question: set 'lijn: serviceteam'"
    assert message["slip"]["lines"][0].startswith("Het Serviceteam")


def test_the_crisis_line_stands_in_the_answer_to_a_crisis(library):
    text = " ".join(library.answer_for("sociaal.crisis", DAYS[0]).bubbles)
    assert "113" in text
