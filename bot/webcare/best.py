"""The best answers for what a citizen wrote, as somebody of webcare can insert them: short and long, true today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.calendar import date_in_words
from bot.dialogue import what_was_said
from bot.dialogue.asked import asked_apart
from bot.knowledge import Library

MOST = 3
LEAST = 0.02  # probability below which the model's guess is no better than a word that happens to match
NOT_AT_HAND = ("sociaal",)  # outcomes that are no knowledge: "graag gedaan" needs no source


@dataclass(frozen=True)
class Ranked:
    """A topic with its probability; None when it was found by its words only."""

    topic: str
    confidence: float | None = None


@dataclass(frozen=True)
class Found:
    """What a text may be about.

    Attributes:
        ranked: what the model thinks, best first; empty when it is away.
        by_words: topics of the site's own search, best first; looked up only when the model knows too little.
        resembles: how much the text resembles each state; empty when the model is away.
    """

    ranked: tuple[Ranked, ...] = ()
    by_words: tuple[str, ...] = ()
    resembles: Mapping[str, float] = field(default_factory=dict)


def best_topics(library: Library, ranked: Iterable[Ranked], by_words: Iterable[str] = ()) -> list[Ranked]:
    """Returns the topics to show: the model's, filled up with those found by their words.

    Args:
        library: the content.
        ranked: what the model thinks, best first; empty when it is away.
        by_words: topics of the site's own search, best first.
    """
    likely = [r for r in ranked if r.confidence is None or r.confidence >= LEAST]
    found: dict[str, Ranked] = {}
    for item in [*likely, *(Ranked(topic) for topic in by_words)]:
        topic = library.topic(item.topic)
        if topic and topic.outcome not in NOT_AT_HAND:
            found.setdefault(item.topic, item)
    return list(found.values())[:MOST]


def best_answers(
    library: Library, text: str, ranked: Iterable[Ranked], by_words: Iterable[str], today: dt.date
) -> list[dict[str, Any]]:
    """Returns at most three answers, best first, with today's facts filled in.

    Args:
        library: the content.
        text: the citizen's words, masked; they decide between the wordings of one topic ("bij huurtoeslag").
        ranked: see `best_topics`.
        by_words: see `best_topics`.
        today: the day the answers have to hold on.
    """
    said = what_was_said(text, library.content.words, today)
    return [
        _answer(library, item, {**asked_apart(text, item.topic, library.content), **said}, today)
        for item in best_topics(library, ranked, by_words)
    ]


def _answer(library: Library, item: Ranked, said: dict[str, object], today: dt.date) -> dict[str, Any]:
    reply = library.answer_for(item.topic, today, said)
    topic = library.content.topics[item.topic]
    return {
        "topic": item.topic,
        "title": library.content.answers[item.topic].question,
        "outcome": topic.outcome,
        "short": reply.short,
        "long": "\n\n".join(reply.bubbles),
        "expired": reply.expired,
        "tax_year": reply.tax_year,
        "sources": [
            {"title": s.title, "url": s.url, "checked": s.checked.isoformat(), "checked_text": date_in_words(s.checked)}
            for s in reply.sources
        ],
        "confidence": item.confidence,
    }
