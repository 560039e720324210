"""The writing rules of the real data/."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.style_file import load_rules
from bot.tone import Rules


@pytest.fixture(scope="session")
def rules(root: Path) -> Rules:
    return load_rules(root / "data")
