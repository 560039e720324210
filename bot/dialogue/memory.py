"""What the chatbot remembers of the running conversation. It lives in one slot and ends with the conversation."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Memory:
    """What was said and done so far.

    Attributes:
        topic: the topic that was answered last, or None.
        said: what the citizen said until now, by condition; what was said later wins.
        answered: how often each topic was answered.
        misses: how many times in a row the chatbot did not understand.
    """

    topic: str | None = None
    said: Mapping[str, object] = field(default_factory=dict)
    answered: Mapping[str, int] = field(default_factory=dict)
    misses: int = 0

    @classmethod
    def from_slot(cls, value: Mapping[str, Any] | None) -> Memory:
        """Returns the memory that a slot holds; what an older version left in it is dropped."""
        known = {f.name for f in dataclasses.fields(cls)}
        return cls(**{k: v for k, v in (value or {}).items() if k in known})

    def to_slot(self) -> dict[str, Any]:
        """Returns the memory as plain data."""
        return dataclasses.asdict(self)
