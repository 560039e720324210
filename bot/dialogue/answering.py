"""A few words that answer what the chatbot asked: "de betaling" after "Wat zit er vast: een aanvraag, een betaling?".

Which words, and where they lead, stands in the family of the topic that asked (data/families.yml).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.dialogue.context import CONFIDENCE, CUE
from bot.dialogue.follow_up_words import ASKING, FEW_WORDS, parts_in, read_message
from bot.dialogue.heard import Heard
from bot.dialogue.memory import Memory
from bot.knowledge import Content

_ASKING = "sociaal."


def asked_back(message: Mapping[str, Any], content: Content) -> str:
    """Returns the topic of a message when it asks something that a few words answer, else an empty text."""
    topic = str(message.get("topic") or "")
    return topic if topic.startswith(_ASKING) and content.follow_ups.family_of(topic) else ""


def answers_us(heard: Heard, memory: Memory, content: Content) -> Heard | None:
    """Returns what a few words mean after a question of the chatbot, or None when they are no answer to it.

    What the model makes of "een betaling" on its own is worth nothing here: it does not know what was asked.
    """
    family = content.follow_ups.family_of(memory.asked_back) if memory.asked_back else None
    if family is None or not heard.text or heard.wants_other:
        return None
    message = read_message(heard, family, content)
    if not 0 < len(message.words) <= FEW_WORDS or message.own or "?" in heard.text or ASKING & set(message.words):
        return None
    said = memory.said_with(heard.said)
    for _, part in sorted(
        parts_in(message.plain, family, content.follow_ups), key=lambda found: found[0], reverse=True
    ):
        topic = part.topic(memory.asked_back, said.get("toeslag"))
        if topic in content.topics and topic is not None:
            return heard.turned_to(topic, CONFIDENCE, said=said, cue=CUE)
    return None
