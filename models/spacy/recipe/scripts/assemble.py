"""Joins the trained words and names into one pipeline, with its sources and licences inside."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import spacy
from spacy.language import Language

UD_AUTHORS = "Zeman, Daniel; Žabokrtský, Zdeněk; Bouma, Gosse; van Noord, Gertjan"
SOURCES = [
    {
        "name": "UD Dutch Alpino (suites of the Alpino treebank, UD r2.8 conventions)",
        "url": "https://github.com/UniversalDependencies/UD_Dutch-Alpino",
        "license": "CC BY-SA 4.0",
        "author": UD_AUTHORS,
    },
    {
        "name": "Alpino treebank and name lists",
        "url": "https://github.com/rug-compling/Alpino",
        "license": "LGPL 2.1 or later",
        "author": "van Noord, Gertjan; Bouma, Gosse; et al.",
    },
    {
        "name": "UD Dutch LassySmall",
        "url": "https://github.com/UniversalDependencies/UD_Dutch-LassySmall",
        "license": "CC BY-SA 4.0",
        "author": "Bouma, Gosse; van Noord, Gertjan",
    },
]


def assemble(words: Path, names: Path, version: str) -> Language:
    """Returns one pipeline with the pipe names and the order of the official nl_core_news_sm."""
    nlp = spacy.load(words)
    # White space is no word: the official pipeline labels it like this too.
    nlp.add_pipe("attribute_ruler").add([[{"IS_SPACE": True}]], {"TAG": "_SP", "POS": "SPACE"})
    nlp.add_pipe("ner", source=spacy.load(names), last=True)
    nlp.meta.update(
        lang="nl",
        name="core_news_sm",
        version=version,
        description=f"Dutch stand-in, not the Explosion release. Components: {', '.join(nlp.pipe_names)}.",
        author="Belastingchat",
        email="",
        url="",
        license="CC BY-SA 4.0",
        sources=SOURCES,
    )
    return nlp


def add_licences(pipeline: Path, licences: Path) -> None:
    """Puts the licence texts in the pipeline's folder, under the names that `spacy package` takes along."""
    shutil.copy(licences / "CC-BY-SA-4.0.txt", pipeline / "LICENSE")
    parts = [licences.parent / "ATTRIBUTION.md", *sorted(licences.glob("*.txt"))]
    joined = "\n\n".join(f"===== {part.name} =====\n\n{part.read_text(encoding='utf-8')}" for part in parts)
    (pipeline / "LICENSES_SOURCES").write_text(joined, encoding="utf-8")


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", type=Path, help="trained with configs/ud.cfg")
    parser.add_argument("names", type=Path, help="trained with configs/ner.cfg")
    parser.add_argument("out", type=Path, help="folder to write")
    parser.add_argument("version", help="version of the package, like 3.4.0+ud1")
    parser.add_argument("--licences", type=Path, default=Path("../LICENSES"), help="default: %(default)s")
    args = parser.parse_args()
    nlp = assemble(args.words, args.names, args.version)
    nlp.to_disk(args.out)
    add_licences(args.out, args.licences)
    print(f"{args.out}: {', '.join(nlp.pipe_names)}")


if __name__ == "__main__":
    main()
