"""Shows scores: a table for the terminal, a picture of the confusions, and the worst mistakes in words."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from bot.evaluate.score import LABELS, MEASURES, Result, grouped, shares

WORST = 30
CONFUSED = 25


def table(results: list[Result]) -> str:
    """Returns all measures with their intervals: in all, by domain and by kind of message."""
    width = 26
    lines = [f"{'':{width}}{'aantal':>7}  " + "  ".join(f"{LABELS[m]:>20}" for m in MEASURES)]
    rows = [("alles", results)]
    rows += [(f"  {k}", v) for k, v in grouped(results, "domain").items()]
    rows += [(f"  [{k}]", v) for k, v in grouped(results, "kind").items()]
    for name, items in rows:
        figures = shares(items)
        lines.append(f"{name:{width}}{len(items):>7}  " + "  ".join(f"{figures[m]!s:>20}" for m in MEASURES))
    return "\n".join(lines)


def worst(results: list[Result]) -> list[str]:
    """Returns the most confident mistakes, a line each."""
    mistakes = sorted((r for r in results if r.wrong_confident), key=lambda r: -r.confidence)
    return [f"{r.confidence:.2f}  {r.question.topic} -> {r.topic}: {r.question.text[:110]}" for r in mistakes[:WORST]]


def confusions(results: list[Result]) -> Counter[tuple[str, str]]:
    """Returns how often a topic was answered with another one."""
    return Counter((r.question.topic, r.topic or "") for r in results if r.wrong_confident)


def draw(results: list[Result], path: Path) -> None:
    """Draws the confusions among the topics that are mixed up most: rows asked, columns answered."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    pairs = confusions(results)
    weight: Counter[str] = Counter()
    for (asked, answered), count in pairs.items():
        weight[asked] += count
        weight[answered] += count
    topics = sorted(t for t, _ in weight.most_common(CONFUSED))
    grid = [[pairs.get((a, b), 0) for b in topics] for a in topics]
    size = max(4.0, 0.36 * len(topics) + 3)
    figure, axes = plt.subplots(figsize=(size, size))
    axes.imshow(grid or [[0]], cmap="Purples")
    axes.set_xticks(range(len(topics)), topics, rotation=90, fontsize=7)
    axes.set_yticks(range(len(topics)), topics, fontsize=7)
    axes.set_xlabel("beantwoord als")
    axes.set_ylabel("gevraagd")
    axes.set_title(f"Verwarringen: {sum(pairs.values())} van {len(results)} vragen", fontsize=10)
    for i, row in enumerate(grid):
        for j, count in enumerate(row):
            if count:
                axes.text(j, i, count, ha="center", va="center", fontsize=7, color="white" if count > 1 else "black")
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110)
    plt.close(figure)
