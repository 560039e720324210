"""The writing rules as data that has been checked: what `lint` needs, and nothing that can still be wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.tone.jargon import Jargon


@dataclass(frozen=True)
class Limits:
    """Above which number a count is a notice or an error; None is never."""

    notice: float | None = None
    error: float | None = None

    def level(self, value: float) -> str | None:
        """Returns "fout" or "let_op" for a value above a limit, else None."""
        if self.error is not None and value > self.error:
            return "fout"
        if self.notice is not None and value > self.notice:
            return "let_op"
        return None


@dataclass(frozen=True)
class Rule:
    """One writing rule.

    Attributes:
        id: its stable name, such as B12.
        name: what it asks, in Dutch.
        level: "fout" or "let_op"; counts take their level from the limits.
        kind: regex, telling, lijst, beurt, gesprek, onderdelen or elders.
        better: what to do about it, in Dutch.
        better_for: found text in lower case -> what to write instead.
        pattern: what may not occur, or for counts of compassion what is counted.
        unless: a find that overlaps a match of this is no find.
        whole_text: look in the text as it is, quotations and web addresses included.
        measure: what is counted.
        limits: from where a count is too high.
        limits_in: state of the conversation -> limits that hold then.
        max_words: the most words a counted sentence may have.
        not_in: states of the conversation in which the rule does not hold.
        word_list: "vervangen" or "uitleggen".
        parts: kind of message -> parts it must have, each a tuple of alternatives.
        bad: an example the rule finds.
        good: an example that no rule finds fault with.
    """

    id: str
    name: str
    level: str
    kind: str
    better: str
    better_for: Mapping[str, str] = field(default_factory=dict)
    pattern: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    whole_text: bool = False
    measure: str = ""
    limits: Limits = Limits()
    limits_in: Mapping[str, Limits] = field(default_factory=dict)
    max_words: int | None = None
    not_in: frozenset[str] = frozenset()
    word_list: str = ""
    parts: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    bad: Any = None
    good: Any = None


@dataclass(frozen=True)
class ReadingLevel:
    """From where the reading level of a whole answer is worth a word."""

    from_words: int = 30
    notice_below: float = 60
    error_below: float = 45
    long_sentence: int = 16
    long_word: int = 4


@dataclass(frozen=True)
class Exemption:
    """Rules that do not hold for these topics and parts; no topics is all of them, and no parts too."""

    rules: frozenset[str]
    topics: frozenset[str]
    parts: frozenset[str]


@dataclass(frozen=True)
class Rules:
    """All writing rules, with the word lists."""

    rules: tuple[Rule, ...]
    jargon: Jargon
    reading_level: ReadingLevel = ReadingLevel()
    kinds: Mapping[str, str] = field(default_factory=dict)
    exemptions: tuple[Exemption, ...] = ()

    def __getitem__(self, rule_id: str) -> Rule:
        """Returns the rule with that id.

        Raises:
            KeyError: there is none.
        """
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)

    def of_kind(self, *kinds: str) -> tuple[Rule, ...]:
        """Returns the rules of these kinds, in the order of the file."""
        return tuple(r for r in self.rules if r.kind in kinds)

    @property
    def compassion(self) -> re.Pattern[str] | None:
        """What finds a sentence of compassion, or None when no rule is about that."""
        return next((r.pattern for r in self.of_kind("beurt") if r.measure == "medeleven"), None)

    def exceptions_for(self, topic: str = "", part: str = "bubbel") -> frozenset[str]:
        """Returns the ids of the rules that do not hold there.

        Args:
            topic: topic id, or gesprek.<name> for a fixed text.
            part: which part of an answer: bubbel, kort, knop or vraag.
        """
        found: set[str] = set()
        for exception in self.exemptions:
            if (not exception.topics or topic in exception.topics) and (not exception.parts or part in exception.parts):
                found |= exception.rules
        return frozenset(found)

    def message_kind(self, topic: str) -> str:
        """Returns which kind of message a topic or fixed text is (for its obligatory parts), or an empty string."""
        return self.kinds.get(topic, "")
