"""The state a message was written in, read within its talk: half a sentence resembles much by chance."""

from __future__ import annotations

import dataclasses

from bot.dialogue.crisis import TOPIC as CRISIS_TOPIC
from bot.dialogue.follow_up_words import starts_as_follow_up
from bot.dialogue.heard import Heard
from bot.dialogue.memory import Memory
from bot.dialogue.own_case import PERSONAL
from bot.dialogue.register import stays_sober
from bot.dialogue.said import in_plain_words
from bot.dialogue.small_talk import FORMS, small_talk_in
from bot.dialogue.states import (
    AFRAID,
    CRISIS,
    DEBTS,
    NEUTRAL,
    SURELY_ALIKE,
    find_state,
    perhaps_in_danger,
    sees_little_danger,
    sees_no_danger,
    state_of,
)
from bot.knowledge import Content

# In the middle of a talk, from how much the words have to resemble a danger, or its topics see of one, for the whole
# text. Below both help is named under the answer: of 130 sentences of danger 4 are so.
ALMOST_SURELY, SEEN_IN_TALK = 0.75, 0.1
# What somebody goes on about who told that he is afraid of his post, or has debts.
_POST_AND_DEBTS = ("betalen.", PERSONAL, "sociaal.schulden_stress", "sociaal.wantrouwen")


def in_state(content: Content, heard: Heard, memory: Memory) -> Heard:
    """Returns what was heard with the state it was written in, and whether to answer soberly from here on."""
    # What only the model took for a crisis, and is none, is not understood: no other answer fits it either.
    state = state_of(heard.text, heard.topic, heard.confidence, content.talk.states, heard.ranking, heard.resembles)
    if state == CRISIS and (_asks_for_another_form(heard, content) or _is_read_in_its_talk(heard, memory, content)):
        state = NEUTRAL
    worry = perhaps_in_danger(heard.text, content.talk.states, heard.ranking, heard.resembles)
    # Half a sentence in a talk ("in maart gedaan") resembles much by chance: the topics have to see some danger too.
    if _is_short_in_talk(heard, memory, content) and sees_no_danger(dict(heard.ranking), content.talk.states):
        worry = False
    if heard.topic == CRISIS_TOPIC and state != CRISIS and content.talk.states:
        ranking = tuple(pair for pair in heard.ranking if pair[0] != CRISIS_TOPIC)
        heard = dataclasses.replace(heard, topic=None, confidence=ranking[0][1] if ranking else 0.0, ranking=ranking)
    worry = state != CRISIS and (heard.worry or (worry and not _asks_for_another_form(heard, content)))
    return dataclasses.replace(heard, state=state, worry=worry, sober=stays_sober(heard, memory))


def _is_read_in_its_talk(heard: Heard, memory: Memory, content: Content) -> bool:
    """Tells whether only the model hears a danger, and not surely, in a few words that go on about the talk.

    "En morgen moet het binnen zijn" is read with what was said before; so is "dat heb ik niet liggen", in which the
    model sees no danger when it reads it after that, and what somebody adds who is afraid of his post or has debts.
    Help is then named below the answer.
    """
    by_rule = find_state(heard.text, content.talk.states) == CRISIS
    alike = heard.resembles.get(CRISIS, 0.0)
    if not by_rule and 0 < alike < ALMOST_SURELY and _goes_on(memory, content) and _topics_see_little(heard):
        return True
    calm = False
    if _is_short_in_talk(heard, memory, content):
        plain = in_plain_words(heard.text, content.words)
        calm = sees_no_danger(dict(heard.together), content.talk.states)
        calm = calm or starts_as_follow_up(plain, content.follow_ups)
    if not calm and not _adds_to_a_hard_time(heard, memory, content):
        return False
    return not by_rule and 0 < alike < SURELY_ALIKE


def _adds_to_a_hard_time(heard: Heard, memory: Memory, content: Content) -> bool:
    """Tells whether it most likely adds to the post or the debts just told: "er zitten ook aanmaningen tussen"."""
    if memory.last_state not in (AFRAID, DEBTS) or not heard.ranking:
        return False
    return heard.ranking[0][0].startswith(_POST_AND_DEBTS) and sees_little_danger(
        dict(heard.ranking), content.talk.states
    )


def _asks_for_another_form(heard: Heard, content: Content) -> bool:
    """Tells whether the whole message asks for the last answer in another form, or whether that is sure."""
    kind = small_talk_in(heard.text, content.talk) if heard.text else None
    return kind is not None and kind.action in FORMS and find_state(heard.text, content.talk.states) != CRISIS


def _goes_on(memory: Memory, content: Content) -> bool:
    return memory.topic in content.topics or bool(memory.opened)


def _topics_see_little(heard: Heard) -> bool:
    """Tells whether a subject is likeliest, and too little of a danger is seen to count in the middle of a talk."""
    best = heard.ranking[0][0] if heard.ranking else "sociaal."
    return not best.startswith("sociaal.") and dict(heard.ranking).get(CRISIS_TOPIC, 0.0) < SEEN_IN_TALK


def _is_short_in_talk(heard: Heard, memory: Memory, content: Content) -> bool:
    """Tells whether it has so few words that it may go on about what is talked about."""
    words = in_plain_words(heard.text, content.words).split()
    return _goes_on(memory, content) and len(words) <= content.follow_ups.longest
