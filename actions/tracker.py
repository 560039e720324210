"""Reads Rasa's tracker into what bot.dialogue needs."""

from __future__ import annotations

import dataclasses
import datetime as dt

from rasa_sdk import Tracker

from bot.dialogue import Heard, heard_in
from bot.knowledge import Library


def heard_from(tracker: Tracker, library: Library, now: dt.datetime) -> Heard:
    """Returns what was understood of the latest message."""
    message = tracker.latest_message
    metadata = message.get("metadata") or {}
    heard = heard_in(message, metadata, library.content, now)
    # Who asks for another day tests the chatbot: no experiment is done on that.
    return heard if metadata.get("today") else dataclasses.replace(heard, conversation=tracker.sender_id or "")
