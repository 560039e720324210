"""The shapes of what helps to hear: follow-up questions, own cases, and other languages than Dutch."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from bot.knowledge.limits import Limit

SAME = "zelfde"
ALWAYS = "altijd"


@dataclass(frozen=True)
class Part:
    """A part of a family: one thing that people ask about all its topics.

    Attributes:
        name: its name, for people.
        phrases: words that name it; * stands for at most three words.
        topics: toeslag -> topic, with "altijd" for whatever toeslag; the topic "zelfde" is the one talked about.
        coming_from: topic that is talked about -> topic; goes before `topics`.
    """

    name: str
    phrases: tuple[str, ...]
    topics: Mapping[str, str] = field(default_factory=dict)
    coming_from: Mapping[str, str] = field(default_factory=dict)

    def topic(self, current: str, toeslag: object) -> str | None:
        """Returns the topic of this part for who talks about `current`, or None when there is none."""
        found = self.coming_from.get(current) or self.topics.get(str(toeslag)) or self.topics.get(ALWAYS)
        return current if found == SAME else found


@dataclass(frozen=True)
class Family:
    """Topics that belong together, with the parts they have in common.

    Attributes:
        name: its name, for people.
        topics: ids, or the start of ids followed by ".*".
        parts: its parts, in order.
        otherwise: condition -> topic to go to when the answer to the topic says nothing about that condition.
        only_with: phrases of which a condition on other talk ("en als hij …") needs one to come here; empty asks none.
        not_done: (topic pattern, topic that tells what happens if what the first says is not done).
        not_paid: the topic that tells what happens if what has to be paid is not paid; empty when nothing is paid here.
    """

    name: str
    topics: tuple[str, ...]
    parts: tuple[Part, ...]
    otherwise: Mapping[str, str] = field(default_factory=dict)
    only_with: tuple[str, ...] = ()
    not_done: tuple[tuple[str, str], ...] = ()
    not_paid: str = ""

    def holds(self, topic: str) -> bool:
        """Tells whether a topic belongs to this family."""
        return any(fnmatchcase(topic, pattern) for pattern in self.topics)

    def part_of(self, topic: str) -> Part | None:
        """Returns the part that a topic answers, or None."""
        return next((p for p in self.parts if topic in p.topics.values()), None)


@dataclass(frozen=True)
class Side:
    """One side of an answer that people ask on about: how long, how much, how, where.

    Attributes:
        name: its name, for people.
        phrases: words that ask for it; * stands for at most three words.
        found_by: what a bubble has in it that tells of this side.
        unknown: what is said when the answer does not tell of it, or an empty text to say nothing of that.
    """

    name: str
    phrases: tuple[str, ...]
    found_by: re.Pattern[str]
    unknown: str = ""


@dataclass(frozen=True)
class OwnCase:
    """How to hear that somebody asks about the own case: an own word, a word of state, and a close second guess.

    `points_at` are words with which somebody turns from the explanation to the own case.
    """

    own: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    within: float = 0.0
    points_at: tuple[str, ...] = ()


@dataclass(frozen=True)
class Polite:
    """Polite words around a question; "je" stands for every word for you.

    Attributes:
        greetings: phrases that go before a question.
        wishes: words with which somebody says to want to ask.
        small: other words that a lead-in is made of.
        announce: words that end a lead-in in which somebody wants to ask.
        with_sign: words that make small words a lead-in when a sign follows.
        after: phrases that follow a question.
        between: small words that may stand behind a lead-in and before what follows a question.
    """

    greetings: tuple[tuple[str, ...], ...] = ()
    wishes: frozenset[str] = frozenset()
    small: frozenset[str] = frozenset()
    announce: frozenset[str] = frozenset()
    with_sign: frozenset[str] = frozenset()
    after: tuple[tuple[str, ...], ...] = ()
    between: frozenset[str] = frozenset()


@dataclass(frozen=True)
class FollowUps:
    """Everything in families.yml.

    Attributes:
        longest: a follow-up has at most this many words.
        starts: words a follow-up begins with.
        same_question: words that begin the same question about another case.
        something_new: words that begin what somebody thinks of besides: "o ja".
        conditions: words that begin a condition on what was talked about: "en als".
        condition_subjects: who or what such a condition is about: "hij".
        not_done: words with which people ask what happens if it is not done.
        not_done_names: the names (`vraagt`) under which an answer tells that.
        pronouns: words that point back.
        fillers: words that say nothing about the subject.
        about: (topic pattern, toeslag) of topics about one toeslag.
        short_names: toeslag -> what it is called for short once it is clear that it is about toeslagen.
        families: the families; a topic belongs to the first that holds it.
        sides: the sides of an answer that people ask on about.
        own_case: when it is about the own case.
        limits: limits that an amount somebody tells is laid beside.
        polite: polite words that say nothing about what is asked.
    """

    longest: int = 0
    starts: tuple[str, ...] = ()
    same_question: tuple[str, ...] = ()
    something_new: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    condition_subjects: tuple[str, ...] = ()
    not_done: tuple[str, ...] = ()
    not_done_names: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()
    fillers: frozenset[str] = frozenset()
    about: tuple[tuple[str, str], ...] = ()
    short_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    families: tuple[Family, ...] = ()
    sides: tuple[Side, ...] = ()
    own_case: OwnCase = OwnCase()
    limits: tuple[Limit, ...] = ()
    polite: Polite = Polite()

    def family_of(self, topic: str) -> Family | None:
        """Returns the family of a topic, or None."""
        return next((f for f in self.families if f.holds(topic)), None)

    def toeslag_of(self, topic: str) -> str | None:
        """Returns the one toeslag that a topic is about, or None when it is about more or none."""
        return next((toeslag for pattern, toeslag in self.about if fnmatchcase(topic, pattern)), None)


@dataclass(frozen=True)
class Language:
    """A language that the chatbot recognises and answers in one line.

    Attributes:
        code: two letters, as in HTML.
        name: its Dutch name.
        line: what is said in it; facts are filled in.
        markers: words that Dutch does not have; "vergi*" stands for every word that begins so.
        letters: letters that Dutch does not have.
        script: the start of the Unicode names of its letters, when that is not LATIN.
    """

    code: str
    name: str
    line: str
    markers: frozenset[str] = frozenset()
    letters: frozenset[str] = frozenset()
    script: str = "LATIN"


@dataclass(frozen=True)
class Languages:
    """Everything in talen.yml: the languages, the words that tell Dutch, and the language for what is none of them."""

    dutch: frozenset[str] = frozenset()
    languages: tuple[Language, ...] = ()
    other: str = ""
