"""What the engine understood of a message, in our own words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class Heard:
    """One understood message.

    Attributes:
        text: the masked text without polite words around the question, or empty for a button.
        topic: topic id of the best intent, or None when it was not understood.
        confidence: probability of the best topic, 0 to 1.
        ranking: (topic id, probability), best first; topics only.
        now: the moment the answer is given for.
        said: what the citizen said, by condition (toeslag, jaar, partner …).
        answered: how often each topic was answered before in this conversation.
        rejected: topics of which the citizen said that they were not meant.
        misses: how many times in a row the chatbot did not understand, this one not counted.
        wants_other: the citizen chose "iets anders".
        cue: how it was understood when not by its own words: "vervolg", "andere_taal"; else None.
        language: code of the language when it is not Dutch, else None.
        second: it is the second question of one message: the answer stays short.
        state: in which situation somebody writes (see `states`); it changes the form, never the substance.
        sober: somebody said u: no wishes and extras.
        repairs: how often each text of the repair ladder was said, so that none is said twice running.
        last_state: the last state in this conversation that was not neutral, or empty.
        conversation: id of the conversation, for experiments; empty takes part in none.
        resembles: how much the words resemble each state, 0 to 1; empty when the model says nothing about it.
        worry: it is no crisis, and has words of somebody who may be in danger: what is said names help.
        written: the masked text as it was written, when that is more than `text`.
        together: as `ranking`, of the message read after the one that opened the talk; empty when it was not.
    """

    text: str
    topic: str | None
    confidence: float
    ranking: tuple[tuple[str, float], ...]
    now: dt.datetime
    said: Mapping[str, object] = field(default_factory=dict)
    answered: Mapping[str, int] = field(default_factory=dict)
    rejected: tuple[str, ...] = ()
    misses: int = 0
    wants_other: bool = False
    cue: str | None = None
    language: str | None = None
    second: bool = False
    state: str = "neutraal"
    sober: bool = False
    repairs: Mapping[str, int] = field(default_factory=dict)
    last_state: str = ""
    conversation: str = ""
    resembles: Mapping[str, float] = field(default_factory=dict)
    worry: bool = False
    written: str = ""
    together: tuple[tuple[str, float], ...] = ()

    @property
    def today(self) -> dt.date:
        """The day the answer is given for."""
        return self.now.date()

    def turned_to(self, topic: str, confidence: float, **changed: Any) -> Heard:
        """Returns the same message, about this topic: it goes to the front of the ranking, the others keep theirs."""
        ranking = ((topic, confidence), *((t, p) for t, p in self.ranking if t != topic))
        return replace(self, topic=topic, confidence=confidence, ranking=ranking, **changed)
