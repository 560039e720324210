"""One row of the table handoffs, as what it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from bot.handoff.states import ON_DESK, State


@dataclass(frozen=True)
class Handoff:
    """Where a conversation stands. `owner` is the member of staff who has it, or closed it."""

    conversation: str
    state: State
    reason: str
    topic: str | None
    confidence: float | None
    urgency: int
    waiting_since: dt.datetime | None
    owner: int | None
    team: str
    code: str | None
    changed_at: dt.datetime


COLUMNS = (
    "conversation, state, reason, topic, confidence, urgency, waiting_since, ticket, owner, team, code, changed_at"
)
# In SQL, of the table handoffs.
IS_ON_DESK = f"state IN ({', '.join(repr(state.value) for state in State if state in ON_DESK)})"


def as_handoff(row: Any) -> Handoff:
    """Returns a row of handoffs as what it is."""
    return Handoff(
        row.conversation, State(row.state), row.reason, row.topic, row.confidence, row.urgency,
        dt.datetime.fromisoformat(row.waiting_since) if row.waiting_since else None, row.owner, row.team, row.code,
        dt.datetime.fromisoformat(row.changed_at),
    )  # fmt: skip
