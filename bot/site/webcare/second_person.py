"""Four eyes: what a second person does with a colleague's reply, and what becomes of it when the talk moved on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.handoff import Draft, Drafts, Event, Handoffs, Notes
from bot.handoff.drafts import SENT
from bot.privacy import mask
from bot.site.errors import DoorError
from bot.site.webcare.kindly import Kindly
from bot.staff import Audit, Member
from bot.storage import Connection
from bot.transcript import Transcript

# Why a reply was not sent, as its writer reads it.
LAPSED = {
    Event.CLOSE.value: "het gesprek is afgesloten",
    Event.HAND_BACK.value: "het gesprek ging terug naar de chatbot",
    Event.PASS_ON.value: "het gesprek ging naar een collega",
    Event.TRANSFER.value: "het gesprek ging naar een team",
    Event.RELEASE.value: "het gesprek ging terug naar de rij",
}


def why_lapsed(draft: Draft) -> str:
    """Returns why a draft was not sent."""
    return LAPSED.get(draft.why, "het gesprek ging verder")


class SecondPerson:
    """The deeds of four eyes. Each stands in the audit log, in the same transaction."""

    def __init__(
        self,
        transcript: Transcript,
        handoffs: Handoffs,
        notes: Notes,
        drafts: Drafts,
        audit: Audit,
        shown: Callable[[int], str],
        kindly: Kindly,
    ) -> None:
        self._transcript = transcript
        self._handoffs = handoffs
        self._notes = notes
        self._drafts = drafts
        self._audit = audit
        self._shown = shown
        self._kindly = kindly

    def keep(self, conversation: str, member: Member, client_id: str, text: str, kinds: tuple[str, ...]) -> str:
        """Keeps a masked reply for a second person and returns the draft's id."""

        def check(connection: Connection) -> None:
            self._handoffs.check_owner(connection, conversation, member.id)
            self._audit.add_within(connection, member.id, "gesprek.concept", conversation)

        return self._kindly(
            conversation, lambda: self._drafts.add(conversation, client_id, member.id, text, kinds, check)
        )

    def approve(self, draft_id: str, member: Member, seen: int) -> Draft:
        """Sends what a colleague wrote; `seen` is the number of the last message that the second person has read."""
        draft = self._for_another(draft_id, member)

        def may(connection: Connection) -> None:
            self._handoffs.check_owner(connection, draft.conversation, draft.member)
            if not self._drafts.has_read(connection, draft, seen):
                raise DoorError(
                    409, "newer", "De burger schreef intussen nog iets. Lees dat eerst. Er is niets verstuurd."
                )
            self._drafts.decide(connection, draft.id, SENT)
            self._audit.add_within(connection, member.id, "concept.goedgekeurd", draft.conversation)

        self._kindly(
            draft.conversation,
            lambda: self._transcript.add_from_staff(
                draft.conversation, draft.client_id, draft.text, self._shown(draft.member), draft.masked, may
            ),
        )
        return draft

    def reject(self, draft_id: str, member: Member, remark: str) -> Draft:
        """Takes back what a colleague wrote, and whispers why, with the text to go on from."""
        draft = self._for_another(draft_id, member)
        why = mask(remark).text.strip() or "geen reden gegeven"
        whisper = f"Niet verstuurd: {why}\n\nHet concept was: {draft.text}"

        def told(connection: Connection) -> None:
            self._notes.add_in(connection, draft.conversation, f"afgekeurd:{draft.id}", member.id, whisper)
            self._audit.add_within(connection, member.id, "concept.afgekeurd", draft.conversation)

        self._kindly(draft.conversation, lambda: self._drafts.reject(draft.id, told))
        return draft

    def take_back(self, draft_id: str, member: Member) -> Draft:
        """Gives a writer the draft back: not sent yet, or lapsed and now seen."""
        known = self._drafts.get(draft_id)
        if known is None:
            raise _decided()

        def told(connection: Connection) -> None:
            self._audit.add_within(connection, member.id, "concept.teruggehaald", known.conversation)

        return self._kindly(known.conversation, lambda: self._drafts.take_back(draft_id, member.id, told))

    def _for_another(self, draft_id: str, member: Member) -> Draft:
        draft = self._drafts.get(draft_id)
        if draft is None:
            raise _decided()
        if draft.member == member.id or member.four_eyes:
            raise DoorError(403, "second_person", "Een ander moet dit antwoord nakijken: vier ogen.")
        if draft.why:
            raise DoorError(409, "lapsed", f"Dit antwoord is niet verstuurd en kan niet meer weg: {why_lapsed(draft)}.")
        return draft


def _decided() -> DoorError:
    return DoorError(409, "decided", "Een collega besliste al over dit antwoord, of het gesprek is gewist.")


def drafts_of(drafts: list[Draft], conversation: str, member: int, name: Callable[[int], str]) -> list[dict[str, Any]]:
    """Returns the replies in a conversation that wait for a second person."""
    return [
        {"id": d.id, "text": d.text, "at": d.at, "by": name(d.member), "own": d.member == member, "newer": d.newer}
        for d in drafts
        if d.conversation == conversation
    ]
