"""Threads beside those of the chat, for work that takes long: checking content, cleaning up, counting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

THREADS = 2
T = TypeVar("T")


class Aside:
    """A few threads of their own: whatever waits here, a citizen's message does not wait behind it.

    The chat's threads are those of `asyncio.to_thread`: six on a machine with two cores.
    """

    def __init__(self, threads: int = THREADS) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="aside")

    async def run(self, work: Callable[..., T], *args: object) -> T:
        """Returns what the work returns, done in one of these threads; what it raises is raised here."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *args)

    def close(self) -> None:
        """Lets go of the threads; what has not begun is not done."""
        self._threads.shutdown(wait=False, cancel_futures=True)
