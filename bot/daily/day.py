"""What one day of conversations came to. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from bot.daily.arms import arms_of_day
from bot.insight import ArmDay
from bot.transcript import Talk

# Kinds of counts by day: a typed question by outcome, by topic, and its words by whether we know them.
ASKED, TOPIC, WORD = "dag_vraag", "dag_onderwerp", "dag_woord"
KNOWN, UNKNOWN = "bekend", "onbekend"
_MASKED = re.compile(r"\[[^\]]*\]")
_WORD = re.compile(r"[^\W\d_]{3,}")


def words_in(text: str) -> list[str]:
    """Returns the words of three letters and more in lower case; what was masked is none."""
    return [w.lower() for w in _WORD.findall(_MASKED.sub(" ", text))]


def counts_of_day(talks: Iterable[Talk], day: dt.date, known: Collection[str]) -> dict[tuple[str, str, str], int]:
    """Returns the number by (kind, topic, detail) of the questions that were typed on a day.

    Args:
        talks: the conversations of that day.
        day: the day.
        known: words that the examples hold.
    """
    found: Counter[tuple[str, str, str]] = Counter()
    for talk in talks:
        for i, message in enumerate(talk.said):
            if not message.typed or message.day != day:
                continue
            reply = next((m for m in talk.said[i + 1 :] if m.outcome or m.role == "burger"), None)
            if reply is None or reply.role != "chatbot" or not reply.outcome:
                continue  # a person had the conversation
            found[ASKED, "", reply.outcome] += 1
            if reply.topic and reply.outcome not in ("verduidelijking", "niet_begrepen"):
                found[TOPIC, reply.topic, ""] += 1
            for word in words_in(message.text):
                found[WORD, "", KNOWN if word in known else UNKNOWN] += 1
    return dict(found)


def day_of(
    talks: list[Talk], day: dt.date, known: Collection[str], closings: Mapping[str, bool]
) -> tuple[list[ArmDay], dict[tuple[str, str, str], int]]:
    """Returns the experiments and the counts of a day; see `arms_of_day` and `counts_of_day`."""
    return arms_of_day(talks, day, closings), counts_of_day(talks, day, known)
