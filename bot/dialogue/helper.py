"""Who arranges something for another: heard once, it counts as long as the talk is about that other."""

from __future__ import annotations

import dataclasses

from bot.dialogue.asked import asked_apart
from bot.dialogue.context import CONFIDENCE, LIKELY
from bot.dialogue.heard import Heard
from bot.dialogue.memory import Memory
from bot.dialogue.speaker import MANDATE
from bot.dialogue.states import CRISIS, GRIEF, RECOVERY, as_searched
from bot.knowledge import Content
from bot.knowledge.model import ASKS, CONDITION_VALUES, HELPS

RELATION = "relatie"
# Who can no longer decide for himself needs this, also when the question was not understood.
GUARDIAN, _CANNOT_DECIDE = "machtigen.bewindvoerder", "kan_niet_meer"
ANOTHER = "ander"  # who it is was not said
_LOGGING_IN = ("digid.", "machtigen.")
# A question about one of these, after somebody said to help another, is about that other.
_OF_A_HELPER = ("machtigen.", "digid.", "aangifte.hulp", "persoonlijk.brief")


def for_another(heard: Heard, memory: Memory, content: Content) -> Heard:
    """Returns what was heard, with who it is arranged for: a wording may be meant for the helper.

    In grief, danger and the benefits affair somebody speaks of his own loss, and is no helper.
    """
    if heard.state in (GRIEF, CRISIS, RECOVERY) or GRIEF == memory.last_state:
        return heard
    named, still = _named(heard, content), _still(heard, memory, content)
    other = still if named in ("", ANOTHER) and still else named  # "met haar digid": still that mother
    if not other:
        return heard
    said = {k: v for k, v in heard.said.items() if k not in (HELPS, RELATION)}
    relation = {RELATION: other} if other in CONDITION_VALUES[RELATION] else {}
    if heard.topic is None and asked_apart(heard.text, GUARDIAN, content).get(ASKS) == _CANNOT_DECIDE:
        heard = heard.turned_to(GUARDIAN, CONFIDENCE)
    # In front: of wordings with as many conditions the one about what was said last wins.
    return _about_a_mandate(dataclasses.replace(heard, said={HELPS: "ja", **relation, **said}))


def _about_a_mandate(heard: Heard) -> Heard:
    """Returns a doubt about DigiD as what a helper has to know: with whose DigiD, and how to get a mandate."""
    if heard.topic is not None or not heard.ranking or not heard.ranking[0][0].startswith(_LOGGING_IN):
        return heard
    sure = dict(heard.ranking).get(MANDATE, 0.0)
    return heard.turned_to(MANDATE, sure) if sure >= LIKELY else heard


def helped_after(heard: Heard, memory: Memory, content: Content) -> str:
    """Returns for whom something is arranged in the rest of the talk: a relation, "ander", or nobody."""
    if heard.said.get(HELPS) == "ja":
        return str(heard.said.get(RELATION) or ANOTHER)
    return "" if _for_oneself(heard, content) else memory.helps


def _named(heard: Heard, content: Content) -> str:
    talk, plain = content.talk, as_searched(heard.text)
    if not any(pattern.search(plain) for pattern in talk.someone_else):
        return ""
    if relation := heard.said.get(RELATION):
        return str(relation)
    return next((kind for kind, search in talk.kinds_of_other.items() if search.search(plain)), ANOTHER)


def _still(heard: Heard, memory: Memory, content: Content) -> str:
    if not memory.helps or _for_oneself(heard, content):
        return ""
    about = content.talk.about_the_other
    goes_on = bool(about and about.search(as_searched(heard.text))) or heard.said.get(HELPS) == "ja"
    return memory.helps if goes_on or (heard.topic or "").startswith(_OF_A_HELPER) else ""


def _for_oneself(heard: Heard, content: Content) -> bool:
    pattern = content.talk.for_oneself
    return bool(pattern and pattern.search(as_searched(heard.text)))
