"""Chooses the wording that holds today for what the citizen said, and fills the facts in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.knowledge.content import Content
from bot.knowledge.facts import FactBook
from bot.knowledge.model import FORMAL, Answer, Source, Wording

LONGEST_SHORT = 280  # characters, link included: what fits in a public reply on every channel of webcare
_SENTENCE_END = re.compile(r"[.!?](?=\s)")


@dataclass(frozen=True)
class Reply:
    """An answer as it may be said on one day.

    Attributes:
        topic: topic id.
        outcome: one of the outcomes of the contract.
        bubbles: one to three texts, facts filled in.
        short: the same in at most 280 characters, or empty.
        sources: pages the answer rests on.
        follow_ups: (button text, topic id) of what people ask next.
        tax_year: the tax year the answer is about, if it is about one.
        expired: no wording holds on this day; the bubbles say so and the sources lead on.
        simpler: the same in easier words, for who asks; may be empty.
        example: an example, for who asks; may be empty.
    """

    topic: str
    outcome: str
    bubbles: tuple[str, ...]
    short: str
    sources: tuple[Source, ...]
    follow_ups: tuple[tuple[str, str], ...]
    tax_year: int | None = None
    expired: bool = False
    simpler: tuple[str, ...] = ()
    example: tuple[str, ...] = ()


def valid_wordings(answer: Answer, facts: FactBook, today: dt.date) -> list[Wording]:
    """Returns the wordings that may be shown on that day: within their dates, and with every fact known."""
    return [w for w in answer.wordings if w.validity.covers(today) and facts.fillable((*w.bubbles, w.short), today)]


def choose_wording(
    answer: Answer, facts: FactBook, today: dt.date, said: Mapping[str, object], turn: int = 0
) -> Wording | None:
    """Returns the wording that fits best, or None when none holds on that day.

    Args:
        answer: the topic's answer.
        facts: where amounts and dates stand.
        today: the day the answer is given for.
        said: what the citizen said, with the keys of the conditions (toeslag, jaar, partner …), the newest first: of
            wordings with as many conditions, the one about what was said last wins.
        turn: how often this topic was answered before in this conversation: equal wordings take turns.
    """
    fitting = [
        w
        for w in valid_wordings(answer, facts, today)
        if all(said.get(key) == value for key, value in w.conditions.items())
    ]
    if not fitting:
        return None
    age = {key: i for i, key in enumerate(said)}
    first = min(fitting, key=lambda w: (-len(w.conditions), sorted(age[key] for key in w.conditions)))
    best = [w for w in fitting if w.conditions == first.conditions]
    return best[turn % len(best)]


def reply_for(
    content: Content,
    facts: FactBook,
    topic_id: str,
    today: dt.date,
    said: Mapping[str, object] | None = None,
    turn: int = 0,
) -> Reply:
    """Returns what to say about a topic on that day.

    Raises:
        KeyError: there is no such topic.
    """
    topic = content.topics[topic_id]
    answer = content.answers[topic_id]
    wording = choose_wording(answer, facts, today, said or {}, turn)
    following = (wording.follow_ups if wording else ()) or answer.follow_ups
    follow_ups = tuple((content.answers[t].button, t) for t in following if t in content.answers)
    if wording is None:
        bubbles = tuple(facts.fill(b, today) for b in content.texts["antwoord_verlopen"])
        return Reply(topic_id, topic.outcome, bubbles, "", answer.sources, follow_ups, None, True)
    return Reply(
        topic=topic_id,
        outcome=topic.outcome,
        bubbles=tuple(facts.fill(b, today) for b in wording.bubbles),
        short=facts.fill(wording.short, today),
        sources=answer.sources,
        follow_ups=follow_ups,
        tax_year=wording.tax_year,
        simpler=_filled(wording.simpler or answer.simpler, facts, today),
        example=_filled(wording.example or answer.example, facts, today),
    )


def _filled(texts: tuple[str, ...], facts: FactBook, today: dt.date) -> tuple[str, ...]:
    """Returns the texts with their facts, or none of them when a fact has no value today."""
    return tuple(facts.fill(t, today) for t in texts) if facts.fillable(texts, today) else ()


def variants_for(
    content: Content, facts: FactBook, topic_id: str, today: dt.date
) -> tuple[tuple[Mapping[str, object], Reply], ...]:
    """Returns (conditions, reply) for every situation that gets another text on that day than everybody else.

    How somebody writes ("u") is no situation.

    Raises:
        KeyError: there is no such topic.
    """
    seen = {reply_for(content, facts, topic_id, today).bubbles}
    found = []
    for wording in valid_wordings(content.answers[topic_id], facts, today):
        if wording.conditions and FORMAL not in wording.conditions:
            reply = reply_for(content, facts, topic_id, today, wording.conditions)
            if reply.bubbles not in seen:
                seen.add(reply.bubbles)
                found.append((wording.conditions, reply))
    return tuple(found)


def short_with_link(reply: Reply, url: str) -> str:
    """Returns the answer and the address of its page in at most 280 characters, for a public reply.

    Without a short form, or when the address leaves too little room, it is the first sentences that fit. The address is
    never cut: one that leaves no room stands alone.
    """
    text = " ".join((reply.short or reply.bubbles[0]).split())
    return f"{_cut(text, LONGEST_SHORT - len(url) - 1)} {url}".strip()


def _cut(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    end = max((m.end() for m in _SENTENCE_END.finditer(text) if m.end() <= most), default=0)
    if end:
        return text[:end]
    whole_words = text[: max(0, most - 1)].rpartition(" ")[0].rstrip(",;:")
    return f"{whole_words}…" if whole_words else ""
