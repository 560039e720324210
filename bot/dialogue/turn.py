"""One turn: from what was heard and remembered to what is said and remembered next."""

from __future__ import annotations

import dataclasses

from bot.dialogue.heard import Heard
from bot.dialogue.memory import Memory
from bot.dialogue.speaker import Message, Speaker
from bot.handoff import Reason

UNCLEAR = "sociaal.onduidelijk"
REASONS = {"contact.medewerker": Reason.ASKED_FOR_PERSON, "toeslagen.hersteloperatie": Reason.RECOVERY}
MOST_MISSES = 9


def take_turn(speaker: Speaker, heard: Heard, memory: Memory) -> tuple[Message, Memory]:
    """Returns the message to say and the memory after it.

    Args:
        speaker: composes messages.
        heard: what was understood of the citizen's message.
        memory: what was remembered before it.
    """
    heard = dataclasses.replace(heard, answered=memory.answered, misses=memory.misses)
    message = _say(speaker, heard)
    return message, _remember(heard, memory)


def _say(speaker: Speaker, heard: Heard) -> Message:
    if heard.wants_other:
        return speaker.something_else(heard)
    # A second message without context goes up the repair ladder: asking the same again would not help.
    if heard.topic is None or (heard.topic == UNCLEAR and heard.misses):
        return speaker.not_understood(heard)
    if speaker.outcome(heard.topic) == "overdracht":
        return speaker.hand_over(heard, REASONS.get(heard.topic, Reason.PERSONAL_DATA))
    return speaker.answer(heard)


def _remember(heard: Heard, memory: Memory) -> Memory:
    if heard.wants_other:  # choosing "iets anders" is no understanding yet, and no new miss
        return memory
    if heard.topic in (None, UNCLEAR):
        return dataclasses.replace(memory, misses=min(memory.misses + 1, MOST_MISSES))
    answered = {**memory.answered, heard.topic: memory.answered.get(heard.topic, 0) + 1}
    said = {**memory.said, **heard.said}
    return dataclasses.replace(memory, topic=heard.topic, said=said, answered=answered, misses=0)
