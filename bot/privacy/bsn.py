"""Finds burgerservicenummers, in whatever groups and with whatever separators they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from bot.privacy.canvas import CLEARED, FOUND, Span, before
from bot.privacy.checksums import passes_elfproef
from bot.privacy.public import is_date_or_years, is_money

# ". " and ", " end a sentence or a list item, so they do not bind two groups of digits.
_RUN = re.compile(r"\d+(?:(?: {1,2}|[.\-_/·•,*']| [.\-_/·•] )\d+)*")
_GROUP = re.compile(r"\d+")
# Part of a longer row of numbers counts only when it is grouped as people group a bsn.
_USUAL_GROUPS = frozenset(((9,), (8,), (4, 2, 3), (3, 3, 3), (3, 2, 4), (2, 2, 2, 3), (2, 3, 4), (1,) * 9))

_WORDS = re.compile(
    r"(?<![a-z])(?:bsn|b\.s\.n|burger ?-?service ?-?(?:nummer|nr|num)|sofi ?-?(?:nummer|nr)|sofi(?![a-z])|"
    r"persoonsnummer|fiscaal nummer)"
)
_WORD_AFTER = re.compile(
    r" {0,2}(?:[(=]|is|dat is|,)? ?(?:(?:mijn|m'n|zijn|haar|ons|het|als) )?(?:bsn|burgerservicenummer|"
    r"sofinummer)"
)
# A number behind one of these is about something else, also when the word bsn stands a little earlier.
_OTHER_SUBJECT = re.compile(
    r"kvk|telefoon|tel\b|mobiel|rekening|iban|inkomen|omzet|winst|bedrag|postcode|kenmerk|zaaknummer|"
    r"dossier|[?!;]"
)
_TIGHT = re.compile(r"[\s:=.\-(\"']*(?:(?:nummer|nr|is|van|mij|mijn|het)[\s:=.\-(\"']*){0,3}")
_KVK = re.compile(r"(?:kvk|k\.v\.k|kamer van koophandel|handelsregister)[^\d]{0,20}$")

_DIGIT_WORDS = {
    word: str(digit)
    for digit, words in enumerate("nul een,één twee drie vier vijf zes zeven acht negen".split())
    for word in words.split(",")
}
_ONE_WORD = "(?:" + "|".join(_DIGIT_WORDS) + ")"
_SPOKEN = re.compile(
    rf"(?<![^\W_]){_ONE_WORD}(?:[ ,.\-]{{1,2}}{_ONE_WORD}(?![^\W_])){{7,9}}(?![ ,.\-]{{1,2}}{_ONE_WORD})"
)


def _digits(part: str) -> str:
    return "".join(_GROUP.findall(part))


@dataclass(frozen=True)
class _Window:
    """A stretch of whole groups of digits that is as long as a bsn."""

    start: int
    end: int
    digits: str


def _windows(run: re.Match[str], *, named: bool) -> Iterator[_Window]:
    """Give each stretch of groups that can be a bsn of 9 digits, then of 8; when named, typing errors too."""
    groups = [(group.start() + run.start(), group.end() + run.start()) for group in _GROUP.finditer(run[0])]
    digits = "".join(_GROUP.findall(run[0]))
    # How many digits come before each group: two entries that differ by 9 are the edges of a stretch of 9.
    edges = list(accumulate((stop - start for start, stop in groups), initial=0))
    place_of = {edge: place for place, edge in enumerate(edges)}
    for wanted in (9, 8):
        for first, edge in enumerate(edges[:-1]):
            last = place_of.get(edge + wanted)
            if wanted == 8 and last and last - first not in (1, len(groups)):
                continue
            # The cheap questions first: a hostile message holds thousands of stretches.
            if last is None or not (named or passes_elfproef(digits[edge : edge + wanted])):
                continue
            if (
                last - first == len(groups)
                or tuple(stop - start for start, stop in groups[first:last]) in _USUAL_GROUPS
            ):
                yield _Window(groups[first][0], groups[last - 1][1], digits[edge : edge + wanted])


def _in_run(low: str, run: re.Match[str], *, named: bool) -> Iterator[Span]:
    """Give the bsn in one row of numbers; when it is named as a bsn, a typing error does not save it."""
    if run.end() - run.start() < 8:
        return
    found: list[Span] = []
    end = 0
    for window in _windows(run, named=named):
        part = low[window.start : window.end]
        if is_date_or_years(part) or not window.digits.strip("0"):
            continue
        if not named and (is_money(part) or (len(window.digits) == 8 and _KVK.search(before(low, window.start, 45)))):
            continue
        # Stretches of 9 come in order and those of 8 after them, so only the last group needs the full check.
        if window.start >= end or not any(start < window.end and window.start < stop for _, start, stop in found):
            found.append(("bsn", window.start, window.end))
            end = max(end, window.end)
    yield from sorted(found, key=lambda span: span[1])


def find_named_bsn(_text: str, low: str) -> Iterator[Span]:
    """Give numbers that are called a bsn, also when the elfproef fails: a typing error is still private."""
    end = 0
    for word in _WORDS.finditer(low):
        place, limit = max(word.end(), end), word.end() + 70
        while run := _RUN.search(low, place, limit + 30):
            gap = low[place : run.start()]
            if run.start() > limit or FOUND in gap or CLEARED in gap or _OTHER_SUBJECT.search(gap):
                break
            spans = list(_in_run(low, run, named=True))
            tight = place == word.end() and _TIGHT.fullmatch(gap)
            if not spans and tight and len(_digits(run[0])) in (7, 10) and not is_date_or_years(run[0]):
                spans = [("bsn", run.start(), run.end())]
            yield from spans
            place = end = run.end()
            if spans:  # "bsn van mijn kinderen: 111222333 en 444555666"
                limit = place + 30
    if "bsn" in low or "nummer" in low:
        for run in _RUN.finditer(low, end):
            if _WORD_AFTER.match(low, run.end()):
                yield from _in_run(low, run, named=True)


def find_bsn(_text: str, low: str) -> Iterator[Span]:
    """Give numbers of 8 or 9 digits that pass the elfproef and are no amount, date or KvK number."""
    for run in _RUN.finditer(low):
        yield from _in_run(low, run, named=False)


def find_spoken_number(_text: str, low: str) -> Iterator[Span]:
    """Give a bsn or phone number written out in words, as speech recognition does: "een twee drie ..."."""
    for match in _SPOKEN.finditer(low):
        digits = "".join(_DIGIT_WORDS[word] for word in re.split(r"[ ,.\-]+", match[0]))
        if len(digits) == 10:
            if digits[0] == "0":
                yield "phone", match.start(), match.end()
        elif passes_elfproef(digits) or _WORDS.search(before(low, match.start(), 40)):
            yield "bsn", match.start(), match.end()
