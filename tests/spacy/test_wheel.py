"""The Dutch spaCy pipeline: what is carried is what is installed, and it gives what the chatbot reads."""

from __future__ import annotations

import hashlib
import re
from importlib.metadata import version
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "models" / "spacy"
NOT_LOADED = ("parser", "senter", "ner")

CARRIED = re.compile(
    r"\./models/spacy/(?P<file>nl_core_news_sm-(?P<version>[^-]+)-\S+\.whl)"
    r" --hash=sha256:(?P<hash>[0-9a-f]{64})"
)
# The name of any official spaCy pipeline at the start of a line, unless an address follows it.
BARE_NAME = re.compile(
    r"\s*[a-z]{2}[-_.]+(core|dep|ent)[-_.]+(news|web|wiki)[-_.]+(sm|md|lg|trf)\b(?!\s*@)", re.IGNORECASE
)


@pytest.fixture(scope="module")
def carried() -> re.Match[str]:
    """Returns the one line of requirements/spacy-nl.txt that installs something."""
    text = (ROOT / "requirements" / "spacy-nl.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert len(lines) == 1, "requirements/spacy-nl.txt installs one wheel and nothing else"
    match = CARRIED.fullmatch(lines[0].strip())
    assert match, f"not a path in models/spacy with a sha256: {lines[0]}"
    return match


@pytest.fixture(scope="module")
def nlp() -> Language:
    """Returns the installed pipeline with only the pipes that the chatbot loads."""
    return spacy.load("nl_core_news_sm", exclude=NOT_LOADED)


def test_wheel_has_the_sha256_of_the_requirement_and_the_readme(carried):
    digest = hashlib.sha256((FOLDER / carried["file"]).read_bytes()).hexdigest()
    assert digest == carried["hash"]
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert any(carried["file"] in line and digest in line for line in readme.splitlines())


def test_installed_version_is_that_of_the_wheel(carried):
    assert version("nl-core-news-sm") == carried["version"], "run 'make install' again"


def test_only_the_needed_pipes_are_loaded(nlp):
    assert nlp.pipe_names == ["tok2vec", "morphologizer", "tagger", "lemmatizer", "attribute_ruler"]
    assert not set(nlp.component_names) & set(NOT_LOADED), "excluded, not merely disabled"


@pytest.mark.parametrize(
    ("sentence", "lemmas"),
    [
        ("de burgers betaalden hun aanslagen te laat", "de burger betalen hun aanslag te laat"),
        ("wanneer krijg ik mijn toeslagen uitbetaald", "wanneer krijgen ik mijn toeslag uitbetalen"),
        ("ik heb twee huizen gekocht", "ik hebben twee huis kopen"),
    ],
)
def test_lemmas(nlp, sentence, lemmas):
    assert " ".join(token.lemma_ for token in nlp(sentence)) == lemmas


def test_word_classes(nlp):
    doc = nlp("wanneer krijg ik mijn toeslagen uitbetaald")
    assert [token.pos_ for token in doc] == ["ADV", "VERB", "PRON", "PRON", "NOUN", "VERB"]
    assert [token.tag_.split("|")[0] for token in doc] == ["BW", "WW", "VNW", "VNW", "N", "WW"]


def test_white_space_and_empty_text_do_no_harm(nlp):
    assert len(nlp("")) == 0
    assert nlp("huur \n toeslag")[1].pos_ == "SPACE"


def test_there_are_no_word_vectors(nlp):
    """Why SpacyFeaturizer has no place in config.yml; see docs/adr/0002."""
    assert nlp.vocab.vectors_length == 0


def test_licence_is_stated(nlp):
    assert nlp.meta["license"] == "CC BY-SA 4.0"
    assert all(source["author"] and source["url"] for source in nlp.meta["sources"])
    for name in ("CC-BY-SA-4.0.txt", "LGPL-2.1.txt", "Alpino-Copyright.txt"):
        assert (FOLDER / "LICENSES" / name).stat().st_size > 0


@pytest.mark.parametrize(
    "line", ["nl_core_news_sm", "nl-core-news-sm==3.4.0", " NL.core.news-sm>=3 # why", "nl_core_news_md[x]"]
)
def test_a_bare_name_is_seen(line):
    assert BARE_NAME.match(line)


@pytest.mark.parametrize(
    "line",
    [
        "./models/spacy/nl_core_news_sm-3.4.0+ud1-py3-none-any.whl --hash=sha256:00",
        "# nl_core_news_sm is carried",
        "nl-core-news-sm @ file:///somewhere/nl_core_news_sm-3.4.0-py3-none-any.whl",
        "spacy==3.4.4",
    ],
)
def test_a_path_a_remark_or_an_address_is_not_a_bare_name(line):
    assert not BARE_NAME.match(line)


def test_no_requirement_names_a_pipeline_barely():
    """A package of that name in a public index is a stranger's."""
    patterns = ("requirements*.txt", "requirements/*.txt", "requirements/*.in", "*/requirements*.txt")
    files = [path for pattern in (*patterns, "models/spacy/recipe/requirements.txt") for path in ROOT.glob(pattern)]
    assert ROOT / "requirements" / "spacy-nl.txt" in files
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if BARE_NAME.match(line)
    ]
    assert not found
