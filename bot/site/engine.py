"""Asks the Rasa engine, over HTTP on the loopback."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aiohttp

from bot.dialogue import SEQ, WRITTEN, intent_of_choice, question_in
from bot.knowledge import Library
from bot.release.live import live
from bot.transcript import Pending


class EngineDown(Exception):
    """The engine or its action server cannot answer now; the message has to wait."""


class EngineFailed(EngineDown):
    """The engine runs, and fell over on this request; trying for ever would not help."""


class Engine:
    """The engine this door asks. One at a time for a conversation: the dispatcher sees to that."""

    def __init__(self, urls: Mapping[str, str], run_dir: Path, actions_url: str, key: str, timeout: float) -> None:
        """Makes the client.

        Args:
            urls: addresses of the engines by name.
            run_dir: says which one is live; looked at for each call, so that a publication holds at once.
            actions_url: address of the action server.
            key: this run's local key.
            timeout: seconds that one call may take.
        """
        self._urls = urls
        self._run_dir = run_dir
        self._actions_url = actions_url
        self._key = key
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._session: aiohttp.ClientSession | None = None

    def _url(self) -> str:
        return self._urls[live(self._run_dir)]

    async def open(self) -> None:
        """Opens the connection pool; call it in the loop that will use it."""
        self._session = aiohttp.ClientSession(timeout=self._timeout, headers={"Authorization": f"Bearer {self._key}"})

    async def close(self) -> None:
        """Closes the connection pool."""
        if self._session:
            await self._session.close()

    async def replies(self, pending: Pending, library: Library) -> list[dict[str, Any]]:
        """Returns the engine's replies to a citizen's message; empty when it had nothing to say.

        Raises:
            EngineDown: it cannot be reached or has no model.
            EngineFailed: it fell over on this message.
        """
        body: dict[str, Any] = {"conversation": pending.conversation, "metadata": {SEQ: pending.seq}}
        if pending.choice:
            body["intent"] = intent_of_choice(pending.choice, library)
        else:
            body["text"] = question_in(pending.text, library.content.follow_ups.polite)
            if body["text"] != pending.text:
                body["metadata"][WRITTEN] = pending.text
        if pending.today:
            body["metadata"]["today"] = pending.today.isoformat()
        answer = await self._call("POST", f"{self._url()}/webhooks/site/messages", body)
        return answer["replies"]

    async def topics(self, text: str, library: Library) -> tuple[list[tuple[str, float]], dict[str, float]]:
        """Returns the topics of a masked text with their probability, best first, and how much it resembles each state.

        Nothing is kept.

        Raises:
            EngineDown: it cannot be reached, has no model, or failed.
        """
        by_intent = {t.intent: t.id for t in library.content.topics.values()}
        found, states = await self.understood(question_in(text, library.content.follow_ups.polite))
        return [(by_intent[intent], confidence) for intent, confidence in found if intent in by_intent], states

    async def understood(self, text: str) -> tuple[list[tuple[str, float]], dict[str, float]]:
        """Returns the intents of a masked text with their probability, and how much it resembles each state.

        The best intent comes first; nlu_fallback leads when in doubt.

        Raises:
            EngineDown: it cannot be reached, has no model, or failed.
        """
        answer = await self._call("POST", f"{self._url()}/webhooks/site/parse", {"text": text})
        return [(intent, confidence) for intent, confidence in answer["ranking"]], answer.get("states") or {}

    async def model(self) -> str | None:
        """Returns the name of the loaded model, or None while there is none."""
        try:
            return (await self._call("GET", f"{self._url()}/webhooks/site/ready"))["model"]
        except EngineDown:
            return None

    async def actions_ready(self) -> bool:
        """Tells whether the action server answers."""
        try:
            await self._call("GET", f"{self._actions_url}/health")
        except EngineDown:
            return False
        return True

    async def _call(self, method: str, url: str, body: dict[str, Any] | None = None) -> Any:
        assert self._session is not None
        try:
            async with self._session.request(method, url, json=body) as response:
                if response.status == 500:
                    raise EngineFailed("status 500")
                if response.status != 200:
                    raise EngineDown(f"status {response.status}")
                return await response.json()
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
            raise EngineDown(type(error).__name__) from None
