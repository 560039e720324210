"""Measures what a message costs with all pipes, with those that the chatbot loads, and with none.

Messages go one by one and in lower case, as Rasa sends them. Set OMP_NUM_THREADS=1 to measure one thread.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import spacy
from spacy.language import Language

CHATBOT = ("tok2vec", "morphologizer", "tagger", "lemmatizer", "attribute_ruler")
LEMMAS_ONLY = ("tok2vec", "lemmatizer")


def load_only(name: str, pipes: Sequence[str]) -> Language:
    """Returns the pipeline without any other pipe in memory."""
    return spacy.load(name, exclude=[p for p in spacy.info(name)["components"] if p not in pipes])


def milliseconds(nlp: Language, messages: list[str]) -> float:
    """Returns the processor time of an average message."""
    start = time.process_time()
    for message in messages:
        nlp(message)
    return 1000 * (time.process_time() - start) / len(messages)


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("messages", type=Path, help="text file, one message a line")
    parser.add_argument("--pipeline", default="nl_core_news_sm", help="package name (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=10, help="default: %(default)s")
    args = parser.parse_args()
    messages = args.messages.read_text(encoding="utf-8").lower().splitlines()
    if not messages:
        sys.exit(f"{args.messages} has no messages.")
    kinds = {
        "all pipes": spacy.load(args.pipeline),
        "all but the parser (Rasa's own SpacyNLP)": spacy.load(args.pipeline, disable=["parser"]),
        "those of the chatbot": load_only(args.pipeline, CHATBOT),
        "lemmas only": load_only(args.pipeline, LEMMAS_ONLY),
        "none (blank)": spacy.blank("nl"),
    }
    for nlp in kinds.values():
        milliseconds(nlp, messages)  # the first time fills caches
    # Round by round, so that a busy moment of the machine strikes all kinds alike. Other work only adds
    # time, so the fastest round says most.
    rounds = [{kind: milliseconds(nlp, messages) for kind, nlp in kinds.items()} for _ in range(args.rounds)]
    best = {kind: min(times[kind] for times in rounds) for kind in kinds}
    print(
        f"{len(messages)} messages, fastest of {args.rounds} rounds, milliseconds of processor time a message"
    )
    for kind, value in best.items():
        print(f"{value:7.2f}  {value / best['all pipes']:6.1%}  {kind}")


if __name__ == "__main__":
    main()
