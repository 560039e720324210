"""What a colleague does in a conversation. Each deed stands in the audit log, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from bot.dialogue import CHOICE_TOPIC
from bot.handoff import (
    Claims,
    Draft,
    Drafts,
    Event,
    Handoffs,
    NoRoom,
    Notes,
    NotYours,
    Presence,
    Presences,
    Queue,
    Refused,
    State,
)
from bot.handoff.drafts import SENT
from bot.insight import Insight
from bot.knowledge import Library
from bot.privacy import KINDS, mask
from bot.site.errors import DoorError
from bot.site.webcare.names import Names
from bot.site.webcare.own_name import mask_reply
from bot.site.webcare.reception import Reception
from bot.staff import Audit, Member
from bot.storage import Connection
from bot.transcript import ConversationGone, Transcript
from bot.webcare.asks_bsn import asks_bsn

# How the audit log calls what moves a conversation.
DEEDS = {
    Event.CLAIM: "gesprek.genomen",
    Event.RELEASE: "gesprek.losgelaten",
    Event.PASS_ON: "gesprek.doorgegeven",
    Event.TRANSFER: "gesprek.naar_team",
    Event.HAND_BACK: "gesprek.terug_naar_chatbot",
    Event.CLOSE: "gesprek.gesloten",
}


def witness(audit: Audit) -> Callable[[Connection, int, Event, str], None]:
    """Returns what writes down every move of a conversation by staff."""
    return lambda connection, member, event, conversation: audit.add_within(
        connection, member, DEEDS[event], conversation
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
        drafts: Drafts,
        presences: Presences,
        insight: Insight,
        audit: Audit,
        names: Names,
        reception: Reception,
        library: Library,
    ) -> None:
        self._transcript = transcript
        self._handoffs = handoffs
        self._claims = claims
        self._queue = queue
        self._notes = notes
        self._drafts = drafts
        self._presences = presences
        self._insight = insight
        self._audit = audit
        self._names = names
        self._reception = reception
        self._library = library

    def claim(self, conversation: str, member: Member) -> None:
        """Takes a waiting conversation; the citizen reads who is talking now."""
        told = self._reception.text("balie_begin", naam=self._shown(member.id))
        limit = self._reception.rules().limit

        def claimed(connection: Connection) -> bool:
            return self._claims.claim_in(connection, conversation, member.id, limit)

        # One transaction: what the citizen reads comes before the first reply, and once.
        if not self._try(conversation, lambda: self._transcript.add(conversation, [told], claimed)):
            self._try(conversation, lambda: self._check_owner(conversation, member.id))
        present = self._presences.all().get(member.id)
        if present is None or present.presence is Presence.AWAY:
            self._presences.set(member.id, Presence.HERE)  # who takes a conversation is there

    def reply(self, conversation: str, member: Member, client_id: str, text: str, confirmed: bool) -> dict[str, Any]:
        """Sends a reply to the citizen, or keeps it as a draft for a second person; returns its seq or draft."""
        found = mask_reply(text, self._shown(member.id))
        asks = asks_bsn(text)
        if (found.kinds or asks) and not confirmed:
            raise _confirm(found.kinds, asks)
        reply, client_id = found.text.strip(), f"m{member.id}:{client_id}"
        if member.four_eyes:
            self._try(conversation, lambda: self._check_owner(conversation, member.id))
            draft = self._try(
                conversation, lambda: self._drafts.add(conversation, client_id, member.id, reply, tuple(found.kinds))
            )
            self._audit.add(member.id, "gesprek.concept", conversation)
            return {"draft": draft}

        def may(connection: Connection) -> None:
            self._handoffs.check_owner(connection, conversation, member.id)
            self._audit.add_within(connection, member.id, "gesprek.antwoord", conversation)

        seq = self._try(
            conversation,
            lambda: self._transcript.add_from_staff(
                conversation, client_id, reply, self._shown(member.id), found.kinds, may
            ),
        )
        self._reception.typing.stop(conversation, "medewerker")
        self._notes.read_to(conversation, member.id, seq)
        return {"seq": seq, "text": reply}

    def approve(self, draft_id: str, member: Member) -> Draft:
        """Sends what a colleague wrote, as a second person."""
        draft = self._draft_for(draft_id, member)

        def may(connection: Connection) -> None:
            self._handoffs.check_owner(connection, draft.conversation, draft.member)
            self._drafts.decide(connection, draft.id, SENT)
            self._audit.add_within(connection, member.id, "concept.goedgekeurd", draft.conversation)

        self._try(
            draft.conversation,
            lambda: self._transcript.add_from_staff(
                draft.conversation, draft.client_id, draft.text, self._shown(draft.member), draft.masked, may
            ),
        )
        return draft

    def reject(self, draft_id: str, member: Member, remark: str) -> Draft:
        """Takes back what a colleague wrote, and whispers why, with the text to go on from."""
        draft = self._draft_for(draft_id, member)
        self._try(draft.conversation, lambda: self._drafts.reject(draft.id))
        self._audit.add(member.id, "concept.afgekeurd", draft.conversation)
        why = mask(remark).text.strip() or "geen reden gegeven"
        whisper = f"Niet verstuurd: {why}\n\nHet concept was: {draft.text}"
        self._notes.add(draft.conversation, f"afgekeurd:{draft.id}", member.id, whisper)
        return draft

    def note(self, conversation: str, member: Member, client_id: str, text: str) -> None:
        """Whispers to colleagues; a conversation that waits may be noted in by anybody."""
        self._audit.add(member.id, "gesprek.notitie", conversation)
        whisper = mask(text).text.strip()
        self._try(conversation, lambda: self._notes.add(conversation, f"m{member.id}:{client_id}", member.id, whisper))

    def release(self, conversation: str, member: Member) -> None:
        """Puts a conversation back in the queue."""
        self._try(conversation, lambda: self._claims.release(conversation, member.id))
        self.tell_place(conversation, "balie_weer_rij")

    def transfer(self, conversation: str, member: Member, to: int | None, team: str, note: str) -> None:
        """Gives a conversation to a colleague who is there, or to a team, with a whisper."""
        if to is not None and (to not in self._presences.here() or self._names.get(to) is None):
            raise DoorError(409, "not_there", "Deze collega is er nu niet. Kies een ander, of een team.")
        if note:
            self.note(conversation, member, f"door:{self._handoffs.code(conversation)}:{len(note)}:{to}{team}", note)
        if to is not None:
            self._try(conversation, lambda: self._claims.pass_on(conversation, member.id, to))
            self._tell(conversation, "balie_collega", naam=self._shown(to))
        else:
            self._try(conversation, lambda: self._claims.transfer(conversation, member.id, team))
            self.tell_place(conversation, "balie_team")

    def hand_back(self, conversation: str, member: Member, note: str) -> None:
        """Gives a conversation back to the chatbot, which says what it was about."""
        if note:
            self.note(conversation, member, f"terug:{self._handoffs.code(conversation)}:{len(note)}", note)
        handoff = self._handoffs.get(conversation)
        self._try(conversation, lambda: self._claims.hand_back(conversation, member.id))
        topic = handoff.topic if handoff and handoff.topic and self._library.topic(handoff.topic) else None
        words = {"onderwerp": self._library.button(topic)} if topic and not topic.startswith("contact.") else {}
        back = self._reception.text("balie_terug_onderwerp" if words else "balie_terug", **words)
        back |= {"role": "chatbot", "topic": topic}
        if words:
            back["choices"] = [{"label": words["onderwerp"], "choice": f"{CHOICE_TOPIC}{topic}"}]
        self._transcript.add(conversation, [back])

    def close(self, conversation: str, member: Member, outcome: str, remark: str) -> None:
        """Closes a conversation with an outcome."""
        remark = mask(remark).text.strip()
        handoff = self._handoffs.get(conversation)
        self._try(conversation, lambda: self._claims.close(conversation, member.id, outcome, remark))
        self._insight.outcome(conversation, outcome, (handoff.topic or "") if handoff else "", remark)
        self._tell(conversation, "balie_gesloten")

    def tell_place(self, conversation: str, name: str) -> None:
        """Tells the citizen the place in the queue."""
        self._tell(conversation, name, plaats=str(self._queue.place(conversation) or 1))

    def _tell(self, conversation: str, name: str, **words: str) -> None:
        self._transcript.add(conversation, [self._reception.text(name, **words)])

    def _shown(self, member: int) -> str:
        return self._names.shown(member, self._reception.rules())

    def _check_owner(self, conversation: str, member: int) -> None:
        handoff = self._handoffs.get(conversation)
        if handoff is None:
            raise ConversationGone
        if handoff.state is not State.WITH_STAFF:
            raise Refused("dit gesprek is niet meer bij een medewerker")
        if handoff.owner != member:
            raise NotYours("dit gesprek is van een collega")

    def _draft_for(self, draft_id: str, member: Member) -> Draft:
        draft = self._drafts.get(draft_id)
        if draft is None:
            raise DoorError(409, "decided", "Een collega besliste al over dit antwoord, of het gesprek is gewist.")
        if draft.member == member.id or member.four_eyes:
            raise DoorError(403, "second_person", "Een ander moet dit antwoord nakijken: vier ogen.")
        return draft

    def _try(self, conversation: str, deed: Callable[[], Any]) -> Any:
        """Does a deed and turns what can be wrong into kind words. Nothing was changed then."""
        try:
            return deed()
        except ConversationGone:
            _gone()
        except NotYours:
            handoff = self._handoffs.get(conversation)
            if handoff is None:
                _gone()
            whose = self._names.name(handoff.owner)
            raise DoorError(403, "not_yours", f"Dit gesprek is van {whose}. Er is niets verstuurd.") from None
        except NoRoom:
            limit = self._reception.rules().limit
            told = f"Je hebt al {limit} gesprekken. Rond er eerst een af, of laat er een los."
            raise DoorError(409, "no_room", told) from None
        except Refused as refused:
            if self._handoffs.get(conversation) is None:
                _gone()
            raise DoorError(409, "refused", f"Dat kan nu niet: {refused}. Er is niets veranderd.") from None


def _gone() -> NoReturn:
    told = "De burger heeft dit gesprek gewist. Er is niets verstuurd en niets bewaard."
    raise DoorError(410, "gone", told) from None


def _confirm(kinds: tuple[str, ...], asks: bool) -> DoorError:
    private = [KINDS[kind].label.removeprefix("je ").removeprefix("het ") for kind in kinds]
    parts = []
    if private:
        parts.append(f"In je antwoord staat {' en '.join(private[:2])}. Dat halen we eruit als je verstuurt.")
    if asks:
        parts.append("Je vraagt om een burgerservicenummer. Dat mag een burger hier niet typen.")
    told = " ".join([*parts, "Wil je het zo versturen?"])
    return DoorError(409, "confirm", told, None, code="confirm", private=private, asks_bsn=asks)
