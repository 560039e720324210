"""What the model guesses, judged by the talk: a guess that is too unsure by itself may be the right one there."""

from __future__ import annotations

from bot.dialogue.asked import all_asked, asked_apart
from bot.dialogue.context import LIKELY, SURE, Context, Found
from bot.dialogue.follow_up_words import VAGUE
from bot.dialogue.own_case import PERSONAL, seems_own_case
from bot.dialogue.states import NEUTRAL
from bot.knowledge.hearing import SAME

# "kan dat ook in stukjes": the model doubts between "that needs context" and one topic. With the context there, of what
# is left one topic has this part; within the family less has to be left.
MOST_OF_THE_REST = 0.6
WORTH_ELSEWHERE, WORTH_IN_FAMILY = 0.3, 0.15
# A topic of earlier in the talk.
WORTH_BACK = 0.2
_NO_TOPIC = (PERSONAL, "sociaal.", "buiten.")
# In words, also of a message that the model would not choose a topic for, and from how sure it has to be: such a
# message says by itself what it is about.
LONGEST, LONGEST_UNSURE, CLEAR = 18, 30, 0.9
_OF_ITSELF = ("sociaal.", "buiten.", "contact.medewerker", "contact.telefoon", "contact.klacht", "contact.phishing")
_LIKELY_ENOUGH = 0.5
# How to reach us is a question in between: what comes next is not asked of that.
_WAYS_TO_US = ("contact.medewerker", "contact.telefoon", "contact.balie")


def guess_in_family(context: Context) -> Found | None:
    """Returns the model's one guess within the family, for a short message about which it could not choose.

    In talk about huurtoeslag "hoeveel zou dat zijn" is not about kinderopvangtoeslag, whatever the model thinks.
    """
    family, rules, heard = context.family, context.rules, context.heard
    if not context.guesses or family is None or heard.topic is not None or not heard.ranking or not context.short:
        return None
    best, most = heard.ranking[0]
    likely = [t for t, p in heard.ranking if rules.family_of(t) is family and p >= max(LIKELY, most / 2)]
    if len(likely) != 1 or best.startswith(PERSONAL):
        return None
    about = rules.toeslag_of(likely[0])
    if about is None or context.toeslag in (None, about):
        return Found(likely[0], SURE)
    part = family.part_of(likely[0])
    there = part.topics.get(str(context.toeslag)) if part else None
    return Found(there, SURE) if there else None


def back_to_before(context: Context) -> Found | None:
    """Returns the topic that was answered earlier in this talk, when it is the model's best guess though an unsure one.

    "En nog even over dat sparen" after a question in between is about the savings of before.
    """
    heard, earlier = context.heard, context.memory.answered
    if not context.guesses or heard.topic is not None or not heard.ranking:
        return None
    best, most = heard.ranking[0]
    back = best in earlier and best != context.topic and most >= WORTH_BACK
    back = back and not asked_apart(heard.text, context.topic, context.content)
    return Found(best, SURE) if back and not best.startswith(_NO_TOPIC) and best not in heard.rejected else None


def part_of_before(context: Context) -> Found | None:
    """Returns the topic of this talk that has a part for just what a message asks, when what the model takes has none.

    "Al mijn rekeningnummer ingevuld" after a false text message is about that message, "en intussen al betalen" after a
    bezwaar about the bezwaar, whatever was asked in between.
    """
    heard, content = context.heard, context.content
    taken = heard.topic or ""
    longest = LONGEST if heard.topic else LONGEST_UNSURE
    if not context.guesses or len(context.message.words) > longest or seems_own_case(heard):
        return None
    if heard.state != NEUTRAL:  # who has a hard time is heard in that first
        return None
    best, most = heard.ranking[0] if heard.ranking else (taken, heard.confidence)
    if most >= CLEAR or (best.startswith(_OF_ITSELF) and most >= _LIKELY_ENOUGH):
        return None
    if all_asked(heard.text, taken, content):
        return None
    for before in (context.topic, *reversed(context.memory.answered)):
        known = before in content.topics and before not in (taken, *heard.rejected)
        if known and not before.startswith((*_NO_TOPIC, *_WAYS_TO_US)) and all_asked(heard.text, before, content):
            return Found(before, SURE, said=asked_apart(heard.text, before, content))
    return None


def leaning_guess(context: Context) -> Found | None:
    """Returns the topic that the model would choose for a message that points back, its lack of context left out.

    The family may have another place for it: "in delen" in talk about a toeslag stays there.
    """
    message, heard, family = context.message, context.heard, context.family
    if not context.guesses or heard.topic not in (None, *VAGUE) or not context.short:
        return None
    if not (message.points_back or message.marked):
        return None
    rest = [(t, p) for t, p in heard.ranking if t not in VAGUE]
    left = 1 - sum(p for t, p in heard.ranking if t in VAGUE)
    if not rest:
        return None
    best, most = max(rest, key=lambda pair: pair[1])
    worth = WORTH_IN_FAMILY if family and family.holds(best) else WORTH_ELSEWHERE
    if best.startswith(_NO_TOPIC) or most < worth or most < MOST_OF_THE_REST * left:
        return None
    parts = [p for p in family.parts if best in p.topics.values()] if family else []
    here = next((p.coming_from[context.topic] for p in parts if context.topic in p.coming_from), best)
    return Found(context.topic if here == SAME else here, SURE)
