"""What the chatbot remembers of the running conversation. It lives in one slot and ends with the conversation."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

# The slot of the engine that holds it (domain.yml).
SLOT = "geheugen"


@dataclass(frozen=True)
class Memory:
    """What was said and done so far.

    Attributes:
        topic: the topic that was answered last, or None; thanks and other small talk in between leave it.
        first: the topic of the first of two questions in one message, while the second was answered last; else None.
        said: what the citizen said about it until now, by condition, the newest first.
        somebody: who it was last about next to who is writing: "ouder", "partner" …; or None.
        event_day: the day (YYYY-MM-DD) on which something changed for who is writing, or "".
        death_day: the day (YYYY-MM-DD) on which somebody died, or "".
        amounts: what the writer earns a year ("inkomen") and has to pay ("schuld"), in euros, as far as told.
        asked: what was asked apart of that topic ("toeslagen" after a death), or empty.
        doubt: the likeliest topic of a question back, until something is answered.
        may_ask: what the question asks apart of each topic to choose from, until something is answered.
        offered: the topics that the last turn asked to choose from, in the order of its buttons; else none.
        answered: how often each topic was answered.
        misses: how many times in a row the chatbot did not understand.
        all_misses: how many times in this conversation.
        repairs: how often each text of the repair ladder was said.
        used: how often each kind of small talk was answered.
        forms: the other forms ("makkelijker", "voorbeeld") that the last topic was given in.
        rejected: topics of which the citizen said that they were not meant.
        beside: topics that came close when the last one was answered: what else may have been meant.
        told: a mark of the whole answer that was given last, to know it again; 0 is none.
        shown: marks of the bubbles that the last turn had to say, to know them again; the text itself is not kept.
        again: how many times running that was the same, and said in other words.
        outside: the topic of the last turn when that was not ours, else empty.
        asked_back: the topic of the last turn when that asked something that a few words answer, else empty.
        turns: how many messages were answered.
        opened: how many messages ago somebody said in words of his own what is talked about; 0 is never.
        reflected: in which turn the question was said back for the last time; 0 is never.
        sober: somebody said u.
        last_state: the last state that was not neutral, for the measure of sympathy; never that of a crisis.
        sympathy_last_turn: the last turn had a sentence about the situation.
        sympathy_count: how many turns had one.
        helps: for whom something is arranged: a relation, "ander" or nobody.
        told_mandate: it was told how somebody may act for another.
        asked_helped: it was asked whether the answer helped.
        awaits_helped: that was asked in the last turn.
        with_help: how many turns the conversation stays with the fixed text about help; 0 is not.
        surely_in_danger: a rule found that, and not the model alone.
        awaits_remark: the last turn asked what was missed.
    """

    topic: str | None = None
    first: str | None = None
    said: Mapping[str, object] = field(default_factory=dict)
    somebody: str | None = None
    event_day: str = ""
    death_day: str = ""
    amounts: Mapping[str, float] = field(default_factory=dict)
    asked: str = ""
    doubt: str | None = None
    may_ask: Mapping[str, str] = field(default_factory=dict)
    offered: Sequence[str] = ()
    answered: Mapping[str, int] = field(default_factory=dict)
    misses: int = 0
    all_misses: int = 0
    repairs: Mapping[str, int] = field(default_factory=dict)
    used: Mapping[str, int] = field(default_factory=dict)
    forms: Sequence[str] = ()
    rejected: Sequence[str] = ()
    beside: Sequence[str] = ()
    told: int = 0
    shown: Sequence[int] = ()
    again: int = 0
    outside: str = ""
    asked_back: str = ""
    turns: int = 0
    opened: int = 0
    reflected: int = 0
    sober: bool = False
    last_state: str | None = None
    sympathy_last_turn: bool = False
    sympathy_count: int = 0
    helps: str = ""
    told_mandate: bool = False
    asked_helped: bool = False
    awaits_helped: bool = False
    awaits_remark: bool = False
    with_help: int = 0
    surely_in_danger: bool = False

    @classmethod
    def from_slot(cls, value: Mapping[str, Any] | None) -> Memory:
        """Returns the memory that a slot holds; what an older version left in it is dropped."""
        known = {f.name for f in dataclasses.fields(cls)}
        return cls(**{k: v for k, v in (value or {}).items() if k in known})

    def said_with(self, now: Mapping[str, object]) -> dict[str, object]:
        """Returns what is said now with what was said before, the newest first."""
        return {**now, **{k: v for k, v in self.said.items() if k not in now}}

    def to_slot(self) -> dict[str, Any]:
        """Returns the memory as plain data."""
        data = dataclasses.asdict(self)
        return {k: list(v) if isinstance(v, tuple) else v for k, v in data.items()}
