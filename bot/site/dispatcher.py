"""Brings waiting messages to the engine, one at a time for each conversation, and stores the replies once."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from bot.dialogue import CHOICE_STAFF, DANGER, TO_STAFF
from bot.handoff import Handoffs
from bot.handoff.states import BOT_MAY_TALK
from bot.insight import Insight
from bot.knowledge import Library
from bot.site.engine import Engine, EngineDown, EngineFailed
from bot.site.feed import Feed
from bot.site.learning import note_closing
from bot.site.webcare.reception import Reception
from bot.storage import Connection, DatabaseBusy
from bot.transcript import Pending, Transcript

logger = logging.getLogger(__name__)

FIRST_WAIT, LONGEST_WAIT = 0.25, 3.0  # seconds between tries while the engine is away
# An empty reply means that the action server fell over halfway; with a healthy one, twice is a fault of ours.
EMPTY_REPLIES = 3
# A message on which the engine falls over so often holds up all that follow. In the 25 seconds that this takes at
# least, a database that was locked is free again.
MOST_FAILURES = 12


class Dispatcher:
    """Runs one task for each conversation that has unanswered messages."""

    def __init__(
        self,
        transcript: Transcript,
        handoffs: Handoffs,
        reception: Reception,
        insight: Insight,
        library: Library,
        engine: Engine,
        feed: Feed,
        clock: Callable[[], dt.datetime],
        patience: float,
        is_off: Callable[[], bool],
    ) -> None:
        self._transcript = transcript
        self._handoffs = handoffs
        self._reception = reception
        self._insight = insight
        self._library = library
        self._engine = engine
        self._feed = feed
        self._clock = clock
        self._patience = patience
        self._is_off = is_off
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._woken: set[str] = set()  # while a task was at it, since that task looked last
        self._calls: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._unheard: set[str] = set()  # the engine did not answer their last try

    def resume(self) -> None:
        """Takes up what a stopped door left unanswered."""
        for conversation in self._transcript.waiting_conversations():
            self.wake(conversation)

    def wake(self, conversation: str) -> None:
        """Sees to it that somebody works on the conversation, also when who does is about to find nothing and stop."""
        if conversation in self._tasks:
            self._woken.add(conversation)
        else:
            task = asyncio.get_running_loop().create_task(self._work(conversation))
            self._tasks[conversation] = task
            task.add_done_callback(lambda _: self._done(conversation))

    def _done(self, conversation: str) -> None:
        task = self._tasks.pop(conversation, None)
        self._unheard.discard(conversation)
        if not self._calls[conversation].locked():
            del self._calls[conversation]
        if task and not task.cancelled() and task.exception():
            logger.error("dispatching stopped: %s", type(task.exception()).__name__)
        if conversation in self._woken:
            self._woken.discard(conversation)
            if task and not task.cancelled():
                self.wake(conversation)
        self._feed.touch(conversation)

    def state(self, conversation: str) -> dict[str, Any]:
        """Returns the state of the conversation as the citizen's page shows it."""
        at_the_desk = self._reception.state(conversation)
        if at_the_desk:
            return at_the_desk
        if conversation in self._tasks:
            return {"state": "thinking", "engine": "starting" if conversation in self._unheard else "ready"}
        return {"state": "idle", "engine": "ready"}

    async def stop(self) -> None:
        """Stops all work; what was not answered stays in the database for the next start."""
        for task in list(self._tasks.values()):
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def quiet(self, conversation: str) -> None:
        """Stops the work on a conversation, so that nothing is written after it is erased.

        A call to the engine that is under way is waited for: cancelling only our side of it would let the engine
        write down its memory of the message after the erasing.
        """
        async with self._calls[conversation]:
            task = self._tasks.get(conversation)
            if task:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
        self._calls.pop(conversation, None)

    async def _work(self, conversation: str) -> None:
        while True:
            self._woken.discard(conversation)
            try:
                if not await self._work_once(conversation):
                    return
            except DatabaseBusy:
                await asyncio.sleep(LONGEST_WAIT)

    async def _work_once(self, conversation: str) -> bool:
        """Sees to the oldest unanswered message; False when there is none."""
        pending = await asyncio.to_thread(self._transcript.next_pending, conversation)
        if pending is None:
            return False
        if await asyncio.to_thread(self._handoffs.state, conversation) in BOT_MAY_TALK:
            await self._answer(pending)
        else:
            # Somebody else has the conversation: the message stands in the transcript, the chatbot is silent.
            await asyncio.to_thread(self._transcript.answer, pending, [])
        return True

    async def _answer(self, pending: Pending) -> None:
        replies = await self._ask(pending)
        # Somebody may have taken the conversation while the engine thought: then what it found is not said.
        if await self._store(pending, replies):
            for reply in replies:
                await asyncio.to_thread(note_closing, self._insight, pending, reply)
        self._feed.touch(pending.conversation)

    async def _ask(self, pending: Pending) -> list[dict[str, Any]]:
        """Returns replies, waiting as long as it takes for the engine to come back.

        When it is there and has nothing to say, or falls over on this message again and again, that is the reply.
        """
        wait, empty, failures, told = FIRST_WAIT, 0, 0, False
        while True:
            try:
                async with self._calls[pending.conversation]:
                    replies = await self._engine.replies(pending, self._library)
                # Looked at after the engine thought: what beheer switched off meanwhile is not said any more.
                if await asyncio.to_thread(self._is_off):
                    return self._while_off(pending, replies)
                if replies:
                    self._unheard.discard(pending.conversation)
                    return replies
                if await self._engine.actions_ready():
                    empty += 1
                    if empty >= EMPTY_REPLIES:
                        return [self._fixed("geen_antwoord")]
            except EngineDown as error:
                logger.warning("engine away: %s", error)
                if await asyncio.to_thread(self._is_off):
                    return self._while_off(pending, [])
                failures += isinstance(error, EngineFailed)
                if failures >= MOST_FAILURES:
                    return [self._fixed("geen_antwoord")]
            self._unheard.add(pending.conversation)
            self._feed.touch(pending.conversation)
            waited = (self._clock() - pending.at).total_seconds()
            if not told and waited >= self._patience:
                told = True
                await asyncio.to_thread(
                    self._transcript.add, pending.conversation, [self._fixed("wachten")], self._may_talk(pending)
                )
                self._feed.touch(pending.conversation)
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    def _while_off(self, pending: Pending, replies: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Returns the kind no, but for who is in danger or asks for a person: that help never goes off."""
        if replies and (pending.choice == CHOICE_STAFF or any(r.get("topic") == DANGER for r in replies)):
            return replies
        return [{**self._fixed("chatbot_uit"), "choices": [TO_STAFF]}]

    async def _store(self, pending: Pending, replies: list[dict[str, Any]]) -> bool:
        """Stores the replies; a locked or full database is tried again until it takes them."""
        while True:
            try:
                return await asyncio.to_thread(self._store_now, pending, replies)
            except DatabaseBusy:
                await asyncio.sleep(LONGEST_WAIT)

    def _store_now(self, pending: Pending, replies: list[dict[str, Any]]) -> bool:
        said: list[dict[str, Any]] = []
        for reply in replies:
            said += self._reception.dressed(pending.conversation, reply) if reply.get("handoff") else [reply]
        may_talk = self._may_talk(pending)

        def may(connection: Connection) -> bool:
            if not may_talk(connection):
                return False
            for reply in replies:
                if reply.get("handoff"):
                    self._reception.offered(connection, pending.conversation, reply)
            return True

        return self._transcript.answer(pending, said, may)

    def _may_talk(self, pending: Pending) -> Callable[[Connection], bool]:
        return lambda connection: self._handoffs.bot_may_talk(connection, pending.conversation)

    def _fixed(self, name: str) -> dict[str, Any]:
        today = self._clock().date()
        line = self._library.content.phone_lines["belastingtelefoon"].source
        return {
            "role": "systeem",
            "text": "\n\n".join(self._library.text(name, today)),
            "outcome": "overdracht",
            "sources": [{"title": line.title, "url": line.url, "checked": line.checked.isoformat()}],
        }
