"""What the desk shows: the queue, one's own conversations, the colleagues, and what waits for a second person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.handoff import Call, Calls, Draft, Drafts, Handoff, Notes, Presence, Presences, Present, Queue, Reason, State
from bot.knowledge import Library
from bot.site.webcare.about import is_telling, question_of
from bot.site.webcare.names import Names
from bot.site.webcare.reception import Reception
from bot.site.webcare.rules import Rules
from bot.site.webcare.second_person import why_lapsed
from bot.staff import Member
from bot.transcript import Glance

REASONS = {
    Reason.PERSONAL_DATA.value: "Iemand moet in de gegevens kijken",
    Reason.ASKED_FOR_PERSON.value: "Vraagt om een medewerker",
    Reason.NOT_UNDERSTOOD.value: "De chatbot begreep het niet",
    Reason.SUPPORT.value: "Heeft het zwaar",
    Reason.RECOVERY.value: "Hersteloperatie toeslagen",
}
LONGEST_LAST = 160  # characters of the last message on a card
LOOK_BACK = 6  # of the citizen's messages, for the question itself


@dataclass(frozen=True)
class Snapshot:
    """The desk as it stands, the same for everybody.

    By conversation: `last`, `notes`, and the `words` that a citizen typed last, the newest first.
    """

    now: dt.datetime
    rules: Rules
    handoffs: tuple[Handoff, ...]
    last: dict[str, dict[str, Any]]
    notes: dict[str, int]
    presences: dict[int, Present]
    drafts: tuple[Draft, ...]
    words: dict[str, list[str]]
    lapsed: tuple[Draft, ...]
    calls: tuple[Call, ...]

    def seen(self) -> dict[str, tuple[int, int]]:
        """Returns for each conversation a mark that changes when something is said or noted in it."""
        return {
            h.conversation: (self.last.get(h.conversation, {}).get("seq", 0), self.notes.get(h.conversation, 0))
            for h in self.handoffs
        }


class Overview:
    """Reads the desk and shapes it for one colleague."""

    def __init__(
        self,
        queue: Queue,
        glance: Glance,
        notes: Notes,
        calls: Calls,
        drafts: Drafts,
        presences: Presences,
        names: Names,
        reception: Reception,
        library: Library,
        clock: Callable[[], dt.datetime],
    ) -> None:
        self._queue = queue
        self._glance = glance
        self._notes = notes
        self._calls = calls
        self._drafts = drafts
        self._presences = presences
        self._names = names
        self._reception = reception
        self._library = library
        self._clock = clock

    def snapshot(self, only: Handoff | None = None) -> Snapshot:
        """Reads everything once, or only what one card needs."""
        handoffs = (only,) if only else tuple(self._queue.on_desk())
        return Snapshot(
            self._clock(), self._reception.rules(), handoffs,
            self._glance.last_messages(h.conversation for h in handoffs),
            self._notes.counts(), self._presences.all(), tuple(self._drafts.waiting()),
            self._glance.recent_words((h.conversation for h in handoffs), LOOK_BACK), tuple(self._drafts.lapsed()),
            tuple(self._calls.waiting()),
        )  # fmt: skip

    def desk(self, member: Member, snapshot: Snapshot | None = None) -> dict[str, Any]:
        """Returns the desk of one colleague, as GET /webcare/api/desk has it."""
        shot = snapshot or self.snapshot()
        unread = self._notes.unread(member.id)
        own = [h for h in shot.handoffs if h.state is State.WITH_STAFF and h.owner == member.id]
        queue = [h for h in shot.handoffs if h.state is not State.WITH_STAFF and self._is_for(h, member, shot)]
        mine = shot.presences.get(member.id)
        return {
            "me": {
                "id": member.id, "name": member.name, "team": member.team,
                "presence": (mine.presence if mine else Presence.AWAY).value, "reason": mine.reason if mine else "",
                "limit": shot.rules.limit, "four_eyes": member.four_eyes,
            },
            "queue": [self.item(h, shot, unread) for h in queue],
            "own": [self.item(h, shot, unread) for h in own],
            "colleagues": self._colleagues(member, shot),
            "hours": {"open": shot.rules.hours.is_open(shot.now), "text": shot.rules.hours_in_words(shot.now)},
            "calls": [self._call(c, shot) for c in shot.calls if c.member == member.id],
            "checks": [self._check(d, shot) for d in shot.drafts if d.member != member.id and not member.four_eyes],
            "lapsed": [self._lapsed(d, shot) for d in shot.lapsed if d.member == member.id],
            "teams": [{"name": t, "open": shot.rules.is_team_open(t, shot.now)} for t in shot.rules.teams],
        }  # fmt: skip

    def item(self, handoff: Handoff, shot: Snapshot, unread: dict[str, int] | None = None) -> dict[str, Any]:
        """Returns one conversation as a card."""
        last = shot.last.get(handoff.conversation)
        topic = self._library.topic(handoff.topic) if is_telling(handoff.topic) else None
        words = shot.words.get(handoff.conversation, [])
        # Who chose this conversation knows the question, and wants to see what was said last.
        shown = "".join(words[:1]) if handoff.state is State.WITH_STAFF else question_of(words)
        waited = (shot.now - handoff.waiting_since).total_seconds() if handoff.waiting_since else 0
        asked = dt.datetime.fromisoformat(last["at"]) if last and last["role"] == "burger" else None
        typing = self._reception.typing.is_typing(handoff.conversation, "burger")
        return {
            "conversation": handoff.conversation,
            "code": handoff.code or "",
            "state": handoff.state.value,
            "reason": handoff.reason,
            "reason_label": REASONS.get(handoff.reason, ""),
            "topic": handoff.topic,
            "topic_title": topic.title if topic else "",
            "urgency": handoff.urgency,
            "waiting_since": handoff.waiting_since.isoformat() if handoff.waiting_since else None,
            "waited": max(0, int(waited)),  # a clock that went back makes nobody wait less than nothing
            "owner": {"id": handoff.owner, "name": self._names.name(handoff.owner)} if handoff.owner else None,
            "team": handoff.team,
            "last": {"role": last["role"], "text": last["text"][:LONGEST_LAST], "at": last["at"]} if last else None,
            "words": shown[:LONGEST_LAST],
            "unread": (unread or {}).get(handoff.conversation, 0),
            "late": bool(handoff.owner and asked and shot.now - asked > shot.rules.alert_after),
            "typing": typing,
            "here": self._reception.pages.is_here(handoff.conversation),
            "left": self._reception.pages.has_left(handoff.conversation),
        }

    def _is_for(self, handoff: Handoff, member: Member, shot: Snapshot) -> bool:
        """Tells whether this waits for a colleague: for all when its team is closed or nobody of it is there."""
        if not handoff.team or handoff.team == member.team or not shot.rules.is_team_open(handoff.team, shot.now):
            return True
        here = {m for m, present in shot.presences.items() if present.presence is Presence.HERE}
        return not any(m.id in here and m.team == handoff.team for m in self._names.all().values())

    def _colleagues(self, member: Member, shot: Snapshot) -> list[dict[str, Any]]:
        having = [h.owner for h in shot.handoffs if h.state is State.WITH_STAFF]
        found = []
        for other in self._names.all().values():
            if other.id != member.id:
                present = shot.presences.get(other.id)
                presence = (present.presence if present else Presence.AWAY).value
                found.append(
                    {"id": other.id, "name": other.name, "team": other.team, "presence": presence,
                     "open": having.count(other.id)}
                )  # fmt: skip
        return found

    def _about(
        self, conversation: str, shot: Snapshot, says: Callable[[str | None], bool] = is_telling
    ) -> dict[str, str]:
        """Returns which conversation something is about: its code, and the title of its topic when that says enough."""
        handoff = next((h for h in shot.handoffs if h.conversation == conversation), None)
        topic = self._library.topic(handoff.topic) if handoff and says(handoff.topic) else None
        code = (handoff.code or "") if handoff else ""
        return {"conversation": conversation, "code": code, "topic_title": topic.title if topic else ""}

    def _call(self, call: Call, shot: Snapshot) -> dict[str, Any]:
        about = self._about(call.conversation, shot)
        return {**about, "at": call.at, "by": self._names.name(call.by)}

    def _check(self, draft: Draft, shot: Snapshot) -> dict[str, Any]:
        return {
            **self._about(draft.conversation, shot, says=bool), "id": draft.id, "by": self._names.name(draft.member),
            "text": draft.text, "at": draft.at, "newer": draft.newer,
        }  # fmt: skip

    def _lapsed(self, draft: Draft, shot: Snapshot) -> dict[str, Any]:
        return {**self._check(draft, shot), "why": why_lapsed(draft)}
