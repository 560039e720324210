"""A short message read after the one that opened the talk: "op welke datum" says nothing, after the savings it does.

The engine reads both as one message. That says little when a message is clear by itself, for the first of the two has
most of the words; it says much when the message alone leaves doubt, or only has words that point back.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogue.context import CONFIDENCE, SURE, Context, Found
from bot.dialogue.follow_up_words import A_LINE, ALSO, ASKING, FEW_WORDS, SURE_OF_NEW, UNCLEAR, domain
from bot.dialogue.own_case import NOT_OURS, PERSONAL, is_own_case
from bot.dialogue.phrases import begins_with, has
from bot.dialogue.sides import side_in
from bot.dialogue.states import GRIEF_TOPIC, NEUTRAL
from bot.dialogue.telling import only_tells

# In words: a longer message says by itself what it is about.
LONGEST = 16
# How sure the model has to be of both together: when the message alone says nothing, …
AFTER_NOTHING = 0.5
# … when it is less sure than this of the message alone, from the least sure on …
AFTER_DOUBT = ((SURE, 0.6), (SURE_OF_NEW, 0.8), (0.9, 0.95))
# … and when the message seems clear but only asks a side of something, has a word that points back, or tells a fact.
AFTER_SIDE, AFTER_POINTING, AFTER_FACT = 0.8, 0.9, 0.97
NEVER = 2.0
# From this nothing of before is needed to know what a message is about.
CLEAR = 0.95
# In messages: who speaks of another domain so long after the opening has moved on.
LONG_AGO = 4
# In words: longer than this, "dat" or "en" need not be about what came before.
POINTS_WITHIN = 8
# Who says thanks, asks for a person or is elsewhere says so, whatever came before; as likely as not is enough.
_OF_ITSELF, _LIKELY_ENOUGH = ("sociaal.", "buiten.", "contact."), 0.5
# What a fact of the case sounds like by itself: something to look up, or a complaint.
_LIKE_A_FACT = ("persoonlijk.", "sociaal.frustratie", "sociaal.schulden_stress")
# What a fact of the case is taken for when it has a word of that subject by chance. What happens in a life is told.
_SUBJECTS = ("aangifte.", "toeslagen.")
_NOT_TOLD = ("sociaal.", "buiten.", "contact.medewerker")
_SOMEBODY = frozenset("hij zij ze hem haar".split())


def opening_message(said: Sequence[str], opened: int) -> str:
    """Returns the message that opened what is talked about, or an empty text.

    Args:
        said: the messages of this conversation as the engine read them, the newest last, the new one not counted.
        opened: how many messages ago that one was (Memory.opened); 0 is never.
    """
    text = said[-opened] if 0 < opened <= len(said) else ""
    return "" if text.startswith("/") else text  # a button has no words


def read_together(context: Context) -> Found | None:
    """Returns what a message is about when it is read after the one that opened the talk, or None."""
    heard = context.heard
    if not heard.together:
        return None
    topic, probability = heard.together[0]
    needed = _needed(context, topic)
    if _sounds_like_another(context, topic):
        needed = min(needed, AFTER_FACT)
    if topic in heard.rejected or topic.startswith(_NOT_TOLD) or probability < needed:
        return None
    if topic != context.topic and (_only_asks(context) or _only_asks_a_side(context) and context.message.points_back):
        return None  # "hoe" and "hoe lang mag dat" ask on about what was said last
    if topic == GRIEF_TOPIC and context.topic != GRIEF_TOPIC and topic not in context.memory.answered:
        return None  # a death is told, and never only guessed at
    moved_on = context.memory.opened >= LONG_AGO and domain(topic) != domain(context.topic)
    if moved_on and _alone(context) == UNCLEAR:
        return None  # "hoe doe ik dat dan netjes" is about what was said last
    return Found(topic, min(probability, CONFIDENCE))


def _needed(context: Context, together: str) -> float:
    """Returns how sure the model has to be of both together; above one is never."""
    heard = context.heard
    alone = _alone(context)
    if alone == UNCLEAR:
        return AFTER_NOTHING
    if _tells_a_fact(context, together, alone):
        return AFTER_FACT
    if alone.startswith(NOT_OURS) and together == context.topic and _tells_unsurely(context):
        return AFTER_SIDE
    if alone.startswith(_OF_ITSELF) and heard.confidence >= _LIKELY_ENOUGH:
        return NEVER
    if heard.topic == alone and heard.confidence >= SURE and _thinks_of_something_new(context):
        return NEVER
    own = alone.startswith(PERSONAL) and is_own_case(heard.text, context.content)
    if own and heard.topic == alone and heard.confidence >= SURE_OF_NEW:
        return NEVER  # "maar ik heb nog steeds niks gekregen" says whose case it is
    if _only_asks_a_side(context):
        return AFTER_SIDE
    if _names_something_new(context, alone):
        return NEVER
    if _points_back(context):
        return AFTER_POINTING
    if heard.topic is not None and domain(alone) != domain(together) and together != context.topic:
        return NEVER
    confidence = heard.confidence if heard.topic else 0.0
    return next((needed for below, needed in AFTER_DOUBT if confidence < below), NEVER)


def _alone(context: Context) -> str:
    """Returns what the message is about by itself, also when the model would not choose it."""
    heard = context.heard
    return heard.topic or (heard.ranking[0][0] if heard.ranking else UNCLEAR)


def _only_asks(context: Context) -> bool:
    return not set(context.message.words) - ASKING - set(context.rules.fillers)


def _tells_a_fact(context: Context, together: str, alone: str) -> bool:
    """Tells whether it says something about the case that is talked about: "er is geen brief gekomen"."""
    heard, message = context.heard, context.message
    asks = "?" in heard.text or bool(ASKING.intersection(message.words))
    own = message.marked or is_own_case(heard.text, context.content)
    calm = heard.state == NEUTRAL  # who scolds is not telling how things are
    return calm and together == context.topic and alone.startswith(_LIKE_A_FACT) and not asks and not own


def _tells_unsurely(context: Context) -> bool:
    """Tells whether it says how things are, and the model would not choose a topic: "en ik zit in de ziektewet"."""
    return context.heard.confidence < SURE and only_tells(context.heard, context.content)


def _thinks_of_something_new(context: Context) -> bool:
    """Tells whether it begins as what somebody thinks of besides: "o ja, ik heb een andere bank"."""
    return any(begins_with(context.message.plain, start) for start in context.rules.something_new)


def _sounds_like_another(context: Context, together: str) -> bool:
    """Tells whether only the model turns a few words that tell something into a subject of another kind.

    "4 dagen in de week" is by itself about co-ouderschap; in talk about the train it says how often somebody travels.
    Who names that subject ("mijn aangifte is klaar") turns to it.
    """
    rules, message, alone = context.rules, context.message, _alone(context)
    family = rules.family_of(alone)
    if together != context.topic or family is None or family is rules.family_of(context.topic):
        return False
    if _thinks_of_something_new(context):
        return False
    told = alone.startswith(_SUBJECTS) and len(message.words) <= A_LINE and only_tells(context.heard, context.content)
    return told and not any(has(message.plain, phrase) for phrase in family.only_with)


def _only_asks_a_side(context: Context) -> bool:
    """Tells whether it has no subject of its own: "op welke datum"."""
    side, asking = side_in(context.message.plain, context.rules.sides)
    return side is not None and not set(context.message.words) - asking - set(context.rules.fillers)


def _names_something_new(context: Context, alone: str) -> bool:
    """Tells whether it asks something of another kind: "wat is eigenlijk eigenwoningforfait" in talk about moving.

    A word that goes on or points back holds a message only when it is short, and not when the model has no doubt.
    """
    heard, message = context.heard, context.message
    clear = heard.topic is not None and heard.confidence >= SURE and not alone.startswith(PERSONAL)
    if clear and alone == GRIEF_TOPIC:  # a death is never one thing that changes
        return context.topic != GRIEF_TOPIC
    if not clear or domain(alone) == domain(context.topic) or context.topic == GRIEF_TOPIC:
        return False
    if message.marked and len(message.words) <= POINTS_WITHIN:
        return False
    if message.points_back and len(message.words) <= POINTS_WITHIN:
        return heard.confidence >= CLEAR
    return "?" in heard.text or bool(ASKING.intersection(message.words))


def _points_back(context: Context) -> bool:
    """Tells whether it is about something or somebody of before: "moet ik die stopzetten", "krijgt hij zorgtoeslag".

    In more words something new may be named; after a death it is of who died.
    """
    words = context.message.words
    points = context.message.points_back or bool(_SOMEBODY.intersection(words))
    return points and (len(words) <= FEW_WORDS or words[-1:] == ALSO or context.topic == GRIEF_TOPIC)
