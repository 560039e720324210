"""Shows scores: a table for the terminal, a picture of the confusions, and the worst mistakes in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from bot.evaluate.score import LABELS, MEASURES, Result, Share, grouped, shares

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


def hand_overs(results: list[Result]) -> list[str]:
    """Returns how often the own case reached a person, and what is not ours its right door: by the outcome alone."""
    lines = []
    for domain, outcome, name in (
        ("persoonlijk", "overdracht", "eigen zaak: overdracht"),
        ("buiten", "afbakening", "niet van ons: afbakening"),
    ):
        items = [r for r in results if r.question.topic.startswith(f"{domain}.")]
        if items:
            lines.append(
                f"{name:26}{len(items):>7}  {Share(sum(r.outcome == outcome for r in items), len(items))!s:>20}"
            )
    return lines


def worst(results: list[Result]) -> list[str]:
    """Returns the worst mistakes, a line each: wrong answers, the surest first, then questions back without it."""
    wrong = sorted((r for r in results if r.wrong_confident), key=lambda r: -r.confidence)
    missed = sorted((r for r in results if not r.wrong_confident and not r.contained), key=lambda r: -r.confidence)
    return [
        f"{r.confidence:.2f}  {r.question.topic} -> {r.topic or ' of '.join(r.offered) or 'niet begrepen'}: "
        f"{r.question.text[:110]}"
        for r in [*wrong, *missed][:WORST]
    ]


def reliability(results: list[Result], bands: int = 10) -> list[tuple[float, float, int]]:
    """Returns for each band of confidence: mean, share that was right or first among the choices, number."""
    points = []
    for band in range(bands):
        items = [r for r in results if min(int(r.confidence * bands), bands - 1) == band and (r.topic or r.offered)]
        if items:
            right = sum(r.right if r.topic else r.offered[:1] == (r.question.topic,) for r in items)
            points.append((sum(r.confidence for r in items) / len(items), right / len(items), len(items)))
    return points


def draw_reliability(results: Mapping[str, list[Result]], path: Path) -> None:
    """Draws what was right against how sure the chatbot was: on the line it can be believed."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(5, 5))
    axes.plot([0, 1], [0, 1], color="#999999", linewidth=1, label="zoals het hoort")
    for name, items in results.items():
        points = reliability(items)
        axes.plot([p for p, _, _ in points], [r for _, r, _ in points], marker="o", markersize=4, label=name)
    axes.set_xlabel("zekerheid van de chatbot")
    axes.set_ylabel("deel dat juist was")
    axes.legend(fontsize=8)
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=80)
    plt.close(figure)


def confusions(results: list[Result]) -> Counter[tuple[str, str]]:
    """Returns how often a topic was answered with another one."""
    return Counter((r.question.topic, r.topic or "") for r in results if r.wrong)


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
