"""Whether the probability that the chatbot gives is how often it is right. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.evaluate.score import Result

BINS = 10


@dataclass(frozen=True)
class Bin:
    """The answers with a probability between two bounds.

    Attributes:
        low: lower bound, 0 to 1; the upper one is a tenth more.
        total: how many answers.
        right: how many were about the right topic.
        confidence: their mean probability.
    """

    low: float
    total: int
    right: int
    confidence: float


def reliability(results: Iterable[Result]) -> list[Bin]:
    """Returns the bins that hold answers, from unsure to sure; questions back are no answers and left out."""
    bins: dict[int, list[Result]] = {}
    for result in results:
        if result.topic is not None:
            bins.setdefault(min(BINS - 1, int(result.confidence * BINS)), []).append(result)
    return [
        Bin(i / BINS, len(some), sum(r.right for r in some), round(sum(r.confidence for r in some) / len(some), 4))
        for i, some in sorted(bins.items())
    ]
