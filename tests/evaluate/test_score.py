"""Scoring: what counts as right, offered, and wrong with confidence."""

from __future__ import annotations

import pytest

from bot.evaluate.report import confusions, draw, table, worst
from bot.evaluate.score import Question, Share, grouped, score, shares

OUTCOME_OF = {"a.een": "antwoord", "a.twee": "antwoord", "p.eigen": "overdracht"}
Q = Question("1", "vraag", "a.een", "", "faq")
TWO = Question("2", "vraag", "a.een", "p.eigen", "twee")


def reply(topic, outcome, choices=(), confidence=0.9, cue=None):
    return {
        "topic": topic,
        "outcome": outcome,
        "confidence": confidence,
        "cue": cue,
        "choices": [{"label": c, "choice": f"onderwerp:{c}"} for c in choices],
    }


@pytest.mark.parametrize(
    ("question", "replies", "right", "contained", "right_outcome", "wrong"),
    [
        (Q, [reply("a.een", "antwoord")], True, True, True, False),
        (Q, [reply("a.twee", "antwoord")], False, False, True, True),
        (Q, [reply("p.eigen", "overdracht")], False, False, False, True),
        (TWO, [reply("p.eigen", "overdracht")], True, True, True, False),
        (TWO, [reply("a.twee", "antwoord"), reply("a.een", "antwoord")], True, True, True, False),
        (Q, [reply(None, "verduidelijking", ["a.twee", "a.een"])], False, True, False, False),
        (Q, [reply(None, "verduidelijking", ["a.twee"])], False, False, False, False),
        (Q, [reply(None, "niet_begrepen")], False, False, False, False),
        (Q, [reply("a.twee", "antwoord", ["a.een"])], False, False, True, True),
        (Q, [reply(None, "sociaal", cue="privacy"), reply("a.een", "antwoord")], True, True, True, False),
        (Q, [], False, False, False, False),
    ],
)
def test_scores(question, replies, right, contained, right_outcome, wrong):
    result = score(question, replies, OUTCOME_OF)
    found = (result.right, result.contained, result.right_outcome, result.wrong_confident)
    assert found == (right, contained, right_outcome, wrong)


def test_the_interval_holds_the_share_and_narrows_with_more():
    few, many = Share(9, 10), Share(900, 1000)
    assert few.interval[0] < 0.9 < few.interval[1] and many.interval[0] < 0.9 < many.interval[1]
    assert many.interval[1] - many.interval[0] < few.interval[1] - few.interval[0]
    assert Share(0, 5).interval[0] == 0.0 and Share(5, 5).interval[1] == 1.0


def test_the_report_names_groups_and_worst_mistakes_and_draws_them(tmp_path):
    results = [
        score(Q, [reply("a.een", "antwoord")], OUTCOME_OF),
        score(TWO, [reply("a.twee", "antwoord", confidence=0.97)], OUTCOME_OF),
    ]
    text = table(results)
    assert "alles" in text and "[faq]" in text and "[twee]" in text and "50.0%" in text
    assert worst(results) == ["0.97  a.een -> a.twee: vraag"]
    assert confusions(results) == {("a.een", "a.twee"): 1}
    assert list(grouped(results, "kind")) == ["faq", "twee"] and shares(results)["right"].value == 0.5
    draw(results, tmp_path / "beeld.png")
    assert (tmp_path / "beeld.png").read_bytes().startswith(b"\x89PNG")
