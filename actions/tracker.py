"""Reads Rasa's tracker into what bot.dialogue needs."""

from __future__ import annotations

import datetime as dt

from rasa_sdk import Tracker

from bot.dialogue import Heard, heard_in
from bot.knowledge import Library


def heard_from(tracker: Tracker, library: Library, now: dt.datetime) -> Heard:
    """Returns what was understood of the latest message."""
    message = tracker.latest_message
    return heard_in(message, message.get("metadata") or {}, library.content, now)
