"""Says so when an answer may be about something else, and offers what else may have been meant."""

from __future__ import annotations

from bot.dialogue.bubbles import at_most
from bot.dialogue.heard import Heard
from bot.dialogue.memory import Memory
from bot.dialogue.speaker import (
    MAX_BUBBLES,
    MAX_CHOICES,
    NOT_A_SUGGESTION,
    SOMETHING_ELSE,
    Message,
    Speaker,
)
from bot.dialogue.states import NEUTRAL
from bot.dialogue.term import day_told

# Between the threshold of config.yml and this, one answer in five is about something else (docs/adr/0003).
SURE = 0.9
# Below this one in three: then it says so, and does not only offer the others.
UNSURE = 0.8
# A topic that is less likely than this is no alternative.
POSSIBLE = 0.03
CUE = "twijfel"


def said_with_doubt(message: Message, heard: Heard, memory: Memory, speaker: Speaker) -> Message:
    """Returns the answer, followed by the topics that may have been meant instead when it is not sure of this one.

    Only the citizen's own words leave such doubt: a button, and what the rules of a conversation resolved, do not. Who
    has a hard time is not asked to choose, nor who just said it in other words, or told a day or an amount: below an
    answer that uses it, doubt sounds odd.
    """
    if not heard.text or heard.cue or message["cue"] or heard.second or heard.state != NEUTRAL:
        return message
    if memory.misses or "bedrag" in heard.said or day_told(heard):
        return message
    if heard.confidence >= SURE or heard.topic is None or heard.topic.startswith(NOT_A_SUGGESTION):
        return message
    others = [
        topic
        for topic, probability in heard.ranking
        if probability >= POSSIBLE
        and topic != heard.topic
        and topic not in (*memory.answered, *heard.rejected)
        and not topic.startswith(NOT_A_SUGGESTION)
    ][: MAX_CHOICES - 1]
    if not others:
        return message
    doubt = speaker.text("twijfel" if heard.confidence < UNSURE else "twijfel_licht", heard)
    bubbles = (*at_most(MAX_BUBBLES - len(doubt), tuple(message["text"].split("\n\n"))), *doubt)
    message["text"] = "\n\n".join(at_most(MAX_BUBBLES, bubbles))
    message["cue"] = CUE
    message["choices"] = [
        *(speaker.choice(topic) for topic in others),
        SOMETHING_ELSE,
    ]
    return message
