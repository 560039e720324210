"""Whether a citizen still has the page open: when it last asked for news, in this process's memory only."""

from __future__ import annotations

import time
from collections.abc import Callable

FORGET_AFTER = 3600.0  # seconds
HERE_WITHIN = 30.0  # seconds; an open page asks every few, also where streams are forbidden


class OpenPages:
    """The moments at which pages asked for news of their conversation."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._begun = self._swept_at = clock()
        self._seen: dict[str, float] = {}
        self._left: dict[str, float] = {}

    def note(self, conversation: str) -> None:
        """Keeps that a page asks for news."""
        now = self._clock()
        self._seen[conversation] = now
        if now - self._swept_at > FORGET_AFTER:
            self._swept_at = now
            self._seen = {c: at for c, at in self._seen.items() if now - at < FORGET_AFTER}
            self._left = {c: at for c, at in self._left.items() if now - at < FORGET_AFTER}

    def leave(self, conversation: str) -> None:
        """Keeps that the citizen began another conversation and will not come back to this one."""
        self._left[conversation] = self._clock()
        self._seen.pop(conversation, None)

    def has_left(self, conversation: str) -> bool:
        """Tells whether the citizen began another conversation."""
        return conversation in self._left

    def closed_for(self, conversation: str) -> float:
        """Returns for how many seconds no page asked; at most since this process began."""
        return self._clock() - self._seen.get(conversation, self._begun)

    def is_here(self, conversation: str) -> bool:
        """Tells whether the citizen has the page open."""
        return self.closed_for(conversation) < HERE_WITHIN
