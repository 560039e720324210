"""Which wording is chosen, and what is said when none holds."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.knowledge import Content, Source, Topic
from bot.knowledge.answers import choose_wording, reply_for
from bot.knowledge.facts import FactBook
from bot.knowledge.model import Answer, Fact, Validity, Wording

TODAY = dt.date(2026, 11, 21)
SOURCE = Source("Bron", "https://voorbeeld.nl", TODAY)
OPEN = Validity()
IN_2026 = Validity(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
AMOUNT = Fact("grens", 100, "EUR", "€ 100", IN_2026, "", SOURCE.url, TODAY, "hoog", "f.yml")
FACTS = FactBook({"grens": (AMOUNT,)}, {})


def answer(*wordings: Wording, follow_ups: tuple[str, ...] = ()) -> Answer:
    return Answer("a.een", "Een", "Een?", "redactie", wordings, (SOURCE,), follow_ups)


def wording(text: str, validity: Validity = OPEN, year: int | None = None, **conditions: object) -> Wording:
    return Wording((text,), f"kort {text}", validity, conditions, year)


def content_with(one: Answer) -> Content:
    topics = {t: Topic(t, "a", t.upper(), "", "antwoord") for t in ("a.een", "a.twee")}
    other = Answer("a.twee", "Knop twee", "Twee?", "redactie", (wording("twee"),), (SOURCE,), ())
    texts = {"antwoord_verlopen": ("Dat controleren we.", "Vandaag is {vandaag}.")}
    return Content(topics, {"a.een": one, "a.twee": other}, {"grens": (AMOUNT,)}, {}, texts, {}, "v1")


CHOICES = answer(
    wording("iedereen"),
    wording("zorg", toeslag="zorgtoeslag"),
    wording("zorg 2025", toeslag="zorgtoeslag", jaar=2025),
    wording("partner", partner="ja"),
)


@pytest.mark.parametrize(
    ("said", "chosen"),
    [
        ({}, "iedereen"),
        ({"toeslag": "huurtoeslag"}, "iedereen"),
        ({"kind": "ja"}, "iedereen"),
        ({"toeslag": "zorgtoeslag"}, "zorg"),
        ({"toeslag": "zorgtoeslag", "jaar": 2024}, "zorg"),
        ({"toeslag": "zorgtoeslag", "jaar": 2025}, "zorg 2025"),
        ({"toeslag": "zorgtoeslag", "jaar": 2025, "partner": "ja"}, "zorg 2025"),
        ({"jaar": 2025}, "iedereen"),
        ({"partner": "nee"}, "iedereen"),
        ({"partner": "ja"}, "partner"),
    ],
)
def test_the_most_specific_fitting_wording_wins(said, chosen):
    assert choose_wording(CHOICES, FACTS, TODAY, said).bubbles == (chosen,)


def test_equally_fitting_wordings_take_turns():
    both = answer(wording("een"), wording("twee"), wording("drie"), wording("zorg", toeslag="zorgtoeslag"))
    said = [choose_wording(both, FACTS, TODAY, {}, turn).bubbles[0] for turn in range(5)]
    assert said == ["een", "twee", "drie", "een", "twee"]


@pytest.mark.parametrize(
    ("today", "chosen"),
    [("2026-02-28", "voor"), ("2026-03-01", "tijdens"), ("2026-04-30", "tijdens"), ("2026-05-01", "na")],
)
def test_the_wording_of_the_day_is_chosen(today, chosen):
    dated = answer(
        wording("voor", Validity(None, dt.date(2026, 2, 28))),
        wording("tijdens", Validity(dt.date(2026, 3, 1), dt.date(2026, 4, 30))),
        wording("na", Validity(dt.date(2026, 5, 1), None)),
    )
    assert choose_wording(dated, FACTS, dt.date.fromisoformat(today), {}).bubbles == (chosen,)


def test_a_wording_whose_fact_has_no_value_is_passed_over():
    both = answer(wording("met {grens}", toeslag="zorgtoeslag"), wording("zonder"))
    said = {"toeslag": "zorgtoeslag"}
    assert choose_wording(both, FACTS, TODAY, said).bubbles == ("met {grens}",)
    assert choose_wording(both, FACTS, dt.date(2027, 1, 1), said).bubbles == ("zonder",)


def test_a_missing_fact_in_the_short_text_counts_too():
    one = answer(Wording(("goed",), "kort {grens}"))
    assert choose_wording(one, FACTS, dt.date(2027, 1, 1), {}) is None


def test_the_reply_has_facts_filled_in_everywhere():
    one = answer(Wording(("De grens is {grens}.", "Tot morgen."), "{grens}", IN_2026, {}, 2026), follow_ups=("a.twee",))
    reply = reply_for(content_with(one), FACTS, "a.een", TODAY)
    assert reply.bubbles == ("De grens is € 100.", "Tot morgen.")
    assert reply.short == "€ 100"
    assert reply.sources == (SOURCE,)
    assert reply.outcome == "antwoord"
    assert reply.follow_ups == (("Knop twee", "a.twee"),)
    assert reply.tax_year == 2026
    assert not reply.expired


@pytest.mark.parametrize(
    "expired",
    [
        answer(wording("Je krijgt € 100.", IN_2026), follow_ups=("a.twee",)),
        answer(wording("Je krijgt {grens}."), follow_ups=("a.twee",)),
        answer(wording("{grens}"), wording("€ 100", IN_2026), follow_ups=("a.twee",)),
    ],
)
@pytest.mark.parametrize("today", ["2027-01-01", "2025-12-31", "2030-06-01"])
def test_an_expired_answer_says_so_and_never_an_old_amount(expired, today):
    reply = reply_for(content_with(expired), FACTS, "a.een", dt.date.fromisoformat(today))
    assert reply.expired
    assert reply.bubbles[0] == "Dat controleren we."
    assert not any("100" in text or "{" in text for text in (*reply.bubbles, reply.short))
    assert reply.tax_year is None
    assert reply.sources == (SOURCE,), "the sources lead on"
    assert reply.follow_ups == (("Knop twee", "a.twee"),)


def test_a_wording_of_another_case_is_not_used_when_the_general_one_has_expired():
    one = answer(wording("algemeen", IN_2026), wording("zorg", toeslag="zorgtoeslag"))
    content = content_with(one)
    assert reply_for(content, FACTS, "a.een", dt.date(2027, 1, 1)).expired
    assert reply_for(content, FACTS, "a.een", dt.date(2027, 1, 1), {"toeslag": "zorgtoeslag"}).bubbles == ("zorg",)


def test_the_turn_is_handed_on():
    content = content_with(answer(wording("een"), wording("twee")))
    assert [reply_for(content, FACTS, "a.een", TODAY, None, turn).bubbles[0] for turn in (0, 1)] == ["een", "twee"]


def test_an_unknown_topic_is_a_key_error():
    with pytest.raises(KeyError):
        reply_for(content_with(answer(wording("een"))), FACTS, "a.drie", TODAY)
