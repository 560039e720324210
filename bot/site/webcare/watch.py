"""Looks after the desk while nobody does: who went away, who waits too long, and a desk that emptied."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging

from bot.handoff import Event, Handoff, Handoffs, Presence, Presences, Refused, State
from bot.site.feed import DESK, Feed
from bot.site.webcare.overview import Overview, Snapshot
from bot.site.webcare.reception import Message, Reception
from bot.site.webcare.work import Work
from bot.staff import Audit
from bot.storage import Connection, DatabaseBusy
from bot.transcript import ConversationGone, Transcript

logger = logging.getLogger(__name__)

EVERY = 5.0  # seconds
# A page says every fifteen seconds that it is open; a reload or a short loss of network is no closed page.
UNSEEN = dt.timedelta(seconds=60)
LEFT = 180.0  # seconds without the citizen's page; a phone that sleeps for a moment is no citizen who left


class Watch:
    """One task of the site."""

    def __init__(
        self,
        overview: Overview,
        handoffs: Handoffs,
        presences: Presences,
        work: Work,
        transcript: Transcript,
        audit: Audit,
        reception: Reception,
        feed: Feed,
    ) -> None:
        self._overview = overview
        self._handoffs = handoffs
        self._presences = presences
        self._work = work
        self._transcript = transcript
        self._audit = audit
        self._reception = reception
        self._feed = feed
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begins to look, a while after the start: pages need that time to come back."""
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        """Stops looking."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        await asyncio.sleep(UNSEEN.total_seconds())
        while True:
            try:
                for conversation in await asyncio.to_thread(self.look):
                    self._feed.touch(conversation)
                    self._feed.touch(DESK)
            except DatabaseBusy:
                pass  # the next look is soon
            except Exception as error:
                logger.error("looking after the desk: %s", type(error).__name__)
            await asyncio.sleep(EVERY)

    def look(self) -> list[str]:
        """Looks once and returns the conversations in which something changed, or DESK for the desk itself."""
        rules = self._reception.rules()
        changed = []
        for member in self._presences.send_away(rules.away_after, UNSEEN):
            self._audit.add(member, "aanwezigheid.vanzelf_afwezig")
            changed.append(DESK)
        shot = self._overview.snapshot()
        here = any(present.presence is Presence.HERE for present in shot.presences.values())
        empty = not here or not shot.rules.hours.is_open(shot.now)
        for handoff in shot.handoffs:
            if handoff.state is State.WITH_STAFF and (self._left(handoff, shot) or self._silent(handoff, shot)):
                if self._let_go(handoff):
                    changed.append(handoff.conversation)
            elif handoff.state is State.WAITING and self._lay_down(handoff, empty):
                changed.append(handoff.conversation)
        return changed

    def _left(self, handoff: Handoff, shot: Snapshot) -> bool:
        present = shot.presences.get(handoff.owner or 0)
        return present is None or present.presence is Presence.AWAY

    def _silent(self, handoff: Handoff, shot: Snapshot) -> bool:
        """Tells whether the citizen waits longer than may be; the desk was alerted halfway."""
        last = shot.last.get(handoff.conversation)
        if last is None or last["role"] != "burger":
            return False
        return shot.now - dt.datetime.fromisoformat(last["at"]) > shot.rules.answer_within

    def _let_go(self, handoff: Handoff) -> bool:
        try:
            self._work.let_go(handoff.conversation, handoff.owner or 0)
        except (Refused, ConversationGone):
            return False  # it moved or was erased in between
        return True

    def _lay_down(self, handoff: Handoff, empty: bool) -> bool:
        """Lays down the question of who left the page, or of who waits at an empty desk.

        Nobody else should wait behind an empty place. At an empty desk the chatbot answers again, and the question
        keeps its place for who comes back.
        """
        if self._reception.pages.closed_for(handoff.conversation) >= LEFT:
            return self._laid_down(handoff, self._reception.text("balie_weg"))
        return empty and self._laid_down(handoff, self._reception.emptied(handoff.conversation))

    def _laid_down(self, handoff: Handoff, told: Message) -> bool:
        def moved(connection: Connection) -> bool:
            self._handoffs.move_in(connection, handoff.conversation, Event.POSTPONE)
            return True

        try:
            return self._transcript.add(handoff.conversation, [told], moved)
        except Refused:
            return False  # somebody took it in between
