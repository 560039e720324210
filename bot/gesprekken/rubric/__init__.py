"""The part of the rubric that a program can see (sociale-signalen, section 9). Pure: a conversation in, scores out.

P3, P7, P8, P10, P13 and P15 need a person who reads; what a program can say about them is only a hint or a hard fail.
One file for each group of points.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.gesprekken.rubric.involvement import person, repair
from bot.gesprekken.rubric.openness import bot_honesty, plain_language, scope, sources
from bot.gesprekken.rubric.respect import address, dose
from bot.gesprekken.rubric.scores import Check, Remark, Scores, average, of_hundred
from bot.gesprekken.rubric.trouble import false_alarms, hard_fails, neutral_empathy, remarks
from bot.gesprekken.rubric.view import View
from bot.gesprekken.rubric.vulnerable import vulnerable_moment
from bot.gesprekken.transcript import Played
from bot.tone import Rules

__all__ = ["POINTS", "Check", "Remark", "Scores", "average", "of_hundred", "score"]

POINTS = {
    "P1": "eerlijk over chatbot",
    "P2": "wat hij kan en niet kan",
    "P4": "gewone taal",
    "P5": "bron en datum",
    "P6": "je en register",
    "P9": "maat in medeleven",
    "P11": "herstel",
    "P12": "weg naar een mens",
    "P14": "kwetsbaar moment",
}


def score(played: Played, rules: Rules) -> Scores:
    """Returns how a conversation scores.

    Args:
        played: the conversation, with the state of each turn as a reader would name it.
        rules: the writing rules.
    """
    view = View(played, rules)
    points: tuple[Callable[[View], Check], ...] = (
        bot_honesty, scope, plain_language, sources, address, dose, repair, person, vulnerable_moment,
    )  # fmt: skip
    return Scores(
        checks=tuple(point(view) for point in points),
        hard_fails=tuple(hard_fails(view)),
        neutral_empathy=tuple(neutral_empathy(view)),
        false_alarms=tuple(false_alarms(view)),
        remarks=tuple(remarks(view)),
    )
