"""A desk with its stores, and conversations that wait at it."""

from __future__ import annotations

import dataclasses

import pytest

from bot.handoff import Drafts, Event, Handoffs, Notes, Presences, Queue, Reason, Waits
from bot.transcript import Erasing, Transcript
from tests.handoff.deeds import Deeds


@dataclasses.dataclass
class Desk:
    """All stores on one database."""

    transcript: Transcript
    handoffs: Handoffs
    waits: Waits
    claims: Deeds
    queue: Queue
    notes: Notes
    drafts: Drafts
    presences: Presences
    erasing: Erasing

    def waiting(self, reason: Reason = Reason.PERSONAL_DATA, urgency: int = 0, event: Event = Event.ACCEPT) -> str:
        """Returns a new conversation that waits for somebody."""
        conversation = self.transcript.start([])[0]
        self.handoffs.move(conversation, Event.OFFER, reason)
        self.handoffs.move(conversation, event, urgency=urgency)
        return conversation


@pytest.fixture()
def desk(database, clock) -> Desk:
    handoffs, waits = Handoffs(database, clock), Waits(database, clock)
    return Desk(
        Transcript(database, clock), handoffs, waits, Deeds(database, clock, handoffs, waits), Queue(database),
        Notes(database, clock), Drafts(database, clock), Presences(database, clock), Erasing(database, clock),
    )  # fmt: skip
