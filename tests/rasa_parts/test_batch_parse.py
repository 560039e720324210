"""A model that is asked line by line: what its callers write is what it reads."""

from __future__ import annotations

import asyncio
import io
import json
from pathlib import Path

import pytest
from rasa.core.agent import Agent

from bot.dialogue import TOGETHER
from bot.dialogue.parsed import batch_line
from bot.rasa_parts.batch_parse import parse_all

pytestmark = pytest.mark.rasa


class FakeAgent:
    async def parse_message(self, text):
        return {"text": text, "intent": {}, "intent_ranking": [{"name": text, "confidence": 1.0}]}


@pytest.mark.parametrize("opening", ["", "mag ik uitstel"])
def test_it_reads_the_lines_that_its_callers_write(monkeypatch, opening):
    monkeypatch.setattr(Agent, "load", lambda *_: FakeAgent())
    out = io.StringIO()
    asyncio.run(parse_all(Path("proef.tar.gz"), io.StringIO(batch_line("en mijn é", opening)), out))
    loaded, answer = out.getvalue().splitlines()
    assert json.loads(loaded) == {"model": "proef.tar.gz"}
    (part,) = json.loads(answer)
    assert part["parse"]["text"] == "en mijn é"
    together = [i["name"] for i in part["parse"][TOGETHER] or ()]
    assert together == ([f"{opening} en mijn é"] if opening else [])
