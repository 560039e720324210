"""What staff do with a conversation, each deed in a transaction of its own."""

from __future__ import annotations

from bot.handoff import Claims, Handoffs, Waits
from bot.storage import Database


class Deeds:
    """Claims as tests call it: `claim` is `Claims.claim_in` and so on; with `_in` it is the deed itself."""

    def __init__(self, database: Database, clock, handoffs: Handoffs, waits: Waits) -> None:
        self._database = database
        self._claims = Claims(clock, handoffs, waits)

    def __getattr__(self, name: str):
        if name.endswith("_in"):
            return getattr(self._claims, name)
        deed = getattr(self._claims, f"{name}_in")

        def do(*arguments):
            with self._database.write() as connection:
                return deed(connection, *arguments)

        return do
