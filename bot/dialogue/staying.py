"""A condition on what was talked about: "en als hij een opleiding doet" stays there, whatever the model is sure of.

Without its talk such a message names only the condition, and the model takes that for what is asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.dialogue.asked import asked_apart
from bot.dialogue.follow_up_words import VAGUE, Message, domain, is_unsure, parts_in
from bot.dialogue.heard import Heard
from bot.dialogue.memory import Memory
from bot.dialogue.one_change import names_all
from bot.dialogue.own_case import seems_own_case
from bot.dialogue.phrases import begins_with, has
from bot.dialogue.sides import side_in, tells_of
from bot.dialogue.states import GRIEF_TOPIC
from bot.knowledge import Content
from bot.knowledge.hearing import Family, FollowUps
from bot.knowledge.model import ASKS

_HALF_A_SENTENCE = 3


def stays_here(message: Message, heard: Heard, memory: Memory, family: Family | None, content: Content) -> str | None:
    """Returns the topic of this talk that a condition is about, or None when the message may leave the talk.

    It may leave for a family that asks for no word of its own (`alleen_met`), or one of whose words it has; to what is
    not ours only when the last answer does not speak of the condition. A doubt is only taken away by a topic that tells
    the condition apart.
    """
    rules, topic = content.follow_ups, memory.topic
    if topic is None or family is None or len(message.words) > rules.longest or not sets_condition(message, rules):
        return None
    guess = heard.topic or (heard.ranking[0][0] if heard.ranking else "")
    other = rules.family_of(guess)
    if other is None or _one_subject(guess, topic, memory):
        return None
    if guess.startswith("buiten."):
        return topic if message.own and names_all(message.own, topic, content) else None
    if not other.only_with or any(has(message.plain, phrase) for phrase in other.only_with):
        return None
    telling = next(_telling_apart(heard, memory, family, content), None)
    unsure = heard.topic is None or heard.topic in VAGUE
    return telling or (None if unsure else topic)


def part_of_the_same(
    message: Message, heard: Heard, memory: Memory, family: Family | None, content: Content
) -> dict[str, object]:
    """Returns the part of the last answer that a message asks on about, as {"vraagt": name}; else nothing.

    That is the part which the message names while the model does not know what it asks ("wat gebeurt er met de
    huurtoeslag" after a death), or the part that was told, when only a side of it is asked: "tot wanneer dan".
    """
    topic, rules = memory.topic or "", content.follow_ups
    if not 0 < len(message.words) <= rules.longest:
        return {}
    if family and any(named for (named, _), _ in parts_in(message.plain, family, rules)):
        return {}
    side, asking = side_in(message.plain, rules.sides)
    leans = message.points_back or message.marked or len(message.words) <= _HALF_A_SENTENCE
    if memory.asked and side and leans and not set(message.own) - asking and "toeslag" not in heard.said:
        told = {ASKS: memory.asked}
        if tells_of(topic, side, content, told):
            return told
    if (
        not is_unsure(heard)
        or heard.topic in VAGUE
        or seems_own_case(heard)
        or _could_be_elsewhere(heard, topic, family)
    ):
        return {}
    return asked_apart(heard.text, topic, content)


def _could_be_elsewhere(heard: Heard, topic: str, family: Family | None) -> bool:
    """Tells whether a toeslag is named that has topics of its own: only after a death it is that of who died."""
    return "toeslag" in heard.said and topic != GRIEF_TOPIC and family is not None


def sets_condition(message: Message, rules: FollowUps) -> bool:
    """Tells whether the message begins as "en als hij": a condition, and somebody or something of before."""
    return any(
        begins_with(message.plain, f"{start} {subject}")
        for start in rules.conditions
        for subject in rules.condition_subjects
    )


def _one_subject(guess: str, topic: str, memory: Memory) -> bool:
    """Tells whether the model's guess stays in the talk: what happens in a life is also asked about a toeslag."""
    # A life event has an aangifte and toeslagen: only who named a toeslag is held to it.
    return domain(guess) == domain(topic) or (topic.startswith("leven.") and not memory.said.get("toeslag"))


def _telling_apart(heard: Heard, memory: Memory, family: Family, content: Content) -> Iterator[str]:
    """Yields the topics that have a text for the condition: the last one, then those on the same toeslag."""
    rules, topic = content.follow_ups, memory.topic or ""
    toeslag = rules.toeslag_of(topic) or memory.said.get("toeslag")
    same = [t for part in family.parts for t in part.topics.values() if toeslag and rules.toeslag_of(t) == toeslag]
    for candidate in dict.fromkeys((topic, *same)):
        if asked_apart(heard.text, candidate, content):
            yield candidate
