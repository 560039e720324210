"""Reads Rasa's tracker into what bot.dialogue needs."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rasa_sdk import Tracker

from bot.calendar import AMSTERDAM
from bot.dialogue import Heard, what_was_said
from bot.knowledge import Library


OTHER_INTENT = "iets_anders_kiezen"


def heard_from(tracker: Tracker, library: Library, now: dt.datetime) -> Heard:
    """Returns what was understood of the latest message."""
    message = tracker.latest_message
    by_intent = {t.intent: t.id for t in library.content.topics.values()}
    ranking = tuple(
        (by_intent[i["name"]], float(i["confidence"]))
        for i in message.get("intent_ranking") or [message.get("intent") or {}]
        if i.get("name") in by_intent
    )
    intent = message.get("intent") or {}
    topic = by_intent.get(intent.get("name"))
    confidence = float(intent.get("confidence") or 0.0) if topic else (ranking[0][1] if ranking else 0.0)
    text = message.get("text") or ""
    if text.startswith("/"):  # a button: the text is the intent, not words of the citizen
        text = ""
    return Heard(
        text=text,
        topic=topic,
        confidence=confidence,
        ranking=ranking,
        now=moment_of(message.get("metadata") or {}, now),
        said=what_was_said(text, library.content.words),
        wants_other=intent.get("name") == OTHER_INTENT,
    )


def moment_of(metadata: dict[str, Any], now: dt.datetime) -> dt.datetime:
    """Returns the moment to answer for: now, or noon of the day that the site allowed to ask for."""
    today = metadata.get("today")
    if not today:
        return now.astimezone(AMSTERDAM)
    return dt.datetime.combine(dt.date.fromisoformat(today), dt.time(12), tzinfo=AMSTERDAM)
