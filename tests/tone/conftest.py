"""The rules as the trainers wrote them: the tests hold the engine and the content of schrijfwijzer.yml together."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.tone import Rules, make_rules

RULES_FILE = Path(__file__).parents[2] / "data" / "schrijfwijzer.yml"


def read_rules_data() -> dict:
    """Give the content of schrijfwijzer.yml."""
    return YAML(typ="safe").load(RULES_FILE.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def rules() -> Rules:
    return make_rules(read_rules_data())
