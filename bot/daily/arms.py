"""What experiments did on one day, by arm. Pure.

A conversation counts once, on the day it first saw its arm, and for what came after that. Everybody who saw it counts,
also who said nothing: who answers "did it help" may differ between the arms.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping

from bot.insight import ArmDay
from bot.transcript import Said, Talk

AGAIN_WITHIN = 2  # turns of the citizen


def arms_of_day(talks: Iterable[Talk], day: dt.date, closings: Mapping[str, bool]) -> list[ArmDay]:
    """Returns what each arm came to among the conversations that saw it for the first time on a day.

    Args:
        talks: the conversations of that day, each as a whole.
        day: the day.
        closings: what citizens answered to "is your question answered", by conversation.
    """
    found: dict[tuple[str, str], ArmDay] = {}
    for talk in talks:
        first: dict[str, Said] = {}
        for message in talk.said:
            if message.experiment:
                first.setdefault(message.experiment[0], message)
        for experiment, message in first.items():
            if message.day != day or message.experiment is None:
                continue
            arm = message.experiment[1]
            so_far = found.get((experiment, arm), ArmDay(experiment, day, arm))
            found[experiment, arm] = _added(so_far, talk, message, closings.get(talk.id))
    return [found[key] for key in sorted(found)]


def _added(so_far: ArmDay, talk: Talk, shown: Said, closing: bool | None) -> ArmDay:
    marks = [helpful for seq, helpful in talk.thumbs if seq in (0, shown.seq)]
    marks += [] if closing is None else [closing]
    return dataclasses.replace(
        so_far,
        shown=so_far.shown + 1,
        # Who says both yes and no is not helped.
        helped=so_far.helped + (bool(marks) and all(marks)),
        not_helped=so_far.not_helped + (bool(marks) and not all(marks)),
        handed_over=so_far.handed_over + handed_over(talk, shown),
        asked_again=so_far.asked_again + asked_again(talk, shown),
    )


def handed_over(talk: Talk, shown: Said) -> bool:
    """Tells whether the conversation went on to a person afterwards."""
    return any(m.seq > shown.seq and (m.outcome == "overdracht" or m.role == "medewerker") for m in talk.said)


def asked_again(talk: Talk, shown: Said) -> bool:
    """Tells whether one of the next two turns was about the same topic, also "korter" or "ik snap het niet"."""
    turns = 0
    for message in (m for m in talk.said if m.seq > shown.seq):
        turns += message.role == "burger"
        if turns > AGAIN_WITHIN:
            return False
        if turns and message.role == "chatbot" and message.topic == shown.topic:
            return True
    return False
