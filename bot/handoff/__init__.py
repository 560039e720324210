"""Handing over: who is talking, why a person is needed, who of staff has it, and what is kept of it.

A typed event moves the state, never the wording of a reply.
"""

from bot.handoff.calls import Call, Calls
from bot.handoff.claims import OUTCOMES, Claims
from bot.handoff.codes import as_code
from bot.handoff.drafts import Draft, Drafts
from bot.handoff.notes import Note, Notes
from bot.handoff.offers import URGENT, Offer, Room, is_pressing, offer_in, urgency_of
from bot.handoff.presence import Presence, Presences, Present
from bot.handoff.queue import Queue
from bot.handoff.rows import Handoff
from bot.handoff.states import Event, NoRoom, NotYours, Reason, Refused, State, after
from bot.handoff.store import Handoffs
from bot.handoff.waits import Wait, Waits

__all__ = [
    "OUTCOMES",
    "Call",
    "Calls",
    "Claims",
    "Draft",
    "Drafts",
    "Event",
    "Handoff",
    "Handoffs",
    "NoRoom",
    "NotYours",
    "Note",
    "Notes",
    "Offer",
    "Presence",
    "Presences",
    "Present",
    "Queue",
    "Reason",
    "Refused",
    "Room",
    "State",
    "URGENT",
    "Wait",
    "Waits",
    "after",
    "as_code",
    "is_pressing",
    "offer_in",
    "urgency_of",
]
