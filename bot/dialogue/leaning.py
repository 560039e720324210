"""A message that leans on the talk, and of which the model says so: then its next best guess counts."""

from __future__ import annotations

from bot.dialogue.follow_up_words import VAGUE, Message
from bot.dialogue.heard import Heard
from bot.dialogue.own_case import PERSONAL
from bot.knowledge.hearing import SAME, Family

# "kan dat ook in stukjes": the model doubts between "that needs context" and one topic. With the context there, of what
# is left one topic has this part; within the family less has to be left.
MOST_OF_THE_REST = 0.6
WORTH_ELSEWHERE, WORTH_IN_FAMILY = 0.3, 0.15
_NO_TOPIC = (PERSONAL, "sociaal.", "buiten.")


def leaning_guess(message: Message, heard: Heard, current: str, family: Family | None, longest: int) -> str | None:
    """Returns the topic that the model would choose for a message that points back, its lack of context left out.

    Args:
        message: the words of it.
        heard: what the model made of it.
        current: the last topic.
        family: its family, which may have another place for it: "in delen" in talk about a toeslag stays there.
        longest: the most words that such a message has.
    """
    if heard.topic not in (None, *VAGUE) or not 0 < len(message.words) <= longest:
        return None
    if not (message.points_back or message.marked):
        return None
    rest = [(t, p) for t, p in heard.ranking if t not in VAGUE]
    left = 1 - sum(p for t, p in heard.ranking if t in VAGUE)
    if not rest:
        return None
    best, most = max(rest, key=lambda pair: pair[1])
    worth = WORTH_IN_FAMILY if family and family.holds(best) else WORTH_ELSEWHERE
    if best.startswith(_NO_TOPIC) or most < worth or most < MOST_OF_THE_REST * left:
        return None
    parts = [p for p in family.parts if best in p.topics.values()] if family else []
    here = next((p.coming_from[current] for p in parts if current in p.coming_from), best)
    return current if here == SAME else here
