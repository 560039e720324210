"""Finds a person's name where somebody introduces themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.privacy.canvas import Span, lowered

_INTRODUCTION = re.compile(
    r"(?<![\w\-])(?:(?:mijn|m'n) (?:volledige |echte )?naam is[: ]|(?:ik|zoon|dochter|man|vrouw|partner|"
    r"moeder|vader) heet "
    r"|(?:(?:voor|achter|volledige )?naam|voornamen) ?: ?|met wie\? )"
)
PARTICLE = r"(?:van|de|der|den|ten|ter|el|al|la|le|'t|van der|van den|van de|in 't|op de)"
_CAPITALS = re.compile(
    rf" ?(?P<name>[A-ZÀ-Þ][\w'’\-]{{0,30}}\.?(?: (?:{PARTICLE} ){{0,2}}[A-ZÀ-Þ][\w'’\-]{{0,30}}){{0,4}})"
)
_LOWER = re.compile(
    rf" ?(?P<name>[a-zà-þ][\w'’\-]{{1,30}}(?: (?:{PARTICLE} ){{0,2}}[\w'’\-]{{2,30}}){{0,2}})"
    r" ?(?:[.,;!\n)]|$| en | ik )"
)
_NO_NAME = frozenset(
    "dat dit die het een de niet nu ook anders sinds na voortaan officieel toch verkeerd fout foutief "
    "veranderd gewijzigd "
    "gespeld onjuist bekend onbekend al nog weer zo wel hetzelfde gelijk aan belangrijk raar welkom "
    "helaas steeds meer "
    "mijn jouw hem haar zijn ik jij je u wat wie waar hoe in op bij door met voor tegen over goed juist "
    "te zoals geen "
    "gebruikt misbruikt vermeld heet naam is was wordt staat inmiddels eigenlijk gewoon altijd volgens "
    "vanaf weg zoek".split()
)


def accepted(name: str) -> bool:
    """Tells whether no word of a name is one that people say about names."""
    words = lowered(name).split()
    return not any(word in _NO_NAME for word in words if word not in ("de", "het", "in", "op", "te", "van")) and (
        words[0] not in _NO_NAME and not re.fullmatch(r"(?:ge|ver|ont|be)\w{3,}(?:d|t)", words[0])
    )


def find_name(text: str, low: str) -> Iterator[Span]:
    """Give the name in "mijn naam is ...", "ik heet ..." and "naam: ...", and in no other place."""
    for opening in _INTRODUCTION.finditer(low):
        match = _CAPITALS.match(text, opening.end())
        if not match and not opening[0].endswith((":", ": ")):
            match = _LOWER.match(text, opening.end())
        if match and accepted(match["name"]):
            yield "name", *match.span("name")
