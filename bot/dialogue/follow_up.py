"""Follow-up questions: "en voor huurtoeslag?" is what was just talked about with one thing changed (families.yml)."""

from __future__ import annotations

import dataclasses

from bot.dialogue.consequence import consequence_of
from bot.dialogue.follow_up_words import (
    ALSO,
    ASKS,
    FEW_WORDS,
    SURE_OF_NEW,
    VAGUE,
    Message,
    is_unsure,
    leans,
    only_tells_a_number,
    parts_in,
    read_message,
)
from bot.dialogue.heard import Heard
from bot.dialogue.leaning import leaning_guess
from bot.dialogue.memory import Memory
from bot.dialogue.one_change import changed_topic, names_all
from bot.dialogue.own_case import PERSONAL, SURE_ENOUGH, is_own_case, seems_own_case
from bot.dialogue.phrases import begins_with, has
from bot.dialogue.said import in_plain_words
from bot.dialogue.sides import side_in, tells_of
from bot.dialogue.small_talk import small_talk_in
from bot.dialogue.states import GRIEF_TOPIC
from bot.dialogue.staying import part_of_the_same, stays_here
from bot.knowledge import Content
from bot.knowledge.hearing import Family, FollowUps
from bot.knowledge.model import ASKS as ASKS_APART

CUE = "vervolg"
OWN_ALLOWANCE, OWN_RETURN = "persoonlijk.status_toeslag", "persoonlijk.status_aangifte"
CONFIDENCE = 0.8  # what a resolved follow-up is worth: it was found by rule, not guessed
# From this the model knows what a message is about.
SURE = 0.6
# A guess of the model that the conversation may make the right one.
LIKELY = 0.25
# What the model takes for these in a message that goes on ("en als ze weer gaat werken", "en een bril") is no thanks
# and nothing altogether different, unless it is sure.
NOTHING_NEW = ("sociaal.bedankt", "buiten.niet_gerelateerd")
GOES_ON = (("en",), ("maar",), ("ook",), ("als",), ("of",), ("stel",), ("geldt",))
_ELLIPSIS = 2  # "tot wanneer", "hoeveel dan": no sentence by itself
_A_LINE = 7


def resolved(heard: Heard, memory: Memory, content: Content, guesses: bool = True) -> Heard:
    """Returns what was meant when the message goes on about the last topic; else what was heard, as it is.

    Args:
        heard: the message on its own.
        memory: what was talked about.
        content: topics, words and families.
        guesses: whether an unsure guess of the model counts when it is in the family of the last topic.
    """
    rules = content.follow_ups
    topic = memory.topic
    if not heard.text.strip() or heard.wants_other or not rules.families:
        return heard
    back = _back_inside(heard, memory, content)
    if back is not None:
        return back
    if topic not in content.topics:
        return heard
    family = rules.family_of(topic)
    heard = _with_short_name(heard, memory, rules, content)
    message = read_message(heard, family, content)
    goes_on = message.words[:1] in GOES_ON or message.words[-1:] == ALSO
    if heard.topic in NOTHING_NEW and heard.confidence < SURE_OF_NEW and message.own and goes_on:
        heard = dataclasses.replace(heard, topic=None)
    not_done = consequence_of(message, heard, topic, family, content)
    if not_done is not None:
        asked = {ASKS_APART: not_done[1]} if not_done[1] else {}
        return heard.turned_to(not_done[0], CONFIDENCE, said={**asked, **memory.said_with(heard.said)}, cue=CUE)
    target, confidence = _own_one(message, heard, memory, family, content), CONFIDENCE
    if target is None and (part := part_of_the_same(message, heard, memory, family, content)):
        return heard.turned_to(topic, CONFIDENCE, said={**part, **memory.said_with(heard.said)}, cue=CUE)
    if target is None and _goes_on(message, heard, memory, content):
        target = _named_part(message, heard, memory, family, rules) or changed_topic(
            message, heard, memory, family, content
        )
    if target is None and not message.own and _asks_the_same(message, heard, rules):
        target, confidence = topic, SURE
    if target is None and guesses:
        target, confidence = _guess_in_family(message, heard, memory, family, rules), SURE
    if target is None and _asks_a_side(message, heard, topic, content):
        target, confidence = topic, CONFIDENCE
    if target is None and guesses:
        target, confidence = leaning_guess(message, heard, topic, family, rules.longest), SURE
    if target is None:
        target, confidence = stays_here(message, heard, memory, family, content), SURE
    if target is None and _asks_the_same(message, heard, rules):
        target, confidence = topic, SURE
    if target is None or target not in content.topics:
        return _asked_about(message, heard, topic, family, content)
    said = memory.said_with(heard.said)
    about = rules.toeslag_of(target)
    if about:
        said["toeslag"] = about
    return heard.turned_to(target, confidence, said=said, cue=CUE)


def _back_inside(heard: Heard, memory: Memory, content: Content) -> Heard | None:
    """Returns what half a sentence after an answer that is not ours is about: "en de inkomstenbelasting dan?", or None.

    The names stand in the family of what is not ours. A message that has more to say is left to the model.
    """
    family = content.follow_ups.family_of(memory.outside)
    unclear = heard.topic is None or heard.topic in VAGUE or heard.confidence < SURE or heard.topic == memory.outside
    if family is None or not unclear:
        return None
    message = read_message(heard, family, content)
    if not (message.marked or message.points_back) or message.own or len(message.words) > content.follow_ups.longest:
        return None
    before = dataclasses.replace(memory, topic=memory.outside)
    target = _named_part(message, heard, before, family, content.follow_ups)
    return heard.turned_to(target, CONFIDENCE, cue=CUE) if target in content.topics and target else None


def _with_short_name(heard: Heard, memory: Memory, rules: FollowUps, content: Content) -> Heard:
    """Returns what was heard with the toeslag of "en de huur?": in talk about toeslagen that is clear enough."""
    if "toeslag" in heard.said or not (rules.toeslag_of(memory.topic or "") or memory.said.get("toeslag")):
        return heard
    words = [w for w in in_plain_words(heard.text, content.words).split() if w not in rules.fillers]
    found = [toeslag for toeslag, names in rules.short_names.items() if words and " ".join(words) in names]
    return dataclasses.replace(heard, said={"toeslag": found[0], **heard.said}) if found else heard


def _own_one(message: Message, heard: Heard, memory: Memory, family: Family | None, content: Content) -> str | None:
    """Returns the own case that somebody turns to: "klopt die van mij wel?" after what a beschikking is."""
    rules = content.follow_ups
    points = any(has(message.plain, words) for words in rules.own_case.points_at)
    if not points or len(message.words) > rules.longest or not is_own_case(heard.text, content):
        return None
    named = _named_part(message, heard, memory, family, rules)
    if named is not None and named.startswith(PERSONAL):
        return named
    return OWN_ALLOWANCE if (memory.topic or "").startswith("toeslagen.") else OWN_RETURN


def _asks_the_same(message: Message, heard: Heard, rules: FollowUps) -> bool:
    """Tells whether it is the same question about another case, and the model is not sure that it is a new one."""
    begins = any(begins_with(message.plain, start) for start in rules.same_question)
    return begins and heard.confidence < SURE_OF_NEW and not (heard.topic or "").startswith(PERSONAL)


def _goes_on(message: Message, heard: Heard, memory: Memory, content: Content) -> bool:
    """Tells whether the message needs what went before to be understood."""
    rules = content.follow_ups
    last = memory.topic or ""
    if not 0 < len(message.words) <= rules.longest:
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
    asks = not ASKS.isdisjoint(message.words) or is_own_case(heard.text, content)
    guessed = message.marked and heard.confidence < SURE_OF_NEW and not asks
    if own and not guessed:
        return last.startswith(PERSONAL)
    if not message.points_back:
        # "tot wanneer aangifte" names two things and the model knows it: that is a question of its own.
        if message.parts > 1 and heard.topic and heard.confidence >= SURE:
            return False
        if not message.marked and not unsure:
            sure_here = heard.confidence >= SURE and rules.family_of(heard.topic or "") is rules.family_of(last)
            sure_here = sure_here and not _other_toeslag(heard, memory, rules)
            if _is_search(message, heard) or (sure_here and len(message.words) > _ELLIPSIS):
                return False
    if not message.own or (leans(message) and names_all(message.own, last, content)):
        return True
    # One word that nobody explains, and a model that has no idea either: then the conversation is the best guess.
    return message.marked and unsure and len(message.own) == 1


def _other_toeslag(heard: Heard, memory: Memory, rules: FollowUps) -> bool:
    """Tells whether the model took a question that names no toeslag for one about another than was talked about."""
    about = rules.toeslag_of(memory.topic or "") or memory.said.get("toeslag")
    return (
        "toeslag" not in heard.said and about is not None and rules.toeslag_of(heard.topic or "") not in (None, about)
    )


def _is_search(message: Message, heard: Heard) -> bool:
    """Tells whether a few words without a mark are a search of their own: "huurtoeslag", "bezwaar maken"."""
    return "toeslag" in heard.said or ASKS.isdisjoint(message.words)


def _named_part(message: Message, heard: Heard, memory: Memory, family: Family | None, rules: FollowUps) -> str | None:
    """Returns the topic of the part that the message names; the longest words go first."""
    if family is None or memory.topic is None:
        return None
    toeslag = heard.said.get("toeslag") or rules.toeslag_of(memory.topic) or memory.said.get("toeslag")
    for _, part in sorted(parts_in(message.plain, family, rules), key=lambda found: found[0], reverse=True):
        topic = part.topic(memory.topic, toeslag)
        if topic is not None:
            return topic
    return None


def _guess_in_family(
    message: Message, heard: Heard, memory: Memory, family: Family | None, rules: FollowUps
) -> str | None:
    """Returns the model's one guess within the family, for a short message about which it could not choose.

    In talk about huurtoeslag "hoeveel zou dat zijn" is not about kinderopvangtoeslag, whatever the model thinks.
    """
    if family is None or heard.topic is not None or not heard.ranking or len(message.words) > rules.longest:
        return None
    best, most = heard.ranking[0]
    likely = [t for t, p in heard.ranking if rules.family_of(t) is family and p >= max(LIKELY, most / 2)]
    if len(likely) != 1 or best.startswith(PERSONAL):
        return None
    toeslag = heard.said.get("toeslag") or rules.toeslag_of(memory.topic or "") or memory.said.get("toeslag")
    about = rules.toeslag_of(likely[0])
    if about is None or toeslag in (None, about):
        return likely[0]
    part = family.part_of(likely[0])
    return part.topics.get(str(toeslag)) if part else None


def _asks_a_side(message: Message, heard: Heard, topic: str, content: Content) -> bool:
    """Tells whether the message only asks for a side of the last answer: "hoe lang kan dat nog".

    When the answer does not have that side, this says so: better than what the model guesses at without a subject.
    """
    leaning = message.points_back or message.marked or heard.topic in VAGUE
    if not leaning or len(message.words) > content.follow_ups.longest:
        return False
    if small_talk_in(heard.text, content.talk) is not None:  # "waar staat dat" has an answer of its own
        return False
    if seems_own_case(heard):
        return False
    side, asking = side_in(message.plain, content.follow_ups.sides)
    if side is None or set(message.own) - asking:
        return False
    known = tells_of(topic, side, content)
    another = heard.topic not in (None, topic, *VAGUE)
    if message.points_back:
        return not (another and heard.confidence >= SURE_OF_NEW)
    return known and not (another and heard.confidence >= SURE)


def _asked_about(message: Message, heard: Heard, topic: str, family: Family | None, content: Content) -> Heard:
    """Returns a doubt with the topics of this talk to choose from, when it goes on but nobody knows how."""
    goes_on = message.points_back or message.words[:1] in GOES_ON
    if not (goes_on and 2 <= len(message.words) <= _A_LINE and (heard.topic is None or heard.topic in VAGUE)):
        return heard
    if seems_own_case(heard):
        return heard
    guesses = [t for t, p in heard.ranking if p >= LIKELY and t not in VAGUE]
    following = content.answers[topic].follow_ups if topic in content.answers else ()
    ranking = tuple((t, SURE) for t in dict.fromkeys((*guesses, topic, *following)))
    return dataclasses.replace(heard, topic=None, confidence=SURE, ranking=ranking)
