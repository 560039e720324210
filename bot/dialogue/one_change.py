"""A follow-up that changes one thing of the last question: the part asked, the toeslag, year, person or a number."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.dialogue.context import SURE, Context, Found
from bot.dialogue.follow_up_words import (
    ASKING,
    FEW_WORDS,
    SUBJECTS,
    SURE_OF_NEW,
    UNCLEAR,
    is_unsure,
    leans,
    only_tells_a_number,
    parts_in,
)
from bot.dialogue.heard import Heard
from bot.dialogue.own_case import PERSONAL, SURE_ENOUGH, is_own_case
from bot.dialogue.phrases import has
from bot.dialogue.states import GRIEF_TOPIC
from bot.knowledge import Content
from bot.knowledge.hearing import ALWAYS, SAME, Part
from bot.knowledge.model import ASKS

# From this both together leave no doubt that a message is about the last topic.
SURELY_THE_SAME = 0.97
# In words: a message of this length may have a fact before its question.
_A_SENTENCE = 18
_ELLIPSIS = 2  # "tot wanneer", "hoeveel dan": no sentence by itself
_ALSO_CALLED = {"huisgenoot": "huisgenoot|medebewoner", "ex": r"ex\b|ex-"}


def one_change(context: Context) -> Found | None:
    """Returns the last question with one thing changed, or None when the message does not need that question."""
    if not _needs_the_talk(context):
        return None
    part = _part_named(context)
    topic = part.topic(context.topic, context.toeslag) if part else _changed_topic(context)
    if topic and topic != context.topic and _held_by_the_talk(context, part):
        topic = context.topic
    return Found(topic) if topic else None


def named_part(context: Context) -> str | None:
    """Returns the topic of the part that the message names; the longest words go first."""
    part = _part_named(context)
    return part.topic(context.topic, context.toeslag) if part else None


def same_part_here(context: Context) -> Found | None:
    """Returns the part of this talk with the same words, when the model takes it for that of another kind.

    "Kan ik bezwaar maken" in talk about a toeslag is about bezwaar over that toeslag, unless an aanslag is named.
    """
    heard, family, plain = context.heard, context.family, context.message.plain
    other = context.rules.family_of(heard.topic or "")
    if family is None or other is None or other is family or len(context.message.words) > _A_SENTENCE:
        return None
    if heard.confidence >= SURELY_THE_SAME or any(has(plain, phrase) for phrase in other.only_with):
        return None
    theirs = other.part_of(heard.topic or "")
    named = (part for _, part in parts_in(plain, family, context.rules))
    ours = next((part for part in named if theirs and part.name == theirs.name), None)
    topic = ours.topic(context.topic, context.toeslag) if ours else None
    return Found(topic) if topic and topic != heard.topic else None


def _part_named(context: Context) -> Part | None:
    """Returns the part with a place for this talk that the message names, or None; the longest words go first."""
    if context.family is None or not context.topic:
        return None
    named = parts_in(context.message.plain, context.family, context.rules)
    in_order = (part for _, part in sorted(named, key=lambda found: found[0], reverse=True))
    return next((part for part in in_order if part.topic(context.topic, context.toeslag) is not None), None)


def _held_by_the_talk(context: Context, part: Part | None) -> bool:
    """Tells whether a part that goes to one place from everywhere stays, for both together are surely the last topic.

    "Tot wanneer" after lijfrente is no question about the aangifte. What families.yml says of this very talk
    (`vanuit`), or for each toeslag, goes before; so does what the model knows of the message alone.
    """
    heard = context.heard
    if not heard.together or not heard.ranking or heard.ranking[0][0] != UNCLEAR or "toeslag" in heard.said:
        return False
    if part is not None and (context.topic in part.coming_from or set(part.topics) != {ALWAYS}):
        return False
    topic, probability = heard.together[0]
    return topic == context.topic and probability >= SURELY_THE_SAME


def names_all(words: tuple[str, ...], topic: str, content: Content) -> bool:
    """Tells whether the answer to the topic has all of these words: "en met de auto?", when it speaks of the car."""
    answer = content.answers.get(topic)
    text = " ".join(b for w in answer.wordings for b in w.bubbles).lower() if answer else ""
    return all(re.search(rf"\b{re.escape(word)}", text) for word in words)


def _needs_the_talk(context: Context) -> bool:
    """Tells whether the message needs what went before to be understood."""
    message, heard = context.message, context.heard
    if not context.short:
        return False
    if only_tells_a_number(message, heard):
        return True
    # "en voor mijn overleden vader": a death is never one thing that changes.
    if heard.topic == GRIEF_TOPIC and heard.confidence >= SURE_OF_NEW:
        return False
    unsure = is_unsure(heard)
    if not (message.marked or message.points_back or unsure or len(message.words) <= FEW_WORDS):
        return False
    # The own case goes to a person: the conversation never turns it into a general answer.
    own = (heard.topic or "").startswith(PERSONAL) and heard.confidence >= SURE_ENOUGH
    # "tegen mijn huurtoeslag" has no word on how things stand: there the model only guesses.
    asks = not ASKING.isdisjoint(message.words) or is_own_case(heard.text, context.content)
    guessed = message.marked and heard.confidence < SURE_OF_NEW and not asks
    if own and not guessed:
        return context.topic.startswith(PERSONAL)
    if not message.points_back:
        # "tot wanneer aangifte" names two things and the model knows it: that is a question of its own.
        if message.parts > 1 and heard.topic and heard.confidence >= SURE:
            return False
        if not message.marked and not unsure and not leans(message):
            if _is_search(context) or (_is_sure_here(context) and len(message.words) > _ELLIPSIS):
                return False
    if not message.own or (leans(message) and names_all(message.own, context.topic, context.content)):
        return True
    # One word that nobody explains, and a model that has no idea either: then the conversation is the best guess.
    return message.marked and unsure and len(message.own) == 1


def _is_sure_here(context: Context) -> bool:
    """Tells whether the model is sure of a topic of this family, and of no other toeslag than was talked about."""
    heard, rules = context.heard, context.rules
    topic = heard.topic or ""
    if heard.confidence < SURE or rules.family_of(topic) is not rules.family_of(context.topic):
        return False
    about = rules.toeslag_of(context.topic) or context.memory.said.get("toeslag")
    return "toeslag" in heard.said or about is None or rules.toeslag_of(topic) in (None, about)


def _is_search(context: Context) -> bool:
    """Tells whether a few words without a mark are a search of their own: "huurtoeslag", "bezwaar maken".

    What somebody tells of himself ("ze heeft ook spaargeld") is none in talk about a toeslag or a life.
    """
    told = SUBJECTS.intersection(context.message.words) and context.topic.startswith(("toeslagen.", "leven."))
    if told and (context.heard.topic or "").startswith("aangifte."):
        return False
    return "toeslag" in context.heard.said or ASKING.isdisjoint(context.message.words)


def _changed_topic(context: Context) -> str | None:
    """Returns the topic when only toeslag, year, partner, child, person or number changes, or None."""
    message, heard, memory, topic = context.message, context.heard, context.memory, context.topic
    toeslag = heard.said.get("toeslag")
    if toeslag is not None:
        return _with_toeslag(str(toeslag), context)
    for condition in ("relatie", "partner", "kind", "jaar"):
        if condition in heard.said:
            # "en met een partner?" after two questions is about the one whose answer speaks of that.
            first, asked = memory.first, _as_asked(condition, heard)
            if (
                first
                and _speaks_of(*asked, first, context.content)
                and not _speaks_of(*asked, topic, context.content, memory.said)
            ):
                return first
            return _elsewhere(condition, context) or topic
    if only_tells_a_number(message, heard) or (message.number and not message.own):
        return topic
    open_to_it = message.own and (is_unsure(heard) or leans(message))
    return topic if open_to_it and names_all(message.own, topic, context.content) else None


def _with_toeslag(toeslag: str, context: Context) -> str | None:
    """Returns the same question about this toeslag, or None when there is none."""
    topic, family, rules = context.topic, context.family, context.rules
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
    if context.heard.topic and rules.toeslag_of(context.heard.topic) == toeslag:
        return None
    return family.parts[0].topics.get(toeslag) if family.parts else None


def _elsewhere(condition: str, context: Context) -> str | None:
    """Returns where to go when the answer to the topic says nothing about the change, or None to stay."""
    condition, value = _as_asked(condition, context.heard)
    other = context.family.otherwise.get(condition) if context.family else None
    # A year that has passed, or living alone, brings nothing new to explain.
    if other is None or value == "nee" or (condition == "jaar" and int(str(value)) <= context.heard.today.year):
        return None
    return None if _speaks_of(condition, value, context.topic, context.content) else other


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
