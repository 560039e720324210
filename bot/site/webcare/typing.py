"""Who is typing, citizen or staff: the fact only, for a few seconds, in this process's memory. Never the words."""

from __future__ import annotations

import time
from collections.abc import Callable

SHOWN_FOR = 6.0  # seconds after the last sign; pages send one every three seconds


class Typing:
    """Remembers the last sign of each side of a conversation."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until: dict[tuple[str, str], float] = {}

    def note(self, conversation: str, side: str) -> bool:
        """Keeps that a side ("burger" or "medewerker") types; returns whether that is news."""
        now = self._clock()
        # A copy first: a thread that stores a message may call `stop` meanwhile.
        self._until = {key: until for key, until in list(self._until.items()) if until > now}
        new = (conversation, side) not in self._until
        self._until[conversation, side] = now + SHOWN_FOR
        return new

    def stop(self, conversation: str, side: str) -> None:
        """Forgets that a side types, such as when its message is there."""
        self._until.pop((conversation, side), None)

    def is_typing(self, conversation: str, side: str) -> bool:
        """Tells whether a side types."""
        return self._until.get((conversation, side), 0.0) > self._clock()
