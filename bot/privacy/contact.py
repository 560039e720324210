"""Finds phone numbers and mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.privacy.canvas import PUBLIC, Span, before, keyed
from bot.privacy.public import SERVICE_NUMBERS, is_date_or_years, is_money

_S = r"(?: ?[-./()]{1,2} ?| {1,2})?"
_ABROAD = r"(?:\+|00) ?31" + _S + r"(?:\(0\) ?|0)?" + _S
_DUTCH = re.compile(
    rf"(?<![\d+])(?:{_ABROAD}|31 ?(?=6\d{{8}}(?!\d))|\(?0{_S})"
    rf"(?:[1-9](?:{_S}\d){{8}}(?!\d)|6(?:{_S}\d){{7}}(?!\d|:\d)|6(?:{_S}\d){{9}}(?!\d))"
)
_FOREIGN = re.compile(rf"(?<![\d+])(?:\+ ?|00)[1-9](?:{_S}\d){{7,13}}(?!\d|,\d)")
_WORDS = re.compile(
    r"(?<![a-z])(?:tel(?:efoon)?(?:[- ]?(?:nummer|nr))?|mobiel(?: nummer)?|gsm|whatsapp|app|bel|bellen|"
    r"bereikbaar|"
    r"bereiken|06[- ]?nummer)(?![a-z])"
)
_NAMED = re.compile(rf"[^\d\x00\x01?!\n]{{0,30}}(?P<value>\d{{7,11}}(?!\d)|\d(?:{_S}\d){{7,10}}(?!\d|,\d|:\d))")

# Read from the at sign backwards, on the turned text: that keeps hostile input linear.
_LEFT = re.compile(r"[\w.+%'\-]{1,100}")
_DOMAIN = re.compile(r"[\w\-]{1,63}(?:\.[\w\-]{1,63}){0,6}")
_AT = re.compile(r"@(?<=[\w.+%'\- ]@)(?=[\w ])")
_LEFT_SPACED = re.compile(r" ?[\w.+%'\-]{1,100}")
_DOMAIN_SPACED = re.compile(r" ?[\w\-]{1,63}(?: ?\. ?[a-z\-]{2,63}){1,4}")

_DOMAIN_TIGHT = re.compile(r"[\w\-]{1,63}(?:\.[a-z\-]{2,63}){1,4}")

_SPOKEN_AT = re.compile(r" ?(?:\(at\)|\[at\]|(?<![a-z])(?:apenstaart(?:je)?|at)(?![a-z])|\(apenstaart(?:je)?\)) ?")
_SPOKEN_DOMAIN = re.compile(r"[\w\-]{1,40}(?:(?: (?:punt|dot) |\.)[a-z]{2,20}){1,3}")
_SPOKEN_LEFT = re.compile(
    r"(?:[\w\-]{1,40}(?:[._\-]| (?:punt|dot|streepje|min|underscore|liggend streepje) )){0,4}[\w\-]{1,40}$"
)


def find_phone(_text: str, low: str) -> Iterator[Span]:
    """Give phone numbers, Dutch ones first; the public ones among them as public."""
    end = 0
    for match in _DUTCH.finditer(low):
        digits = re.sub(r"\D", "", match[0])
        national = "0" + re.sub(r"^(?:0031|31)?0?", "", digits, count=1)
        end = match.end()
        yield (PUBLIC if national in SERVICE_NUMBERS else "phone"), match.start(), end


def find_foreign_phone(_text: str, low: str) -> Iterator[Span]:
    """Give phone numbers of other countries, written with + or 00."""
    yield from (("phone", match.start(), match.end()) for match in _FOREIGN.finditer(low))


def find_named_phone(_text: str, low: str) -> Iterator[Span]:
    """Give numbers in no known form that are called a phone number."""
    for match in keyed(low, _WORDS, _NAMED):
        if not is_date_or_years(match["value"]) and not is_money(match["value"]):
            yield "phone", *match.span("value")


def find_mail(_text: str, low: str) -> Iterator[Span]:
    """Give mail addresses, also with spaces around the at sign."""
    end = 0
    for sign in _AT.finditer(low):
        at = sign.start()
        left = _LEFT.match(before(low, at, 100)[::-1])
        right = left and _DOMAIN.match(low, at + 1)
        if not right or right[0].isdigit():
            left = _LEFT_SPACED.match(before(low, at, 101)[::-1])
            # "dank @Belastingdienst. Al weken" calls somebody by handle: there the dots must be those of an address.
            handle = low[at - 1 : at] == " " and low[at + 1 : at + 2] != " "
            right = left and (_DOMAIN_TIGHT if handle else _DOMAIN_SPACED).match(low, at + 1)
        if left and right and at - len(left[0]) >= end:
            start, end = at - len(left[0]), right.end()
            yield "mail", start, end


def find_spoken_mail(_text: str, low: str) -> Iterator[Span]:
    """Give mail addresses in words: "jan punt jansen apenstaart voorbeeld punt nl"."""
    end = 0
    for at in _SPOKEN_AT.finditer(low):
        right = _SPOKEN_DOMAIN.match(low, at.end())
        left = right and _SPOKEN_LEFT.search(before(low, at.start(), 100))
        if left and at.start() - len(left[0]) >= end:
            start, end = at.start() - len(left[0]), right.end()
            yield "mail", start, end
