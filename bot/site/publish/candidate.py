"""The new model that is not published yet: a process that is loaded when it is asked and put away again."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from bot.dialogue.parsed import batch_line

IDLE = 300.0  # seconds after the last question; a loaded model takes some 400 MB
LOADS_WITHIN = 120.0  # seconds
ANSWERS_WITHIN = 20.0  # seconds


class CandidateDown(Exception):
    """The new model cannot be loaded or does not answer."""


class Candidate:
    """At most one process with a model that citizens do not have."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._model: Path | None = None
        self._lock = asyncio.Lock()
        self._leaving: asyncio.TimerHandle | None = None

    async def parse(self, model: Path, text: str) -> dict[str, Any]:
        """Returns what the model makes of a masked text: text, intent and intent_ranking, of its first part.

        Raises:
            CandidateDown: it cannot be loaded or does not answer in time.
        """
        async with self._lock:
            if self._leaving:
                self._leaving.cancel()
            try:
                process = await self._running(model)
                assert process.stdin is not None
                process.stdin.write(batch_line(text).encode())
                await process.stdin.drain()
                parts = await self._line(process, ANSWERS_WITHIN)
            except (OSError, ValueError, asyncio.TimeoutError) as error:
                self.stop()
                raise CandidateDown(type(error).__name__) from None
            except asyncio.CancelledError:
                self.stop()  # its answer would be taken for that of the next question
                raise
            self._leaving = asyncio.get_running_loop().call_later(IDLE, self.stop)
            return parts[0]["parse"]

    def stop(self) -> None:
        """Puts the process away."""
        if self._leaving:
            self._leaving.cancel()
            self._leaving = None
        if self._process and self._process.returncode is None:
            self._process.kill()
        self._process = self._model = None

    async def close(self) -> None:
        """Puts the process away and waits until it is gone."""
        process = self._process
        self.stop()
        if process:
            await process.wait()

    async def _running(self, model: Path) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None or self._model != model:
            self.stop()
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot.rasa_parts.batch_parse", str(model),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                # Rasa would write what was asked in there.
                stderr=asyncio.subprocess.DEVNULL,
                limit=2**20,
            )  # fmt: skip
            self._model = model
            await self._line(self._process, LOADS_WITHIN)
        return self._process

    @staticmethod
    async def _line(process: asyncio.subprocess.Process, within: float) -> Any:
        assert process.stdout is not None
        line = await asyncio.wait_for(process.stdout.readline(), within)
        if not line:
            raise OSError("the process ended")
        return json.loads(line)
