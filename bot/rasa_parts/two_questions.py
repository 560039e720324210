"""Takes a message with two questions apart before the engine handles it; each then gets its own reply, in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.dialogue import SECOND_QUESTION, answered_apart, heard_in, questions_in
from bot.knowledge import Content

Parse = Callable[[str], Awaitable[dict[str, Any]]]


@dataclass(frozen=True)
class Part:
    """What the engine handles as one message.

    Attributes:
        text: the words.
        metadata: what goes along with them.
        parse: what the engine made of the words already, or None when it has not read them.
    """

    text: str
    metadata: dict[str, Any]
    parse: dict[str, Any] | None = None


async def parts_of(
    text: str, metadata: dict[str, Any], parse: Parse, content: Callable[[], Content], now: dt.datetime
) -> list[Part]:
    """Returns the message as one part, or as two when both questions are clear and about something else.

    Args:
        text: the message.
        metadata: what the site sent along.
        parse: asks the engine what it makes of a text.
        content: gives topics, words and families; only asked for when there seem to be two questions.
        now: the moment.
    """
    questions = questions_in(text)
    if len(questions) != 2:
        return [Part(text, metadata)]
    parsed = [await parse(question) for question in questions]
    known = content()
    if not answered_apart(*(heard_in(p, metadata, known, now) for p in parsed), known):
        return [Part(text, metadata)]
    first, second = questions
    return [Part(first, metadata, parsed[0]), Part(second, {**metadata, SECOND_QUESTION: True}, parsed[1])]
