"""The rubric over the real writing rules."""

from __future__ import annotations

import pytest

from bot.gesprekken import score
from bot.knowledge.style_file import load_rules


@pytest.fixture(scope="session")
def rules(root):
    return load_rules(root / "data")


@pytest.fixture()
def scored(rules):
    """Scores a made-up conversation."""
    return lambda played: score(played, rules)
