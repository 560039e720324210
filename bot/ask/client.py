"""One conversation with the running site, as a browser would have it."""

from __future__ import annotations

import asyncio
import time
import uuid
from typing import Any

import aiohttp

POLL = 0.01  # seconds between looks for the answer
ANSWER_WITHIN = 60.0  # seconds


class AskError(Exception):
    """The site refused or did not answer; the message is the site's own or says what took too long."""


async def ask_conversation(
    session: aiohttp.ClientSession, site: str, turns: list[str], today: str | None = None
) -> list[dict[str, Any]]:
    """Returns one dict a turn, as the contract has it: text (masked), masked, replies, ms.

    Raises:
        AskError: the site refused a turn or did not answer in time.
    """
    started = await _call(session, "POST", f"{site}/chat/conversations", {"today": today} if today else {})
    address = f"{site}/chat/conversations/{started['conversation']}"
    headers = {"Authorization": f"Bearer {started['token']}"}
    result = []
    for text in turns:
        begun = time.perf_counter()
        sent = await _call(
            session, "POST", f"{address}/messages", {"client_id": uuid.uuid4().hex, "text": text}, headers
        )
        messages = await _wait_for_answer(session, f"{address}/messages?after={sent['seq'] - 1}", headers)
        took = (time.perf_counter() - begun) * 1000
        asked, replies = messages[0], messages[1:]
        result.append({"text": asked["text"], "masked": asked["masked"], "replies": replies, "ms": round(took, 1)})
    return result


async def _wait_for_answer(session: aiohttp.ClientSession, url: str, headers: dict[str, str]) -> list[dict[str, Any]]:
    deadline = time.monotonic() + ANSWER_WITHIN
    while time.monotonic() < deadline:
        found = await _call(session, "GET", url, None, headers)
        if found["state"]["state"] != "thinking" and len(found["messages"]) > 1:
            return found["messages"]
        await asyncio.sleep(POLL)
    raise AskError(f"Er kwam binnen {ANSWER_WITHIN:.0f} seconden geen antwoord.")


async def _call(
    session: aiohttp.ClientSession,
    method: str,
    url: str,
    body: dict[str, Any] | None = None,
    headers: dict[str, str] | None = None,
) -> Any:
    try:
        async with session.request(method, url, json=body, headers=headers) as response:
            data = await response.json()
            if response.status >= 400:
                raise AskError(data.get("message", f"status {response.status}"))
            return data
    except (aiohttp.ClientError, asyncio.TimeoutError) as error:
        raise AskError(f"De site is niet te bereiken ({type(error).__name__}).") from None
