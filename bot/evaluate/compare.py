"""Two models side by side: what each makes of the same questions, and whether a difference is more than noise. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scipy.stats import binomtest

from bot.dialogue.chosen import topics_on
from bot.evaluate.score import MEASURES, Result

BETTER_IS_LESS = ("wrong", "wrong_confident")
SURE_ENOUGH = 0.05  # how often a fall of this size would show up by chance alone
MOST_CHANGES = 500


@dataclass(frozen=True)
class Difference:
    """One measure on the same questions, before and after.

    Attributes:
        total: how many questions.
        before: how many had it with the old model.
        after: how many have it with the new one.
        gained: questions that only the new model has right.
        lost: questions that only the old model had right.
        chance: how often so one-sided a change would come by chance (exact McNemar test), 0 to 1.
        fell: worse, and by more than chance.
    """

    total: int
    before: int
    after: int
    gained: int
    lost: int
    chance: float
    fell: bool


def difference(before: Sequence[Result], after: Sequence[Result], measure: str) -> Difference:
    """Returns how a measure changed; both lists hold the same questions in the same order."""
    pairs = [(bool(getattr(a, measure)), bool(getattr(b, measure))) for a, b in zip(before, after, strict=True)]
    gained, lost = sum(b and not a for a, b in pairs), sum(a and not b for a, b in pairs)
    if measure in BETTER_IS_LESS:
        gained, lost = lost, gained
    chance = binomtest(lost, gained + lost).pvalue if gained + lost else 1.0
    return Difference(
        total=len(pairs),
        before=sum(a for a, _ in pairs),
        after=sum(b for _, b in pairs),
        gained=gained,
        lost=lost,
        chance=float(chance),
        fell=bool(lost > gained and chance < SURE_ENOUGH),
    )


def differences(before: Sequence[Result], after: Sequence[Result]) -> dict[str, Difference]:
    """Returns the change of every measure."""
    return {m: difference(before, after, m) for m in MEASURES}


def by_topic(before: Sequence[Result], after: Sequence[Result]) -> list[tuple[str, Difference]]:
    """Returns the change in right answers for each topic that changed, what lost most first."""
    groups: dict[str, list[tuple[Result, Result]]] = defaultdict(list)
    for a, b in zip(before, after, strict=True):
        groups[a.question.topic].append((a, b))
    found = [(topic, difference(*zip(*pairs, strict=True), "right")) for topic, pairs in groups.items()]
    changed = [(topic, d) for topic, d in found if d.gained or d.lost]
    return sorted(changed, key=lambda item: (item[1].gained - item[1].lost, item[0]))


@dataclass(frozen=True)
class Said:
    """What a model makes of a message: the topic and outcome of its first reply, and what it offers.

    Attributes:
        topic: topic id, or None.
        outcome: outcome of the reply.
        offered: topics it asks to choose from.
        confidence: 0 to 1.
    """

    topic: str | None
    outcome: str
    offered: tuple[str, ...]
    confidence: float


def said(replies: Sequence[Mapping[str, Any]]) -> Said:
    """Returns what counts of the replies to one message."""
    reply = next((r for r in replies if r.get("cue") != "privacy"), {})
    offered = tuple(topics_on(reply))
    topic, outcome = reply.get("topic"), reply.get("outcome") or ""
    asks = outcome in ("verduidelijking", "niet_begrepen")
    return Said(topic, outcome, offered if asks else (), float(reply.get("confidence") or 0.0))


@dataclass(frozen=True)
class Change:
    """A real, masked message that would get another answer.

    Attributes:
        text: the message.
        times: how many citizens sent it.
        before: what the published model makes of it.
        after: what the new one makes of it.
        worse: it had an answer and will have none: that is what a trainer looks at first.
    """

    text: str
    times: int
    before: Said
    after: Said
    worse: bool


def changes(texts: Sequence[str], before: Sequence[Said], after: Sequence[Said]) -> list[Change]:
    """Returns the messages that would get another answer: what got worse first, then what most people asked."""
    times = Counter(texts)
    seen: dict[str, Change] = {}
    for text, a, b in zip(texts, before, after, strict=True):
        if text in seen or (a.topic, a.outcome, a.offered) == (b.topic, b.outcome, b.offered):
            continue
        answered = a.topic is not None and a.outcome not in ("verduidelijking", "niet_begrepen")
        loses = answered and (b.topic is None or b.outcome in ("verduidelijking", "niet_begrepen"))
        seen[text] = Change(text, times[text], a, b, loses)
    return sorted(seen.values(), key=lambda c: (not c.worse, -c.times, c.text))[:MOST_CHANGES]
