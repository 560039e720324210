"""Two models side by side: what changed, and whether it is more than chance."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluate.compare import Said, by_topic, changes, difference, said
from bot.evaluate.score import Question, Result


def result(right: bool, topic: str = "aangifte.uitstel", wrong: bool | None = None) -> Result:
    wrong = (not right) if wrong is None else wrong
    return Result(Question("1", "x", topic, "", "kort"), topic, "antwoord", 0.9, (), right, right, right, wrong, wrong)


def results(*rights: bool, topic: str = "aangifte.uitstel") -> list[Result]:
    return [result(r, topic) for r in rights]


def test_a_few_more_mistakes_are_noise_and_many_are_a_fall():
    before = results(*[True] * 100)
    few = difference(before, results(*[False] * 3, *[True] * 97), "right")
    many = difference(before, results(*[False] * 12, *[True] * 88), "right")
    assert (few.lost, few.fell) == (3, False)
    assert (many.lost, many.fell) == (12, True)
    assert many.chance < 0.01 < few.chance


def test_a_gain_is_never_a_fall():
    d = difference(results(*[False] * 40), results(*[True] * 40), "right")
    assert (d.before, d.after, d.gained, d.lost, d.fell) == (0, 40, 40, 0, False)


def test_of_wrong_and_confident_less_is_better():
    before, after = results(*[True] * 40), results(*[False] * 40)
    assert difference(before, after, "wrong_confident").fell
    assert not difference(after, before, "wrong_confident").fell


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=60))
def test_the_same_questions_never_fall_against_themselves_and_only_one_way(pairs):
    before, after = results(*(a for a, _ in pairs)), results(*(b for _, b in pairs))
    assert not difference(before, before, "right").fell
    forth, back = difference(before, after, "right"), difference(after, before, "right")
    assert (forth.gained, forth.lost) == (back.lost, back.gained)
    assert not (forth.fell and back.fell)


def test_topics_that_lost_come_first_and_unchanged_ones_are_left_out():
    before = results(True, True) + results(False, topic="b.beter") + results(True, topic="c.zelfde")
    after = results(False, False) + results(True, topic="b.beter") + results(True, topic="c.zelfde")
    assert [(t, d.gained, d.lost) for t, d in by_topic(before, after)] == [
        ("aangifte.uitstel", 0, 2),
        ("b.beter", 1, 0),
    ]


ANSWER, OTHER = Said("a.b", "antwoord", (), 0.9), Said("a.c", "antwoord", (), 0.9)
ASKS, NOTHING = Said(None, "verduidelijking", ("a.b",), 0.4), Said(None, "niet_begrepen", (), 0.1)


def test_what_got_worse_comes_first_then_what_most_people_asked():
    texts = ["een", "twee", "twee", "drie", "vier"]
    found = changes(texts, [ANSWER, ANSWER, ANSWER, ANSWER, ASKS], [NOTHING, OTHER, OTHER, ANSWER, ANSWER])
    assert [(c.text, c.times, c.worse) for c in found] == [("een", 1, True), ("twee", 2, False), ("vier", 1, False)]


@pytest.mark.parametrize(("before", "after"), product((ANSWER, OTHER, ASKS, NOTHING), repeat=2))
def test_worse_means_that_an_answer_is_gone(before, after):
    found = changes(["x"], [before], [after])
    assert bool(found) == (before != after)
    assert [c.worse for c in found if c.worse] == (
        [True] if before in (ANSWER, OTHER) and after in (ASKS, NOTHING) else []
    )


def test_the_privacy_notice_is_not_what_a_model_said():
    replies = [{"cue": "privacy", "outcome": "sociaal"}, {"topic": "a.b", "outcome": "antwoord", "confidence": 0.9}]
    assert said(replies) == ANSWER
    assert said([]) == Said(None, "", (), 0.0)


def test_choices_count_only_where_something_was_asked():
    choices = [{"choice": "onderwerp:a.b"}, {"choice": "iets_anders"}]
    assert said([{"outcome": "verduidelijking", "choices": choices, "confidence": 0.4}]) == ASKS
    assert said([{"topic": "a.b", "outcome": "antwoord", "confidence": 0.9, "choices": choices}]) == ANSWER
