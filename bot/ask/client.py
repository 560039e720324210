"""One conversation with the running site, as a browser would have it."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp

POLL = 0.01  # seconds between looks for the answer
ANSWER_WITHIN = 60.0  # seconds
STAFF_BUTTON, STAFF_CHOICE = "Medewerker", "medewerker"  # the widget shows this button at all times


class AskError(Exception):
    """The site refused or did not answer; the message is the site's own or says what took too long."""


@dataclass(frozen=True)
class Held:
    """A conversation that was held.

    Attributes:
        greeting: the messages it began with.
        turns: one dict a turn, as the contract has it: text (masked), masked, replies, ms.
    """

    greeting: list[dict[str, Any]]
    turns: list[dict[str, Any]]


async def ask_conversation(
    session: aiohttp.ClientSession, site: str, turns: Sequence[str | Mapping[str, str]], today: str | None = None
) -> list[dict[str, Any]]:
    """Returns one dict a turn, as the contract has it: text (masked), masked, replies, ms.

    Raises:
        AskError: the site refused a turn or did not answer in time.
    """
    return (await hold_conversation(session, site, turns, today)).turns


async def hold_conversation(
    session: aiohttp.ClientSession,
    site: str,
    turns: Sequence[str | Mapping[str, str]],
    today: str | None = None,
    start: str | None = None,
) -> Held:
    """Returns the conversation with its greeting.

    Args:
        session: carries the local key.
        site: address of the running site.
        turns: what the citizen does: a text, or {"choice": label} for a button under the last answer.
        today: the day it is held on.
        start: an entry point from a link.

    Raises:
        AskError: the site refused a turn or did not answer in time, or there is no such button.
    """
    begin = {name: value for name, value in (("today", today), ("start", start)) if value}
    started = await _call(session, "POST", f"{site}/chat/conversations", begin)
    address = f"{site}/chat/conversations/{started['conversation']}"
    headers = {"Authorization": f"Bearer {started['token']}"}
    result: list[dict[str, Any]] = []
    last = started["messages"]
    for turn in turns:
        says = {"text": turn} if isinstance(turn, str) else {"choice": _choice(turn["choice"], last)}
        begun = time.perf_counter()
        sent = await _call(session, "POST", f"{address}/messages", {"client_id": uuid.uuid4().hex, **says}, headers)
        messages = await _wait_for_answer(session, f"{address}/messages?after={sent['seq'] - 1}", headers)
        took = (time.perf_counter() - begun) * 1000
        asked, replies = messages[0], messages[1:]
        last = replies
        result.append({"text": asked["text"], "masked": asked["masked"], "replies": replies, "ms": round(took, 1)})
    return Held(started["messages"], result)


def _choice(label: str, messages: Sequence[Mapping[str, Any]]) -> str:
    """Returns the choice behind a button of the last answer; the button "Medewerker" is always there."""
    offered = {c["label"]: c["choice"] for m in messages for c in m.get("choices") or ()}
    if label not in offered and label != STAFF_BUTTON:
        names = ", ".join(offered) or "geen"
        raise AskError(f"De knop '{label}' staat niet onder het laatste antwoord (wel: {names}).")
    return offered.get(label, STAFF_CHOICE)


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
