"""Clears what only looks private: public phone numbers, amounts, ordinary dates, post office boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.privacy.canvas import PUBLIC, Span

# Numbers a citizen may well mention because we, or a colleague organisation, can be called on them.
# To be checked by the content owner; 0800, 0900 and 14xxx numbers need no place in this list.
SERVICE_NUMBERS = frozenset(
    (
        "0555385385",  # Belastingdienst from abroad: +31 555 385 385 and 055 - 538 53 85 are one number
        "0881236555",  # DigiD
        "0888989294",  # UWV, employees
        "0888989295",  # UWV, employers
        "0880430430",  # IND
        "0880087447",  # RDW
        "0881832200",  # Kadaster
        "0885851585",  # KVK
        "0505997755",  # DUO
    )
)

_SERVICE = re.compile(
    r"(?<![\d+])0(?:800|90[069])(?: ?[-./] ?| {0,2})"
    r"(?:\d(?:[ .\-]?\d){6}(?![ .\-]{0,2}\d)|\d(?:[ .\-]?\d){3}(?!\d))"
    r"|(?<![\d.,])(?<!\d[ \-])14 ?0\d{2,3}(?![ .\-]?\d)"
)

_NUMBER = r"(?:\d{1,3}(?:[. ]\d{3}){1,4}(?!\d)|[1-9]\d{0,11}|0)(?:,(?:\d{1,2}(?!\d)|-|=))?"
_AMOUNT = re.compile(
    rf"(?<![\d.,]){_NUMBER} ?(?:€(?! ?\d)|euro'?s?(?![a-z])|eur(?![a-z])|%|procent|miljoen|mln|duizend)"
    rf"|(?:€|(?<![a-z])euro?) ?-?{_NUMBER}(?![\d])"
)

MONTH = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|maart|mrt|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?|sept?(?:ember)?|"
    r"okt(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19|20)\d\d"
_NUMERIC_DATE = rf"{_DAY}([-/.])(?:0?[1-9]|1[0-2])\1{_YEAR}"
_DATE = re.compile(rf"(?<![\d\-/.])(?:{_NUMERIC_DATE}|{_YEAR}-(?:0[1-9]|1[0-2])-{_DAY})(?!\d|[-/.]\d)")

_POST_BOX = re.compile(r"(?:postbus|antwoordnummer) ?\d{1,6}(?:[ ,\n]{1,3}\d{4} ?[a-z]{2}(?![a-z0-9]))?")

_DATE_SHAPE = re.compile(rf"{_DAY}([-/. ]?)(?:0?[1-9]|1[0-2])\1{_YEAR}|{_YEAR}([-/. ]?)(?:0[1-9]|1[0-2])\2{_DAY}")
_YEARS_SHAPE = re.compile(rf"{_YEAR}(?:\D{{1,3}}{_YEAR})+")
_MONEY_SHAPE = re.compile(r"\d{1,3}(?:[. ]\d{3})*,\d\d|\d+,\d\d|(?:19|20)\d\d\D{1,3}\d+|\d+\D{1,3}(?:19|20)\d\d")
_ROUND_SHAPE = re.compile(r"\d{2,}0(?: {1,2}\d{2,}0)+")


def is_date_or_years(number: str) -> bool:
    """Tell whether a number with its separators reads as a date, or as two or more years."""
    return bool(_DATE_SHAPE.fullmatch(number) or _YEARS_SHAPE.fullmatch(number))


def is_money(number: str) -> bool:
    """Tell whether a number with separators reads as an amount, a year with an amount, or round amounts."""
    return bool(_MONEY_SHAPE.fullmatch(number) or _ROUND_SHAPE.fullmatch(number))


def clear_service_numbers(_text: str, low: str) -> Iterator[Span]:
    """Give public phone numbers by their form: 0800, 0900 and the 14 numbers of municipalities."""
    if "0" in low:
        yield from ((PUBLIC, match.start(), match.end()) for match in _SERVICE.finditer(low))


def clear_post_boxes(_text: str, low: str) -> Iterator[Span]:
    """Give post office boxes with the postcode that belongs to them."""
    if "postbus" in low or "antwoordnummer" in low:
        yield from ((PUBLIC, match.start(), match.end()) for match in _POST_BOX.finditer(low))


def clear_amounts(_text: str, low: str) -> Iterator[Span]:
    """Give amounts: a number with a euro sign, the word euro or a percentage beside it."""
    yield from ((PUBLIC, match.start(), match.end()) for match in _AMOUNT.finditer(low))


def clear_dates(_text: str, low: str) -> Iterator[Span]:
    """Give dates in digits; dates of birth have been taken out before."""
    yield from ((PUBLIC, match.start(), match.end()) for match in _DATE.finditer(low))
