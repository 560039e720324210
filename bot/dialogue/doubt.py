"""Says so when an answer may be about something else, and offers what else may have been meant."""

from __future__ import annotations

import dataclasses

from bot.dialogue.bubbles import MAX_BUBBLES, at_most
from bot.dialogue.heard import Heard
from bot.dialogue.memory import Memory
from bot.dialogue.speaker import (
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
# Below the threshold of config.yml it would ask. From here on, and so much likelier than the next, two guesses in three
# are right: then the answer, with its doubt, is worth more than a question back.
GUESS, LEAD = 0.5, 1.5
# A topic that is less likely than this is no alternative.
POSSIBLE = 0.03
CUE = "twijfel"


def with_likely_guess(heard: Heard, memory: Memory) -> Heard:
    """Returns what was heard, with its likeliest topic when that is worth saying although it is not sure of it."""
    if heard.topic is not None or not heard.ranking or not _may_doubt(heard, memory):
        return heard
    (best, probability), *others = heard.ranking
    if best.startswith(NOT_A_SUGGESTION) or best in (*memory.answered, *heard.rejected):
        return heard
    if probability < GUESS or any(probability < LEAD * other for _, other in others):
        return heard
    return dataclasses.replace(heard, topic=best, confidence=probability)


def _may_doubt(heard: Heard, memory: Memory) -> bool:
    """Tells whether doubt may be said.

    Only the citizen's own words leave such doubt: a button, and what the rules of a conversation resolved, do not. Who
    has a hard time is not asked to choose, nor who just said it in other words, or told a day or an amount: below an
    answer that uses it, doubt sounds odd.
    """
    if not heard.text or heard.cue or heard.second or heard.state != NEUTRAL:
        return False
    return not (memory.misses or "bedrag" in heard.said or day_told(heard))


def said_with_doubt(message: Message, heard: Heard, memory: Memory, speaker: Speaker) -> Message:
    """Returns the answer, followed by the topics that may have been meant instead when it is not sure of this one."""
    if message["cue"] or not _may_doubt(heard, memory):
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
