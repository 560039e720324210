"""A message that stays with what was talked about, whatever the model is sure of.

A condition ("en als hij een opleiding doet"), a part of the last answer, or a side of it ("hoe lang kan dat nog"):
without its talk such a message names only the condition or the side, and the model takes that for what is asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.dialogue.asked import asked_apart
from bot.dialogue.context import CONFIDENCE, SURE, Context, Found
from bot.dialogue.follow_up_words import (
    A_LINE,
    ASKING,
    SUBJECTS,
    SURE_OF_NEW,
    UNCLEAR,
    VAGUE,
    Message,
    domain,
    is_unsure,
    parts_in,
)
from bot.dialogue.heard import Heard
from bot.dialogue.memory import Memory
from bot.dialogue.one_change import names_all
from bot.dialogue.own_case import seems_own_case
from bot.dialogue.phrases import begins_with, has
from bot.dialogue.sides import side_in, tells_of
from bot.dialogue.states import GRIEF, GRIEF_TOPIC, NEUTRAL
from bot.dialogue.telling import only_tells
from bot.knowledge.hearing import ALWAYS, FollowUps
from bot.knowledge.model import ASKS

_HALF_A_SENTENCE, _A_FEW, _A_SENTENCE = 3, 4, 14
# Such a message says by itself what it is, whatever it has in common with the talk.
_OF_ITSELF = ("sociaal.", "contact.", GRIEF_TOPIC)
# What the model takes a word on home and work for: "wij wonen apart", "ik heb werk sinds juli".
HOW_ONE_LIVES = (
    "toeslagen.toeslagpartner",
    "toeslagen.co_ouderschap",
    "toeslagen.wijziging_inkomen",
    "toeslagen.toetsingsinkomen",
    "toeslagen.welke",
)
NOT_RELATED, WHICH_ONES = "buiten.niet_gerelateerd", "toeslagen.welke"
_NO_TOESLAG = ("aangifte.", "betalen.", "digid.", "machtigen.")
_CORRECTS = frozenset("nee niet bedoel bedoelde ging".split())
_OF_SOMEBODY = SUBJECTS | frozenset("mijn mn onze ons zijn haar hun".split())


def stays_here(context: Context) -> Found | None:
    """Returns the topic of this talk that a condition is about, or None when the message may leave the talk.

    It may leave for a family that asks for no word of its own (`alleen_met`), or one of whose words it has; to what is
    not ours only when the last answer does not speak of the condition. A doubt is only taken away by a topic that tells
    the condition apart.
    """
    message, heard, rules, topic = context.message, context.heard, context.rules, context.topic
    if context.family is None or not context.short or not sets_condition(message, rules):
        return None
    guess = _guess(heard)
    other = rules.family_of(guess)
    if other is None or _one_subject(guess, topic, context.memory):
        return None
    if guess.startswith("buiten."):
        return Found(topic, SURE) if message.own and names_all(message.own, topic, context.content) else None
    if not other.only_with or any(has(message.plain, phrase) for phrase in other.only_with):
        return None
    telling = next(_telling_apart(context), None)
    unsure = heard.topic is None or heard.topic in VAGUE
    stays = telling or (None if unsure else topic)
    return Found(stays, SURE) if stays else None


def told_of_a_life(context: Context) -> Found | None:
    """Returns the topic of this talk that has a text for how somebody lives, when the model takes that for not ours.

    "Mijn man is zzper" is about a business by itself; in talk about a toeslag it is about that toeslag.
    """
    if context.family is None or not context.short or not _guess(context.heard).startswith("buiten."):
        return None
    telling = next(_telling_apart(context), None) if _tells_how_it_is(context) else None
    return Found(telling, SURE) if telling else None


def stays_with_a_loss(context: Context) -> Found | None:
    """Returns the part about a loss that was told, for what somebody in grief asks next: "en het kindgebonden budget".

    That part goes before all others of its answer (`gaat_voor`), and before what people ask who lost nobody.
    """
    message, heard, memory = context.message, context.heard, context.memory
    answer = context.content.answers.get(context.topic)
    if answer is None or memory.asked not in answer.asks_first or memory.last_state != GRIEF:
        return None
    asked = asked_apart(heard.text, context.topic, context.content)
    goes_on = message.marked or message.points_back or is_unsure(heard) or heard.topic in VAGUE
    goes_on = goes_on or bool(asked and (heard.topic or "").startswith(("leven.", "toeslagen.")))
    if not context.short or not goes_on or seems_own_case(heard) or (heard.topic or "").startswith("contact."):
        return None
    part = asked.get(ASKS, memory.asked)
    return Found(context.topic, said={ASKS: part if part in answer.asks_first else memory.asked})


def told_in_talk(context: Context) -> Found | None:
    """Returns the topic of this talk for what somebody only tells, when the model takes it for nothing of ours.

    "Ik werk bij de bakker" is a fact of the case then; how somebody lives often is (`_tells_of_home`).
    """
    heard = context.heard
    if not context.short or context.topic.startswith(_OF_ITSELF) or seems_own_case(heard):
        return None
    nothing = heard.topic in (None, NOT_RELATED, *VAGUE)
    told = (nothing or _tells_of_home(context)) and only_tells(heard, context.content)
    return Found(context.topic) if told else None


def part_of_the_same(context: Context) -> Found | None:
    """Returns the last topic with the part of its answer that a message asks on about, or None.

    That is the part which the message names while the model does not know what it asks ("wat gebeurt er met de
    huurtoeslag" after a death), or the part that was told, when only a side of it is asked: "tot wanneer dan".
    """
    message, heard, memory = context.message, context.heard, context.memory
    if not context.short:
        return None
    if context.family and any(named for (named, _), _ in parts_in(message.plain, context.family, context.rules)):
        return None
    side, asking = side_in(message.plain, context.rules.sides)
    leans = message.points_back or message.marked or len(message.words) <= _HALF_A_SENTENCE
    if memory.asked and side and leans and not set(message.own) - asking and "toeslag" not in heard.said:
        told = {ASKS: memory.asked}
        if tells_of(context.topic, side, context.content, told):
            return Found(context.topic, said=told)
    if not is_unsure(heard) or heard.topic in VAGUE or seems_own_case(heard) or _could_be_elsewhere(context):
        return None
    part = asked_apart(heard.text, context.topic, context.content)
    return Found(context.topic, said=part) if part else None


def fact_of_the_same(context: Context) -> Found | None:
    """Returns the last topic with the part of its answer that a fact is about, whatever the model makes of the fact.

    "900 euro op de bank" after kwijtschelding is about what one may have then, and not about box 3.
    """
    message, heard = context.message, context.heard
    words = set(message.words)
    asks = "?" in heard.text or words & (ASKING | _CORRECTS) or _sets_any_condition(context)
    elsewhere = any("toeslag" in word for word in words) or _guess(heard).startswith((context.topic, *_OF_ITSELF))
    elsewhere = elsewhere or (seems_own_case(heard) and heard.confidence >= SURE_OF_NEW)
    if asks or elsewhere or context.topic == GRIEF_TOPIC or not 0 < len(message.words) <= A_LINE:
        return None
    part = asked_apart(heard.text, context.topic, context.content)
    return Found(context.topic, said=part) if part else None


def side_of_the_same(context: Context) -> Found | None:
    """Returns the last topic when the message only asks for a side of its answer: "hoe lang kan dat nog".

    When the answer does not have that side, this says so: better than what the model guesses at without a subject.
    """
    message, heard = context.message, context.heard
    leaning = message.points_back or message.marked or heard.topic in VAGUE
    if not leaning or not context.short or seems_own_case(heard):
        return None
    if message.words == ("hoe",):
        return Found(context.topic, CONFIDENCE)
    side, asking = side_in(message.plain, context.rules.sides)
    if side is None or set(message.own) - asking:
        return None
    another = heard.topic not in (None, context.topic, *VAGUE)
    if message.points_back:
        stays = not (another and heard.confidence >= SURE_OF_NEW)
    else:
        stays = tells_of(context.topic, side, context.content) and not (another and heard.confidence >= SURE)
    return Found(context.topic, CONFIDENCE) if stays else None


def asks_on_unclearly(context: Context) -> Found | None:
    """Returns the last topic for a line that says nothing by itself: "moet ik dan wachten of kan het nu al".

    Who talks about something is not asked what it is about.
    """
    message, heard = context.message, context.heard
    new = any(begins_with(message.plain, start) for start in context.rules.something_new)
    unclear = _guess(heard) == UNCLEAR and heard.state == NEUTRAL and not new
    if not unclear or not _A_FEW <= len(message.words) <= _A_SENTENCE or context.topic.startswith(_OF_ITSELF):
        return None
    return Found(context.topic) if ASKING.intersection(message.words) else None


def _tells_of_home(context: Context) -> bool:
    """Tells whether a fact about home or work is of this talk, though the model takes it for a question on toeslagen.

    Who has children, a partner or new work asks nothing about a toeslag in talk about the aangifte or a debt. Who lives
    alone does not ask which toeslagen there are in talk about one.
    """
    heard, message = context.heard, context.message
    if {"toeslag", "bedrag"}.intersection(heard.said):
        return False  # which toeslag it is, or how much somebody earns, may well be asked about
    if context.topic.startswith(_NO_TOESLAG):
        known = not message.own and (heard.topic or "").startswith("toeslagen.")
        return known or (heard.topic in HOW_ONE_LIVES and len(message.words) <= A_LINE)
    return heard.topic == WHICH_ONES and context.topic.startswith("toeslagen.")


def _could_be_elsewhere(context: Context) -> bool:
    """Tells whether a toeslag is named that has topics of its own: only after a death it is that of who died."""
    return "toeslag" in context.heard.said and context.topic != GRIEF_TOPIC and context.family is not None


def sets_condition(message: Message, rules: FollowUps) -> bool:
    """Tells whether the message begins as "en als hij": a condition, and somebody or something of before."""
    return any(
        begins_with(message.plain, f"{start} {subject}")
        for start in rules.conditions
        for subject in rules.condition_subjects
    )


def _guess(heard: Heard) -> str:
    """Returns the likeliest topic, also when the model would not choose it."""
    return heard.topic or (heard.ranking[0][0] if heard.ranking else "")


def _tells_how_it_is(context: Context) -> bool:
    """Tells whether it only says how things are, or might be: "en mijn man is zzper", "en als ik een winkel begin"."""
    words = context.message.words
    asks = "?" in context.heard.text or ASKING.intersection(words)
    return _sets_any_condition(context) or bool(_OF_SOMEBODY.intersection(words) and not asks)


def _sets_any_condition(context: Context) -> bool:
    return any(begins_with(context.message.plain, start) for start in context.rules.conditions)


def _one_subject(guess: str, topic: str, memory: Memory) -> bool:
    """Tells whether the model's guess stays in the talk: what happens in a life is also asked about a toeslag."""
    # A life event has an aangifte and toeslagen: only who named a toeslag is held to it.
    return domain(guess) == domain(topic) or (topic.startswith("leven.") and not memory.said.get("toeslag"))


def _telling_apart(context: Context) -> Iterator[str]:
    """Yields the topics that have a text for the condition: the last one, those on the same toeslag, those on all."""
    rules, topic = context.rules, context.topic
    toeslag = rules.toeslag_of(topic) or context.memory.said.get("toeslag")
    parts = context.family.parts if context.family else ()
    same = [t for part in parts for t in part.topics.values() if toeslag and rules.toeslag_of(t) == toeslag]
    of_all = [part.topics[ALWAYS] for part in parts if toeslag and ALWAYS in part.topics]
    of_all = [t for t in of_all if t.startswith("toeslagen.")]  # how one lives is no question about a debt
    for candidate in dict.fromkeys((topic, *same, *of_all)):
        if asked_apart(context.heard.text, candidate, context.content):
            yield candidate
