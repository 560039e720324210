"""Reads CoNLL-U files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Token(NamedTuple):
    """One word of a sentence."""

    form: str
    lemma: str
    upos: str
    xpos: str
    """Empty when the source has none."""
    feats: str
    """Empty when the word has none."""
    head: int
    """Number of the head in the sentence, from 1; 0 is the root."""
    deprel: str
    space_after: bool
    name: str
    """BIO label of a name ("B-ORG", "I-ORG", "O"); empty when nobody labelled this word."""


def sentences(path: Path) -> Iterator[list[Token]]:
    """Yields the sentences of a file, in order."""
    tokens: list[Token] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line:
                if tokens:
                    yield tokens
                tokens = []
            elif not line.startswith("#"):
                tokens.append(_token(line.split("\t")))
    if tokens:
        yield tokens


def text(tokens: list[Token]) -> str:
    """Returns the sentence as it was written."""
    return "".join(t.form + " " * t.space_after for t in tokens).strip()


def _token(columns: list[str]) -> Token:
    _, form, lemma, upos, xpos, feats, head, deprel, _, rest = columns
    misc = dict(item.split("=", 1) for item in rest.split("|") if "=" in item)
    name = misc.get("NER", "O")
    return Token(
        form=form,
        lemma=lemma,
        upos=upos,
        xpos="" if xpos == "_" else xpos,
        feats="" if feats == "_" else feats,
        head=int(head),
        deprel=deprel,
        space_after=misc.get("SpaceAfter") != "No",
        name="" if name == "?" else name,
    )
