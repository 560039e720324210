"""What a conversation keeps of what was told.

Who lives with whom holds for the whole conversation, the toeslag and the year as long as it is about the same domain.
Who it is about comes back with a word that points at them: after "mijn moeder" in "moet zij dan aangifte doen".
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from bot.dialogue.context import CUE
from bot.dialogue.follow_up_words import OWN_DOMAIN, domain
from bot.dialogue.heard import Heard
from bot.dialogue.memory import Memory
from bot.dialogue.own_case import PERSONAL
from bot.dialogue.phrases import has
from bot.dialogue.said import in_plain_words, spotted
from bot.dialogue.states import as_searched
from bot.knowledge import Content
from bot.knowledge.model import CONDITION_VALUES

HOUSEHOLD = ("partner", "kind")
OTHERS = ("ouder", "kind", "huisgenoot", "ex")
# "zijn" is also a verb, "ze" and "zij" may be more people: before a noun, or next to a verb for one person.
_POINTS_AT_SOMEBODY = re.compile(
    r" (?:hij|hem|haar|zij|ze) |"
    r" (?:is|was|telt|telde|van|voor|over|op|door|en|of|dat|als|met|kan|moet|mag) zijn (?!er |we |wij |ze )\w"
)


def carried(heard: Heard, memory: Memory, content: Content) -> Heard:
    """Returns what was heard with what the conversation already told; never against what the message itself names."""
    if heard.topic is None:
        return heard
    said = {**heard.said, **_about_somebody(heard, memory)}
    left_open = set(_not_named(in_plain_words(heard.text, content.words), content))
    # What the writer has at home says nothing about somebody else.
    about_other = said.get("relatie") in OTHERS
    if heard.cue == CUE:
        left_out = left_open.intersection(HOUSEHOLD) if about_other else ()
        return dataclasses.replace(heard, said={k: v for k, v in said.items() if k not in left_out})
    same = _same_subject(heard.topic, memory)
    if _names_another_subject(heard, content):
        left_open.discard("toeslag")
    for condition, value in memory.said.items():
        counts = not about_other if condition in HOUSEHOLD else same
        if condition in left_open and counts:
            said.setdefault(condition, value)
    about = content.follow_ups.toeslag_of(heard.topic)
    if about:
        said["toeslag"] = about
    return dataclasses.replace(heard, said=said)


def _about_somebody(heard: Heard, memory: Memory) -> dict[str, object]:
    """Returns who a message points at, when an earlier one named them and this one names nobody."""
    if "relatie" in heard.said or not memory.somebody or not _points_at_somebody(heard):
        return {}
    return {"relatie": memory.somebody}


def _points_at_somebody(heard: Heard) -> bool:
    return _POINTS_AT_SOMEBODY.search(f" {as_searched(heard.text)} ") is not None


def _not_named(plain: str, content: Content) -> Iterator[str]:
    """Yields the conditions that a text leaves open."""
    for condition in ("toeslag", "post", *HOUSEHOLD):
        if not spotted(plain, content.words.get(condition, {})):
            # "mijn toeslagen" are all of them, also when one was talked about before
            if condition != "toeslag" or " toeslagen " not in plain:
                yield condition
    if not re.search(r" 20[23]\d ", plain) and not spotted(plain, content.words.get("jaar_vanaf_nu", {})):
        yield "jaar"


def to_remember(heard: Heard, memory: Memory) -> dict[str, object]:
    """Returns what the conversation keeps after a turn: the newest first, and of another domain only the household."""
    new = {k: v for k, v in heard.said.items() if k in CONDITION_VALUES}
    if new.get("relatie") in OTHERS and heard.cue != CUE:
        # "mijn moeder is alleenstaand" says nothing about who is writing.
        new = {k: v for k, v in new.items() if k not in HOUSEHOLD}
    same = heard.topic is None or _same_subject(heard.topic, memory)
    kept = {k: v for k, v in memory.said.items() if (k in HOUSEHOLD or same) and k != "relatie"}
    return {**new, **{k: v for k, v in kept.items() if k not in new}}


def somebody(heard: Heard, memory: Memory) -> str | None:
    """Returns who the conversation was last about, next to who is writing."""
    return str(heard.said["relatie"]) if heard.said.get("relatie") else memory.somebody


def _same_subject(topic: str, memory: Memory) -> bool:
    """Tells whether a topic goes on about the same: an own case ("mijn brief") is about what was talked about."""
    if _is_open(topic):
        return True
    before = domain(memory.topic)
    if (
        memory.topic is None or memory.topic.startswith("contact.") or _is_open(memory.topic)
    ):  # a toeslag that was named is all there is to go by
        before = "toeslagen" if "toeslag" in memory.said else before
    return domain(topic) == before


def _is_open(topic: str) -> bool:
    return topic.startswith(PERSONAL) and topic not in OWN_DOMAIN


def _names_another_subject(heard: Heard, content: Content) -> bool:
    """Tells whether a message names what no toeslag has: "klopt mijn aanslag" is not about the toeslag of before."""
    plain = in_plain_words(heard.text, content.words)
    families = [f for f in content.follow_ups.families if not any(t.startswith("toeslagen.") for t in f.topics)]
    return any(has(plain, phrase) for family in families for phrase in family.only_with)
