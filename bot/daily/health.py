"""The health of the model as figures for pictures: from the newest comparison, the examples, and the counts by day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.daily import ASKED, KNOWN, TOPIC, UNKNOWN, WORD
from bot.daily.drift import Drift, drift
from bot.insight import Total

DAYS = 30  # of coverage
WEEK, BEFORE = 7, 28  # days of drift
# What a reply means for who asked, in the order of the picture.
COVERAGE = (
    ("beantwoord", "Beantwoord", ("antwoord", "afbakening", "steun")),
    ("terug", "Vroeg terug", ("verduidelijking",)),
    ("over", "Naar een mens", ("overdracht",)),
    ("niet", "Niet begrepen", ("niet_begrepen",)),
)
WIDTH, HEIGHT, LEFT, LOW = 360, 200, 44, 172  # of a picture; where the axes stand


def window(today: dt.date) -> tuple[dt.date, dt.date]:
    """Returns the first and the last day whose counts these figures need; today is not over yet."""
    return today - dt.timedelta(days=WEEK + BEFORE), today - dt.timedelta(days=1)


@dataclass(frozen=True)
class Day:
    """How the questions of one day went: share by kind of COVERAGE, and how many there were; small talk is left out."""

    day: dt.date
    total: int
    shares: Mapping[str, float]
    columns: Sequence[tuple[str, float, float]]


def coverage(totals: Iterable[Total], today: dt.date) -> list[Day]:
    """Returns the days until yesterday, oldest first; (kind, top, height) of each piece of a column."""
    by_day: dict[dt.date, Counter[str]] = {}
    kind_of = {outcome: kind for kind, _, outcomes in COVERAGE for outcome in outcomes}
    for total in totals:
        if total.kind == ASKED and total.detail in kind_of:
            by_day.setdefault(total.day, Counter())[kind_of[total.detail]] += total.number
    found = []
    for back in range(DAYS, 0, -1):
        day = today - dt.timedelta(days=back)
        counts = by_day.get(day, Counter())
        total, foot, columns = sum(counts.values()), float(LOW), []
        for kind, _, _ in COVERAGE:
            height = (LOW - 12) * counts[kind] / total if total else 0.0
            foot -= height
            columns.append((kind, round(foot, 2), round(height, 2)))
        found.append(Day(day, total, {k: counts[k] / total if total else 0.0 for k, _, _ in COVERAGE}, columns))
    return found


def drifts(totals: Iterable[Total], today: dt.date) -> dict[str, Drift]:
    """Returns how topics and unknown words of the last week differ from the four weeks before it."""
    first_now, first_before = today - dt.timedelta(days=WEEK), today - dt.timedelta(days=WEEK + BEFORE)
    counts: dict[tuple[str, bool], Counter[str]] = {(k, n): Counter() for k in (TOPIC, WORD) for n in (True, False)}
    for total in totals:
        if total.kind in (TOPIC, WORD) and first_before <= total.day < today:
            counts[total.kind, total.day >= first_now][total.topic or total.detail] += total.number
    found = {kind: drift(counts[kind, False], counts[kind, True]) for kind in (TOPIC, WORD)}
    return {"topics": found[TOPIC], "words": found[WORD]}


def share_unknown(words: Drift) -> tuple[float, float]:
    """Returns the share of words that no example holds: before and now."""
    found = {group: (old, new) for group, old, new in words.shares}
    return found.get(UNKNOWN, (0.0, 0.0)) if KNOWN in found or UNKNOWN in found else (0.0, 0.0)


def comparison(report: Mapping[str, Any] | None, title: Any) -> dict[str, Any] | None:
    """Returns confusions and reliability of the newest comparison, all lists of questions together, or None."""
    if not report or not report.get("reliability"):
        return None
    pairs: Counter[tuple[str, str]] = Counter()
    for found in report.get("confused", {}).values():
        for asked, answered, times in found:
            pairs[title(asked), title(answered)] += times
    bins: dict[float, list[float]] = {}
    for found in report["reliability"].values():
        for b in found:
            total, right, confidence = bins.setdefault(b["low"], [0, 0, 0.0])
            bins[b["low"]] = [total + b["total"], right + b["right"], confidence + b["confidence"] * b["total"]]
    points = [(low, int(n), right / n, confidence / n) for low, (n, right, confidence) in sorted(bins.items()) if n]
    answers = sum(n for _, n, _, _ in points)
    gap = sum(n * abs(right - sure) for _, n, right, sure in points) / answers if answers else 0.0
    return {
        "model": report["model"], "at": report["at"], "pairs": pairs.most_common(12), "points": points,
        "answers": answers, "gap": gap,
    }  # fmt: skip


def example_bars(examples: Mapping[str, Sequence[str]]) -> list[tuple[str, int]]:
    """Returns (topic, number of examples), the fewest first."""
    return sorted(((topic, len(texts)) for topic, texts in examples.items()), key=lambda pair: (pair[1], pair[0]))
