"""Insight: what is kept, what it counts, and that it goes with the conversation."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.insight import Insight, Picked
from bot.transcript import Erasing, Origin, Transcript

LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.timezone.utc)
OFFERED = ("aangifte.uitstel", "betalen.betalingsregeling")


@pytest.fixture()
def insight(database, clock) -> Insight:
    return Insight(database, clock)


@pytest.fixture()
def conversation(database, clock) -> str:
    return Transcript(database, clock).start([])[0]


def counted(insight: Insight) -> dict[tuple[str, str, str], int]:
    return {(t.kind, t.topic, t.detail): t.number for t in insight.totals(LONG_AGO.date())}


def test_a_pick_is_an_example_with_its_label(insight, conversation):
    insight.label(conversation, "kan ik later", OFFERED, "aangifte.uitstel")
    insight.label(conversation, "en nu", OFFERED, Picked.OTHER.value)
    first, second = insight.items(LONG_AGO, "keuze")
    assert (first.text, first.offered, first.topic) == ("kan ik later", OFFERED, "aangifte.uitstel")
    assert (second.topic, second.detail) == ("", "iets_anders")
    assert counted(insight) == {("keuze", "aangifte.uitstel", "onderwerp"): 1, ("keuze", "", "iets_anders"): 1}


def test_a_conversation_is_asked_and_answers_once(insight, conversation):
    for _ in range(2):
        insight.asked_closing(conversation)
        insight.closing(conversation, False)
    insight.closing(conversation, None, "ik mis het bedrag")
    (closing,) = insight.items(LONG_AGO, "afsluiting")
    assert (closing.detail, closing.text) == ("nee", "ik mis het bedrag")
    assert counted(insight) == {("afsluiting_gevraagd", "", ""): 1, ("afsluiting", "", "nee"): 1}


def test_a_remark_does_not_change_the_answer_of_another(insight, database, clock):
    one, two = (Transcript(database, clock).start([])[0] for _ in range(2))
    insight.closing(one, True)
    insight.closing(two, False)
    insight.closing(two, None, "te lang")
    assert [(i.detail, i.text) for i in insight.items(LONG_AGO)] == [("ja", ""), ("nee", "te lang")]


def test_erasing_the_conversation_takes_the_words_and_leaves_the_numbers(insight, database, clock):
    transcript = Transcript(database, clock)
    erased, kept = (transcript.start([])[0] for _ in range(2))
    for conversation in (erased, kept):
        insight.label(conversation, f"van {conversation}", OFFERED, OFFERED[0])
        insight.outcome(conversation, "gat_in_kennis", "aangifte.uitstel", "mist voorbeeld")
    Erasing(database, clock).erase(erased)
    assert [i.text for i in insight.items(LONG_AGO)] == [f"van {kept}", "mist voorbeeld"]
    assert counted(insight) == {
        ("keuze", "aangifte.uitstel", "onderwerp"): 2,
        ("uitkomst", "aangifte.uitstel", "gat_in_kennis"): 2,
    }


def test_nothing_is_kept_of_a_conversation_that_is_gone(insight, conversation, database, clock):
    Erasing(database, clock).erase(conversation)
    insight.label(conversation, "te laat", OFFERED, OFFERED[0])
    insight.closing(conversation, True, "dank")
    assert insight.items(LONG_AGO) == []


def test_counts_are_of_a_day(insight, clock):
    clock.set("2026-11-21 10:00:00")
    insight.count("openbaar", "aangifte.uitstel")
    insight.count("openbaar", "aangifte.uitstel")
    clock.set("2026-11-22 10:00:00")
    insight.count("openbaar", "aangifte.uitstel", "kort")
    totals = insight.totals(dt.date(2026, 11, 21))
    assert [(t.day.day, t.detail, t.number) for t in totals] == [(21, "", 2), (22, "kort", 1)]
    assert [t.number for t in insight.totals(dt.date(2026, 11, 21), dt.date(2026, 11, 21))] == [2]


def test_items_start_at_the_moment_asked_for(insight, conversation, clock):
    clock.set("2026-11-21 10:00:00")
    insight.outcome(conversation, "anders")
    later = clock().replace(hour=11)
    clock.set("2026-11-21 12:00:00")
    insight.outcome(conversation, "persoonsgegevens")
    assert [i.detail for i in insight.items(later)] == ["persoonsgegevens"]


@pytest.mark.parametrize(
    "trial", [{"today": dt.date(2027, 1, 1)}, {"origin": Origin.COMMAND}, {"origin": Origin.COLLEAGUE}]
)
def test_of_what_our_own_people_try_nothing_is_kept_and_nothing_counted(insight, database, clock, trial):
    tried, _ = Transcript(database, clock).start([], **trial)
    insight.label(tried, "kan ik later", OFFERED, "aangifte.uitstel")
    insight.asked_closing(tried)
    insight.closing(tried, False, "ik mis het bedrag")
    insight.outcome(tried, "gat_in_kennis")
    assert insight.items(LONG_AGO) == []
    assert counted(insight) == {}


def test_an_outcome_that_is_taken_back_never_counted_also_after_midnight(insight, database, clock, conversation):
    other = Transcript(database, clock).start([])[0]
    insight.outcome(other, "anders", "aangifte.uitstel")
    insight.outcome(conversation, "anders", "aangifte.uitstel")
    insight.outcome(conversation, "gat_in_kennis", "aangifte.uitstel", "over kavels")
    clock.move(days=1)
    with database.write() as connection:
        insight.take_back_outcome_in(connection, conversation)
    assert counted(insight) == {("uitkomst", "aangifte.uitstel", "anders"): 2}
    with database.write() as connection:
        insight.take_back_outcome_in(connection, conversation)
        insight.take_back_outcome_in(connection, conversation)
    assert counted(insight) == {("uitkomst", "aangifte.uitstel", "anders"): 1}
    assert [(i.detail, i.text) for i in insight.items(LONG_AGO)] == [("anders", "")]
