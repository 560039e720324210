"""Who a number is: for colleagues the whole name, for citizens the first name or the team."""

from __future__ import annotations

import time

from bot.site.webcare.rules import Rules
from bot.staff import Member, Role, Staff

FRESH = 2.0  # seconds; a new colleague or a new name shows that soon


class Names:
    """The colleagues of webcare, remembered for a moment: every event stream asks for them."""

    def __init__(self, staff: Staff) -> None:
        self._staff = staff
        self._members: dict[int, Member] = {}
        self._until = 0.0

    def all(self) -> dict[int, Member]:
        """Returns everybody who works at the desk, by number."""
        if time.monotonic() >= self._until:
            self._members = {member.id: member for member in self._staff.members(Role.WEBCARE)}
            self._until = time.monotonic() + FRESH
        return self._members

    def get(self, member: int | None) -> Member | None:
        """Returns a colleague, or None when unknown or gone."""
        if member is not None and member not in self.all():
            self._until = 0.0
        return self.all().get(member) if member is not None else None

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
