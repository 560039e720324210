"""Compares figures with those of an earlier model, and says which differences are more than noise."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from bot.evaluate.score import LABELS, Share

Figures = Mapping[str, Mapping[str, float]]


def read_figures(path: Path) -> Figures:
    """Returns the figures of an earlier measurement, or none when there is no such file."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def differences(name: str, now: Mapping[str, Share], before: Figures) -> list[str]:
    """Returns a line for each measure of a set that an earlier model has too; empty when there is nothing to compare.

    Args:
        name: the set.
        now: its measures.
        before: the earlier figures, by set and measure.
    """
    lines = []
    for measure, share in now.items():
        if (old := before.get(name, {}).get(measure)) is None:
            continue
        low, high = share.interval
        verdict = "" if low <= old <= high else "  <- meer dan ruis"
        step = 100 * (share.value - old)
        lines.append(f"{LABELS[measure]:20} {100 * old:5.1f}% -> {100 * share.value:5.1f}%  ({step:+.1f}){verdict}")
    return lines
