"""`python -m bot.rasa_parts.batch_parse MODEL`: what a model makes of messages, without a server.

Writes {"model": file name} when the model is loaded. Reads one JSON object a line, as `bot.dialogue.parsed.batch_line`
makes it: a masked message, and the one that opened the talk or an empty text. Writes one JSON list a line: the parts of
the message as the engine would handle them, each {"metadata", "parse"} with text, intent, intent_ranking, and what it
heard of states and together. So two models can be compared while citizens go on talking to a third.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import logging
import sys
import warnings
from pathlib import Path
from typing import TextIO

from bot.dialogue.parsed import STATES_HEARD, TOGETHER


async def parse_all(model: Path, source: TextIO, target: TextIO) -> None:
    """Reads messages until there are no more, and writes for each what the engine would make of it."""
    from rasa.core.agent import Agent

    from bot.knowledge import Library
    from bot.rasa_parts.site_channel import engine_text
    from bot.rasa_parts.together import with_opening
    from bot.rasa_parts.two_questions import parts_of
    from bot.settings import read_settings

    agent = Agent.load(str(model))
    content = Library(read_settings().data_dir).content
    print(json.dumps({"model": model.name}), file=target, flush=True)
    for line in iter(source.readline, ""):
        asked = json.loads(line)
        text = engine_text(asked["text"], None)
        now = dt.datetime.now(dt.timezone.utc)
        parts = await parts_of(text, {}, agent.parse_message, lambda: content, now)
        parsed = [part.parse or await agent.parse_message(part.text) for part in parts]
        if len(parts) == 1:
            parsed = [await with_opening(text, asked["opening"], parsed[0], agent.parse_message)]
        found = [{"metadata": part.metadata, "parse": _kept(parse)} for part, parse in zip(parts, parsed, strict=True)]
        print(json.dumps(found, ensure_ascii=False), file=target, flush=True)


def _kept(parse: dict) -> dict:
    return {key: parse.get(key) for key in ("text", "intent", "intent_ranking", STATES_HEARD, TOGETHER)}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    out = sys.stdout
    sys.stdout = sys.stderr  # whatever Rasa prints stays out of the lines
    asyncio.run(parse_all(Path(sys.argv[1]), sys.stdin, out))
