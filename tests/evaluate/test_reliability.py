"""Reliability: answers by how sure they were, and questions back are no answers."""

from __future__ import annotations

from bot.evaluate.reliability import Bin, reliability
from bot.evaluate.score import Question, Result


def result(confidence: float, right: bool, topic: str | None = "a") -> Result:
    return Result(
        Question("1", "x", "a", "", "kort"),
        topic,
        "antwoord",
        confidence,
        (),
        right,
        right,
        right,
        not right,
        not right,
    )


def test_each_bin_counts_its_answers():
    found = reliability(
        [result(0.95, True), result(1.0, True), result(0.91, False), result(0.42, False), result(0.4, True, None)]
    )
    assert found == [Bin(0.4, 1, 0, 0.42), Bin(0.9, 3, 2, 0.9533)]
