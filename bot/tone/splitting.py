"""Cuts a text into sentences and words, each with its place, the way the writing rules count them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ADDRESS = re.compile(r"https?://[^\s)\]]+")
# A quotation stays within its line: a forgotten closing mark must not hide the rest of the bubble.
_QUOTE = re.compile(r'(["“„])([^"”“„\n]*)(["”])|(‘)([^’\n]*)(’)')
_PLACEHOLDER = re.compile(r"\{[a-z0-9_]+(?:@\d{4})?\}")
_MARKER = re.compile(r"[ \t]*(?:\d{1,2}[.)]|[-•])[ \t]+")
# Steps on one line: "Doe dit: 1. Log in. 2. Kies je toeslag." The number belongs to what follows it.
_MARKER_WITHIN = re.compile(r"(?<=[.!?:] )\d{1,2}[.)](?= [A-ZÀ-Þ])")
# A full stop in 8.00, € 1.250 or 113.nl has no space behind it, so it ends nothing.
_END = re.compile(r'[.!?…]["”’)]?(?=\s+[A-ZÀ-Þ0-9€"“„‘\[({])|:(?=\s+[A-ZÀ-Þ])|\n')
# A number, amount, telephone number part, placeholder or quotation counts as one word.
_WORD = re.compile(r"""\{_+\}|["“„‘]\s*[.]?\s*["”’]|€?\s?\d(?:[\d.,]*\d)?%?|[^\W\d_]+(?:['’-][^\W\d_]+)*""")
_SOMETHING = re.compile(r"\w")


@dataclass(frozen=True)
class Sentence:
    """A sentence with its place in the text.

    Attributes:
        start: index of the first character.
        end: index behind the last.
        text: the plain text in between (see `plain`).
        item: the number of the list this sentence is an item of, counting from 1; 0 outside lists.
        step: True for the first sentence of a list item.
        numbered: True when the list has numbers.
    """

    start: int
    end: int
    text: str
    item: int = 0
    step: bool = False
    numbered: bool = False

    @property
    def asks(self) -> bool:
        """Tells whether the sentence ends in a question mark."""
        return self.text.rstrip('"”’) ').endswith("?")


def _hide_quote(match: re.Match[str]) -> str:
    opening, inner, closing = (match[1], match[2], match[3]) if match[1] else (match[4], match[5], match[6])
    # What ends the sentence inside the marks also ends it outside: 'Er staat "Betaal nu." Dan ...'
    last = "." if inner.rstrip()[-1:] in (".", "?", "!") else " "
    return opening + (" " * (len(inner) - 1) + last if inner else "") + closing


def plain(text: str) -> str:
    """Returns the text at the same length, with web addresses, quotations and placeholder names made empty.

    Places in it are places in the text. A placeholder keeps its braces, so that patterns can see that there is one.
    """
    if "://" in text:
        text = _ADDRESS.sub(lambda m: " " * len(m[0]), text)
    if "{" in text:
        text = _PLACEHOLDER.sub(lambda m: "{" + "_" * (len(m[0]) - 2) + "}", text)
    return _QUOTE.sub(_hide_quote, text)


def sentences(text: str) -> list[Sentence]:
    """Returns the sentences of a text; the number in front of a step is not one, each step is."""
    return split_plain(plain(text))


def split_plain(text: str) -> list[Sentence]:
    """Returns the sentences of a text that went through `plain` already."""
    found: list[Sentence] = []
    start, lists, in_list = 0, 0, False
    for line in text.split("\n"):
        marker = _MARKER.match(line)
        if marker and not in_list:
            lists += 1
        in_list = bool(marker)
        first = len(found)
        inner = marker.end() if marker else 0
        # Numbers become spaces here, at the same length, so that places stay true.
        body = _MARKER_WITHIN.sub(lambda m: " " * len(m[0]), line[inner:])
        at = 0
        for end in [m.end() for m in _END.finditer(body)] + [len(body)]:
            piece = body[at:end]
            if _SOMETHING.search(piece) or _WORD.search(piece):
                begin = start + inner + at + len(piece) - len(piece.lstrip())
                found.append(
                    Sentence(
                        begin, start + inner + end, piece.strip(), lists if marker else 0,
                        step=bool(marker) and len(found) == first,
                        numbered=bool(marker) and marker[0].strip()[0].isdigit(),
                    )
                )  # fmt: skip
            at = end
        start += len(line) + 1
    return found


def words(text: str) -> list[str]:
    """Returns the words of a text; an amount, a number, a quotation and a placeholder are one word each."""
    return _WORD.findall(text)
