"""Follow-up questions: "en voor huurtoeslag?" is what was just talked about with one thing changed (families.yml)."""

from __future__ import annotations

import dataclasses

from bot.dialogue.asked import all_asked, asked_apart
from bot.dialogue.consequence import not_done
from bot.dialogue.context import CONFIDENCE, CUE, LIKELY, SURE, Context, Found
from bot.dialogue.fitting import THANKS
from bot.dialogue.follow_up_words import A_LINE, ALSO, ASKING, OWN_DOMAIN, SURE_OF_NEW, UNCLEAR, VAGUE, read_message
from bot.dialogue.heard import Heard
from bot.dialogue.leaning import back_to_before, guess_in_family, leaning_guess, part_of_before
from bot.dialogue.memory import Memory
from bot.dialogue.one_change import named_part, one_change, same_part_here
from bot.dialogue.own_case import PERSONAL, asks_to_look, is_own_case, seems_own_case
from bot.dialogue.phrases import begins_with, has
from bot.dialogue.said import in_plain_words
from bot.dialogue.small_talk import small_talk_in
from bot.dialogue.staying import (
    asks_on_unclearly,
    fact_of_the_same,
    part_of_the_same,
    side_of_the_same,
    stays_here,
    stays_with_a_loss,
    told_in_talk,
    told_of_a_life,
)
from bot.dialogue.together import read_together
from bot.knowledge import Content
from bot.knowledge.hearing import FollowUps

OWN_ALLOWANCE, OWN_RETURN = "persoonlijk.status_toeslag", "persoonlijk.status_aangifte"
# What the model takes for these in a message that goes on ("en als ze weer gaat werken", "en een bril") is no thanks
# and nothing altogether different, unless it is sure.
NOTHING_NEW = (THANKS, "buiten.niet_gerelateerd")
GOES_ON = (("en",), ("maar",), ("ook",), ("als",), ("of",), ("stel",), ("geldt",))


def resolved(heard: Heard, memory: Memory, content: Content, guesses: bool = True) -> Heard:
    """Returns what was meant when the message goes on about the last topic; else what was heard, as it is.

    Args:
        heard: the message on its own.
        memory: what was talked about.
        content: topics, words and families.
        guesses: whether an unsure guess of the model counts when it is in the family of the last topic.
    """
    if not heard.text.strip() or heard.wants_other or not content.follow_ups.families:
        return heard
    back = _back_inside(heard, memory, content)
    if back is not None:
        return back
    if memory.topic not in content.topics:
        return heard
    context = _in_talk(heard, memory, content, guesses)
    # "Korter" and "leg eens uit" say what they mean, whatever the model takes them for.
    small = small_talk_in(heard.text, content.talk)
    if small is not None and small.topic == THANKS:  # "nee laat maar" asks nothing more
        return heard
    rules = BY_WORDS if small else RULES
    found = next((f for rule in rules if (f := rule(context)) and f.topic in content.topics), None)
    return _turned_to(found, context) if found else _asked_about(context)


def _in_talk(heard: Heard, memory: Memory, content: Content, guesses: bool) -> Context:
    """Returns the message with its talk, without what the model only takes for thanks or for something new."""
    family = content.follow_ups.family_of(memory.topic or "")
    heard = _with_short_name(heard, memory, content.follow_ups, content)
    message = read_message(heard, family, content)
    goes_on = message.words[:1] in GOES_ON or message.words[-1:] == ALSO
    if heard.topic in NOTHING_NEW and heard.confidence < SURE_OF_NEW and message.own and goes_on:
        heard = dataclasses.replace(heard, topic=None)
    words = set(message.words)
    if (heard.topic or "").startswith("sociaal.") and words & ASKING and words <= ASKING | content.follow_ups.fillers:
        heard = dataclasses.replace(heard, topic=UNCLEAR)  # "hoe" in a talk is no greeting
    return Context(message, heard, memory, family, content, guesses)


def _turned_to(found: Found, context: Context) -> Heard:
    """Returns the message as one about what was found, with what was said before."""
    said = {**found.said, **context.memory.said_with(context.heard.said)}
    about = context.rules.toeslag_of(found.topic)
    if about:
        said["toeslag"] = about
    return context.heard.turned_to(found.topic, found.confidence, said=said, cue=CUE)


def own_one(context: Context) -> Found | None:
    """Returns the own case that somebody turns to: "klopt die van mij wel?" after what a beschikking is.

    So does who asks to look ("kunt u zien of hij is klaargezet"), when the model hears an own case in it, whichever.
    """
    message = context.message
    if asks_to_look(context.heard.text) and seems_own_case(context.heard):
        which = context.heard.ranking[0][0]
        return Found(which if which not in OWN_DOMAIN else _own_case_here(context))
    points = any(has(message.plain, words) for words in context.rules.own_case.points_at)
    if not points or not context.short or not is_own_case(context.heard.text, context.content):
        return None
    named = named_part(context)
    if named is not None and named.startswith(PERSONAL):
        return Found(named)
    return Found(_own_case_here(context))


def _own_case_here(context: Context) -> str:
    return OWN_ALLOWANCE if context.topic.startswith("toeslagen.") else OWN_RETURN


def same_question(context: Context) -> Found | None:
    """Returns the last topic for the same question about another case, when the model is not sure that it is new."""
    heard = context.heard
    begins = any(begins_with(context.message.plain, start) for start in context.rules.same_question)
    same = begins and heard.confidence < SURE_OF_NEW and not (heard.topic or "").startswith(PERSONAL)
    return Found(context.topic, SURE) if same else None


def bare_same_question(context: Context) -> Found | None:
    """Returns the last topic for "geldt dat ook als" with nothing in it that the talk does not explain."""
    return None if context.message.own else same_question(context)


# In this order; the first that finds something decides. What the words say goes before what the model guesses.
RULES = (
    stays_with_a_loss,
    not_done,
    own_one,
    part_of_the_same,
    fact_of_the_same,
    one_change,
    bare_same_question,
    back_to_before,
    same_part_here,
    part_of_before,
    read_together,
    guess_in_family,
    side_of_the_same,
    leaning_guess,
    told_of_a_life,
    stays_here,
    told_in_talk,
    same_question,
    asks_on_unclearly,
)
# "Waar staat dat" is small talk with an answer of its own, and no side of the last answer.
_NOT_IN_SMALL_TALK = (
    back_to_before, part_of_before, read_together, guess_in_family, side_of_the_same, leaning_guess, told_in_talk,
    asks_on_unclearly,
)  # fmt: skip
BY_WORDS = tuple(rule for rule in RULES if rule not in _NOT_IN_SMALL_TALK)


def _back_inside(heard: Heard, memory: Memory, content: Content) -> Heard | None:
    """Returns what half a sentence after an answer that is not ours is about: "en de inkomstenbelasting dan?", or None.

    The names stand in the family of what is not ours. A message that has more to say is left to the model.
    """
    if part := _part_outside(heard, memory, content):
        return heard.turned_to(memory.outside, CONFIDENCE, said={**heard.said, **part}, cue=CUE)
    family = content.follow_ups.family_of(memory.outside)
    unclear = heard.topic is None or heard.topic in VAGUE or heard.confidence < SURE or heard.topic == memory.outside
    if family is None or not unclear:
        return None
    message = read_message(heard, family, content)
    before = dataclasses.replace(memory, topic=memory.outside)
    context = Context(message, heard, before, family, content)
    if not (message.marked or message.points_back) or message.own or not context.short:
        return None
    target = named_part(context)
    return heard.turned_to(target, CONFIDENCE, cue=CUE) if target in content.topics and target else None


def _part_outside(heard: Heard, memory: Memory, content: Content) -> dict[str, object]:
    """Returns the part that an answer on what is not ours has for a message, when what the model takes it for has none.

    "Ik haal die 1225 uur niet" after a business beside a job is about that business.
    """
    if heard.confidence >= SURE_OF_NEW or all_asked(heard.text, heard.topic or "", content):
        return {}
    return asked_apart(heard.text, memory.outside, content)


def _with_short_name(heard: Heard, memory: Memory, rules: FollowUps, content: Content) -> Heard:
    """Returns what was heard with the toeslag of "en de huur?": in talk about toeslagen that is clear enough."""
    if "toeslag" in heard.said or not (rules.toeslag_of(memory.topic or "") or memory.said.get("toeslag")):
        return heard
    words = [w for w in in_plain_words(heard.text, content.words).split() if w not in rules.fillers]
    found = [toeslag for toeslag, names in rules.short_names.items() if words and " ".join(words) in names]
    return dataclasses.replace(heard, said={"toeslag": found[0], **heard.said}) if found else heard


def _asked_about(context: Context) -> Heard:
    """Returns a doubt with the topics of this talk to choose from, when it goes on but nobody knows how."""
    message, heard = context.message, context.heard
    goes_on = message.points_back or message.words[:1] in GOES_ON
    if not (goes_on and 2 <= len(message.words) <= A_LINE and (heard.topic is None or heard.topic in VAGUE)):
        return heard
    if seems_own_case(heard):
        return heard
    guesses = [t for t, p in heard.ranking if p >= LIKELY and t not in VAGUE]
    answer = context.content.answers.get(context.topic)
    following = answer.follow_ups if answer else ()
    ranking = tuple((t, SURE) for t in dict.fromkeys((*guesses, context.topic, *following)))
    return dataclasses.replace(heard, topic=None, confidence=SURE, ranking=ranking)
