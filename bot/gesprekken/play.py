"""Plays scripts through the real door, side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import aiohttp

from bot.ask import AskError, hold_conversation
from bot.gesprekken.scripts import Script
from bot.gesprekken.transcript import Played, Turn

AT_ONCE = 4  # more than the engine's one core can use only makes them wait for each other


async def play_all(
    site: str, key: str, scripts: Sequence[Script], done: Callable[[], Any] = lambda: None
) -> list[Played]:
    """Returns the conversations, in the order of the scripts; one that broke off says why in `broken`.

    Args:
        site: address of the running site.
        key: this run's local key, which lifts the limits for our own commands.
        scripts: what to play.
        done: called after each, for a progress bar.
    """
    places = asyncio.Semaphore(AT_ONCE)
    timeout = aiohttp.ClientTimeout(total=90)

    async with aiohttp.ClientSession(headers={"X-Local-Key": key}, timeout=timeout) as session:

        async def one(script: Script) -> Played:
            async with places:
                try:
                    return await _play(session, site, script)
                except AskError as error:
                    return Played(script.id, script.title, script.day, (), (), broken=str(error))
                finally:
                    done()

        return list(await asyncio.gather(*(one(script) for script in scripts)))


async def _play(session: aiohttp.ClientSession, site: str, script: Script) -> Played:
    turns = [{"choice": s.text} if s.is_choice else s.text for s in script.steps]
    held = await hold_conversation(session, site, turns, script.day.isoformat(), script.start or None)
    return Played(
        id=script.id,
        title=script.title,
        day=script.day,
        greeting=tuple(held.greeting),
        turns=tuple(
            Turn(turn["text"], step.state, tuple(turn["replies"]), tuple(turn["masked"]))
            for step, turn in zip(script.steps, held.turns, strict=True)
        ),
    )
