"""What a turn leaves in the memory of the conversation."""

from __future__ import annotations

import dataclasses

from bot.dialogue import empathy
from bot.dialogue.amounts import amounts_after
from bot.dialogue.angry import TOPIC as ANGER
from bot.dialogue.answering import asked_back
from bot.dialogue.asked import asked_apart
from bot.dialogue.carry import somebody, to_remember
from bot.dialogue.chosen import offered_in, topics_on
from bot.dialogue.doubt import CUE as DOUBT
from bot.dialogue.dressed import bubbles_of
from bot.dialogue.follow_up_words import SURE_OF_NEW, UNCLEAR
from bot.dialogue.heard import Heard
from bot.dialogue.helper import helped_after
from bot.dialogue.memory import Memory
from bot.dialogue.speaker import CHOICE_TOPIC, NOT_A_SUGGESTION, REPAIR, Message, Speaker
from bot.dialogue.states import HEAVY_STATES, STAFF_TOPIC
from bot.dialogue.term import day_told, death_told
from bot.knowledge import Content
from bot.knowledge.model import ASKS, CONDITION_VALUES

OUTSIDE = "afbakening"
MOST_MISSES = 9
MOST_BESIDE = 3
# What was understood of itself, and answered, opens a talk.
OPENS, SURE_OF_OPENING = ("antwoord", "overdracht", "steun"), 0.5
# These interrupt: after "dankje" one may still ask "en voor huurtoeslag?".
IN_PASSING = ("sociaal.", "buiten.", "contact.taal", STAFF_TOPIC)


def missed(memory: Memory) -> Memory:
    """Returns the memory after a message that was not understood."""
    misses = min(memory.misses + 1, MOST_MISSES)
    return dataclasses.replace(memory, misses=misses, all_misses=min(memory.all_misses + 1, MOST_MISSES))


def answered(heard: Heard, memory: Memory) -> Memory:
    """Returns the memory after an answer; small talk in between leaves what is talked about."""
    assert heard.topic is not None
    times = {**memory.answered, heard.topic: memory.answered.get(heard.topic, 0) + 1}
    memory = dataclasses.replace(memory, answered=times, misses=0, doubt=None, may_ask={})
    if heard.topic.startswith(IN_PASSING):
        # Who tells of a debt, is angry or wants a person, and says which toeslag it is of, asks on about that one.
        tells = heard.state in HEAVY_STATES or heard.topic in (ANGER, STAFF_TOPIC)
        told = {k: v for k, v in heard.said.items() if k in CONDITION_VALUES} if tells else {}
        return dataclasses.replace(memory, said=memory.said_with(told))
    beside = [t for t, _ in heard.ranking if t != heard.topic and not t.startswith(NOT_A_SUGGESTION)][:MOST_BESIDE]
    first = memory.topic if heard.second and memory.topic != heard.topic else None
    return dataclasses.replace(
        memory, topic=heard.topic, first=first, said=to_remember(heard, memory), beside=beside, forms=[],
        asked=str(heard.said.get(ASKS, "")),
    )  # fmt: skip


def doubting(message: Message, heard: Heard, memory: Memory) -> Memory:
    """Returns the memory with the likeliest topic of a question back, and what was said about it."""
    if message["outcome"] != "verduidelijking":
        return memory
    likeliest = next((c["choice"].removeprefix(CHOICE_TOPIC) for c in message["choices"]), None)
    return dataclasses.replace(memory, doubt=likeliest, said=to_remember(heard, memory))


def _opened(message: Message, heard: Heard, before: Memory) -> int:
    """Returns how many messages ago the talk was opened, seen from the next one."""
    sure = heard.confidence >= (SURE_OF_NEW if before.opened else SURE_OF_OPENING)
    of_itself = heard.topic is not None and not heard.topic.startswith(IN_PASSING) and not heard.cue and sure
    opens = of_itself and message["outcome"] in OPENS
    # What was only asked back about may be completed by what comes next.
    may_open = not before.opened and message["outcome"] == "verduidelijking"
    if heard.text and (opens or may_open):
        return 1
    return before.opened + 1 if before.opened else 0


def _may_ask(message: Message, heard: Heard, content: Content) -> dict[str, str]:
    """Returns what a question that leaves doubt asks apart of each topic to choose from: a button has no words."""
    if message["outcome"] != "verduidelijking" and message["cue"] != DOUBT:
        return {}
    asked = {topic: asked_apart(heard.text, topic, content).get(ASKS) for topic in topics_on(message)}
    return {topic: str(part) for topic, part in asked.items() if part}


def remembered(message: Message, heard: Heard, before: Memory, after: Memory, speaker: Speaker) -> Memory:
    """Returns the memory with what every turn leaves: repairs that were said, sympathy that was shown, the register."""
    step = message.pop(REPAIR, None)
    if step:
        after = dataclasses.replace(after, repairs={**before.repairs, step: before.repairs.get(step, 0) + 1})
    if heard.topic == UNCLEAR and after.misses > before.misses:  # the next time it is asked in other words
        after = dataclasses.replace(after, answered={**after.answered, UNCLEAR: before.answered.get(UNCLEAR, 0) + 1})
    after = dataclasses.replace(
        after,
        turns=before.turns + 1,
        opened=_opened(message, heard, before),
        asked_back=asked_back(message, speaker.content),
        may_ask=_may_ask(message, heard, speaker.content) or after.may_ask,
        offered=offered_in(message),
        outside=heard.topic or "" if message["outcome"] == OUTSIDE else "",
        sober=heard.sober,
        helps=helped_after(heard, before, speaker.content),
        somebody=somebody(heard, before),
        amounts=amounts_after(heard, before.amounts),
        event_day=day_told(heard) or before.event_day,
        death_day=death_told(heard) or before.death_day,
        awaits_helped=after.asked_helped and not before.asked_helped,
        awaits_remark=after.awaits_remark and not before.awaits_remark,
    )
    return empathy.counted(bubbles_of(message), heard, after, speaker.content.talk)
