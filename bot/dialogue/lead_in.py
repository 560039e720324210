"""Polite words around a question: "hallo, mag ik u iets vragen" says nothing about what is asked.

The words stand in data/families.yml, under `beleefd`. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.dialogue.split import is_question
from bot.knowledge.hearing import Polite

# Of less than this nothing is asked: "hallo daar" stays as it is.
FEWEST_WORDS = 2
_YOU = frozenset("je jij jou u jullie uw".split())
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SIGN = re.compile(r"[,.:;!?\n–-]")


def question_in(text: str, polite: Polite) -> str:
    """Returns a message without the polite words before and after its question.

    What is left keeps its spelling and signs. A message that is nothing but politeness comes back whole.
    """
    found = list(_WORD.finditer(text))
    if not found:
        return text
    words = [_plain(match[0]) for match in found]
    ends = [match.start() for match in found[1:]] + [len(text)]
    signed = [bool(_SIGN.search(text, match.end(), end)) for match, end in zip(found, ends, strict=True)]
    first, last = _lead_in(words, signed, polite), _farewell(words, polite)
    if last - first < FEWEST_WORDS:
        return text
    start = found[first].start() if first else 0
    asked = text[start : ends[last - 1]]
    # "alles is duidelijk, bedankt": there the thanks are what is said.
    if last < len(words) and (is_question(asked) or "?" in asked):
        return asked.rstrip(" ,;-–\n")
    return text[start:]


def _lead_in(words: Sequence[str], signed: Sequence[bool], polite: Polite) -> int:
    """Returns how many words go before the question: greetings, and small words up to one that announces it."""
    done, known = 0, polite.small | polite.wishes | polite.announce | polite.with_sign
    while True:
        at = max((done + len(p) for p in polite.greetings if [*p] == words[done : done + len(p)]), default=done)
        wishes = announced = False
        for i in range(done, len(words)):
            if words[i] not in known:
                break
            # "mag ik vragen" announces a question, "we zeggen" does not.
            wishes = wishes or words[i] in polite.wishes
            announced = announced or words[i] in polite.with_sign
            if (wishes and words[i] in polite.announce) or (announced and signed[i]):
                at = max(at, i + 1)
        if at == done:
            return done
        while at < len(words) and words[at] in polite.between:
            at += 1
        done = at


def _farewell(words: Sequence[str], polite: Polite) -> int:
    """Returns how many words are left without the thanks and greetings at the end."""
    last = len(words)
    while True:
        until = last
        while until and words[until - 1] in polite.between:
            until -= 1
        at = min(
            (until - len(p) for p in polite.after if p and [*p] == words[max(until - len(p), 0) : until]), default=last
        )
        if at == last:
            return last
        last = at


def _plain(word: str) -> str:
    lowered = word.lower().replace("’", "'")
    return "je" if lowered in _YOU else lowered
