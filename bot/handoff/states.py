"""The states of a conversation and the one table of what may follow what."""

from __future__ import annotations

from enum import Enum


class State(str, Enum):
    """Who is talking with the citizen."""

    WITH_BOT = "with_bot"
    OFFERED = "offered"
    WAITING = "waiting"
    LATER = "later"
    WITH_STAFF = "with_staff"
    CLOSED = "closed"


class Event(str, Enum):
    """What moves a conversation from one state to the next."""

    OFFER = "offer"
    DECLINE = "decline"
    ACCEPT = "accept"
    POSTPONE = "postpone"
    LEAVE_QUEUE = "leave_queue"
    CLAIM = "claim"
    RELEASE = "release"
    PASS_ON = "pass_on"
    TRANSFER = "transfer"
    HAND_BACK = "hand_back"
    CLOSE = "close"
    REOPEN = "reopen"


class Reason(str, Enum):
    """Why a person is needed."""

    PERSONAL_DATA = "persoonsgegevens"
    ASKED_FOR_PERSON = "vraagt_medewerker"
    NOT_UNDERSTOOD = "niet_begrepen"
    SUPPORT = "steun"
    RECOVERY = "hersteloperatie"


TRANSITIONS: dict[tuple[State, Event], State] = {
    (State.WITH_BOT, Event.OFFER): State.OFFERED,
    # A second offer before the first is answered is the same offer.
    (State.OFFERED, Event.OFFER): State.OFFERED,
    (State.OFFERED, Event.DECLINE): State.WITH_BOT,
    (State.OFFERED, Event.ACCEPT): State.WAITING,
    (State.OFFERED, Event.POSTPONE): State.LATER,
    # A question left for later lies on the desk while the chatbot goes on answering others.
    (State.LATER, Event.OFFER): State.LATER,
    (State.LATER, Event.ACCEPT): State.WAITING,
    (State.LATER, Event.LEAVE_QUEUE): State.WITH_BOT,
    (State.LATER, Event.CLAIM): State.WITH_STAFF,
    (State.WAITING, Event.POSTPONE): State.LATER,
    (State.WAITING, Event.LEAVE_QUEUE): State.WITH_BOT,
    (State.WAITING, Event.CLAIM): State.WITH_STAFF,
    (State.WAITING, Event.CLOSE): State.CLOSED,
    # To a colleague it stays with staff; to a team, or let go, it waits again, at its old place.
    (State.WITH_STAFF, Event.PASS_ON): State.WITH_STAFF,
    (State.WITH_STAFF, Event.TRANSFER): State.WAITING,
    (State.WITH_STAFF, Event.RELEASE): State.WAITING,
    (State.WITH_STAFF, Event.HAND_BACK): State.WITH_BOT,
    (State.WITH_STAFF, Event.CLOSE): State.CLOSED,
    # Closing is one tap, so the one who did it may take it back for a moment.
    (State.CLOSED, Event.REOPEN): State.WITH_STAFF,
}

BOT_MAY_TALK = frozenset({State.WITH_BOT, State.OFFERED, State.LATER})
# What lies on the desk: somebody of staff has it, or may take it.
ON_DESK = frozenset({State.WAITING, State.LATER, State.WITH_STAFF})


class Refused(ValueError):
    """The event does not fit the state; nothing was changed."""


class NotYours(Refused):
    """The conversation is a colleague's; nothing was changed."""


class NoRoom(Refused):
    """The employee has as many conversations as one person may have; nothing was changed."""


def after(state: State, event: Event) -> State:
    """Returns the state that follows.

    Raises:
        Refused: the table does not have this step.
    """
    try:
        return TRANSITIONS[state, event]
    except KeyError:
        raise Refused(f"'{event.value}' kan niet in de toestand '{state.value}'") from None
