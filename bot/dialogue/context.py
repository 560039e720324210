"""A message in the talk it stands in: all that a rule for follow-ups may look at, and what such a rule finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.dialogue.follow_up_words import Message
from bot.dialogue.heard import Heard
from bot.dialogue.memory import Memory
from bot.knowledge import Content
from bot.knowledge.hearing import Family, FollowUps

CUE = "vervolg"
CONFIDENCE = 0.8  # what a resolved follow-up is worth: it was found by rule, not guessed
# From this the model knows what a message is about; a guess that the talk makes likely is worth as much.
SURE = 0.6
# A guess of the model that the conversation may make the right one.
LIKELY = 0.25


@dataclass(frozen=True)
class Context:
    """A message that may go on about the last topic.

    Attributes:
        message: its words, read in talk about the family.
        heard: what the engine understood of it on its own.
        memory: what was talked about.
        family: the topics that the last one belongs with, or None.
        content: topics, words and families.
        guesses: whether an unsure guess of the model counts when the talk makes it likely.
    """

    message: Message
    heard: Heard
    memory: Memory
    family: Family | None
    content: Content
    guesses: bool = True

    @property
    def topic(self) -> str:
        """The topic that was answered last, or empty."""
        return self.memory.topic or ""

    @property
    def rules(self) -> FollowUps:
        """The rules for follow-ups (families.yml)."""
        return self.content.follow_ups

    @property
    def toeslag(self) -> str | None:
        """The toeslag that it is about: the one named now, that of the last topic, or the one named before."""
        found = self.heard.said.get("toeslag") or self.rules.toeslag_of(self.topic) or self.memory.said.get("toeslag")
        return str(found) if found else None

    @property
    def short(self) -> bool:
        """Whether it has so few words that it can be a follow-up."""
        return 0 < len(self.message.words) <= self.rules.longest


@dataclass(frozen=True)
class Found:
    """What a follow-up is about.

    Attributes:
        topic: the topic.
        confidence: how sure that is, 0 to 1.
        said: which part of its answer is asked for, as {"vraagt": name}; else nothing.
    """

    topic: str
    confidence: float = CONFIDENCE
    said: Mapping[str, object] = field(default_factory=dict)
