"""Tells whoever listens to a conversation that something changed in it."""

from __future__ import annotations

import asyncio
from collections import defaultdict

DESK = "werkbak"  # what the desk listens to: anything that changes there


class Feed:
    """Wakes listeners in this process. What changed stands in the database, so a missed wake-up loses nothing."""

    def __init__(self) -> None:
        self._listeners: dict[str, set[asyncio.Event]] = defaultdict(set)
        self.closed = False

    def touch(self, conversation: str) -> None:
        """Wakes everybody who listens to the conversation."""
        for event in self._listeners.get(conversation, ()):
            event.set()

    def count(self, conversation: str) -> int:
        """Returns how many listen to the conversation now."""
        return len(self._listeners.get(conversation, ()))

    async def close(self, within: float) -> None:
        """Wakes everybody for the last time and waits until nobody listens, or so many seconds at the most.

        Who sees `closed` has to stop listening.
        """
        self.closed = True
        for conversation in list(self._listeners):
            self.touch(conversation)
        loop = asyncio.get_running_loop()
        until = loop.time() + within
        while self._listeners and loop.time() < until:
            await asyncio.sleep(0.01)

    def listen(self, conversation: str) -> Listener:
        """Returns a listener, to be used with `with`."""
        return Listener(self._listeners, conversation)


class Listener:
    """One open event stream."""

    def __init__(self, listeners: dict[str, set[asyncio.Event]], conversation: str) -> None:
        self._all = listeners
        self._conversation = conversation
        self._event = asyncio.Event()

    def __enter__(self) -> Listener:
        self._all[self._conversation].add(self._event)
        return self

    def __exit__(self, *_: object) -> None:
        self._all[self._conversation].discard(self._event)
        if not self._all[self._conversation]:
            del self._all[self._conversation]

    async def wait(self, seconds: float) -> None:
        """Waits until something changed, or that long at the most."""
        try:
            await asyncio.wait_for(self._event.wait(), seconds)
        except asyncio.TimeoutError:
            return
        self._event.clear()
