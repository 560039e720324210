"""Scores the names that a pipeline finds in the 60 sentences that were labelled by hand."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import spacy
from conllu import sentences, text
from spacy.language import Language

KINDS = {"PERSON", "GPE", "LOC", "ORG", "NORP"}


def score(nlp: Language, gold: dict[str, list], texts: dict[str, str], *, lower=False, merge=False) -> dict:
    """Returns precision, recall and F of exact spans with their kind.

    Args:
        nlp: The pipeline.
        gold: Names by sentence, each as [first character, end, kind, the name itself].
        texts: Sentences by the same keys.
        lower: Gives the pipeline the sentences in lower case.
        merge: Counts places (GPE) and other locations (LOC) as one kind.
    """

    def kind(label: str) -> str:
        return "LOC" if merge and label == "GPE" else label

    count: Counter[str] = Counter()
    for key, names in gold.items():
        doc = nlp(texts[key].lower() if lower else texts[key])
        wanted = {(start, end, kind(label)) for start, end, label, _ in names}
        found = {(e.start_char, e.end_char, kind(e.label_)) for e in doc.ents if e.label_ in KINDS}
        count.update(right=len(wanted & found), wanted=len(wanted), found=len(found))
    right, wanted_n, found_n = count["right"], max(1, count["wanted"]), max(1, count["found"])
    return {
        "p": round(right / found_n, 4),
        "r": round(right / wanted_n, 4),
        "f": round(2 * right / (wanted_n + found_n), 4),
        "n_gold": count["wanted"],
    }


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pipeline", help="folder or package name")
    parser.add_argument("out", type=Path, help="file to write, *.json")
    parser.add_argument("--data", type=Path, default=Path("data"), help="default: %(default)s")
    args = parser.parse_args()
    gold = json.loads((args.data / "names-gold.json").read_text(encoding="utf-8"))
    texts = {
        f"{name}:{i}": text(tokens)
        for name in ("lassy-test", "alpino-test")
        for i, tokens in enumerate(sentences(args.data / f"{name}.conllu"))
    }
    nlp = spacy.load(args.pipeline)
    scores = {
        "cased": score(nlp, gold, texts),
        "cased_gpe_loc_merged": score(nlp, gold, texts, merge=True),
        "lowercased": score(nlp, gold, texts, lower=True),
    }
    args.out.write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(scores))


if __name__ == "__main__":
    main()
