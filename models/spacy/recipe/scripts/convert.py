"""Turns CoNLL-U files into one file that `spacy train` and `spacy evaluate` read."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import spacy
from conllu import Token, sentences
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

Group = list[list[Token]]


def words_doc(vocab: Vocab, group: Group) -> Doc:
    """Returns the sentences as one text with word classes, lemmas and syntax.

    A word without XPOS stays out of the loss of the tagger.
    """
    tokens = [token for sentence in group for token in sentence]
    return Doc(
        vocab,
        words=[t.form for t in tokens],
        spaces=[t.space_after for t in tokens],
        tags=[t.xpos for t in tokens],
        pos=[t.upos for t in tokens],
        morphs=[t.feats for t in tokens],
        lemmas=[t.lemma for t in tokens],
        heads=_heads(group),
        deps=["ROOT" if t.head == 0 else t.deprel for t in tokens],
    )


def names_doc(vocab: Vocab, group: Group) -> Doc:
    """Returns the sentences as one text with names; words that nobody labelled stay unknown."""
    tokens = [token for sentence in group for token in sentence]
    return Doc(
        vocab,
        words=[t.form for t in tokens],
        spaces=[t.space_after for t in tokens],
        ents=[t.name for t in tokens],
        sent_starts=[i == 0 for sentence in group for i in range(len(sentence))],
    )


LAYERS: dict[str, Callable[[Vocab, Group], Doc]] = {"words": words_doc, "names": names_doc}


def convert(paths: list[Path], layer: str, per_doc: int) -> DocBin:
    """Returns the texts of all files; `per_doc` sentences make one text, and no text spans two files."""
    vocab, make, texts = spacy.blank("nl").vocab, LAYERS[layer], DocBin()
    for path in paths:
        every = list(sentences(path))
        for start in range(0, len(every), per_doc):
            texts.add(make(vocab, every[start : start + per_doc]))
    return texts


def _heads(group: Group) -> list[int]:
    """Returns for every word the place of its head in the whole text; a root is its own head."""
    heads: list[int] = []
    for sentence in group:
        first = len(heads)
        heads += [first + (i if t.head == 0 else t.head - 1) for i, t in enumerate(sentence)]
    return heads


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("layer", choices=LAYERS, help="words: classes, lemmas, syntax; names: NER=")
    parser.add_argument("out", type=Path, help="file to write, *.spacy")
    parser.add_argument("conllu", type=Path, nargs="+", help="files to read")
    parser.add_argument(
        "--per-doc",
        type=int,
        default=10,
        help="sentences in a text; the parser learns from them where one ends (default: %(default)s)",
    )
    args = parser.parse_args()
    texts = convert(args.conllu, args.layer, args.per_doc)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    texts.to_disk(args.out)
    print(f"{args.out}: {len(texts)} texts")


if __name__ == "__main__":
    main()
