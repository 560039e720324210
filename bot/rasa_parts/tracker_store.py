"""Rasa's own SQL tracker store, on the database that our settings name."""

from __future__ import annotations

from typing import Any

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine.url import make_url

from bot.dialogue.parsed import STATES_HEARD, TOGETHER
from bot.settings import read_settings


class SettingsTrackerStore(SQLTrackerStore):
    """Keeps the engine's memory of conversations where everything else is kept.

    endpoints.yml cannot name the database itself: Rasa refuses an endpoints file with an unset variable, and then
    `rasa shell` would not start without options.
    """

    def __init__(self, domain: Any = None, event_broker: Any = None, **_: Any) -> None:
        settings = read_settings()
        url = make_url(settings.database_url)
        if url.get_backend_name() == "sqlite":
            settings.var_dir.mkdir(parents=True, exist_ok=True)
            super().__init__(domain=domain, dialect="sqlite", db=url.database, event_broker=event_broker)
        else:
            super().__init__(
                domain=domain,
                dialect=url.drivername,
                host=url.host,
                port=url.port,
                db=url.database,
                username=url.username,
                password=url.password,
                event_broker=event_broker,
            )

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Saves a conversation, without what is for the turn only: the states heard, and what was read together."""
        for event in tracker.events:
            if isinstance(event, UserUttered):
                event.parse_data.pop(STATES_HEARD, None)
                event.parse_data.pop(TOGETHER, None)
        await super().save(tracker)
