"""The one channel: the site hands in masked messages and gets all replies to each in one go.

Text arrives here cleaned, masked and stored. What is kept out here: slashes that Rasa would obey.
"""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import gc
import hmac
import logging
import re
from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import Any
from weakref import WeakValueDictionary

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.dialogue import LONGEST_TOGETHER, MEMORY_SLOT, SEQ, Memory, opening_message
from bot.dialogue.parsed import STATES_HEARD
from bot.knowledge import Library
from bot.privacy import KINDS
from bot.rasa_parts.once import take_back
from bot.rasa_parts.together import with_opening
from bot.rasa_parts.two_questions import Part, parts_of
from bot.settings import read_settings

logger = logging.getLogger(__name__)

_PLACEHOLDERS = re.compile("|".join(re.escape(kind.placeholder) for kind in KINDS.values()))


class ReplyCollector(OutputChannel):
    """Keeps each reply whole: text, sources and choices together, in order."""

    def __init__(self) -> None:
        self.replies: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """Name of the channel."""
        return "site"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Adds a reply: our own whole message, or the plain text of an utter_ response."""
        if message.get("custom"):
            self.replies.append(message["custom"])
        elif message.get("text"):
            self.replies.append({"text": message["text"], "outcome": "sociaal"})


class SiteChannel(InputChannel):
    """Takes messages of the site on the loopback, with a shared secret."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._busy: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @classmethod
    def name(cls) -> str:
        """Name of the channel, and the address it listens on: /webhooks/site."""
        return "site"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> SiteChannel:
        """Makes the channel; its secret comes from the settings, never from a file in git."""
        return cls(read_settings().local_key)

    def _allowed(self, request: Request) -> bool:
        # As bytes: of two texts, one that is not ASCII raises.
        given = request.headers.get("authorization", "").encode(errors="surrogateescape")
        return hmac.compare_digest(given, f"Bearer {self._key}".encode())

    def _refused(self, request: Request) -> HTTPResponse | None:
        """Returns the answer to who may not ask, or asks while there is no model; else None."""
        if not self._allowed(request):
            return response.json({"error": "forbidden"}, status=403)
        agent = request.app.ctx.agent
        if not agent or not agent.is_ready():
            return response.json({"error": "no_model"}, status=503)
        return None

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Makes the addresses that the site calls."""
        blueprint = Blueprint("site_channel")
        # A server loads its one model before this, and never another: a publication starts another engine.
        blueprint.listener("after_server_start")(_set_model_apart)

        @blueprint.get("/ready")
        async def ready(request: Request) -> HTTPResponse:
            agent = request.app.ctx.agent
            is_ready = bool(agent and agent.is_ready())
            return response.json(
                {"ready": is_ready, "model": agent.processor.model_filename if is_ready else None},
                status=200 if is_ready else 503,
            )

        @blueprint.post("/parse")
        async def parse(request: Request) -> HTTPResponse:
            refused = self._refused(request)
            if refused:
                return refused
            try:
                parsed = await request.app.ctx.agent.parse_message(engine_text(request.json.get("text") or "", None))
            except Exception as error:
                logger.error("engine failed to parse: %s", type(error).__name__)
                return response.json({"error": "engine_failed"}, status=500)
            ranking = parsed.get("intent_ranking") or [parsed.get("intent") or {}]
            found = [[i["name"], i["confidence"]] for i in ranking if i.get("name")]
            return response.json({"ranking": found, "states": parsed.get(STATES_HEARD) or {}})

        @blueprint.post("/messages")
        async def messages(request: Request) -> HTTPResponse:
            refused = self._refused(request)
            if refused:
                return refused
            agent = request.app.ctx.agent
            body = request.json
            collector = ReplyCollector()
            conversation = body["conversation"]
            try:
                # One at a time: a try that nobody waits for any more may still be under way.
                async with self._busy.setdefault(conversation, asyncio.Lock()):
                    tracker = await take_back(agent, conversation, (body.get("metadata") or {}).get(SEQ))
                    for part in await _parts(body, agent, tracker):
                        await on_new_message(
                            UserMessage(
                                text=part.text,
                                output_channel=collector,
                                sender_id=conversation,
                                input_channel=self.name(),
                                metadata=part.metadata,
                                parse_data=part.parse,
                            )
                        )
            except Exception as error:  # whatever goes wrong in there, the site must hear it and keep the message
                logger.error("engine failed on a message: %s", type(error).__name__)
                return response.json({"error": "engine_failed"}, status=500)
            return response.json({"replies": collector.replies})

        return blueprint


async def _set_model_apart(*_: Any) -> None:
    """Leaves what is in memory now out of each later collection of garbage: walking a model takes a while."""
    gc.collect()
    gc.freeze()


async def _parts(body: dict[str, Any], agent: Agent, tracker: DialogueStateTracker | None) -> list[Part]:
    """Returns what the engine has to handle: one message, or the two questions that a citizen asked in it."""
    text, metadata = engine_text(body.get("text") or "", body.get("intent")), body.get("metadata") or {}
    if body.get("intent"):
        return [Part(text, metadata)]
    now = dt.datetime.now(dt.timezone.utc)
    parts = await parts_of(text, metadata, agent.parse_message, lambda: _library().content, now)
    if len(parts) > 1 or len(text.split()) > LONGEST_TOGETHER:
        return parts
    parsed = await with_opening(text, _opening(tracker), await agent.parse_message(text), agent.parse_message)
    return [dataclasses.replace(parts[0], parse=parsed)]


def _opening(tracker: DialogueStateTracker | None) -> str:
    """Returns the message that opened what is talked about, from what the engine keeps of the conversation."""
    if tracker is None:
        return ""
    opened = Memory.from_slot(tracker.get_slot(MEMORY_SLOT)).opened
    return opening_message([e.text or "" for e in tracker.applied_events() if isinstance(e, UserUttered)], opened)


@lru_cache(maxsize=1)
def _library() -> Library:
    library = Library(read_settings().data_dir)
    library.watch()
    return library


def engine_text(text: str, intent: str | None) -> str:
    """Returns what Rasa gets to read: `/intent` for a button that was offered, else text that gives no orders.

    Rasa obeys a text that begins with a slash ("/restart"), so a typed one loses its slashes. "EXTERNAL:" is the
    mark of a triggered intent and goes the same way.
    """
    if intent:
        return f"/{intent}"
    # What was masked says nothing about the question, and would look like a word of it.
    text = _PLACEHOLDERS.sub(" ", text)
    return text.strip().lstrip("/").replace("EXTERNAL:", "EXTERNAL ").strip() or "?"
