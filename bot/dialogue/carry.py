"""What a conversation keeps: the toeslag, the year and the household that an earlier message named."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from bot.dialogue.follow_up import CUE
from bot.dialogue.heard import Heard
from bot.dialogue.memory import Memory
from bot.dialogue.said import in_plain_words, spotted
from bot.knowledge import Content
from bot.knowledge.model import CONDITION_VALUES


def carried(heard: Heard, memory: Memory, content: Content) -> Heard:
    """Returns what was heard with what this part of the conversation already told: which toeslag, which year.

    Only within one domain, and never against what the message itself names, even when it names two.
    """
    if heard.topic is None or heard.cue == CUE:
        return heard
    rules = content.follow_ups
    said = dict(heard.said)
    if _domain(heard.topic) == _domain(memory.topic):
        plain = in_plain_words(heard.text, content.words)
        for condition in _not_named(plain, content):
            if condition in memory.said:
                said.setdefault(condition, memory.said[condition])
    about = rules.toeslag_of(heard.topic)
    if about:
        said["toeslag"] = about
    return dataclasses.replace(heard, said=said)


def _not_named(plain: str, content: Content) -> Iterator[str]:
    """Yields the conditions that a text leaves open."""
    for condition in ("toeslag", "partner", "kind"):
        if not spotted(plain, content.words.get(condition, {})):
            # "mijn toeslagen" are all of them, also when one was talked about before
            if condition != "toeslag" or " toeslagen " not in plain:
                yield condition
    if not re.search(r" 20[23]\d ", plain) and not spotted(plain, content.words.get("jaar_vanaf_nu", {})):
        yield "jaar"


def to_remember(heard: Heard, memory: Memory) -> dict[str, object]:
    """Returns what the conversation keeps after a turn: the newest first, and nothing from another domain."""
    new = {k: v for k, v in heard.said.items() if k in CONDITION_VALUES}
    if new.get("relatie", "partner") != "partner" and heard.cue != CUE:
        # "mijn moeder is alleenstaand" says nothing about who is writing.
        new = {k: v for k, v in new.items() if k not in ("partner", "kind")}
    if _domain(heard.topic) != _domain(memory.topic):
        return new
    return {**new, **{k: v for k, v in memory.said.items() if k not in new and k != "relatie"}}


def _domain(topic: str | None) -> str:
    return (topic or "").split(".")[0]
