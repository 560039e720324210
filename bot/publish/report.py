"""What a comparison of two models found, as a file that the trainers' room shows.

No word of a citizen stands in it: a message is named by where it stands, so what is erased there is gone here too.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.evaluate.compare import Difference
from bot.evaluate.reliability import Bin
from bot.release.whole_file import read_whole, write_whole


@dataclass(frozen=True)
class Changed:
    """A real message that would get another answer.

    Attributes:
        conversation: where it stands.
        seq: its number there.
        times: how many citizens sent it.
        before: topic, outcome and confidence now.
        after: topic, outcome and confidence with the new model.
        worse: it had an answer and will have none.
    """

    conversation: str
    seq: int
    times: int
    before: dict[str, Any]
    after: dict[str, Any]
    worse: bool


@dataclass(frozen=True)
class Learned:
    """An example question that the compared model was not trained on.

    Attributes:
        topic: where it stands.
        text: the example, as it stands in the content.
        before: what the published model makes of it.
        after: what the new one makes of it.
    """

    topic: str
    text: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True)
class Report:
    """The comparison.

    Attributes:
        model: file name of the new model.
        against: file name of the model it was compared with, or empty when there was none.
        at: when, ISO 8601.
        seconds: how long training and comparing took.
        sets: for each list of questions each measure's change.
        topics: for each list the topics that changed, what lost most first.
        asked: how many real messages were looked at.
        changed: those that would get another answer, worst first.
        conversations: what the conversation tests lack with the new model and not with the old one.
        must_say: what answers lack or say wrongly.
        confused: for each list (asked, answered as, times) of the new model, what is mixed up most first.
        reliability: for each list how often the new model is right at each probability.
        learned: new example questions with what both models make of them, those that are not found first.
        more_learned: how many new example questions there were beyond those.
        falls: why it may not be published just so, a sentence each; empty when it may.
    """

    model: str
    against: str
    at: str
    seconds: float
    sets: dict[str, dict[str, Difference]]
    topics: dict[str, list[tuple[str, Difference]]]
    asked: int
    changed: list[Changed]
    conversations: list[str]
    must_say: list[str]
    falls: list[str] = field(default_factory=list)
    learned: list[Learned] = field(default_factory=list)
    more_learned: int = 0
    confused: dict[str, list[tuple[str, str, int]]] = field(default_factory=dict)
    reliability: dict[str, list[Bin]] = field(default_factory=dict)


def write_report(path: Path, report: Report) -> None:
    """Writes the report."""
    write_whole(path, dataclasses.asdict(report))


def read_report(path: Path) -> Report | None:
    """Returns the newest report, or None when there is none."""
    data = read_whole(path)
    if data is None:
        return None
    try:
        return Report(
            **{
                **data,
                "sets": {n: {m: Difference(**d) for m, d in s.items()} for n, s in data["sets"].items()},
                "topics": {n: [(t, Difference(**d)) for t, d in s] for n, s in data["topics"].items()},
                "changed": [Changed(**c) for c in data["changed"]],
                "learned": [Learned(**row) for row in data.get("learned", [])],
                "confused": {n: [tuple(c) for c in s] for n, s in data.get("confused", {}).items()},
                "reliability": {n: [Bin(**b) for b in s] for n, s in data.get("reliability", {}).items()},
            }
        )
    except (TypeError, KeyError, ValueError):
        return None
