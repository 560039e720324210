"""What a colleague does in a conversation. Each deed stands in the audit log, in the same transaction."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from bot.dialogue import CHOICE_TOPIC
from bot.handoff import OUTCOMES, Calls, Claims, Event, Handoffs, Notes, Presence, Presences, Queue
from bot.insight import Insight
from bot.knowledge import Library
from bot.privacy import mask
from bot.site.errors import DoorError
from bot.site.webcare.kindly import Kindly, confirm, gone
from bot.site.webcare.named import named_in
from bot.site.webcare.names import Names
from bot.site.webcare.own_name import mask_reply
from bot.site.webcare.reception import Reception
from bot.site.webcare.second_person import SecondPerson
from bot.staff import Audit, Member
from bot.storage import Connection
from bot.transcript import ConversationGone, Transcript
from bot.webcare.asks_bsn import asks_bsn

Telling = Callable[[Connection, str], dict[str, Any]]

# How the audit log calls what moves a conversation.
DEEDS = {
    Event.CLAIM: "gesprek.genomen",
    Event.RELEASE: "gesprek.losgelaten",
    Event.PASS_ON: "gesprek.doorgegeven",
    Event.TRANSFER: "gesprek.naar_team",
    Event.HAND_BACK: "gesprek.terug_naar_chatbot",
    Event.CLOSE: "gesprek.gesloten",
    Event.REOPEN: "gesprek.heropend",
}


def witness(audit: Audit) -> Callable[[Connection, int, Event, str, str], None]:
    """Returns what writes down every move of a conversation by staff."""
    return lambda connection, member, event, conversation, outcome: audit.add_within(
        connection, member, DEEDS[event], conversation, OUTCOMES.get(outcome, "")
    )


class Work:
    """The deeds of the desk. Texts handed in are raw: they are masked here, before anything keeps them."""

    def __init__(
        self,
        transcript: Transcript,
        handoffs: Handoffs,
        claims: Claims,
        queue: Queue,
        notes: Notes,
        calls: Calls,
        presences: Presences,
        insight: Insight,
        audit: Audit,
        names: Names,
        reception: Reception,
        library: Library,
        kindly: Kindly,
        second: SecondPerson,
    ) -> None:
        self._transcript = transcript
        self._handoffs = handoffs
        self._claims = claims
        self._queue = queue
        self._notes = notes
        self._calls = calls
        self._presences = presences
        self._insight = insight
        self._audit = audit
        self._names = names
        self._reception = reception
        self._library = library
        self._kindly = kindly
        self._second = second

    def claim(self, conversation: str, member: Member) -> None:
        """Takes a waiting conversation; the citizen reads who is talking now."""
        told = self._reception.text("balie_begin", naam=self._shown(member.id))
        limit = self._reception.rules().limit

        def claimed(connection: Connection) -> bool:
            return self._claims.claim_in(connection, conversation, member.id, limit)

        # One transaction: what the citizen reads comes before the first reply, and once.
        told_now = self._kindly(conversation, lambda: self._transcript.add(conversation, [told], claimed))
        if not told_now and self._handoffs.get(conversation) is None:
            gone()  # else the member had it already: the second tab of one person
        present = self._presences.all().get(member.id)
        if present is None or present.presence is Presence.AWAY:
            self._presences.set(member.id, Presence.HERE)  # who takes a conversation is there

    def reply(self, conversation: str, member: Member, client_id: str, text: str, confirmed: bool) -> dict[str, Any]:
        """Sends a reply to the citizen, or keeps it as a draft for a second person; returns its seq or draft."""
        found = mask_reply(text, self._shown(member.id))
        asks = asks_bsn(text)
        if (found.kinds or asks) and not confirmed:
            raise confirm(found.kinds, asks)
        reply, client_id = found.text.strip(), f"m{member.id}:{client_id}"
        if member.four_eyes:
            return {"draft": self._second.keep(conversation, member, client_id, reply, tuple(found.kinds))}

        def may(connection: Connection) -> None:
            self._handoffs.check_owner(connection, conversation, member.id)
            self._audit.add_within(connection, member.id, "gesprek.antwoord", conversation)

        seq = self._kindly(
            conversation,
            lambda: self._transcript.add_from_staff(
                conversation, client_id, reply, self._shown(member.id), found.kinds, may
            ),
        )
        self._reception.typing.stop(conversation, "medewerker")
        self._notes.read_to(conversation, member.id, seq)
        return {"seq": seq, "text": reply}

    def note(self, conversation: str, member: Member, client_id: str, text: str) -> list[str]:
        """Whispers to colleagues; a conversation that waits may be noted in by anybody.

        Whoever is named in it, and whoever has the conversation, is asked to look along. Returns the names of those
        who were named.
        """
        whisper, own_id = mask(text).text.strip(), f"m{member.id}:{client_id}"
        named = named_in(text, self._names.all().values()) - {member.id}

        def told(connection: Connection) -> None:
            handoff = self._handoffs.get_in(connection, conversation)
            owner = {handoff.owner} if handoff and handoff.owner else set()
            self._calls.add_in(connection, conversation, member.id, (named | owner) - {member.id})
            self._audit.add_within(connection, member.id, "gesprek.notitie", conversation)

        self._kindly(conversation, lambda: self._notes.add(conversation, own_id, member.id, whisper, told))
        return sorted(self._names.name(other) for other in named)

    def release(self, conversation: str, member: Member) -> None:
        """Puts a conversation back in the queue."""
        self._kindly(conversation, lambda: self.let_go(conversation, member.id))

    def let_go(self, conversation: str, member: int) -> None:
        """Does what `release` does; raises Refused as it is."""
        self._move(
            conversation, lambda c: self._claims.release_in(c, conversation, member), self._place("balie_weer_rij")
        )

    def transfer(self, conversation: str, member: Member, to: int | None, team: str, note: str) -> None:
        """Gives a conversation to a colleague who is there, or to a team, with a whisper."""
        if to is not None and (to not in self._presences.here() or self._names.get(to) is None):
            raise DoorError(409, "not_there", "Deze collega is er nu niet. Kies een ander, of een team.")

        def moved(connection: Connection) -> None:
            if to is not None:
                self._claims.pass_on_in(connection, conversation, member.id, to)
            else:
                self._claims.transfer_in(connection, conversation, member.id, team)
            self._whisper(connection, conversation, member, note)

        told = self._place("balie_team") if to is None else self._told("balie_collega", naam=self._shown(to))
        self._kindly(conversation, lambda: self._move(conversation, moved, told))

    def hand_back(self, conversation: str, member: Member, note: str) -> None:
        """Gives a conversation back to the chatbot, which says what it was about."""
        handoff = self._handoffs.get(conversation)
        topic = handoff.topic if handoff and handoff.topic and self._library.topic(handoff.topic) else None
        words = {"onderwerp": self._library.button(topic)} if topic and not topic.startswith("contact.") else {}
        back = self._reception.text("balie_terug_onderwerp" if words else "balie_terug", **words)
        back |= {"role": "chatbot", "topic": topic}
        if words:
            back["choices"] = [{"label": words["onderwerp"], "choice": f"{CHOICE_TOPIC}{topic}"}]

        def moved(connection: Connection) -> None:
            self._claims.hand_back_in(connection, conversation, member.id)
            self._whisper(connection, conversation, member, note)

        self._kindly(conversation, lambda: self._move(conversation, moved, lambda *_: back))

    def close(self, conversation: str, member: Member, outcome: str, remark: str) -> None:
        """Closes a conversation with an outcome."""
        remark = mask(remark).text.strip()

        def closed(connection: Connection) -> None:
            handoff = self._handoffs.get_in(connection, conversation)
            self._claims.close_in(connection, conversation, member.id, outcome, remark)
            topic = (handoff.topic or "") if handoff else ""
            self._insight.outcome_in(connection, conversation, outcome, topic, remark)

        self._kindly(conversation, lambda: self._move(conversation, closed, self._told("balie_gesloten")))

    def reopen(self, conversation: str, member: Member) -> None:
        """Takes the closing of a moment ago back, as long as the citizen has not begun anew."""
        if self._reception.pages.has_left(conversation):
            told = "De burger is al een nieuw gesprek begonnen. Dit gesprek blijft afgesloten."
            raise DoorError(409, "begun_anew", told)

        def reopened(connection: Connection) -> None:
            self._claims.reopen_in(connection, conversation, member.id)
            self._insight.take_back_outcome_in(connection, conversation)

        told = self._told("balie_heropend", naam=self._shown(member.id))
        self._kindly(conversation, lambda: self._move(conversation, reopened, told))

    def _move(self, conversation: str, moved: Callable[[Connection], None], told: Telling) -> None:
        """Moves a conversation and tells the citizen, in one transaction: both, or neither."""
        messages: list[dict[str, Any]] = []  # filled when it has moved: the place in the queue is known then

        def done(connection: Connection) -> bool:
            moved(connection)
            messages.append(told(connection, conversation))
            return True

        if not self._transcript.add(conversation, messages, done):
            raise ConversationGone

    def _told(self, name: str, **words: str) -> Telling:
        return lambda *_: self._reception.text(name, **words)

    def _place(self, name: str) -> Telling:
        """Returns what tells the citizen the place in the queue."""
        return lambda connection, conversation: self._reception.text(
            name, plaats=str(self._queue.place_in(connection, conversation) or 1)
        )

    def _whisper(self, connection: Connection, conversation: str, member: Member, note: str) -> None:
        whisper = mask(note).text.strip()
        if whisper:
            self._notes.add_in(connection, conversation, f"mee:{secrets.token_urlsafe(9)}", member.id, whisper)
            self._audit.add_within(connection, member.id, "gesprek.notitie", conversation)

    def _shown(self, member: int) -> str:
        return self._names.shown(member, self._reception.rules())
