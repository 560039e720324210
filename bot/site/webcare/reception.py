"""What a citizen is offered of the desk, what happens on a choice, and what the page shows meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from bot.calendar import moment_in_words
from bot.handoff import (
    URGENT,
    Event,
    Handoffs,
    Offer,
    Presences,
    Queue,
    Reason,
    Refused,
    Room,
    State,
    Wait,
    Waits,
    is_pressing,
    offer_in,
    urgency_of,
)
from bot.knowledge import Library
from bot.site.webcare.about import topic_of
from bot.site.webcare.names import Names
from bot.site.webcare.open_pages import OpenPages
from bot.site.webcare.rules import Rules
from bot.site.webcare.typing import Typing
from bot.site.webcare.ways import CHATBOT, LABELS, LATER, WAIT, way_in
from bot.storage import Connection
from bot.transcript import Transcript

Message = dict[str, Any]

CUE = "aanbod"
# Nobody at the desk for so long, and no account made for it either: then a question left there might never be read,
# and is not offered.
MANNED_WITHIN = dt.timedelta(days=7)
CRISIS_TOPIC = "sociaal.crisis"
LOOK_BACK = 12  # messages that say how urgent it is


class Reception:
    """The desk as the citizen meets it."""

    def __init__(
        self,
        transcript: Transcript,
        handoffs: Handoffs,
        queue: Queue,
        waits: Waits,
        presences: Presences,
        names: Names,
        library: Library,
        clock: Callable[[], dt.datetime],
        rules: Callable[[], Rules],
    ) -> None:
        self._transcript = transcript
        self._handoffs = handoffs
        self._queue = queue
        self._waits = waits
        self._presences = presences
        self._names = names
        self._library = library
        self._clock = clock
        self.rules = rules
        self.typing = Typing()
        self.pages = OpenPages()

    def offer(self) -> Offer:
        """Returns what is really there at this moment."""
        now, rules = self._clock(), self.rules()
        known = self._presences.all().values()
        room = Room(
            rules.hours.is_open(now), len(self._presences.here()), self._queue.waiting(), rules.queue_room,
            self._names.came_since(now - MANNED_WITHIN) or any(now - p.seen_at < MANNED_WITHIN for p in known),
        )  # fmt: skip
        return offer_in(room, self._waits.expected())

    def dressed(self, conversation: str, reply: Message) -> list[Message]:
        """Returns a reply that points to a person with its code, and behind it what the desk can offer now."""
        messages = [reply]
        if reply.get("slip"):
            messages = [{**reply, "slip": {**reply["slip"], "code": self._handoffs.code(conversation)}}]
        offer = self.offer()
        laid_down = self._handoffs.state(conversation) is State.LATER
        later = offer.later and not laid_down
        if not offer.colleague and not later:
            return messages
        return [*messages, self._offered(offer, later, reply.get("topic"))]

    def _offered(self, offer: Offer, later: bool, topic: str | None = None) -> Message:
        """Returns what the desk can offer now, with a button for each way."""
        bubbles: list[str] = []
        if offer.colleague:
            bubbles += self._text("balie_nu", plaats=str(offer.place), wacht=self._wait(offer.wait))
        if later:
            bubbles += self._text("balie_later")
        if not offer.colleague:
            bubbles += self._opens()
        ways = [WAIT] * offer.colleague + [LATER] * later + [CHATBOT]
        return {
            "text": "\n\n".join(bubbles), "topic": topic, "outcome": "overdracht", "cue": CUE,
            "choices": [{"label": LABELS[way], "choice": way} for way in ways],
        }  # fmt: skip

    def _opens(self) -> tuple[str, ...]:
        """Returns when the desk opens; nothing while it is open, or when that is not known."""
        now, hours = self._clock(), self.rules().hours
        opens = None if hours.is_open(now) else hours.next_opening(now)
        return self._text("balie_weer_open", wanneer=moment_in_words(opens)) if opens else ()

    def emptied(self, conversation: str) -> Message:
        """Returns what somebody who waits reads when nobody is at the desk any more and the question is laid down."""
        code = self._handoffs.code(conversation)
        return self.said((*self._text("balie_niemand", code=code), *self._opens()), role="systeem")

    def offered(self, connection: Connection, conversation: str, reply: Message) -> None:
        """Moves the conversation for a reply that points to a person, in the transaction that stores the reply."""
        reason = Reason(reply["handoff"]["reason"])
        topic = topic_of(reply.get("topic"), lambda: self._transcript.after(conversation, 0))
        confidence = reply.get("confidence")
        self._handoffs.move_in(connection, conversation, Event.OFFER, reason, topic, confidence)

    def way_in(self, conversation: str, text: str) -> str | None:
        """Returns which way a typed message chooses, or None when it is for the chatbot or for a colleague."""
        if way_in(text, on_screen=True) is None:
            return None  # in no state at all: so it is with nearly every message, and the state need not be read
        state = self._handoffs.state(conversation)
        if state in (State.WITH_STAFF, State.CLOSED):
            return None
        way = way_in(text, on_screen=state in (State.OFFERED, State.WAITING))
        return None if way == WAIT and state is State.WAITING else way

    def choose(self, conversation: str, client_id: str, choice: str, typed: str = "") -> int:
        """Does what a citizen chose (WAIT, LATER or CHATBOT), once, and returns the seq of the choice.

        Args:
            conversation: its id.
            client_id: the browser's own id for it.
            choice: the way.
            typed: the masked words in which it was typed; empty for the button.

        Raises:
            ConversationGone: it was erased in the meantime.
        """
        offer, urgency = self.offer(), self._urgency(conversation)
        code = self._handoffs.code(conversation)

        def done(connection: Connection) -> list[Message]:
            does = {
                WAIT: lambda: self.said(self._waits_now(connection, conversation, offer, urgency)),
                LATER: lambda: self._left(connection, conversation, offer, urgency, code),
                CHATBOT: lambda: self.said(self._back(connection, conversation)),
            }[choice]
            try:
                return [does()]
            except Refused:
                return [self.said(self._text("onbekende_keuze"))]

        seq, _ = self._transcript.add_from_citizen(
            conversation, client_id, typed or LABELS[choice], choice=choice, wants_answer=False, meanwhile=done
        )
        return seq

    def heard(self, conversation: str, text: str) -> None:
        """Moves somebody up who writes, while waiting, that something is taken or ends today or tomorrow."""
        if is_pressing(text):
            self._handoffs.raise_urgency(conversation, URGENT)

    def _waits_now(self, connection: Connection, conversation: str, offer: Offer, urgency: int) -> tuple[str, ...]:
        if not offer.colleague:
            return self._text("balie_niet_vrij")
        self._handoffs.move_in(connection, conversation, Event.ACCEPT, urgency=urgency)
        place = self._queue.place_in(connection, conversation)
        return self._text("balie_rij", plaats=str(place), wacht=self._wait(offer.wait))

    def _left(self, connection: Connection, conversation: str, offer: Offer, urgency: int, code: str) -> Message:
        state = self._handoffs.state_in(connection, conversation)
        if state is State.LATER:
            return self.said(self._text("balie_ligt_al"))
        if not offer.later:
            return self.said((*self._text("balie_geen_bericht"), *self._opens()))
        if state is State.WITH_BOT:  # asked for out of the blue: what would be left is not clear yet
            self._handoffs.move_in(connection, conversation, Event.OFFER, Reason.ASKED_FOR_PERSON)
            return self._offered(offer, later=True)
        self._handoffs.move_in(connection, conversation, Event.POSTPONE, urgency=urgency)
        return self.said(self._text("balie_bewaard", code=code))

    def _back(self, connection: Connection, conversation: str) -> tuple[str, ...]:
        state = self._handoffs.state_in(connection, conversation)
        if state is State.WITH_STAFF:
            return self._text("balie_nog_bezig")
        if state in (State.WAITING, State.LATER):
            self._handoffs.move_in(connection, conversation, Event.LEAVE_QUEUE)
            return self._text("balie_uit_rij")
        if state is State.OFFERED:
            self._handoffs.move_in(connection, conversation, Event.DECLINE)
        return self._text("balie_verder")

    def state(self, conversation: str) -> Message | None:
        """Returns what the page shows while staff are in it, or None when the chatbot has the conversation."""
        handoff = self._handoffs.get(conversation)
        if handoff is None or handoff.state in (State.WITH_BOT, State.OFFERED, State.LATER):
            return None
        if handoff.state is State.WAITING:
            place = self._queue.place(conversation) or 1
            said = self._text("balie_status_eerst" if place == 1 else "balie_status_rij", plaats=str(place))
            return {"state": "waiting", "place": place, "text": said[0]}
        if handoff.state is State.CLOSED:
            return {"state": "closed"}
        name = self._names.shown(handoff.owner, self.rules())
        shown: Message = {"state": "with_staff", "name": name, "text": self._text("balie_status_praat", naam=name)[0]}
        if self.typing.is_typing(conversation, "medewerker"):
            shown |= {"staff_typing": True, "text": self._text("balie_status_typt")[0]}
        return shown

    def text(self, name: str, **words: str) -> Message:
        """Returns a fixed text as a message of the house."""
        return self.said(self._text(name, **words), role="systeem")

    def said(self, bubbles: tuple[str, ...], role: str = "chatbot") -> Message:
        """Returns bubbles as a message."""
        return {"role": role, "text": "\n\n".join(bubbles), "outcome": "overdracht"}

    def choices(self, *ways: str) -> list[dict[str, str]]:
        """Returns buttons."""
        return [{"label": LABELS[way], "choice": way} for way in ways]

    def _urgency(self, conversation: str) -> int:
        handoff = self._handoffs.get(conversation)
        crisis = self._library.content.answers.get(CRISIS_TOPIC)
        sources = [source.url for source in crisis.sources] if crisis else []
        said = self._transcript.last_of(conversation, "chatbot", LOOK_BACK)
        words = [m["text"] for m in self._transcript.last_of(conversation, "burger", LOOK_BACK)]
        return urgency_of(handoff.reason if handoff else "", said, sources, words)

    def _wait(self, wait: Wait | None) -> str:
        if wait is None:
            return self._text("balie_wacht_onbekend")[0]
        return self._text("balie_wacht", helft=_minutes(wait.median), meeste=_minutes(wait.p80))[0]

    def _text(self, name: str, **words: str) -> tuple[str, ...]:
        return self._library.text(name, self._clock().date(), **words)


def _minutes(number: int) -> str:
    return "1 minuut" if number == 1 else f"{number} minuten"
