"""Handing over: who is talking, why a person is needed, and what is kept of it.

A typed event moves the state, never the wording of a reply.
"""

from bot.handoff.states import Event, Reason, Refused, State, after
from bot.handoff.store import Handoffs

__all__ = ["Event", "Handoffs", "Reason", "Refused", "State", "after"]
