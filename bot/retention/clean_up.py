"""Erases conversations that are older than beheer wants, with all that belongs to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from bot.staff import Audit, DeskSettings
from bot.storage import Database
from bot.transcript import Erasing, Transcript

AT_HOUR = 3  # local time: the fewest citizens
BATCH = 200  # conversations in one transaction, so that a citizen waits for a small part of a second only
ACTION = "opgeruimd"


@dataclass(frozen=True)
class Cleaned:
    """What one run did: conversations erased, orphans of the engine erased, and how many days are kept."""

    conversations: int
    orphans: int
    days: int

    def __str__(self) -> str:
        many = f"{self.conversations} gesprek{'' if self.conversations == 1 else 'ken'}"
        return f"{many} gewist, ouder dan {self.days} {'dag' if self.days == 1 else 'dagen'}"


class Retention:
    """Cleans one database."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._clock = clock
        self._transcript = Transcript(database, clock)
        self._erasing = Erasing(database, clock)
        self._settings = DeskSettings(database, clock)
        self._audit = Audit(database, clock)

    def old(self, days: int | None = None) -> list[str]:
        """Returns the conversations that the next run would erase; `days` instead of the setting."""
        days = self._settings.get().transcript_days if days is None else days
        return self._erasing.silent_since(self._clock() - dt.timedelta(days=days))

    def run(self, days: int | None = None, by: int | None = None) -> Cleaned:
        """Erases what is too old, keeps one line about it in the audit log, and writes the database anew.

        Args:
            days: how many days are kept after the last message, instead of the setting.
            by: the colleague who asked for it, or None for the house itself.

        Raises:
            DatabaseBusy: the database is locked or full. What was erased stays erased; the next run does the rest.
        """
        days = self._settings.get().transcript_days if days is None else days
        old = self.old(days)
        for start in range(0, len(old), BATCH):
            self._erasing.erase(*old[start : start + BATCH])
        cleaned = Cleaned(len(old), self._erasing.erase_orphans(), days)
        self._audit.add(by, ACTION, detail=str(cleaned))
        self._database.rebuild()
        return cleaned

    def erase(self, conversation: str, by: int | None = None, why: str = "") -> bool:
        """Erases one conversation on demand and keeps who did it and why; False when there is none with this id."""
        if not self._transcript.exists(conversation):
            return False
        self._erasing.erase(conversation)
        self._audit.add(by, "gesprek.gewist", conversation, why)
        self._database.rebuild()
        return True

    def due(self) -> bool:
        """Tells whether last night's run is still to be done."""
        now = self._clock()
        night = now.replace(hour=AT_HOUR, minute=0, second=0, microsecond=0)
        if now < night:
            night -= dt.timedelta(days=1)
        last = self._audit.entries(action=ACTION, most=1)
        return not last or dt.datetime.fromisoformat(last[0].at) < night
