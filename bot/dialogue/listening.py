"""Who only tells a fact of his case, after an answer that says nothing of it, is heard and asked what he wants to know.

The same answer again and again would be no answer to "hij is 2" or "in augustus": nothing was asked.
"""

from __future__ import annotations

import dataclasses

from bot.dialogue.again import LISTENS, marks_of
from bot.dialogue.asked import asked_apart
from bot.dialogue.carry import to_remember
from bot.dialogue.context import CUE
from bot.dialogue.dressed import bubbles_of
from bot.dialogue.heard import Heard
from bot.dialogue.memory import Memory
from bot.dialogue.sides import asks_on, mark_of
from bot.dialogue.speaker import Message, Speaker, with_staff
from bot.dialogue.states import DEBTS, GRIEF, NEUTRAL
from bot.dialogue.telling import only_tells
from bot.knowledge import Content

LISTENS_IN_GRIEF = "luistert_rouw"


def hears_a_fact(
    bubbles: tuple[str, ...], heard: Heard, memory: Memory, speaker: Speaker
) -> tuple[Message, Memory] | None:
    """Returns an ear and a question instead of an answer that was just given, or None when something was asked.

    Right after the answer its short form stands between the two, for who tells this to know where he stands; not in
    grief, and not the next time.

    Args:
        bubbles: the whole answer to the topic that was heard.
        heard: the message, as it was meant in this talk.
        memory: what was said before.
        speaker: composes the message; each time in other words, the third time with a person.
    """
    if memory.told != mark_of(bubbles) or not _tells_a_fact(heard, memory, speaker.content):
        return None
    grief = GRIEF in (heard.state, memory.last_state)
    name = LISTENS_IN_GRIEF if grief else LISTENS
    if name not in speaker.content.texts:
        return None
    reply = speaker.reply(heard)
    ways_on = speaker.ways_on(reply, heard)
    message = speaker.repair(name, heard, "sociaal", with_staff(ways_on) if heard.repairs.get(name) else ways_on)
    after = dataclasses.replace(memory, said=to_remember(heard, memory), misses=0)
    stands_above = set(marks_of(speaker.message(bubbles, heard, reply.outcome))) <= set(memory.shown)
    if reply.short and stands_above and not grief:
        ear, question = bubbles_of(message)
        again = speaker.message((f"{ear} {reply.short}", question), heard, reply.outcome, reply.sources, ways_on)
        return message | again, after
    return message | {"text": " ".join(bubbles_of(message))}, after


def _tells_a_fact(heard: Heard, memory: Memory, content: Content) -> bool:
    """Tells whether a short message on the last topic only says how things are, and was no subject by itself."""
    calm = heard.state in (NEUTRAL, GRIEF, DEBTS)
    told = heard.cue == CUE and calm and asks_on(heard, memory, content) and only_tells(heard, content)
    return told and not asked_apart(heard.text, heard.topic or "", content)
