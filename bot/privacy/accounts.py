"""Finds bank accounts, payment cards and long payment references."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.privacy.canvas import Span, keyed
from bot.privacy.checksums import IBAN_PATTERNS, passes_luhn, passes_mod97
from bot.privacy.public import is_date_or_years, is_money

_START = re.compile(r"[a-z]{2}[ .\-]{0,2}\d[ .\-]{0,2}\d")
# So particular a form that the check digits need not be right: a typing error is still private.
_NEARLY_DUTCH = re.compile(r"nl[ .\-]{0,2}\d[ .\-]{0,2}\d[ .\-]{0,2}[a-z]{4}(?:[ .\-]{0,2}\d){10}(?!\d)")

_WORDS = re.compile(r"iban(?:[- ]?(?:nummer|nr))?|rekening(?:[- ]?(?:nummer|nr))?|rek\.? ?nr|giro(?:nummer)?(?![a-z])")
_NAMED = re.compile(
    r"[^\d\x00\x01?!]{0,40}?(?P<value>"
    r"(?<![a-z])[a-z]{2}[ .\-]?\d[ .\-]?\d[ .\-]{0,2}(?:[a-z]{4}[ .\-]{0,2}\d(?:[ .\-]?\d){4,11}|"
    r"\d(?:[ .\-]?\d){7,27})"
    r"|(?<![a-z])[a-z]{4}[ .\-]?0\d(?:[ .\-]?\d){6,9}"
    r"|(?<![€+])\d(?:[ .]?\d){6,9}(?![ .]?\d|,\d| ?(?:€|euro)))"
)

_LONG = re.compile(r"(?<!\d)\d(?:[ .\-]?\d){11,18}(?!\d)")
_FOURS = re.compile(r"\d{4}([ .\-]?)\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?|\d{4}([ .\-])\d{6}\2\d{5}")


def find_iban(_text: str, low: str) -> Iterator[Span]:
    """Give account numbers of any country, and Dutch ones with a typing error."""
    end = 0
    for start in _START.finditer(low):
        pattern = IBAN_PATTERNS.get(start[0][:2])
        if start.start() < end or pattern is None:
            continue
        match = pattern.match(low, start.start())
        if match and not passes_mod97(re.sub(r"[ .\-]", "", match[0])):
            match = None
        match = match or _NEARLY_DUTCH.match(low, start.start())
        if match:
            end = match.end()
            yield "iban", match.start(), end


def find_named_account(_text: str, low: str) -> Iterator[Span]:
    """Give numbers that are called an account: wrong IBANs, and the account numbers from before IBAN."""
    for match in keyed(low, _WORDS, _NAMED):
        if not is_date_or_years(match["value"]) and not is_money(match["value"]):
            yield "iban", *match.span("value")


def find_card_or_reference(_text: str, low: str) -> Iterator[Span]:
    """Give payment cards (13 to 19 digits that pass Luhn) and payment references of 16 digits.

    Twelve digits or more without a break are masked too: nobody writes an amount that way.
    """
    for match in _LONG.finditer(low):
        number = match[0]
        digits = re.sub(r"\D", "", number)
        if digits.startswith("00") and len(digits) < 15:
            continue  # a phone number of another country
        joined, grouped = number == digits, _FOURS.fullmatch(number)
        groups = re.findall(r"\d+", number)
        if not joined and (not grouped or all(group.endswith("0") or group[:2] in ("19", "20") for group in groups)):
            continue
        if len(digits) >= 13 and passes_luhn(digits):
            yield "card", match.start(), match.end()
        elif joined or len(digits) == 16:
            yield "letter_number", match.start(), match.end()
