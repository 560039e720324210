"""Keeps conversations: new, added to once per client_id, read after a seq."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.storage import Database, hold, last_seq
from bot.transcript.origin import Origin
from bot.transcript.rows import Message, as_message, as_values

Clock = Callable[[], dt.datetime]
Within = Callable[[Connection], object]


@dataclass(frozen=True)
class Conversation:
    """A conversation as the door needs it. `today` is set only for questions asked for another day."""

    id: str
    today: dt.date | None


@dataclass(frozen=True)
class Pending:
    """A citizen's message that has no answer yet. `text` is masked; `choice` is a button's value or None."""

    conversation: str
    seq: int
    at: dt.datetime
    text: str
    choice: str | None
    today: dt.date | None


LAST = 2**31 - 1  # no conversation has so many messages
_INSERT = sa.text(
    "INSERT INTO messages (conversation, seq, at, role, text, body, client_id, choice, pending)"
    " VALUES (:c, :seq, :at, :role, :text, :body, :client_id, :choice, :pending)"
)


class ConversationGone(Exception):
    """The conversation was erased in the meantime; nothing was stored."""


class Transcript:
    """The tables conversations, messages and feedback. Every text handed in must be masked already."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def start(
        self, greeting: Iterable[Mapping[str, Any]], today: dt.date | None = None, origin: Origin | None = None
    ) -> tuple[str, str]:
        """Makes a conversation with its greeting and returns (id, token). The token is not kept, only its hash.

        Args:
            greeting: its first messages.
            today: the day that holds in it, for a trial.
            origin: who began it, when that is no citizen: then nothing of it is counted or learned from.
        """
        conversation, token = secrets.token_urlsafe(16), secrets.token_urlsafe(32)
        with self._database.write() as connection:
            connection.execute(
                sa.text(
                    "INSERT INTO conversations (id, token_hash, created_at, today, origin)"
                    " VALUES (:id, :hash, :at, :today, :origin)"
                ),
                {
                    "id": conversation,
                    "hash": _hash(token),
                    "at": self._now(),
                    "today": today.isoformat() if today else None,
                    "origin": origin.value if origin else None,
                },
            )
            self._append(connection, conversation, greeting)
        return conversation, token

    def find(self, conversation: str, token: str) -> Conversation | None:
        """Returns the conversation if it exists and the token is its own, else None: nobody learns which."""
        with self._database.read() as connection:
            row = connection.execute(
                sa.text("SELECT token_hash, today FROM conversations WHERE id = :id"), {"id": conversation}
            ).first()
        if row is None or not hmac.compare_digest(row.token_hash, _hash(token)):
            return None
        return Conversation(conversation, dt.date.fromisoformat(row.today) if row.today else None)

    def add_from_citizen(
        self,
        conversation: str,
        client_id: str,
        text: str,
        masked: Iterable[str] = (),
        choice: str | None = None,
        then: Iterable[Mapping[str, Any]] = (),
        wants_answer: bool | Within = True,
        meanwhile: Callable[[Connection], Iterable[Mapping[str, Any]]] | None = None,
    ) -> tuple[int, bool]:
        """Stores a citizen's message once, and right behind it what the door itself answers.

        Args:
            conversation: its id.
            client_id: the browser's own id for the message; the same one twice is one message.
            text: the masked text.
            masked: kinds of private data that were masked.
            choice: value of the button, when it was one.
            then: messages of the door that belong right behind it.
            wants_answer: whether the engine has to answer it; or who tells, asked within the same transaction.
            meanwhile: done in the same transaction when the message is new; returns what belongs behind `then`.

        Returns:
            The message's seq, and whether it is new.

        Raises:
            ConversationGone: it was erased in the meantime.
        """
        with self._database.write() as connection:
            hold(connection, conversation)
            known = connection.execute(
                sa.text("SELECT seq FROM messages WHERE conversation = :c AND client_id = :id"),
                {"c": conversation, "id": client_id},
            ).scalar()
            if known is not None:
                return known, False
            message = {
                "role": "burger",
                "text": text,
                "masked": list(masked),
                "choice": choice,
                "client_id": client_id,
                "pending": wants_answer(connection) if callable(wants_answer) else wants_answer,
            }
            more = meanwhile(connection) if meanwhile else ()
            first = self._append(connection, conversation, [message, *then, *more])
            return first, True

    def answer(self, pending: Pending, replies: Iterable[Mapping[str, Any]], may: Within | None = None) -> bool:
        """Stores the replies to a message and marks it answered, in one go.

        Args:
            pending: the message.
            replies: what the chatbot says to it.
            may: asked within the same transaction; when it says no, the message is marked and no reply is stored.

        Returns:
            False when it was answered already, may not be answered, or the conversation is gone: no reply is stored.
        """
        with self._database.write() as connection:
            hold(connection, pending.conversation)
            marked = connection.execute(
                sa.text("UPDATE messages SET pending = 0 WHERE conversation = :c AND seq = :s AND pending = 1"),
                {"c": pending.conversation, "s": pending.seq},
            )
            if marked.rowcount != 1 or (may and not may(connection)):
                return False
            self._append(connection, pending.conversation, replies)
            return True

    def add(self, conversation: str, messages: Iterable[Mapping[str, Any]], may: Within | None = None) -> bool:
        """Stores messages that answer nothing in particular; False when the conversation is gone or `may` says no."""
        with self._database.write() as connection:
            hold(connection, conversation)
            if last_seq(connection, conversation) is None or (may and not may(connection)):
                return False
            self._append(connection, conversation, messages)
            return True

    def add_from_staff(
        self, conversation: str, client_id: str, text: str, by: str, masked: Iterable[str], may: Within
    ) -> int:
        """Stores a reply of a member of staff once and returns its seq; the same client_id twice is one reply.

        Args:
            conversation: its id.
            client_id: the desk's own id for the reply, unique for its writer.
            text: the masked text.
            by: the name that the citizen reads.
            masked: kinds of private data that were masked.
            may: asked within the same transaction; whatever it raises stops the storing.

        Raises:
            ConversationGone: it was erased in the meantime.
        """
        with self._database.write() as connection:
            hold(connection, conversation)
            if last_seq(connection, conversation) is None:
                raise ConversationGone
            known = connection.execute(
                sa.text("SELECT seq FROM messages WHERE conversation = :c AND client_id = :id"),
                {"c": conversation, "id": client_id},
            ).scalar()
            if known is not None:
                return known
            may(connection)
            reply = {"role": "medewerker", "text": text, "by": by, "masked": list(masked), "client_id": client_id}
            return self._append(connection, conversation, [reply])

    def after(self, conversation: str, seq: int) -> list[Message]:
        """Returns the messages after a seq, oldest first, in the shape of the contract."""
        with self._database.read() as connection:
            rows = connection.execute(
                sa.text(
                    "SELECT seq, at, role, text, body FROM messages WHERE conversation = :c AND seq > :s ORDER BY seq"
                ),
                {"c": conversation, "s": seq},
            ).all()
        return [as_message(row) for row in rows]

    def last_of(self, conversation: str, role: str, most: int = 1, before: int = LAST) -> list[Message]:
        """Returns the last messages of a role, newest first; with `before` those before that seq."""
        with self._database.read() as connection:
            rows = connection.execute(
                sa.text(
                    "SELECT seq, at, role, text, body FROM messages WHERE conversation = :c AND role = :r AND seq < :b"
                    " ORDER BY seq DESC LIMIT :n"
                ),
                {"c": conversation, "r": role, "b": before, "n": most},
            ).all()
        return [as_message(row) for row in rows]

    def next_pending(self, conversation: str) -> Pending | None:
        """Returns the oldest message without an answer in a conversation, or None."""
        with self._database.read() as connection:
            row = connection.execute(
                sa.text(
                    "SELECT m.seq, m.at, m.text, m.choice, c.today FROM messages m"
                    " JOIN conversations c ON c.id = m.conversation"
                    " WHERE m.pending = 1 AND m.conversation = :c ORDER BY m.seq LIMIT 1"
                ),
                {"c": conversation},
            ).first()
        if row is None:
            return None
        today = dt.date.fromisoformat(row.today) if row.today else None
        return Pending(conversation, row.seq, dt.datetime.fromisoformat(row.at), row.text, row.choice, today)

    def waiting_conversations(self) -> list[str]:
        """Returns the conversations with an unanswered message: what a restarted door has to take up again."""
        with self._database.read() as connection:
            return [
                row[0]
                for row in connection.execute(sa.text("SELECT DISTINCT conversation FROM messages WHERE pending = 1"))
            ]

    def issued_choice(self, conversation: str, choice: str) -> str | None:
        """Returns the label of a choice if the chatbot offered it in this conversation, else None."""
        quoted = json.dumps(choice, ensure_ascii=False)
        for mark in "!%_":
            quoted = quoted.replace(mark, f"!{mark}")
        with self._database.read() as connection:
            bodies = connection.execute(
                sa.text(
                    "SELECT body FROM messages WHERE conversation = :c AND role <> 'burger'"
                    " AND body LIKE :quoted ESCAPE '!' ORDER BY seq DESC"
                ),
                {"c": conversation, "quoted": f"%{quoted}%"},
            ).scalars()
            for body in bodies:
                for item in json.loads(body).get("choices", ()):
                    if item["choice"] == choice:
                        return item["label"]
        return None

    def add_feedback(self, conversation: str, seq: int, helpful: bool, remark: str) -> None:
        """Keeps whether an answer helped; seq 0 is the whole conversation. A second time replaces the first."""
        with self._database.write() as connection:
            values = {"c": conversation, "s": seq}
            if last_seq(connection, conversation) is None:
                raise ConversationGone
            connection.execute(sa.text("DELETE FROM feedback WHERE conversation = :c AND seq = :s"), values)
            connection.execute(
                sa.text("INSERT INTO feedback (conversation, seq, at, helpful, remark) VALUES (:c, :s, :at, :h, :r)"),
                {**values, "at": self._now(), "h": int(helpful), "r": remark},
            )

    def exists(self, conversation: str) -> bool:
        """Tells whether there is a conversation with this id."""
        with self._database.read() as connection:
            return last_seq(connection, conversation) is not None

    def _now(self) -> str:
        return self._clock().isoformat(timespec="milliseconds")

    def _append(self, connection: Connection, conversation: str, messages: Iterable[Mapping[str, Any]]) -> int:
        """Adds messages behind each other and returns the first one's seq."""
        items = list(messages)
        if not items:
            return 0
        connection.execute(
            sa.text("UPDATE conversations SET last_seq = last_seq + :n WHERE id = :c"),
            {"n": len(items), "c": conversation},
        )
        last = last_seq(connection, conversation)
        if last is None:
            raise ConversationGone
        first, at = last - len(items) + 1, self._now()
        for seq, item in enumerate(items, first):
            values = {**as_values(item), "c": conversation, "seq": seq, "at": at}
            connection.execute(_INSERT, values)
        return first


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
