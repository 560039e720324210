"""What kind of message it is, for when the model doubts: the own case, not ours, or somebody who needs support."""

from __future__ import annotations

import re

from bot.dialogue.heard import Heard
from bot.dialogue.phrases import has
from bot.dialogue.said import in_plain_words
from bot.dialogue.states import DEBTS, SUPPORT, all_of, as_searched
from bot.knowledge import Content

PERSONAL = "persoonlijk."
# Of a guess at the own case this is enough, when the words say so too.
SURE_ENOUGH = 0.25
# All kinds of own case together: from this on it is one, whichever it is, when nothing else is likelier. The person who
# helps sees the rest. On a fifth of the examples 0.6 brought 79 in a hundred to a person, this 86, for one message in
# two hundred that needed none.
SURE_TOGETHER = 0.4
NOT_OURS = "buiten."
# All that is not ours together: each of those answers names the right door, and a wrong one is further from it.
SURE_NOT_OURS = 0.5
# Who tells how it has been wants to be heard, not asked which subject fits. Of 2,223 real sentences 65 were asked back
# about though these together had this much; 59 of them are about one of the three, 48 about the likeliest.
SURE_OF_SUPPORT = 0.4
# In words: less ("bewuste fout") tells nothing yet.
_FEWEST_TOLD = 4
# Never about something altogether else: somebody's partner, child, or what happens in a life was named.
_UNRELATED = "buiten.niet_gerelateerd"
_LIFE = frozenset(("relatie", "kind", "levensgebeurtenis"))
_ROUNDING = 1e-9
_ASKS_TO_LOOK = re.compile(
    r"\b(?:kun|kan|kunt|kunnen|wil|wilt|zou|zouden) (?:je|jij|u|jullie|iemand|ze) (?:\w+ ){0,4}"
    r"(?:kijken|nakijken|opzoeken|uitzoeken|nagaan|checken|controleren|zien|inzien)\b|"
    r"\b(?:kijk|zoek|check|controleer) (?:je |u )?(?:eens |even |voor mij |voor me )*(?:of|in|na|op)\b"
)


def is_own_case(text: str, content: Content) -> bool:
    """Tells whether a text has an own word and a word about how things stand ("waar blijft mijn …")."""
    rule = content.follow_ups.own_case
    plain = in_plain_words(text, content.words)
    return any(has(plain, w) for w in rule.own) and any(has(plain, s) for s in rule.state)


def asks_to_look(text: str) -> bool:
    """Tells whether a text asks the chatbot to look something up: "kunt u zien of mijn adres bekend is"."""
    return _ASKS_TO_LOOK.search(as_searched(text)) is not None


def seems_own_case(heard: Heard) -> bool:
    """Tells whether an own case is the model's first guess, however unsure."""
    return bool(heard.ranking) and heard.ranking[0][0].startswith(PERSONAL)


def own_case(heard: Heard, content: Content) -> Heard:
    """Returns the own case as topic when the model doubts about it, and the words say "mine" and "how far is it".

    It doubts when a general topic is at most a little more likely, or when it would rather not choose at all. When it
    only doubts which own case it is, no words are needed. Whose wage or benefit is late goes to who pays that.
    """
    own = next(((t, p) for t, p in heard.ranking if t.startswith(PERSONAL)), None)
    if own is None or not heard.text or not heard.ranking:
        return heard
    best, confidence = heard.ranking[0]
    general = best in content.topics and content.topics[best].outcome == "antwoord"
    close = confidence - own[1] <= content.follow_ups.own_case.within + _ROUNDING
    together = all_of(PERSONAL, dict(heard.ranking))
    undecided = heard.topic is None and together >= max(SURE_ENOUGH, all_of(NOT_OURS, dict(heard.ranking)))
    sure = heard.topic is None and together >= SURE_TOGETHER and together > _likeliest_other(heard, PERSONAL)
    sure = sure and heard.state != DEBTS  # "nog 20 euro tot vrijdag" asks for no look at a balance
    if not sure and not (((general and close) or undecided) and is_own_case(heard.text, content)):
        return heard
    return heard.turned_to(*own)


def not_ours(heard: Heard) -> Heard:
    """Returns the likeliest door elsewhere as topic when the model only doubts which of those it is."""
    best = next(((t, p) for t, p in heard.ranking if t.startswith(NOT_OURS)), None)
    if heard.topic is not None or best is None or all_of(NOT_OURS, dict(heard.ranking)) < SURE_NOT_OURS:
        return heard
    if best[0] == _UNRELATED and _LIFE.intersection(
        heard.said
    ):  # "mijn vriendin is zwanger" is about something of ours
        return heard
    return heard.turned_to(*best)


def needs_support(heard: Heard) -> Heard:
    """Returns the likeliest kind of support as topic when the model only doubts which of those somebody needs."""
    best = heard.ranking[0] if heard.ranking else ("", 0.0)
    if heard.topic is not None or best[0] not in SUPPORT or len(heard.text.split()) < _FEWEST_TOLD:
        return heard
    if all_of(SUPPORT, dict(heard.ranking)) < SURE_OF_SUPPORT:
        return heard
    return heard.turned_to(*best)


def _likeliest_other(heard: Heard, kind: str) -> float:
    return max((p for t, p in heard.ranking if not t.startswith(kind)), default=0.0)
