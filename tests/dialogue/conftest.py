"""What the tests of conversations share."""

from __future__ import annotations

import pytest

from bot.dialogue import Speaker
from bot.knowledge.style_file import load_rules
from tests.conftest import ROOT
from tests.dialogue.conversation import Conversation


@pytest.fixture()
def talk(library):
    """A fresh conversation over the real content."""
    return Conversation(Speaker(library))


@pytest.fixture(scope="session")
def rules():
    """The writing rules."""
    return load_rules(ROOT / "data")
