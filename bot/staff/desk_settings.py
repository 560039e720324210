"""Keeps the settings of the desk with who, what, when and why; the newest line of a name holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.staff.audit import Audit
from bot.staff.desk_values import BY_NAME, Desk, read_desk
from bot.staff.model import Member, StaffError
from bot.storage import Database

LONGEST = 2000  # characters of a value
LONGEST_WHY = 300


@dataclass(frozen=True)
class Change:
    """One line: what a setting became. `before` is what it was; `at` an ISO moment."""

    id: int
    name: str
    before: str
    value: str
    at: str
    login: str
    why: str


class DeskSettings:
    """The table desk_settings, which only grows."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._clock = clock
        self._audit = Audit(database, clock)

    def get(self) -> Desk:
        """Returns the settings as they hold now: one small query, so ask again instead of keeping it."""
        return read_desk(self.texts())

    def texts(self) -> dict[str, str]:
        """Returns what is kept, by name; a name that was never set is absent."""
        with self._database.read() as connection:
            return _newest(connection)

    def set(self, name: str, text: str, member: Member, why: str) -> bool:
        """Changes one setting and returns whether it was something else before.

        Raises:
            StaffError: the setting does not exist, the value does not fit it or the others, or the reason is missing.
        """
        setting = BY_NAME.get(name)
        text, why = " ".join(text.split()), " ".join(why.split())
        if setting is None or len(text) > LONGEST:
            raise StaffError("Deze instelling bestaat niet, of de waarde is te lang.")
        if not why or len(why) > LONGEST_WHY:
            raise StaffError(f"Schrijf in een paar woorden waarom, hoogstens {LONGEST_WHY} tekens.")
        setting.read(text)
        with self._database.write() as connection:
            kept = _newest(connection)
            before = kept.get(name, setting.default)
            if before == text:
                return False
            desk = read_desk({**kept, name: text})
            if desk.open_from >= desk.open_until:
                raise StaffError("De balie moet opengaan voordat hij dichtgaat. Verander eerst de andere tijd.")
            unknown = set(desk.team_hours) - {team.lower() for team in desk.teams}
            if name == "team_hours" and unknown:
                raise StaffError(f"Het team '{min(unknown)}' is er niet. Er zijn: {', '.join(desk.teams)}.")
            connection.execute(
                sa.text(
                    "INSERT INTO desk_settings (name, value, at, login, why) VALUES (:name, :value, :at, :login, :why)"
                ),
                {"name": name, "value": text, "at": self._now(), "login": member.login, "why": why},
            )
            self._audit.add_within(connection, member.id, "instelling.veranderd", name, f"{before} → {text}: {why}")
        return True

    def undo(self, change: int, member: Member) -> Change:
        """Sets back what a change replaced, as a change of its own, and returns the change that was undone.

        Raises:
            StaffError: the change does not exist, or something newer came after it.
        """
        found = [c for c in self.history() if c.id == change]
        if not found:
            raise StaffError("Deze verandering bestaat niet.")
        newest = next(c for c in self.history() if c.name == found[0].name)
        if newest.id != change:
            raise StaffError("Deze instelling is daarna nog veranderd. Maak eerst de nieuwste verandering ongedaan.")
        day = dt.datetime.fromisoformat(newest.at).strftime("%d-%m-%Y %H:%M")
        self.set(newest.name, newest.before, member, f"Ongedaan gemaakt: de verandering van {day}.")
        return newest

    def history(self, name: str = "") -> list[Change]:
        """Returns all changes, newest first; only of one setting if a name is given."""
        with self._database.read() as connection:
            rows = connection.execute(sa.text("SELECT * FROM desk_settings ORDER BY id")).all()
        before = {known: setting.default for known, setting in BY_NAME.items()}
        changes = []
        for row in rows:
            changes.append(Change(row.id, row.name, before.get(row.name, ""), row.value, row.at, row.login, row.why))
            before[row.name] = row.value
        return [change for change in reversed(changes) if name in ("", change.name)]

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")


def _newest(connection: Connection) -> dict[str, str]:
    rows = connection.execute(
        sa.text("SELECT name, value FROM desk_settings WHERE id IN (SELECT MAX(id) FROM desk_settings GROUP BY name)")
    )
    return {row.name: row.value for row in rows}
