"""Which form of an answer a conversation gets while an experiment runs. Nothing is stored: the id decides, for ever."""

from __future__ import annotations

import hashlib
from typing import Any

from bot.dialogue.heard import Heard
from bot.dialogue.states import HEAVY_STATES
from bot.knowledge.experiments import Cue, Experiment, Kind, never

EXPERIMENT = "experiment"  # key of the message: which experiment and which arm, never shown to the citizen
A, B = "A", "B"


def arm_of(experiment: Experiment, conversation: str) -> str | None:
    """Returns "A" or "B" for a conversation that takes part, else None; the same answer each time it is asked.

    The id of a conversation is random and nobody can choose it. The experiment's id is the key, so that who gets B in
    one experiment has no more chance of B in another.
    """
    if not conversation:
        return None
    key = hashlib.blake2b(experiment.id.encode(), digest_size=32).digest()
    digest = hashlib.blake2b(conversation.encode(), key=key, digest_size=16).digest()
    takes_part, side = int.from_bytes(digest[:8], "big"), digest[8]
    if takes_part >= experiment.share * 2**64:
        return None
    return B if side & 1 else A


def answer_experiment(experiments: tuple[Experiment, ...], heard: Heard) -> Experiment | None:
    """Returns the running experiment with the wording of this answer, or None."""
    return _running(experiments, Kind.ANSWER, None, heard)


def cue_is_said(cue: Cue, experiments: tuple[Experiment, ...], message: dict[str, Any], heard: Heard) -> bool:
    """Tells whether a cue that belongs here is said; marks the message when that is being tried out.

    Ask only when the cue would be said: then both arms are marked at the same moments, and differ in nothing else.
    """
    found = _running(experiments, Kind.CUE, cue, heard)
    if found is None or EXPERIMENT in message:
        return True
    arm = arm_of(found, heard.conversation)
    if arm:
        message[EXPERIMENT] = {"id": found.id, "arm": arm}
    return arm != B


def _running(experiments: tuple[Experiment, ...], kind: Kind, cue: Cue | None, heard: Heard) -> Experiment | None:
    if not heard.conversation or heard.topic is None or never(heard.topic, (heard.state, heard.last_state)):
        return None
    # Anger at the service may be a state to try a sentence in; for another wording it is no moment.
    if kind is Kind.ANSWER and heard.state in HEAVY_STATES:
        return None
    return next(
        (
            e
            for e in experiments
            if e.kind is kind
            and e.cue is cue
            and e.runs(heard.today)
            and (not e.topics or heard.topic in e.topics)
            and (not e.states or heard.state in e.states)
        ),
        None,
    )
