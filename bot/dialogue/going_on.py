"""In a heavy talk a short question goes on about it: after a death "haar toeslagen" are those of who died."""

from __future__ import annotations

from bot.dialogue.asked import asked_apart
from bot.dialogue.context import CONFIDENCE, CUE
from bot.dialogue.heard import Heard
from bot.dialogue.memory import Memory
from bot.dialogue.states import AFRAID, CONFUSED, DEBTS, GRIEF, GRIEF_TOPIC, NEUTRAL, as_searched, state_named
from bot.knowledge import Content
from bot.knowledge.model import ASKS

MOST_WORDS = 12
# "Ik heb met niemand gepraat, ik schaam me" of who has debts is no complaint.
ANGER, DEBTS_TOPIC = "sociaal.frustratie", "sociaal.schulden_stress"
_NOT_ANGRY = (NEUTRAL, CONFUSED, DEBTS, AFRAID)
# Paying in parts goes another way for a toeslag, and takes longer: the topic, and the part that tells of it.
_OF_A_TOESLAG = {"betalen.betalingsregeling": ("toeslagen.terugbetalen", "betalen_in_delen")}


def in_heavy_talk(heard: Heard, memory: Memory, content: Content) -> Heard | None:
    """Returns what was meant when a short question goes on about the last state, or None.

    Args:
        heard: the message on its own.
        memory: what was said before, with the last state.
        content: the states, with what is asked on in each.
    """
    rules = state_named(content.talk.states, memory.last_state or "")
    if memory.last_state == DEBTS and heard.topic == ANGER and heard.state in _NOT_ANGRY:
        return heard.turned_to(DEBTS_TOPIC, CONFIDENCE, said=asked_apart(heard.text, DEBTS_TOPIC, content), cue=CUE)
    if rules is None or not heard.text or heard.state not in (NEUTRAL, CONFUSED, memory.last_state):
        return None
    if rules.id == GRIEF and GRIEF_TOPIC not in memory.answered:  # a death was only named, in talk about something else
        return None
    plain = as_searched(heard.text)
    if len(plain.split()) > MOST_WORDS:
        return None
    topic = next((t for search, t in rules.goes_on if search.search(plain) and t in content.answers), None)
    if topic is None:
        return None
    # After "mijn vrouw is overleden" it stays about a partner.
    said = memory.said_with(heard.said)
    other, part = _OF_A_TOESLAG.get(topic, (None, None))
    if said.get("toeslag") and other in content.answers:
        topic, said = other, {**said, ASKS: part, **asked_apart(heard.text, other, content)}
    return heard.turned_to(topic, CONFIDENCE, said=said, cue=CUE)
