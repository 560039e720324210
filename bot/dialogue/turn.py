"""One turn: from what was heard and remembered to what is said and remembered next."""

from __future__ import annotations

import dataclasses

from bot.dialogue.again import marks_of, otherwise
from bot.dialogue.closing import CLOSING, Closing
from bot.dialogue.crisis import after_leaving
from bot.dialogue.heard import Heard
from bot.dialogue.in_state import in_state
from bot.dialogue.meant import understood
from bot.dialogue.memory import Memory
from bot.dialogue.remembered import remembered
from bot.dialogue.speaker import REPAIR, Message, Speaker
from bot.dialogue.states import CRISIS
from bot.dialogue.steps import STEPS, Turn


def take_turn(speaker: Speaker, heard: Heard, memory: Memory) -> Turn:
    """Returns the message to say and the memory after it.

    Args:
        speaker: composes messages.
        heard: what was understood of the citizen's message.
        memory: what was remembered before it.
    """
    _, heard, (message, after) = _deciding(speaker, heard, memory)
    after = after_leaving(message, heard, after, speaker)
    if memory.awaits_remark and heard.text and heard.state != CRISIS and not heard.wants_other:
        message.setdefault(CLOSING, Closing.REMARK.value)
    shown = marks_of(message)
    message, again = otherwise(message, heard, memory, speaker)
    after = dataclasses.replace(after, shown=shown, again=again)
    return message, remembered(message, heard, memory, after, speaker)


def turn_with_reason(speaker: Speaker, heard: Heard, memory: Memory) -> tuple[str, Heard, Message]:
    """Returns which step decided a turn, what was heard as it was meant, and the message: for who asks why."""
    step, meant, (message, _) = _deciding(speaker, heard, memory)
    return step, meant, {key: value for key, value in message.items() if key != REPAIR}


def _deciding(speaker: Speaker, heard: Heard, memory: Memory) -> tuple[str, Heard, Turn]:
    heard = dataclasses.replace(
        heard,
        answered=memory.answered,
        rejected=tuple(memory.rejected),
        misses=memory.misses,
        repairs=memory.repairs,
        last_state=memory.last_state or "",
    )
    heard = in_state(speaker.content, heard, memory)
    if heard.state != CRISIS:
        meant = understood(speaker.content, heard, memory)
        heard = meant if meant.topic == heard.topic else in_state(speaker.content, meant, memory)
    return next(
        (step.__name__.strip("_"), heard, turn) for step in STEPS if (turn := step(speaker, heard, memory)) is not None
    )
