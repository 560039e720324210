"""Days are counted once, before anything is cleaned up, and stay when the conversations are gone."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.daily import ASKED, TOPIC, WORD, DailyCount
from bot.insight import Daily, Insight
from bot.transcript import Erasing, Transcript

TOPIC_ID = "aangifte.uitstel"


@pytest.fixture()
def transcript(database, clock) -> Transcript:
    return Transcript(database, clock)


@pytest.fixture()
def counting(database, clock) -> DailyCount:
    return DailyCount(database, clock)


@pytest.fixture()
def arms(database):
    """The counted arms as (day, arm, shown, helped, not helped, handed over, asked again)."""
    return lambda: [
        (a.day.day, a.arm, a.shown, a.helped, a.not_helped, a.handed_over, a.asked_again)
        for a in Daily(database).arms("proef")
    ]


def ask(transcript: Transcript, conversation: str, text: str = "hoe dan", arm: str | None = None, **reply) -> int:
    """A typed question and its reply; returns the reply's seq."""
    seq, _ = transcript.add_from_citizen(conversation, f"c{text}{transcript.after(conversation, 0)[-1:]}"[:70], text)
    pending = transcript.next_pending(conversation)
    message = {"text": "Zo.", "topic": TOPIC_ID, "outcome": "antwoord", **reply}
    if arm:
        message["experiment"] = {"id": "proef", "arm": arm}
    transcript.answer(pending, [message])
    return seq + 1


def begin(transcript: Transcript, **more) -> str:
    return transcript.start([{"text": "Hoi.", "outcome": "sociaal", "topic": "sociaal.begroeting"}], **more)[0]


def over(clock, day: str = "2026-11-24 02:30"):
    clock.set(day)


def test_everybody_who_saw_an_arm_counts_once_with_what_came_after(transcript, counting, database, clock, arms):
    insight = Insight(database, clock)
    thumb, closed, torn, quiet, moved, again = (begin(transcript) for _ in range(6))
    transcript.add_feedback(thumb, ask(transcript, thumb, arm="A"), True, "")
    ask(transcript, closed, arm="A")
    insight.closing(closed, False)
    transcript.add_feedback(torn, ask(transcript, torn, arm="A"), True, "")
    insight.closing(torn, False)
    ask(transcript, quiet, arm="B")
    ask(transcript, moved, arm="B")
    ask(transcript, moved, "mag ik iemand spreken", topic="contact.medewerker", outcome="overdracht")
    ask(transcript, again, arm="B")
    ask(transcript, again, "dank", topic="sociaal.bedankt", outcome="sociaal")
    ask(transcript, again, "hoe dan precies", arm="B")
    over(clock)
    assert counting.run(frozenset) == [dt.date(2026, 11, 23)]
    assert arms() == [(23, "A", 3, 1, 2, 0, 0), (23, "B", 3, 0, 0, 1, 1)]


def test_the_third_turn_is_no_asking_again(transcript, counting, clock, arms):
    conversation = begin(transcript)
    ask(transcript, conversation, arm="A")
    for i in range(2):
        ask(transcript, conversation, f"iets anders {i}", topic="aangifte.deadline")
    ask(transcript, conversation, "uitstel weer")
    over(clock)
    counting.run(frozenset)
    assert arms() == [(23, "A", 1, 0, 0, 0, 0)]


def test_a_conversation_over_midnight_counts_on_its_first_day(transcript, counting, clock, arms):
    clock.set("2026-11-23 23:58")
    conversation = begin(transcript)
    ask(transcript, conversation, arm="B")
    clock.set("2026-11-24 00:02")
    ask(transcript, conversation, "en nog eens", arm="B")
    clock.set("2026-11-25 02:30")
    assert len(counting.run(frozenset)) == 2
    assert arms() == [(23, "B", 1, 0, 0, 0, 1)]


def test_a_day_is_counted_once_and_not_before_it_is_over(transcript, counting, clock, arms):
    ask(transcript, begin(transcript), arm="A")
    assert counting.run(frozenset) == []
    clock.set("2026-11-24 01:59")
    assert counting.run(frozenset) == []
    over(clock)
    assert len(counting.run(frozenset)) == 1
    assert counting.run(frozenset) == []
    assert arms() == [(23, "A", 1, 0, 0, 0, 0)]


def test_days_on_which_the_site_slept_are_made_up_for(transcript, counting, clock):
    ask(transcript, begin(transcript), arm="A")
    clock.set("2026-11-27 09:00")
    assert [d.day for d in counting.run(frozenset)] == [23, 24, 25, 26]


def test_what_was_counted_outlives_the_conversation(transcript, counting, clock, arms, database):
    conversation = begin(transcript)
    ask(transcript, conversation, "wanneer uitstel", arm="A")
    over(clock)
    counting.run(lambda: {"uitstel"})
    Erasing(database, clock).erase(conversation)
    assert arms() == [(23, "A", 1, 0, 0, 0, 0)]
    assert Insight(database, clock).totals(dt.date(2026, 11, 23))


def test_who_asks_for_another_day_is_not_counted(transcript, counting, clock, arms, database):
    ask(transcript, begin(transcript, today=dt.date(2027, 1, 1)), arm="A")
    over(clock)
    counting.run(frozenset)
    assert arms() == []
    assert Insight(database, clock).totals(dt.date(2026, 11, 23)) == []


def test_questions_are_counted_by_outcome_topic_and_known_words(transcript, counting, clock, database):
    conversation = begin(transcript)
    ask(transcript, conversation, "uitstel frobnicatie [rekeningnummer]")
    ask(transcript, conversation, "hu", topic=None, outcome="niet_begrepen")
    over(clock)
    counting.run(lambda: {"uitstel"})
    found = {(t.kind, t.topic, t.detail): t.number for t in Insight(database, clock).totals(dt.date(2026, 11, 23))}
    assert found == {
        (ASKED, "", "antwoord"): 1, (ASKED, "", "niet_begrepen"): 1, (TOPIC, TOPIC_ID, ""): 1,
        (WORD, "", "bekend"): 1, (WORD, "", "onbekend"): 1,
    }  # fmt: skip


def test_the_arm_is_kept_and_never_handed_to_a_citizen(transcript):
    conversation = begin(transcript)
    ask(transcript, conversation, arm="B")
    assert all("experiment" not in message for message in transcript.after(conversation, 0))
