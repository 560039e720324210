"""Keeps a turn small: three bubbles at most, and nothing said twice."""

from __future__ import annotations

import re

from bot.tone.splitting import sentences, words

# A turn has three bubbles at most (sociale-signalen, section 6): a full answer gets no notice on top.
MAX_BUBBLES = 3
MOST_WORDS, MOST_SENTENCES = 75, 7  # of one bubble: the writing rules B14 and B15
_LISTED = re.compile(r"(?:^|\n)(?:[0-9]+[.)]|[-•]) [^\n]*\Z")
_STARTS_LIST = re.compile(r"(?:[0-9]+[.)]|[-•]) ")
_AT_HAND = re.compile(r"\bbij de hand\b", re.IGNORECASE)


def at_most(number: int, bubbles: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the bubbles, joined where they are shortest, until there are no more than a number.

    A full bubble stays by itself, even when that leaves one too many.
    """
    while len(bubbles) > number:
        pairs = [
            (_length(f"{one} {two}"), -i)
            for i, (one, two) in enumerate(zip(bubbles, bubbles[1:], strict=False))
            if fits(one, two)
        ]
        if not pairs:
            return bubbles
        i = -min(pairs)[1]
        bubbles = (*bubbles[:i], joined(bubbles[i], bubbles[i + 1]), *bubbles[i + 2 :])
    return bubbles


def fits(one: str, other: str) -> bool:
    """Tells whether two texts are no more together than one bubble may be."""
    both = f"{one} {other}"
    return _length(both) <= MOST_WORDS and len(sentences(both)) <= MOST_SENTENCES


def joined(one: str, other: str) -> str:
    """Returns two texts as one bubble; behind or before a list on a line of its own."""
    return f"{one}{chr(10) if _LISTED.search(one) or starts_list(other) else ' '}{other}"


def starts_list(bubble: str) -> bool:
    """Tells whether a bubble begins with a step or a dash: nothing fits in front of that."""
    return bool(_STARTS_LIST.match(bubble))


def without_repeats(bubbles: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the bubbles with what to have at hand only once: the first time, where the answer knows which letter."""
    told, kept = False, []
    for bubble in bubbles:
        for sentence in reversed(sentences(bubble)) if told else ():
            if _AT_HAND.search(sentence.text):
                bubble = f"{bubble[: sentence.start].rstrip()} {bubble[sentence.end :].lstrip()}".strip()
        told = told or bool(_AT_HAND.search(bubble))
        if bubble:
            kept.append(bubble)
    return tuple(kept)


def _length(bubble: str) -> int:
    return sum(len(words(s.text)) for s in sentences(bubble))
