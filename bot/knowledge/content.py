"""The whole of what the chatbot knows and says, as one version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.knowledge.experiments import Experiment
from bot.knowledge.facts import FactBook
from bot.knowledge.hearing import FollowUps, Languages
from bot.knowledge.model import Answer, Fact, Notice, PhoneLine, Topic
from bot.knowledge.talk import Talk
from bot.knowledge.webcare_texts import WebcareTexts


@dataclass(frozen=True)
class Content:
    """One loaded, checked version of everything in data/ that the chatbot says."""

    topics: Mapping[str, Topic]
    answers: Mapping[str, Answer]
    facts: Mapping[str, tuple[Fact, ...]]
    phone_lines: Mapping[str, PhoneLine]
    texts: Mapping[str, tuple[str, ...]]
    words: Mapping[str, Mapping[object, tuple[str, ...]]]
    version: str
    notices: tuple[Notice, ...] = ()
    official_hosts: frozenset[str] = frozenset()
    follow_ups: FollowUps = FollowUps()
    languages: Languages = Languages()
    talk: Talk = Talk()
    webcare: WebcareTexts = WebcareTexts()
    experiments: tuple[Experiment, ...] = ()

    @cached_property
    def book(self) -> FactBook:
        """Where the facts, the numbers to call and the words of the day of this version are looked up."""
        return FactBook(self.facts, self.phone_lines)
