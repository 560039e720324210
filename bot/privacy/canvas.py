"""The text on which finders work: what has been found or cleared is blanked, so nobody looks at it twice.

A blank keeps its length, so places stay true. No finder may look across a blank or count its length: that
is what makes masking idempotent, because a placeholder is a blank of another length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.privacy.kinds import KINDS

FOUND = "\x00"
CLEARED = "\x01"
PUBLIC = "public"  # the kind of a span that only looks private, such as the number of the Belastingtelefoon

Span = tuple[str, int, int]

PLACEHOLDERS = re.compile("|".join(re.escape(kind.placeholder) for kind in KINDS.values()))


def blank(text: str, spans: Iterable[Span]) -> str:
    """Give the text with each span blanked; spans are in order and do not overlap."""
    parts, end = [], 0
    for kind, start, stop in spans:
        parts += [text[end:start], (CLEARED if kind == PUBLIC else FOUND) * (stop - start)]
        end = stop
    return "".join([*parts, text[end:]])


def lowered(text: str) -> str:
    """Give the text in lower case with the same length, so places in it are places in the text."""
    return text.replace("\u0130", "I").lower()  # the one letter that becomes two in lower case


def before(text: str, place: int, width: int) -> str:
    """Give at most width characters before a place, and nothing from before a blank."""
    part = text[max(0, place - width) : place]
    return part[max(part.rfind(FOUND), part.rfind(CLEARED)) + 1 :]


def keyed(text: str, words: re.Pattern[str], value: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Give each value that follows one of the words; the value's pattern says how far it may stand."""
    end = 0
    for word in words.finditer(text):
        if word.end() >= end and (found := value.match(text, word.end())):
            end = found.end()
            yield found
