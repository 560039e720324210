"""Who of staff has a conversation: taken in one atomic step, at most so many at a time, passed on or let go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.handoff.states import Event, NoRoom, Refused, State
from bot.handoff.store import Handoffs
from bot.handoff.waits import Waits
from bot.storage import hold, utc

OUTCOMES = {
    "chatbot_kon_het": "De chatbot had dit kunnen antwoorden",
    "persoonsgegevens": "Er waren persoonlijke gegevens nodig",
    "gat_in_kennis": "De chatbot weet dit nog niet",
    "anders": "Iets anders",
}
# The page offers it for some ten seconds, and longer to who is on the button.
UNDO_WITHIN = dt.timedelta(minutes=2)


class Claims:
    """What members of staff do with conversations, each within a transaction of the caller.

    A member is a number; who that is, bot.staff knows.
    """

    def __init__(self, clock: Callable[[], dt.datetime], handoffs: Handoffs, waits: Waits) -> None:
        self._clock = clock
        self._handoffs = handoffs
        self._waits = waits

    def claim_in(self, connection: Connection, conversation: str, member: int, limit: int) -> bool:
        """Takes a waiting conversation; False when the member has it already: the second tab of one person.

        Raises:
            NoRoom: the member has `limit` conversations already.
            Refused: somebody else was earlier, or nobody waits there any more.
        """
        now = self._clock()
        hold(connection, conversation)
        hold(connection, f"member:{member}")  # the limit holds also for who claims two at the same instant
        before = connection.execute(
            sa.text("SELECT waiting_since, state, claimed_at FROM handoffs WHERE conversation = :c"),
            {"c": conversation},
        ).first()
        claimed = connection.execute(
            sa.text(
                "UPDATE handoffs SET state = 'with_staff', owner = :m, claimed_at = :now, changed_at = :at"
                " WHERE conversation = :c AND state IN ('waiting', 'later') AND"
                " (SELECT COUNT(*) FROM handoffs h WHERE h.owner = :m AND h.state = 'with_staff') < :limit"
            ),
            {
                "m": member, "c": conversation, "limit": limit, "now": utc(now),
                "at": now.isoformat(timespec="milliseconds"),
            },
        )  # fmt: skip
        if claimed.rowcount != 1:
            self._explain(connection, conversation, member)
            return False
        self._handoffs.keep_event(connection, conversation, Event.CLAIM, member=member)
        # Only who waited at the page, and only until the first answer: that is what the next one will wait.
        if before.state == State.WAITING.value and before.claimed_at is None and before.waiting_since:
            self._waits.keep(connection, now - dt.datetime.fromisoformat(before.waiting_since))
        return True

    def _explain(self, connection: Connection, conversation: str, member: int) -> None:
        """Returns when the member has the conversation already; else says why it cannot be claimed."""
        row = connection.execute(
            sa.text("SELECT state, owner FROM handoffs WHERE conversation = :c"), {"c": conversation}
        ).first()
        if row is not None and row.state == State.WITH_STAFF.value:
            if row.owner == member:
                return
            raise Refused("een collega was eerder")
        if row is not None and row.state in (State.WAITING.value, State.LATER.value):
            raise NoRoom("je hebt al zoveel gesprekken als mag")
        raise Refused("hier wacht niemand meer")

    def release_in(self, connection: Connection, conversation: str, member: int) -> None:
        """Puts the conversation back in the queue, at its old place.

        Raises:
            NotYours: a colleague has it.
            Refused: it is not with staff.
        """
        self._handoffs.move_by_in(connection, conversation, Event.RELEASE, member, {"owner": None})

    def pass_on_in(self, connection: Connection, conversation: str, member: int, colleague: int) -> None:
        """Gives the conversation to a colleague, over the limit if need be: the sender asked first.

        Raises:
            NotYours: a colleague has it.
            Refused: it is not with staff.
        """
        changes = {"owner": colleague, "claimed_at": utc(self._clock())}
        self._handoffs.move_by_in(connection, conversation, Event.PASS_ON, member, changes)

    def transfer_in(self, connection: Connection, conversation: str, member: int, team: str) -> None:
        """Puts the conversation in the queue of a team, at its old place.

        Raises:
            NotYours: a colleague has it.
            Refused: it is not with staff.
        """
        self._handoffs.move_by_in(connection, conversation, Event.TRANSFER, member, {"owner": None, "team": team})

    def hand_back_in(self, connection: Connection, conversation: str, member: int) -> None:
        """Gives the conversation back to the chatbot.

        Raises:
            NotYours: a colleague has it.
            Refused: it is not with staff.
        """
        self._handoffs.move_by_in(connection, conversation, Event.HAND_BACK, member)

    def close_in(self, connection: Connection, conversation: str, member: int, outcome: str, remark: str = "") -> None:
        """Closes the conversation with an outcome (a key of OUTCOMES) and a masked remark.

        It keeps its owner: who may take it back.

        Raises:
            NotYours: a colleague has it.
            Refused: it is not with staff, or the outcome is unknown.
        """
        if outcome not in OUTCOMES:
            raise Refused(f"de uitkomst '{outcome}' bestaat niet")
        self._handoffs.move_by_in(connection, conversation, Event.CLOSE, member, {"outcome": outcome, "remark": remark})

    def reopen_in(self, connection: Connection, conversation: str, member: int) -> None:
        """Takes back that this member closed the conversation less than UNDO_WITHIN ago.

        It is with the same member again, over the limit if need be, as if it had never been closed.

        Raises:
            NotYours: a colleague closed it.
            Refused: it is not closed, or it was too long ago.
        """
        row = self._handoffs.locked(connection, conversation)
        if row is not None and row.state == State.CLOSED.value and row.owner == member:
            # A clock that went back makes the closing lie in the future: that is not too long ago.
            if self._clock() - dt.datetime.fromisoformat(row.changed_at) > UNDO_WITHIN:
                raise Refused("het is te lang geleden")
        self._handoffs.move_by_in(connection, conversation, Event.REOPEN, member, {"outcome": "", "remark": ""})
