"""The desk as a stream of events: everything that changes, as it changes, for one open page of one colleague."""

from __future__ import annotations

import asyncio
import json as jsonlib
from typing import Any

from sanic.request import Request

from bot.site.feed import DESK
from bot.site.staff import still_signed_in
from bot.site.stream import BEAT, HEARTBEAT, LOOK, event, open_stream
from bot.site.webcare.overview import Overview, Snapshot

AT_MOST_EVERY = 0.25  # seconds; a busy desk changes many times a second, and nobody reads that fast


async def stream(request: Request) -> None:
    """Sends "desk" when the desk changed, and "conversation" when something was said or noted in one."""
    ctx, member = request.app.ctx, request.ctx.member
    response = await open_stream(request)
    loop = asyncio.get_running_loop()
    shown, seen, beat = None, None, loop.time() - HEARTBEAT
    with ctx.feed.listen(DESK) as listener:
        while not ctx.feed.closed:
            if loop.time() - beat >= HEARTBEAT:
                if not await still_signed_in(request):
                    await response.send(event("signed_out", {}))
                    await response.eof()
                    return
                await asyncio.to_thread(ctx.presences.seen, member.id)
                await response.send(BEAT)
                beat = loop.time()
            shot = await ctx.shots.newest()
            desk = await asyncio.to_thread(ctx.overview.desk, member, shot)
            if (mark := _without_clock(desk)) != shown:
                await response.send(event("desk", desk))
                shown = mark
            marks = shot.seen()
            # A page that comes back hears at once how far its own conversations are: it may have missed something.
            own = [card["conversation"] for card in desk["own"]]
            for conversation in own if seen is None else _changed(seen, marks):
                gone = conversation not in marks
                last = 0 if gone else marks[conversation][0]
                await response.send(event("conversation", {"conversation": conversation, "last": last, "gone": gone}))
            seen = marks
            await asyncio.sleep(AT_MOST_EVERY)
            await listener.wait(LOOK)
        await response.eof()


class Shots:
    """One reading of the desk for all open pages together."""

    def __init__(self, overview: Overview) -> None:
        self._overview = overview
        self._one_at_a_time = asyncio.Lock()
        self._next: asyncio.Task[Snapshot] | None = None

    async def newest(self) -> Snapshot:
        """Returns a reading that begins after this was asked; who asks while another is under way share the next."""
        if self._next is None:
            self._next = asyncio.get_running_loop().create_task(self._read())
        return await asyncio.shield(self._next)

    async def _read(self) -> Snapshot:
        async with self._one_at_a_time:
            self._next = None  # who asks from here on needs a newer one
            return await asyncio.to_thread(self._overview.snapshot)


def _changed(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    return [c for c in {**before, **now} if before.get(c) != now.get(c)]


def _without_clock(desk: dict[str, Any]) -> str:
    """Returns the desk without what changes by itself each second."""
    cards = {key: [{**card, "waited": 0} for card in desk[key]] for key in ("queue", "own")}
    return jsonlib.dumps({**desk, **cards})
