"""What is measured with was not learned from."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from bot.knowledge import Library
from bot.knowledge.checks import examples_of, question_path

ROOT = Path(__file__).parents[2]
LISTS = sorted((ROOT / "tests" / "vragen").glob("*.csv"))


def _plain(text: str) -> str:
    return re.sub(r"[^\w€]+", " ", text.lower()).strip()


@pytest.fixture(scope="module")
def library():
    return Library(ROOT / "data")


@pytest.mark.parametrize("path", LISTS, ids=lambda p: p.stem)
def test_no_question_of_a_list_is_an_example(path, library):
    learned = {_plain(text) for t in library.content.topics for _, text in examples_of(question_path(ROOT / "data", t))}
    with path.open(encoding="utf-8-sig", newline="") as file:
        asked = [row["text"] for row in csv.DictReader(file)]
    assert len(asked) > 400
    assert not [text for text in asked if _plain(text) in learned]


@pytest.mark.parametrize("path", LISTS, ids=lambda p: p.stem)
def test_every_question_has_a_topic_that_exists_and_a_number_of_its_own(path, library):
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row[c] for row in rows for c in ("topic_id", "secondary")} - {""} <= set(library.content.topics)
    assert len({row["id"] for row in rows}) == len(rows)
