"""Whether an experiment may be looked at, and what it says then.

While it runs only the progress is told. Who looks at the difference every day and stops when it looks nice finds
something in one of every four experiments without an effect. So the number is settled beforehand, and the days that
first reach it make the result: what comes later changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from bot.experiments.figures import Difference, Tally, newcombe, unbalanced
from bot.insight import ArmDay
from bot.knowledge.experiments import Experiment, Measure, Status

ARMS = ("A", "B")
_FIELD = {Measure.HELPED: "helped", Measure.HANDED_OVER: "handed_over", Measure.ASKED_AGAIN: "asked_again"}
MEASURE_WORDS = {
    Measure.HELPED: "zegt dat het hielp",
    Measure.HANDED_OVER: "gaat door naar een medewerker",
    Measure.ASKED_AGAIN: "vraagt hetzelfde opnieuw",
}


class Phase(str, Enum):
    """Where an experiment is."""

    PLANNED = "opzet"
    RUNNING = "loopt"
    DONE = "klaar"
    ENDED = "afgelopen"  # the last day came before the number
    STOPPED = "gestopt"  # by hand, before the number

    @property
    def may_be_seen(self) -> bool:
        """Tells whether the difference may be shown."""
        return self in (Phase.DONE, Phase.ENDED, Phase.STOPPED)


@dataclass(frozen=True)
class Result:
    """What can be told of an experiment now.

    Attributes:
        phase: where it is.
        shown: conversations that saw each arm: (A, B), as far as they count.
        needed: conversations that each arm needs.
        through: the last day that counts, or None.
        verdict: what it says, in words.
        unbalanced: the arms differ too much in number: the result cannot be trusted.
        tallies: conversations by arm with what was measured; empty while it may not be seen.
        difference: B minus A, or None while it may not be seen or there is nothing to see.
    """

    phase: Phase
    shown: tuple[int, int]
    needed: int
    through: dt.date | None
    verdict: str
    unbalanced: bool
    tallies: tuple[Tally, ...] = ()
    difference: Difference | None = None

    @property
    def progress(self) -> float:
        """How far the smaller arm is, 0 to 1."""
        return min(1.0, min(self.shown) / self.needed)


def result_of(experiment: Experiment, days: Iterable[ArmDay], today: dt.date) -> Result:
    """Returns what can be told of an experiment.

    Args:
        experiment: as it was declared.
        days: what each day came to.
        today: the day; its own conversations are not counted yet.
    """
    counted, reached = _until_enough(experiment, days)
    shown = tuple(sum(d.shown for d in counted if d.arm == arm) for arm in ARMS)
    last = max((d.day for d in counted), default=None)
    phase = _phase(experiment, reached, today)
    uneven = unbalanced(*shown)
    if not phase.may_be_seen:
        words = "Nog niet begonnen." if phase is Phase.PLANNED else "Nog te vroeg: de uitkomst blijft dicht."
        return Result(phase, shown, experiment.needed, last, words, uneven)
    field = _FIELD[experiment.measure]
    tallies = tuple(
        Tally(sum(getattr(d, field) for d in counted if d.arm == arm), total)
        for arm, total in zip(ARMS, shown, strict=True)
    )
    found = newcombe(*tallies) if min(shown) else None
    return Result(
        phase, shown, experiment.needed, last, verdict(experiment, phase, found, uneven), uneven, tallies, found
    )


def _until_enough(experiment: Experiment, days: Iterable[ArmDay]) -> tuple[list[ArmDay], bool]:
    """Returns the days up to and with the one on which both arms had enough, and whether they had."""
    kept: list[ArmDay] = []
    totals = dict.fromkeys(ARMS, 0)
    within = sorted((d for d in days if experiment.validity.covers(d.day)), key=lambda d: (d.day, d.arm))
    for _, rows in groupby(within, key=lambda d: d.day):
        for row in rows:
            kept.append(row)
            totals[row.arm] += row.shown
        if min(totals.values()) >= experiment.needed:
            return kept, True
    return kept, False


def _phase(experiment: Experiment, reached: bool, today: dt.date) -> Phase:
    if experiment.status is Status.PLANNED:
        return Phase.PLANNED
    if reached:
        return Phase.DONE
    if experiment.status is Status.STOPPED:
        return Phase.STOPPED
    # The last day itself is counted in the night after it.
    over = experiment.validity.last is not None and today > experiment.validity.last
    return Phase.ENDED if over else Phase.RUNNING


def verdict(experiment: Experiment, phase: Phase, found: Difference | None, uneven: bool) -> str:
    """Returns in plain words what may be concluded, and what may not."""
    if uneven:
        return "De twee groepen zijn te ongelijk van grootte. Er is iets mis: gebruik deze uitkomst niet."
    if found is None:
        return "Er is niets te zeggen: te weinig gesprekken zagen deze proef."
    span = f"tussen {points(found.low).split()[0]} en {points(found.high)}"
    if phase is not Phase.DONE:
        why = "Iemand stopte de proef" if phase is Phase.STOPPED else "De laatste dag was er"
        told = f"{why} voordat er genoeg gesprekken waren. Het verschil ligt {span}: te onzeker voor een besluit."
        return f"{told} Zie het als een aanwijzing, meer niet."
    better = (found.value > 0) == experiment.measure.more_is_better
    if found.sure:
        word = "beter" if better else "minder goed"
        advice = "Voer B in." if better else "Laat het zoals het is."
        return f"B is {word} dan A: het verschil ligt {span}. {advice}"
    low, high = sorted((0.0, experiment.expected))
    ruled_out = (found.high < high) if experiment.expected > 0 else (found.low > low)
    told = f"We zien geen duidelijk verschil: het ligt {span}, en nul hoort daarbij."
    if ruled_out:
        return f"{told} Een verschil van {points(experiment.expected)} is onwaarschijnlijk. Laat het zoals het is."
    return f"{told} Een klein verschil kan er toch zijn. Laat het zoals het is."


def points(value: float) -> str:
    """Returns a difference in words: "+4,2 procentpunt"."""
    return f"{100 * value:+.1f} procentpunt".replace(".", ",").replace("-", "−")


def in_words(experiment: Experiment, found: Result) -> list[str]:
    """Returns how far an experiment is, and what it found when that may be seen, as lines for the terminal."""
    return [
        f"{experiment.id} ({found.phase.value}): {experiment.question}",
        f"  gesprekken: A {found.shown[0]}, B {found.shown[1]}, nodig {found.needed} per variant",
        *(
            f"  {arm}: {tally.hits} van {tally.total} {MEASURE_WORDS[experiment.measure]} ({tally.share:.1%})"
            for arm, tally in zip("AB", found.tallies, strict=False)
        ),
        f"  {found.verdict}",
    ]
