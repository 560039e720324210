"""Finds dates of birth, and leaves deadlines, periods and other dates alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.privacy.canvas import Span, before
from bot.privacy.public import MONTH

_DATE = re.compile(
    r"(?<![\d\-/.])(?:"
    r"(?P<d>[0-3]?\d)(?P<s> ?[-/.] ?| )(?P<m>[01]?\d)(?P=s)(?P<y>(?:19|20)\d\d|'?\d\d)(?!\d)"
    r"|(?P<iy>(?:19|20)\d\d)([-/.])[01]?\d\6[0-3]?\d(?!\d)"
    rf"|[0-3]?\d(?:e|ste|de)?[ \-]?{MONTH}[ \-]?(?P<ty>(?:19|20)\d\d(?!\d)|'?\d\d(?!\d))?"
    r"|(?P<compact>[0-3]\d[01]\d(?:19|20)\d\d|(?:19|20)\d\d[01]\d[0-3]\d)(?!\d)"
    r")"
)

_BORN = re.compile(
    r"(?<![a-z])(?:(?:aan)?geboren|geboortedat(?:um|a)|geboortedag|geb\.? ?dat(?:um)?|geb(?![a-z])|"
    r"gbdatum|jarig|verjaart|verjaardag|date of birth|dob(?![a-z]))"
)
# "geboren voor 1 januari 1963" is a rule and "je brief over mijn geboortedatum van 3 mei" a letter: both may
# stay.
_NOT_THE_DATE = re.compile(
    r"[.?!;](?! ?\d|[:]| op)|(?<![a-z])(?:voor|vóór|na|sinds|vanaf|uiterlijk|tot|tussen|later|eerder|brief|"
    r"aanslag|beschikking|aangifte|overleden|getrouwd|gescheiden|verhuisd|ingeschreven)(?![a-z])"
)
_LIMIT = re.compile(r"(?<![a-z])(?:voor|vóór|na|sinds|vanaf|uiterlijk|tot|tussen) {0,2}$")
_BORN_AFTER = re.compile(
    r"[ ,)\-]{0,3}(?:(?:ben|is|zijn|werd|was|wordt|word|mijn|onze|zijn|haar|de|ik|hij|zij|ze|ons|jarig|"
    r"zoon|dochter|kind|baby|partner|man|vrouw)[ ,]{1,2}){0,3}(?:geboren|geboortedatum|jarig)(?![a-z])"
)

_PERSON = (
    r"(?:zoon(?:tje)?|dochter(?:tje)?|kind(?:je)?|baby|tweeling|man|vrouw|partner|echtgenoot|echtgenote|"
    r"moeder|vader|broer|zus|opa|oma|vriend|vriendin|kleinkind|toeslagpartner)"
)
_PERSON_BEFORE = re.compile(
    rf"(?<![a-z])(?:ik ben van $|{_PERSON}(?:[ ,:(]{{1,3}}(?P<name>[^\W\d_][\w'\-]{{1,20}}))??"
    r"[ ,:(]{1,3}(?P<of>(?:(?:is|zijn|komt|ook|er|eentje|één|een) ){0,2}van )?$)"
)


def _year(match: re.Match[str]) -> int | None:
    year = match["y"] or match["iy"] or match["ty"]
    if match["compact"]:
        compact = match["compact"]
        year = compact[4:] if compact[4:6] in ("19", "20") else compact[:4]
    return int(year) if year and len(year) == 4 else None


def find_birthdate(text: str, low: str) -> Iterator[Span]:
    """Give full dates that the words around them make a date of birth.

    A year of birth alone passes: it is in many questions, and hardly ever points at one person.
    """
    whole = low.strip(" .!")
    for match in _DATE.finditer(low):
        earlier = before(low, match.start(), 60)
        born = max(_BORN.finditer(earlier), key=re.Match.end, default=None)
        if born:
            gap = earlier[born.end() :]
            named = (
                len(gap) <= (12 if born[0].startswith(("jarig", "verjaar")) else 45)
                and not re.search(r"\d", gap)
                and not _NOT_THE_DATE.search(gap.lstrip("."))
            )
        else:
            named = bool(_BORN_AFTER.match(low, match.end())) and not _LIMIT.search(earlier)
        year = _year(match)
        if not named and not match["compact"] and year:
            person = _PERSON_BEFORE.search(earlier)
            if person and person["name"]:  # "zoon Tim 3-3-2011", and not "zoon vertrok 3-3-2011"
                name = match.start() - len(earlier) + person.start("name")
                person = person if text[name].isupper() else None
            named = bool(person and ((person["of"] or person[0].startswith("ik ben")) or 1900 <= year <= 2015))
            # A message of nothing but an old date answers the question when somebody was born.
            named = named or (match[0].strip(" .") == whole and 1900 <= year <= 2010)
        if named:
            yield "birthdate", match.start(), match.start() + len(match[0].rstrip(" "))
