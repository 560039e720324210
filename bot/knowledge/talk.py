"""The shapes of conversing: in which state somebody writes, small talk, and words that people ask about."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.tone import Jargon


@dataclass(frozen=True)
class Sympathy:
    """One sentence about a situation.

    Attributes:
        text: the sentence.
        only_with: say it only when this stands in the message.
        not_formal: not to somebody who says u.
        after: say it only after this state, and then instead of the others; empty is always.
    """

    text: str
    only_with: re.Pattern[str] | None = None
    not_formal: bool = False
    after: str = ""


@dataclass(frozen=True)
class State:
    """The rules of one state.

    Attributes:
        id: its name.
        owner: who keeps the list.
        reviewed: the day it was last gone through.
        review_by: the day before which it has to be gone through again.
        search: one of these has to be found.
        ignore: pieces that are taken out before searching.
        unless: when one of these is found, the state does not count.
        not_by_model: when one of these is found, the topics below do not raise it.
        not_alike: when one of these is found, its resemblance to the examples does not raise it.
        topics: topics that raise this state.
        sure_from: from which probability they do.
        resembles_from: from which resemblance to its examples the model raises it, 0 to 1.
        instead: the topic for who is not understood in this state, or empty.
        sentences: sentences about the situation, at most three.
        not_at_once: what the answer may not begin with, or may not name, right after it.
        between: the sentence that then comes first, or empty.
        goes_on_with: after its fixed text, what is clearly another question.
        goes_on: what is asked on in this state, and the topic that then is about: "haar toeslagen" after a death.
        calls: after its fixed text, what says that somebody is going to call.
        help_line: one line below the answer, or empty.
        help_known_by: a word that shows that the answer has that line already, when there is no number in it.
    """

    id: str
    owner: str
    reviewed: dt.date | None
    review_by: dt.date | None
    search: tuple[re.Pattern[str], ...]
    ignore: tuple[re.Pattern[str], ...] = ()
    unless: tuple[re.Pattern[str], ...] = ()
    not_by_model: tuple[re.Pattern[str], ...] = ()
    not_alike: tuple[re.Pattern[str], ...] = ()
    topics: tuple[str, ...] = ()
    sure_from: float = 1.0
    resembles_from: float = 1.0
    instead: str = ""
    sentences: tuple[Sympathy, ...] = ()
    not_at_once: re.Pattern[str] | None = None
    between: str = ""
    goes_on_with: tuple[re.Pattern[str], ...] = ()
    goes_on: tuple[tuple[re.Pattern[str], str], ...] = ()
    calls: tuple[re.Pattern[str], ...] = ()
    help_line: str = ""
    help_known_by: str = ""


@dataclass(frozen=True)
class SmallTalk:
    """One kind of small talk.

    Attributes:
        id: its name.
        topic: topic id it is stored under.
        whole: the whole message has to be one of these.
        replies: what to say, taken in turn; each is a list of bubbles.
        sober: what to say to somebody who says u, or in a heavy moment; empty is the same.
        action: what the program does besides, one of `ACTIONS`.
        choices: topic ids offered below it.
    """

    id: str
    topic: str
    whole: re.Pattern[str]
    replies: tuple[tuple[str, ...], ...]
    sober: tuple[tuple[str, ...], ...] = ()
    action: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Talk:
    """Everything about conversing: rules and wordings that are no answers about tax.

    Attributes:
        states: the rules for states, heavy first.
        left_out: sentences that a sober answer leaves out.
        plainer: words with "je" -> the same without, for a sober answer.
        articles: word -> its article, for a sober answer that says it without "je".
        never_alone: the words of these that never stand without article or owner.
        small_talk: the kinds of small talk.
        fillers: words at the begin and end of a message that say nothing ("hallo", "graag").
        someone_else: one of these shows that somebody arranges something for another person.
        kinds_of_other: relation -> what shows it, for who is no family of one's own household.
        about_the_other: shows that a later message still is about that person.
        for_oneself: shows that it is not.
        asks_term: how one asks about a single word; the group "woord" is that word.
        term_topics: official term, in lower case -> the topic it belongs to.
        also_explained: other words that answers use, in lower case -> meaning; only when the meaning is asked for.
        jargon: the word lists of the writing rules.
        compassion: what a sentence about the situation is recognised by (writing rule M31).
    """

    states: tuple[State, ...] = ()
    left_out: tuple[str, ...] = ()
    plainer: Mapping[str, str] = field(default_factory=dict)
    articles: Mapping[str, str] = field(default_factory=dict)
    never_alone: frozenset[str] = frozenset()
    small_talk: tuple[SmallTalk, ...] = ()
    fillers: re.Pattern[str] | None = None
    someone_else: tuple[re.Pattern[str], ...] = ()
    kinds_of_other: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    about_the_other: re.Pattern[str] | None = None
    for_oneself: re.Pattern[str] | None = None
    asks_term: tuple[re.Pattern[str], ...] = ()
    term_topics: Mapping[str, str] = field(default_factory=dict)
    also_explained: Mapping[str, str] = field(default_factory=dict)
    jargon: Jargon = field(default_factory=lambda: Jargon({}, {}))
    compassion: re.Pattern[str] | None = None
