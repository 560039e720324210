"""Who is in danger gets the fixed text; the conversation stays there until somebody clearly asks about tax."""

from __future__ import annotations

import dataclasses

from bot.dialogue.carry import to_remember
from bot.dialogue.heard import Heard
from bot.dialogue.memory import Memory
from bot.dialogue.speaker import TO_STAFF, Message, Speaker
from bot.dialogue.states import (
    CRISIS,
    GRIEF_TOPIC,
    STAFF_TOPIC,
    SUPPORT,
    as_searched,
    find_state,
    is_surely_a_question,
    sees_no_danger,
    state_named,
    tells_of_a_death,
)
from bot.dialogue.telling import begins_a_question
from bot.knowledge.talk import State

TOPIC = "sociaal.crisis"
SURE_OF_TOPIC = 0.6
# What resembles a danger less than this has none of its words.
HARDLY_ALIKE = 0.1
# From this, in so many words, somebody speaks of something else: of 360 sentences of danger 2 would seem to, of 697
# real ones on a subject of ours 356.
PLAINLY, A_SENTENCE = 0.75, 7
_NO_QUESTION = ("sociaal.", "contact.", "buiten.niet_gerelateerd")
_WAYS = ("na_crisis", "na_crisis_2", "na_crisis_3")

Turn = tuple[Message, Memory]


def help_first(speaker: Speaker, heard: Heard, memory: Memory) -> Turn | None:
    """Returns the fixed text for who is in danger, and nothing else. It is repeated when a rule hears it again."""
    if heard.state != CRISIS or TOPIC not in speaker.content.answers:
        return None
    by_rule = find_state(heard.text, speaker.content.talk.states) == CRISIS
    if memory.with_help and not by_rule:
        return None
    message = speaker.answer(dataclasses.replace(heard, topic=TOPIC, answered={}))
    message |= {"cue": None, "choices": [TO_STAFF]}
    after = dataclasses.replace(memory, misses=0, with_help=1, surely_in_danger=memory.surely_in_danger or by_rule)
    if tells_of_a_death(heard.text, speaker.content.talk.states):  # who lost somebody may ask what there is to arrange
        after = dataclasses.replace(after, topic=GRIEF_TOPIC, said=to_remember(heard, memory))
    return message, after


def stay_with_help(speaker: Speaker, heard: Heard, memory: Memory) -> Turn | None:
    """Returns where help is, in other words each time, for what is said after the fixed text.

    "Oke ik ga bellen" is no question about the BelastingTelefoon, and "ik weet het niet meer" none about a form. A
    button, a wish for a person and a clear question about tax go on as always.
    """
    if not memory.with_help or not heard.text or heard.wants_other or leaves(speaker, heard, memory):
        return None
    if heard.topic == STAFF_TOPIC and heard.confidence >= SURE_OF_TOPIC and not _is_about_calling(speaker, heard):
        return None
    name = "na_crisis_bellen" if _is_about_calling(speaker, heard) else _WAYS[(memory.with_help - 1) % len(_WAYS)]
    if name not in speaker.content.texts:
        return None
    sources = speaker.content.answers[TOPIC].sources
    about = dataclasses.replace(heard, topic=TOPIC, cue=None)
    message = speaker.message(speaker.text(name, heard), about, "steun", sources, [TO_STAFF])
    return message, dataclasses.replace(memory, misses=0, with_help=memory.with_help + 1)


def leaves(speaker: Speaker, heard: Heard, memory: Memory) -> bool:
    """Tells whether somebody clearly asks about tax again, by a button or in words.

    Less is enough when no rule found the danger, but only the model heard one: it hears some that is none.
    """
    if not heard.text:
        return heard.topic not in (None, STAFF_TOPIC)
    rules = state_named(speaker.content.talk.states, CRISIS)
    if rules is None:
        return False
    if not memory.surely_in_danger and _is_calm(speaker, heard, rules):
        return True
    if heard.topic is None or heard.confidence < SURE_OF_TOPIC or heard.topic.startswith(_NO_QUESTION):
        return False
    plain = as_searched(heard.text)
    if any(pattern.search(plain) for pattern in rules.goes_on_with):
        return True
    if heard.resembles.get(CRISIS, 0.0) >= HARDLY_ALIKE:
        return False
    return _is_surely_asked(speaker, heard) or _is_plainly_of_ours(speaker, heard)


def _is_calm(speaker: Speaker, heard: Heard, rules: State) -> bool:
    """Tells whether nothing in it sounds like danger, and it asks something or says what somebody needs."""
    if heard.resembles.get(CRISIS, 0.0) >= rules.resembles_from:
        return False
    if not sees_no_danger(dict(heard.ranking), speaker.content.talk.states):
        return False
    topic = heard.topic or heard.ranking[0][0]
    if topic in SUPPORT:
        return heard.confidence >= SURE_OF_TOPIC
    asks = "?" in heard.text or begins_a_question(heard, speaker.content)
    return not topic.startswith(_NO_QUESTION) and (asks or heard.confidence >= SURE_OF_TOPIC)


def _is_plainly_of_ours(speaker: Speaker, heard: Heard) -> bool:
    """Tells whether it is a whole sentence about a subject of ours, in which no topic sees a danger."""
    calm = sees_no_danger(dict(heard.ranking), speaker.content.talk.states)
    return calm and heard.confidence >= PLAINLY and len(heard.text.split()) >= A_SENTENCE


def _is_surely_asked(speaker: Speaker, heard: Heard) -> bool:
    """Tells whether it is a question in form, and the model has hardly a doubt: "kan ik in stukjes betalen"."""
    asked = begins_a_question(heard, speaker.content) and not heard.cue
    return asked and is_surely_a_question(dict(heard.ranking), speaker.content.talk.states)


def after_leaving(message: Message, heard: Heard, memory: Memory, speaker: Speaker) -> Memory:
    """Returns the memory without the help; the first answer about tax says once more where help is."""
    if not memory.with_help or not leaves(speaker, heard, memory):
        return memory
    if "na_crisis_vraag" in speaker.content.texts and message["topic"] != TOPIC:
        message["text"] = "\n\n".join((message["text"], *speaker.text("na_crisis_vraag", heard)))
    return dataclasses.replace(memory, with_help=0)


def _is_about_calling(speaker: Speaker, heard: Heard) -> bool:
    rules = state_named(speaker.content.talk.states, CRISIS)
    return rules is not None and any(p.search(as_searched(heard.text)) for p in rules.calls)
