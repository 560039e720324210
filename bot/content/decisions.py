"""What was decided about messages that went wrong, so that nobody has to look at the same one twice."""

from __future__ import annotations

import datetime as dt
import enum
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.storage import Database


class Verdict(str, enum.Enum):
    """What becomes of a message: an example of a topic, nothing, or an example of what somebody else has to answer."""

    TOPIC = "onderwerp"
    DROP = "weg"
    NOT_OURS = "niet_van_ons"


@dataclass(frozen=True)
class Decision:
    """What one person said of one text.

    Attributes:
        key: which text it is about, see `text_key`.
        verdict: what should become of it.
        topic: the topic it becomes an example of; "" when it becomes nothing.
        login: who said so.
        name: their name.
        at: when.
        settled: whether it holds: enough persons agree.
    """

    key: str
    verdict: Verdict
    topic: str
    login: str
    name: str
    at: dt.datetime
    settled: bool


def text_key(text: str) -> str:
    """Returns the same short name for texts that differ only in capitals, spaces and punctuation."""
    plain = " ".join(re.findall(r"\w+", text.lower()))
    return hashlib.sha256(plain.encode()).hexdigest()[:24]


class Decisions:
    """The table inbox_decisions: one row for each text and person. It holds no text, only what it was about."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._clock = clock

    def say(
        self, keys: Iterable[str], verdict: Verdict, topic: str, login: str, name: str, needed: int = 1
    ) -> list[str]:
        """Keeps what somebody says of these texts and returns the keys on which enough persons agree now.

        They are not settled yet: whoever is killed between this and what becomes of them finds them in the inbox.

        Args:
            keys: the texts.
            verdict: what should become of them.
            topic: topic id, for the verdicts TOPIC and NOT_OURS.
            login: who says so; another verdict of the same person replaces the first.
            name: their name.
            needed: how many persons have to agree.
        """
        at = self._clock().isoformat(timespec="milliseconds")
        agreed = []
        with self._database.write() as connection:
            for key in keys:
                values = {"k": key, "v": verdict.value, "t": topic, "l": login, "n": name, "at": at}
                connection.execute(sa.text("DELETE FROM inbox_decisions WHERE text_key = :k AND login = :l"), values)
                connection.execute(
                    sa.text(
                        "INSERT INTO inbox_decisions (text_key, verdict, topic, login, name, at, settled)"
                        " VALUES (:k, :v, :t, :l, :n, :at, 0)"
                    ),
                    values,
                )
                if self._agreeing(connection, values) >= needed:
                    agreed.append(key)
        return agreed

    def settle(self, keys: Iterable[str], verdict: Verdict, topic: str) -> None:
        """Keeps that what was agreed on these texts is done: they leave the inbox."""
        with self._database.write() as connection:
            for key in keys:
                connection.execute(
                    sa.text(
                        "UPDATE inbox_decisions SET settled = 1 WHERE text_key = :k AND verdict = :v AND topic = :t"
                    ),
                    {"k": key, "v": verdict.value, "t": topic},
                )

    def take_back(self, keys: Iterable[str], login: str) -> None:
        """Forgets what somebody said of these texts."""
        with self._database.write() as connection:
            for key in keys:
                connection.execute(
                    sa.text("DELETE FROM inbox_decisions WHERE text_key = :k AND login = :l"), {"k": key, "l": login}
                )

    def all(self) -> Mapping[str, list[Decision]]:
        """Returns what was said of every text, by key."""
        with self._database.read() as connection:
            rows = connection.execute(
                sa.text("SELECT text_key, verdict, topic, login, name, at, settled FROM inbox_decisions ORDER BY at")
            ).all()
        found: dict[str, list[Decision]] = {}
        for row in rows:
            at = dt.datetime.fromisoformat(row.at)
            decision = Decision(
                row.text_key, Verdict(row.verdict), row.topic, row.login, row.name, at, bool(row.settled)
            )
            found.setdefault(row.text_key, []).append(decision)
        return found

    def _agreeing(self, connection: Connection, values: Mapping[str, str]) -> int:
        return connection.execute(
            sa.text("SELECT COUNT(*) FROM inbox_decisions WHERE text_key = :k AND verdict = :v AND topic = :t"), values
        ).scalar_one()
