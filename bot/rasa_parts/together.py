"""Lets the engine read a short message after the one that opened the talk as well (bot.dialogue.together)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.dialogue import LONGEST_TOGETHER, TOGETHER

Parse = Callable[[str], Awaitable[dict[str, Any]]]


async def with_opening(text: str, opening: str, parsed: dict[str, Any], parse: Parse) -> dict[str, Any]:
    """Returns what the engine made of a message, with what it makes of it after the one that opened the talk.

    Args:
        text: the message.
        opening: the message that opened the talk, or empty.
        parsed: what the engine made of the message alone.
        parse: asks the engine what it makes of a text.
    """
    if not opening or len(text.split()) > LONGEST_TOGETHER:
        return parsed
    together = await parse(f"{opening} {text}")
    return {**parsed, TOGETHER: together.get("intent_ranking") or []}
