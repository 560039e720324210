"""A follow-up that changes one thing of the last question: the toeslag, year, partner, child, person or a number."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.dialogue.follow_up_words import Message, is_unsure, leans, only_tells_a_number
from bot.dialogue.heard import Heard
from bot.dialogue.memory import Memory
from bot.knowledge import Content
from bot.knowledge.hearing import ALWAYS, SAME, Family, FollowUps
from bot.knowledge.model import ASKS

_ALSO_CALLED = {"huisgenoot": "huisgenoot|medebewoner", "ex": r"ex\b|ex-"}


def changed_topic(
    message: Message, heard: Heard, memory: Memory, family: Family | None, content: Content
) -> str | None:
    """Returns the topic when only toeslag, year, partner, child, person or number changes, or None."""
    topic, rules = memory.topic, content.follow_ups
    if topic is None:
        return None
    toeslag = heard.said.get("toeslag")
    if toeslag is not None:
        return _with_toeslag(str(toeslag), topic, heard, family, rules)
    for condition in ("relatie", "partner", "kind", "jaar"):
        if condition in heard.said:
            # "en met een partner?" after two questions is about the one whose answer speaks of that.
            first, asked = memory.first, _as_asked(condition, heard)
            if first and _speaks_of(*asked, first, content) and not _speaks_of(*asked, topic, content, memory.said):
                return first
            return _elsewhere(condition, heard, topic, family, content) or topic
    if only_tells_a_number(message, heard) or (message.number and not message.own):
        return topic
    open_to_it = message.own and (is_unsure(heard) or leans(message))
    return topic if open_to_it and names_all(message.own, topic, content) else None


def names_all(words: tuple[str, ...], topic: str, content: Content) -> bool:
    """Tells whether the answer to the topic has all of these words: "en met de auto?", when it speaks of the car."""
    answer = content.answers.get(topic)
    text = " ".join(b for w in answer.wordings for b in w.bubbles).lower() if answer else ""
    return all(re.search(rf"\b{re.escape(word)}", text) for word in words)


def _with_toeslag(toeslag: str, topic: str, heard: Heard, family: Family | None, rules: FollowUps) -> str | None:
    if family is None or rules.toeslag_of(topic) == toeslag:
        return topic if rules.toeslag_of(topic) == toeslag else None
    if topic.startswith("aangifte."):
        return None
    part = family.part_of(topic)
    found = part and (part.topics.get(toeslag) or part.topics.get(ALWAYS))
    if found and found != SAME:
        return found
    if rules.toeslag_of(topic) is None:
        return topic
    # That part does not exist for the other toeslag. The model may know what is meant; else: who can get it.
    if heard.topic and rules.toeslag_of(heard.topic) == toeslag:
        return None
    return family.parts[0].topics.get(toeslag) if family.parts else None


def _elsewhere(condition: str, heard: Heard, topic: str, family: Family | None, content: Content) -> str | None:
    """Returns where to go when the answer to the topic says nothing about the change, or None to stay."""
    condition, value = _as_asked(condition, heard)
    other = family.otherwise.get(condition) if family else None
    # A year that has passed, or living alone, brings nothing new to explain.
    if other is None or value == "nee" or (condition == "jaar" and int(str(value)) <= heard.today.year):
        return None
    return None if _speaks_of(condition, value, topic, content) else other


def _as_asked(condition: str, heard: Heard) -> tuple[str, object]:
    """Returns what was said as answers ask for it: somebody's partner is having one."""
    value = heard.said[condition]
    return ("partner", "ja") if (condition, value) == ("relatie", "partner") else (condition, value)


def _speaks_of(
    condition: str, value: object, topic: str, content: Content, said: Mapping[str, object] | None = None
) -> bool:
    """Tells whether the answer to a topic has something for this; with `said` only the wordings that fit that best."""
    answer = content.answers.get(topic)
    wordings = list(answer.wordings) if answer else []
    if said is None:  # a part that nobody asked for does not speak for the answer
        wordings = [w for w in wordings if ASKS not in w.conditions]
    else:
        fitting = [w for w in wordings if all(said.get(name) == v for name, v in w.conditions.items())]
        wordings = [w for w in fitting if len(w.conditions) == max(len(f.conditions) for f in fitting)]
    if any(w.conditions.get(condition) == value for w in wordings):
        return True
    if condition == "jaar":  # a year in the text may be that of a date
        return False
    word = condition if condition in ("partner", "kind") else _ALSO_CALLED.get(str(value), str(value))
    return any(re.search(rf"\b(?:\w*toeslag)?(?:{word})", b, re.IGNORECASE) for w in wordings for b in w.bubbles)
