"""The shapes of a score: points, remarks, and the whole of a conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """What one point scores, and why.

    Attributes:
        id: of the point.
        score: 0, 1 or 2; None where the rubric says it does not apply.
        line: the number of the line that decided, or 0 for the conversation as a whole.
        reason: why, in Dutch.
    """

    id: str
    score: int | None
    line: int = 0
    reason: str = ""

    def __str__(self) -> str:
        value = "n.v.t." if self.score is None else str(self.score)
        where = f" (regel {self.line})" if self.line else ""
        return f"{self.id} {value}{where}{': ' + self.reason if self.reason else ''}"


@dataclass(frozen=True)
class Remark:
    """Something a program saw that is no point of its own."""

    kind: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"regel {self.line}: {self.kind}: {self.text}"


@dataclass(frozen=True)
class Scores:
    """How a conversation scores.

    Attributes:
        checks: the points, in the order of the rubric.
        hard_fails: what may never happen.
        neutral_empathy: sentences of empathy in a neutral turn.
        false_alarms: the crisis block where nobody is in danger.
        remarks: repeated texts and breaches of tone that a reader should look at.
    """

    checks: tuple[Check, ...]
    hard_fails: tuple[Remark, ...]
    neutral_empathy: tuple[Remark, ...]
    false_alarms: tuple[Remark, ...]
    remarks: tuple[Remark, ...]

    @property
    def trouble(self) -> tuple[Remark, ...]:
        """What has to be looked at, the worst first."""
        fails = (Remark(f"harde fout, {r.kind}", r.line, r.text) for r in self.hard_fails)
        return (*fails, *self.false_alarms, *self.neutral_empathy)

    @property
    def total(self) -> float:
        """The score, 0 to 100: the sum over twice the number of points that apply."""
        return of_hundred([c.score for c in self.checks])

    def __getitem__(self, point: str) -> Check:
        """Returns one point.

        Raises:
            KeyError: a program does not score it.
        """
        for check in self.checks:
            if check.id == point:
                return check
        raise KeyError(point)


def of_hundred(scores: Sequence[int | None]) -> float:
    """Returns sum / (2 * number) * 100 over the points that apply."""
    applying = [s for s in scores if s is not None]
    return 100 * sum(applying) / (2 * len(applying)) if applying else 0.0


def average(scores: Sequence[Scores]) -> float:
    """Returns the mean of the totals: every conversation weighs the same."""
    return sum(s.total for s in scores) / len(scores) if scores else 0.0
