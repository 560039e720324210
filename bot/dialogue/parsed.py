"""From what the engine makes of a message to what was heard. Both of our doors to the engine read it here."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from bot.calendar import AMSTERDAM
from bot.dialogue.heard import Heard
from bot.dialogue.said import what_was_said
from bot.knowledge import Content
from bot.knowledge.intents import OTHER_INTENT

# In the metadata of a message: it is the second question of what the citizen sent.
SECOND_QUESTION = "tweede_vraag"
# In the metadata of a message: the whole message, when the engine read only the question in it (see `lead_in`).
WRITTEN = "geschreven"
# In the metadata of a message: its number in the conversation, the same when it is handed in again.
SEQ = "seq"
# Beside the intent: how much the message resembles each state. Never stored (see bot.rasa_parts.tracker_store).
STATES_HEARD = "states_heard"
# Beside the intent: the intents of the message when it is read after the one that opened the talk. Never stored either.
TOGETHER = "together"


def heard_in(parse: Mapping[str, Any], metadata: Mapping[str, Any], content: Content, now: dt.datetime) -> Heard:
    """Returns what was understood of one message on its own.

    Args:
        parse: text, intent and intent_ranking, as the engine gives them.
        metadata: what the site sent along.
        content: topics and words.
        now: the moment.
    """
    by_intent = {t.intent: t.id for t in content.topics.values()}
    intent = parse.get("intent") or {}

    def topics_in(intents: list[Mapping[str, Any]]) -> tuple[tuple[str, float], ...]:
        return tuple((by_intent[i["name"]], float(i["confidence"])) for i in intents if i.get("name") in by_intent)

    ranking = topics_in(parse.get("intent_ranking") or [intent])
    topic = by_intent.get(intent.get("name"))
    text = parse.get("text") or ""
    if text.startswith("/"):  # a button: the text is the intent, not words of the citizen
        text = ""
    moment = moment_of(metadata, now)
    return Heard(
        text=text,
        topic=topic,
        confidence=float(intent.get("confidence") or 0.0) if topic else (ranking[0][1] if ranking else 0.0),
        ranking=ranking,
        now=moment,
        said=what_was_said(text, content.words, moment.date()),
        resembles={str(k): float(v) for k, v in (parse.get(STATES_HEARD) or {}).items()} if text else {},
        wants_other=intent.get("name") == OTHER_INTENT,
        second=bool(metadata.get(SECOND_QUESTION)),
        written=str(metadata.get(WRITTEN) or ""),
        together=topics_in(parse.get(TOGETHER) or []) if text else (),
    )


def batch_line(text: str, opening: str = "") -> str:
    """Returns a masked message as the line of JSON that `bot.rasa_parts.batch_parse` reads, with its line break.

    Args:
        text: the message.
        opening: the message that opened the talk, or empty.
    """
    return json.dumps({"text": text, "opening": opening}) + "\n"


def moment_of(metadata: Mapping[str, Any], now: dt.datetime) -> dt.datetime:
    """Returns the moment to answer for: now, or noon of the day that the site allowed to ask for."""
    today = metadata.get("today")
    if not today:
        return now.astimezone(AMSTERDAM)
    return dt.datetime.combine(dt.date.fromisoformat(today), dt.time(12), tzinfo=AMSTERDAM)
