"""Masks private data: runs the finders in order, each on what the earlier ones left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.privacy import accounts, around, bsn, contact, dates, letters, names, places, public, streets
from bot.privacy.canvas import FOUND, PLACEHOLDERS, PUBLIC, Span, blank, lowered
from bot.privacy.clean import clean
from bot.privacy.kinds import KINDS

Finder = Callable[[str, str], Iterator[Span]]

# The order is the policy. What is called private by name comes before what is cleared as public, and that
# comes before what only has a private form.
_BY_NAME: tuple[Finder, ...] = (
    contact.find_mail,
    contact.find_spoken_mail,
    accounts.find_iban,
    letters.find_login,
    public.clear_service_numbers,
    public.clear_post_boxes,
    letters.find_assessment_number,
    bsn.find_named_bsn,
    dates.find_birthdate,
    public.clear_dates,
    letters.find_case_number,
    letters.find_letter_number,
    letters.find_document,
    public.clear_amounts,
)
_BY_FORM: tuple[Finder, ...] = (
    accounts.find_card_or_reference,
    contact.find_phone,
    contact.find_foreign_phone,
    accounts.find_named_account,
    letters.find_toeslagen_number,
    bsn.find_bsn,
    bsn.find_spoken_number,
    contact.find_named_phone,
    streets.find_address,
    places.find_postcode,
    names.find_name,
    around.find_name_around,
)
# Most messages hold no number at all: then only these have anything to look for.
_WITHOUT_DIGITS = frozenset(
    (
        contact.find_mail,
        contact.find_spoken_mail,
        letters.find_login,
        bsn.find_spoken_number,
        names.find_name,
        around.find_name_around,
    )
)
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Finding:
    """One piece of private data: its kind and its place in the cleaned text."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Masked:
    """A text that may be kept, and which kinds of private data it has lost."""

    text: str
    kinds: tuple[str, ...]


def _one_round(text: str) -> list[Span]:
    """Give what the finders see in a text in which earlier findings are blanked."""
    found: list[Span] = []
    low = lowered(text)
    digits = _DIGIT.search(text)
    for finder in _BY_NAME + _BY_FORM:
        if not digits and finder not in _WITHOUT_DIGITS:
            continue
        spans = list(finder(text, low))
        if spans:
            text = blank(text, spans)
            low = lowered(text)
            found += [span for span in spans if span[0] != PUBLIC]
    return found


def _findings(text: str) -> list[Finding]:
    canvas = PLACEHOLDERS.sub(lambda match: FOUND * len(match[0]), text)
    findings: list[Finding] = []
    # Blanking one thing may bring another to light. Going on until nothing is left is what makes mask
    # idempotent.
    while spans := _one_round(canvas):
        canvas = blank(canvas, sorted(spans, key=lambda span: span[1]))
        findings += [Finding(*span) for span in spans]
    return sorted(findings, key=lambda finding: finding.start)


def finds(text: str) -> list[Finding]:
    """Give the private data in a text, in order; places count in ``clean(text)``."""
    return _findings(clean(text))


def mask(text: str) -> Masked:
    """Give the cleaned text with a readable placeholder for each piece of private data, and the kinds found.

    Masking a masked text changes nothing and finds nothing.
    """
    kinds: set[str] = set()
    text = clean(text)
    while findings := _findings(text):
        kinds |= {finding.kind for finding in findings}
        parts, end = [], 0
        for finding in findings:
            parts += [text[end : finding.start], KINDS[finding.kind].placeholder]
            end = finding.end
        masked = "".join([*parts, text[end:]])
        text = clean(masked)
        if text == masked:  # almost always: only an accent or "²" left behind a masked letter makes a difference
            break
    return Masked(text, tuple(sorted(kinds)))
