"""Scores answers against the topics they should have had. Pure: no network, no files."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.dialogue import DOUBT
from bot.dialogue.chosen import topics_on

ANSWERING = ("antwoord", "overdracht", "steun", "afbakening", "sociaal")


@dataclass(frozen=True)
class Question:
    """A question with what a good answer is about."""

    id: str
    text: str
    topic: str
    secondary: str
    kind: str


@dataclass(frozen=True)
class Result:
    """What the chatbot did with a question.

    Attributes:
        topic: the topic it answered, or None.
        outcome: the outcome of its answer.
        confidence: its probability, 0 to 1.
        offered: topics it offered as choices because it did not answer, or was not sure of its answer.
        right: the topic is the first or the second label.
        contained: right, or it asks or doubts, and offers the right topic.
        right_outcome: the outcome fits the right topic's.
        wrong: it answered, and about something else.
        wrong_confident: wrong, and it did not say that it was not sure.
    """

    question: Question
    topic: str | None
    outcome: str
    confidence: float
    offered: tuple[str, ...]
    right: bool
    contained: bool
    right_outcome: bool
    wrong: bool
    wrong_confident: bool


def score(question: Question, replies: list[Mapping[str, Any]], outcome_of: Mapping[str, str]) -> Result:
    """Returns how the replies to a question score.

    Args:
        question: the question with its labels.
        replies: messages of the contract; the first with a topic or choices is judged, a privacy notice is not.
        outcome_of: the outcome that each topic should have.
    """
    judged = [r for r in replies if r.get("cue") != "privacy"] or [{}]
    reply = judged[0]
    wanted = {question.topic, question.secondary} - {""}
    outcome, topic = reply.get("outcome") or "", reply.get("topic")
    answered = outcome in ANSWERING and topic is not None
    offered = tuple(topics_on(reply))
    asks = not answered or reply.get("cue") == DOUBT
    topics = {r.get("topic") for r in judged}
    right = answered and bool(topics & wanted)
    return Result(
        question=question,
        topic=topic if answered else None,
        outcome=outcome,
        confidence=float(reply.get("confidence") or 0.0),
        offered=offered if asks else (),
        right=right,
        contained=right or (asks and bool(wanted & set(offered))),
        right_outcome=outcome in {outcome_of[t] for t in wanted if t in outcome_of},
        wrong=answered and not right,
        wrong_confident=not asks and not right,
    )


@dataclass(frozen=True)
class Share:
    """A share with its 95% interval (Wilson), as fractions."""

    hits: int
    total: int

    @property
    def value(self) -> float:
        """The share itself."""
        return self.hits / self.total if self.total else float("nan")

    @property
    def interval(self) -> tuple[float, float]:
        """The 95% interval."""
        if not self.total:
            return (float("nan"), float("nan"))
        z, n, p = 1.96, self.total, self.value
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return (max(0.0, middle - half), min(1.0, middle + half))

    def __str__(self) -> str:
        low, high = self.interval
        return f"{100 * self.value:5.1f}% ({100 * low:.0f}-{100 * high:.0f})"


MEASURES = ("right", "contained", "right_outcome", "wrong", "wrong_confident")
LABELS = {
    "right": "juist onderwerp",
    "contained": "juist of aangeboden",
    "right_outcome": "juiste uitkomst",
    "wrong": "fout",
    "wrong_confident": "fout en zeker",
}


def shares(results: Iterable[Result]) -> dict[str, Share]:
    """Returns each measure's share over the results."""
    items = list(results)
    return {m: Share(sum(getattr(r, m) for r in items), len(items)) for m in MEASURES}


def grouped(results: Iterable[Result], by: str) -> dict[str, list[Result]]:
    """Returns the results by "kind" or by "domain" (the first part of the topic id), in alphabetical order."""
    groups: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        key = result.question.kind if by == "kind" else result.question.topic.split(".")[0]
        groups[key].append(result)
    return dict(sorted(groups.items()))
