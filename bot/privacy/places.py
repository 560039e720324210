"""Finds postcodes with their house number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.privacy.canvas import FOUND, Span, before

# No Dutch postcode ends in these (Staatsblad-era choice of PTT, 1978).
_NEVER = frozenset(("sa", "sd", "ss"))
# Two letters that follow a year or an amount in ordinary sentences: words, units and abbreviations.
_WORDS = frozenset(
    "aan al am ad be bv bt cm co ct de dd do dl dm du eb ee eh el en er eu ex fl gb ga ge gj gr ha he "
    "hm ho ht hu ib ie "
    "ik in is ja je jk kb kg kj km ko kt kw la lb lh ma mb me mg ml mm mn mo my na ne nl no nr nu nv of "
    "oh om on op ow "
    "pa pj pk pm pp ps re sp tb te tg to tv uw va vd vt we wo wv za ze zn zo zt zz zw cv ok va vs st th "
    "bij met per".split()
)
_POSTCODE = re.compile(r"([1-9](?<![\d.,].)(?<!\d[-/].)\d{3})( {0,2}-? ?)([a-z]{2})(?![a-z0-9'])")
_HOUSE = r"\d{1,5}(?:[ \-]?(?:bis|hs|[a-z]))?"
_HOUSE_AFTER = re.compile(
    rf" {{0,2}}[,/\-]? {{0,2}}(?:en )?(?:(?:huis)?(?:nummer|nr)\.?:? ?)?(?P<house>{_HOUSE})(?![\w€%]|"
    rf"[.,:]\d| ?(?:euro?|€|%))"
)
_NUMBER_WORD = re.compile(r"nummer|nr")
_HOUSE_BEFORE = re.compile(r"(?<![\w.,\-/€])(?<!€ )(?:(?:huis)?(?:nummer|nr)\.?:? ?)?\d{1,3}[a-z]?[ ,]{1,2}$")
_NOT_A_HOUSE = re.compile(
    r"(?:box|stap|artikel|art\.|vraag|rubriek|kind|kinderen|dag|mei|maart|t/m|tot|van|voor|"
    r"met) \d+[a-z]?[ ,]+$"
)
_EVIDENCE = re.compile(r"postcode|postkode|woon|wone|adres|verhui|pc6|huisnummer")


def _is_postcode(text: str, low: str, match: re.Match[str], house: re.Match[str] | None) -> bool:
    """Decides for four digits and two letters, which may also be a year and a word."""
    letters = match[3]
    if letters in _NEVER:
        return False
    earlier = before(low, match.start(), 30)
    evidence = _EVIDENCE.search(earlier) or low[max(0, match.start() - 2) : match.start()].strip(" ,\n") == FOUND
    upper = text[match.start(3) : match.end(3)].isupper()
    joined = not match[2]
    if letters in _WORDS:
        # "2011 EN 12" may be a postcode, "2011 en 12" is not; "3512en 12" is.
        return bool(evidence and (upper or joined or house)) or bool(
            house and (upper or joined) and len(house["house"]) < 4
        )
    if upper or joined or evidence or house:
        return True
    return not 1900 <= int(match[1]) <= 2050


def find_postcode(text: str, low: str) -> Iterator[Span]:
    """Give postcodes, with the house number beside it if there is one."""
    for match in _POSTCODE.finditer(low):
        after = _HOUSE_AFTER.match(low, match.end())
        if after and 1900 <= int(re.match(r"\d+", after["house"])[0]) <= 2050 and not _NUMBER_WORD.search(after[0]):
            after = None
        if not _is_postcode(text, low, match, after):
            continue
        earlier = before(low, match.start(), 20)
        ahead = _HOUSE_BEFORE.search(earlier) if earlier and not after else None
        start = match.start()
        if ahead and not _NOT_A_HOUSE.search(earlier):
            start -= len(ahead[0])
        yield "postcode", start, after.end() if after else match.end()
