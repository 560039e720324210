"""Who a number is: for colleagues the whole name, for citizens the first name or the team."""

from __future__ import annotations

import datetime as dt
import time

from bot.site.webcare.rules import Rules
from bot.staff import Member, Role, Staff

FRESH = 2.0  # seconds; a new colleague or a new name shows that soon


class Names:
    """The colleagues of webcare, remembered for a moment: every event stream asks for them."""

    def __init__(self, staff: Staff) -> None:
        self._staff = staff
        self._members: dict[int, Member] = {}
        self._newest: dt.datetime | None = None
        self._missed: set[int] = set()  # looked for since the last full moment, and not there
        self._until = 0.0

    def all(self) -> dict[int, Member]:
        """Returns everybody who works at the desk, by number."""
        if time.monotonic() >= self._until:
            self._missed.clear()
            self._read()
        return self._members

    def _read(self) -> None:
        accounts = self._staff.working(Role.WEBCARE)
        self._members = {account.member.id: account.member for account in accounts}
        self._newest = max((dt.datetime.fromisoformat(account.created_at) for account in accounts), default=None)
        self._until = time.monotonic() + FRESH

    def came_since(self, moment: dt.datetime) -> bool:
        """Tells whether an account for the desk was made since a moment: it is being set up, or somebody is new."""
        self.all()
        return self._newest is not None and self._newest > moment

    def get(self, member: int | None) -> Member | None:
        """Returns a colleague, or None when unknown or gone."""
        if member is None:
            return None
        if member not in self.all() and member not in self._missed:
            self._missed.add(member)
            self._read()
        return self._members.get(member)

    def name(self, member: int | None) -> str:
        """Returns the name that colleagues read."""
        found = self.get(member)
        return found.name if found else "een oud-collega"

    def shown(self, member: int | None, rules: Rules) -> str:
        """Returns the name that citizens read."""
        found = self.get(member)
        if found is None:
            return "een medewerker"
        if rules.first_name:
            return found.name.split()[0]
        return f"team {found.team}" if found.team else "een medewerker"
