"""`python -m tests.bench.states [FILE.csv …]`: how well states are heard on sentences that nobody learned from.

Without files it reads those in tests/dialogue/staten. Columns: text, and state ("suicidaal", "onbekend" for what is no
danger, or any other). It trains only the model of the states, as `rasa train` would, and takes a minute or two.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bot.dialogue.states import CRISIS, NEUTRAL, find_state, state_of
from bot.knowledge import Library
from bot.knowledge.checks import examples_of, question_path
from bot.knowledge.state_examples import read_state_examples
from bot.rasa_parts import sentence_embedding
from bot.rasa_parts.state_classifier import learned_from
from bot.rasa_parts.state_model import UNKNOWN, StateModel

ROOT = Path(__file__).parents[2]
LISTS = ROOT / "tests" / "dialogue" / "staten"


def trained(data_dir: Path, library: Library) -> StateModel:
    """Returns the model of the states, learned from everything in data/."""
    topics = library.content.topics.values()
    asked = [(text, t.intent) for t in topics for _, text in examples_of(question_path(data_dir, t.id))]
    examples = learned_from(asked, read_state_examples(data_dir))
    texts = [text for text, _ in examples]
    cache = ROOT / "var" / "cache"
    embeddings = sentence_embedding.embed_examples(
        texts,
        cache / f"embeddings-states-{sentence_embedding.VERSION}.npz",
        also=cache / f"embeddings-{sentence_embedding.VERSION}.npz",
    )
    return StateModel.fit(texts, [state for _, state in examples], embeddings)


def report(pairs: Sequence[tuple[str, str]], library: Library, model: StateModel) -> str:
    """Returns the figures over (text, state), of the rules alone and of the rules with the model."""
    states = library.content.talk.states
    rows = sentence_embedding.embed([text for text, _ in pairs])
    heard = [model.resemblance(text, row) for (text, _), row in zip(pairs, rows, strict=True)]
    lines = []
    for name, found in (
        ("rules", [find_state(text, states) for text, _ in pairs]),
        (
            "rules and model",
            [state_of(t, None, 0.0, states, (), h) for (t, _), h in zip(pairs, heard, strict=True)],
        ),
    ):
        wanted = Counter(s for _, s in pairs)
        right = Counter(s for (_, s), f in zip(pairs, found, strict=True) if s == f)
        alarms = [t for (t, s), f in zip(pairs, found, strict=True) if f == CRISIS != s]
        harmless = sum(1 for _, s in pairs if s == UNKNOWN)
        among = sum(1 for (_, s), f in zip(pairs, found, strict=True) if s == UNKNOWN and f == CRISIS)
        lines.append(f"{name}: danger found {right[CRISIS]} of {wanted[CRISIS]}; false alarms {among} of {harmless}")
        lines.append(f"  false alarms in all: {len(alarms)}")
        lines.append(f"  neutral that stays neutral: {right[NEUTRAL]} of {wanted[NEUTRAL]}")
        others = [s for s in wanted if s not in (CRISIS, NEUTRAL, UNKNOWN)]
        labelled = Counter(f for (_, s), f in zip(pairs, found, strict=True) if s != UNKNOWN)
        said = sum(labelled[s] for s in others)
        good = sum(right[s] for s in others)
        if said:
            share, all_of = good / said, sum(wanted[s] for s in others)
            lines.append(f"  other states: precision {good} of {said} ({share:.0%}), found {good} of {all_of}")
            lines += [
                f"    {s:18} precision {right[s]} of {labelled[s]}, found {right[s]} of {wanted[s]}" for s in others
            ]
        if "-v" in sys.argv:
            lines += [f"    {s} -> {f}: {t}" for (t, s), f in zip(pairs, found, strict=True) if s != f]
    return "\n".join(lines)


def main() -> None:
    """Reads the lists and prints the figures."""
    files = [Path(a) for a in sys.argv[1:] if not a.startswith("-")] or sorted(LISTS.glob("*.csv"))
    pairs = []
    for path in files:
        with open(path, encoding="utf-8", newline="") as file:
            pairs += [(row["text"], row["state"]) for row in csv.DictReader(file)]
    library = Library(ROOT / "data")
    print(report(pairs, library, trained(ROOT / "data", library)))


if __name__ == "__main__":
    main()
