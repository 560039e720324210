"""A condition on what was talked about: "en als hij een opleiding doet" stays there, whatever the model is sure of.

Without its talk such a message names only the condition, and the model takes that for what is asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.dialogue.asked import asked_apart
from bot.dialogue.follow_up_words import VAGUE, Message, domain
from bot.dialogue.heard import Heard
from bot.dialogue.memory import Memory
from bot.dialogue.one_change import names_all
from bot.dialogue.phrases import begins_with, has
from bot.knowledge import Content
from bot.knowledge.hearing import Family, FollowUps


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
