"""Talks with the process that compares questions. It starts with the first request, and ends with the site."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any

PATIENCE = 120.0  # seconds for one request; grouping 10,000 messages takes five
KEEP = 300.0  # seconds an answer is kept
_LINE = 64 * 1024 * 1024  # bytes of the longest answer


class Comparing:
    """Asks bot.trainer.worker. One request at a time; answers are kept a while by their key."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir.absolute()
        self._process: asyncio.subprocess.Process | None = None
        self._lock = asyncio.Lock()
        self._asked: dict[object, tuple[float, asyncio.Task[Any]]] = {}

    async def ask(self, key: object, within: float | None = None, **request: Any) -> Any:
        """Returns the answer to a request, or None when it is not there within so many seconds or failed.

        Who asks again with the same key gets the answer of the first request when that is done.

        Args:
            key: names the request and the version of what it is about.
            within: seconds to wait; the work goes on after that.
            request: see bot.trainer.worker.
        """
        now = time.monotonic()
        self._asked = {k: v for k, v in self._asked.items() if now - v[0] < KEEP or not v[1].done()}
        if key not in self._asked:
            self._asked[key] = (now, asyncio.ensure_future(self._call(request)))
        task = self._asked[key][1]
        done, _ = await asyncio.wait({task}, timeout=within)
        answer = task.result() if done else None
        if done and answer is None:
            del self._asked[key]
        return answer

    async def close(self) -> None:
        """Ends the process."""
        for _, task in self._asked.values():
            task.cancel()
        await asyncio.gather(*(task for _, task in self._asked.values()), return_exceptions=True)
        await self._end()

    async def _call(self, request: dict[str, Any]) -> Any:
        async with self._lock:
            try:
                process = await self._running()
                assert process.stdin is not None and process.stdout is not None
                process.stdin.write((json.dumps(request) + "\n").encode())
                await process.stdin.drain()
                line = await asyncio.wait_for(process.stdout.readline(), PATIENCE)
                return json.loads(line).get("ok")
            except (OSError, ValueError, asyncio.TimeoutError):
                await self._end()
                return None
            except asyncio.CancelledError:
                await self._end()  # its answer would be taken for that of the next request
                raise

    async def _running(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot.trainer", "--data", str(self._data_dir), "vergelijk",
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
                limit=_LINE, cwd=Path(__file__).resolve().parents[3],
            )  # fmt: skip
        return self._process

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.kill()
            await process.wait()
