"""Keeps for insight what a citizen picked and whether it helped. It never stands in the way of a conversation."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from bot.dialogue import CHOICE_TOPIC, CLOSING, DOUBT, Closing
from bot.insight import Insight
from bot.storage import DatabaseBusy
from bot.transcript import Pending, Transcript

logger = logging.getLogger(__name__)

# The messages that ask what is meant: what is picked there says what the words before it were about.
ASKS_BACK = ("verduidelijking", "niet_begrepen")
_HELPED = {Closing.YES.value: True, Closing.NO.value: False}


def note_pick(transcript: Transcript, insight: Insight, conversation: str, seq: int, choice: str) -> None:
    """Keeps what was picked, when the last thing the chatbot said was a question back, or an answer that it doubted.

    Args:
        transcript: where the messages stand.
        insight: where it is kept.
        conversation: its id.
        seq: of the citizen's message that is the pick.
        choice: the button's value.
    """
    asked = next(iter(transcript.last_of(conversation, "chatbot", before=seq)), None)
    if asked is None or (asked["outcome"] not in ASKS_BACK and asked["cue"] != DOUBT):
        return
    led_to_it = next(iter(transcript.last_of(conversation, "burger", before=asked["seq"])), None)
    offered = [c["choice"] for c in asked["choices"] if c["choice"].startswith(CHOICE_TOPIC)]
    if led_to_it is None or not offered:
        return
    try:
        insight.label(
            conversation,
            led_to_it["text"],
            [value.removeprefix(CHOICE_TOPIC) for value in offered],
            choice.removeprefix(CHOICE_TOPIC),
        )
    except DatabaseBusy:
        logger.warning("a pick was not kept: the database is busy")


def note_closing(insight: Insight, pending: Pending, reply: Mapping[str, Any]) -> None:
    """Keeps that was asked whether it helped, what the answer was, or what was missed."""
    said = reply.get(CLOSING)
    if said is None:
        return
    try:
        if said == Closing.ASKED.value:
            insight.asked_closing(pending.conversation)
        elif said == Closing.REMARK.value:
            insight.closing(pending.conversation, None, pending.text)
        else:
            insight.closing(pending.conversation, _HELPED[said])
    except DatabaseBusy:
        logger.warning("a closing was not kept: the database is busy")
