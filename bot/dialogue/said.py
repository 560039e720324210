"""What a text states: toeslag, year, partner, amount, date. Pure; the words stand in data/woorden.yml."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache

from bot.calendar import MONTHS

Words = Mapping[str, Mapping[object, tuple[str, ...]]]

_YEARS_FROM_NOW, _SPELLINGS = "jaar_vanaf_nu", "schrijfwijzen"
_POSSESSIVES = {"mn": "mijn", "zn": "zijn", "mijne": "mijn", "onze": "mijn", "ons": "mijn", "mij": "mijn"}
# A word this long with one slip of the finger is still that word; in a short one it would be another word.
_LONG_WORD, _VERY_LONG_WORD = 8, 14
_MONTH = "|".join((*MONTHS, "jan", "feb", "mrt", "apr", "jun", "jul", "aug", "sept", "sep", "okt", "nov", "dec"))
_WRITTEN_DATE = re.compile(rf"(?<!\d)(?<!\d )\b(?:([0-3]?\d) )?({_MONTH})\b\.?(?: (20\d\d)\b)?", re.IGNORECASE)
_NUMBER_DATE = re.compile(r"(?<![\d,.])([0-3]?\d)[-/]([01]?\d)(?:[-/](20\d\d|[23]\d))?(?![\d/,-])")
_MOST_DIGITS = 12  # a longer figure is no amount, and may be too large to count with
_FIGURE = r"(\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(\d{1,2})(?!\d))?"
_AMOUNTS = (
    re.compile(rf"(?:€|\beuro?\b) ?{_FIGURE}(?! ?(?:mille|k\b|duizend|ton|miljoen))", re.IGNORECASE),
    re.compile(rf"(?<![\d.,]){_FIGURE} ?(?:€|euro?'?s?\b|,-|,=)", re.IGNORECASE),
    # No sign, but what is said before it can only be money.
    re.compile(
        rf"\b(?:verdien|verdienen|verdient|inkomen (?:is|van)|salaris (?:is|van)|huur (?:is|van)|vermogen van|"
        rf"spaargeld van|spaar(?:rekening|geld) (?:is|met)) (?:ongeveer |circa |zo n |nu |bruto )?{_FIGURE}"
        rf"(?:(?<=\d{{3}})|(?<=\d,\d\d))(?![\d.,]\d| ?(?:mille|k\b|duizend|ton|miljoen|uur|%|procent|keer|dagen))",
        re.IGNORECASE,
    ),
)
_RANGE = re.compile(
    r"\d(?: euro| mille|k)? ?(?:tot|à|-|–) ?(?:€ ?)?\d[\d.,]* ?(?:euro|€|mille|k\b|duizend)", re.IGNORECASE
)
_BIG = re.compile(
    r"\b(\d+(?:[.,]\d{1,2})?|anderhalve|anderhalf|een halve|halve|een|twee|drie|vier|vijf) ?"
    r"(mille|k|duizend|ton|miljoen)\b",
    re.IGNORECASE,
)
_COUNTS = {
    "anderhalve": 1.5, "anderhalf": 1.5, "een halve": 0.5, "halve": 0.5, "een": 1, "twee": 2, "drie": 3, "vier": 4,
    "vijf": 5,
}  # fmt: skip
_TIMES = {"mille": 1000, "k": 1000, "duizend": 1000, "ton": 100_000, "miljoen": 1_000_000}
_POINT_IN_NUMBER = re.compile(r"(?<=\d)(?:\.(?=\d{3}\b)| (?=000\b))")
_THOUSANDS = re.compile(r"(?<![\d.,])(\d{1,3}) ?(?:mille|k|duizend)\b", re.IGNORECASE)
_SHORT_YEAR = re.compile(
    r"['’](2\d)\b|\b(?:in|over|jaar|belastingjaar|aangifte) (2\d)(?=\s*(?:$|[?!.,]|en\b|dan\b|ook\b|nog\b|al\b))"
)


def what_was_said(text: str, words: Words, today: dt.date | None = None) -> dict[str, object]:
    """Returns what a text states: {"toeslag": "huurtoeslag", "jaar": 2025, "bedrag": 1250}.

    What the text states in two ways ("zorgtoeslag en huurtoeslag") is left out: it chooses nothing.

    Args:
        text: what the citizen wrote.
        words: woorden.yml.
        today: the day for "vorig jaar"; without it such words say nothing.
    """
    plain = in_plain_words(text, words)
    said: dict[str, object] = {}
    for condition, values in words.items():
        if condition in (_YEARS_FROM_NOW, _SPELLINGS):
            continue
        found = {value for _, value in spotted(plain, values)}
        if len(found) == 1:
            said[condition] = found.pop()
    for name, values in (("jaar", years_in(text, words, today)), ("bedrag", _amounts(text)), ("datum", _dates(text))):
        if len(values) == 1:
            said[name] = values.pop()
    return said


@lru_cache(maxsize=4096)
def with_whole_amounts(text: str) -> str:
    """Returns the text with each large amount as one figure: of "18.000" or "18 mille" the 18 alone is an age."""
    joined = _POINT_IN_NUMBER.sub("", text)
    return _THOUSANDS.sub(lambda found: f"{found[1]}000", joined)


def in_plain_words(text: str, words: Words) -> str:
    """Returns the text in lower case, without signs and in the official spelling of everyday words.

    A space stands on both sides, so that " word " finds whole words only.
    """
    joined = re.sub(r"\b([mz])['’`]n\b", r"\1n", text.lower())
    tokens = [_POSSESSIVES.get(t, t) if t in ("mn", "zn") else t for t in re.findall(r"[0-9a-zà-ÿ]+", joined)]
    plain = f" {' '.join(tokens)} "
    for official, variants in words.get(_SPELLINGS, {}).items():
        for variant in variants:
            if f" {variant} " in plain:
                plain = re.sub(rf"(?<= ){re.escape(variant)}(?= )", str(official), plain)
    return plain


def spotted(plain: str, values: Mapping[object, tuple[str, ...]]) -> list[tuple[str, object]]:
    """Returns (words as written, value) of what stands in a plain text; a longer form goes before a shorter one.

    "mijn" in a form also finds "onze", "ons" and the "me" of everyday writing. A long word may have a slip of the
    finger.
    """
    left = plain
    found: list[tuple[str, object]] = []
    forms = sorted(((f, v) for v, fs in values.items() for f in fs), key=lambda pair: -len(pair[0]))
    for form, value in forms:
        for written in _ways_to_write(form):
            if f" {written} " in left:
                found.append((written, value))
                left = left.replace(f" {written} ", " | ")
    long_words = {w for w in left.split() if len(w) >= _LONG_WORD}
    for form, value in forms if long_words else ():
        for word in long_words if " " not in form and len(form) >= _LONG_WORD else ():
            if _one_slip(word, form):
                found.append((word, value))
    return found


def years_in(text: str, words: Words, today: dt.date | None) -> set[int]:
    """Returns the years that a text names, in figures or seen from today."""
    lowered = text.lower()
    # The year of a whole day tells when something happens. Only 1 January begins a year that one asks about.
    without_days = re.sub(
        rf"\b(?!0?1 jan)[0-3]?\d (?:{_MONTH})\.? 20\d\d|(?!0?1[-/]0?1)\b[0-3]?\d[-/][01]?\d[-/]20\d\d", " ", lowered
    )
    without_amounts = without_days
    for pattern in _AMOUNTS[:2]:
        without_amounts = pattern.sub(" ", without_amounts)
    years = {int(y) for y in re.findall(r"(?<![\d.,])(20[23]\d)(?![\d]|[.,]\d)", without_amounts)}
    years |= {2000 + int(a or b) for a, b in _SHORT_YEAR.findall(without_amounts)}
    if today:
        plain = in_plain_words(text, words)
        years |= {today.year + int(str(step)) for _, step in spotted(plain, words.get(_YEARS_FROM_NOW, {}))}
    return years


def _amounts(text: str) -> set[float]:
    if _RANGE.search(text):
        return set()
    found: set[float] = set()
    for pattern in _AMOUNTS:
        for whole, cents in pattern.findall(text):
            digits = re.sub(r"\D", "", whole)
            if len(digits) <= _MOST_DIGITS:
                found.add(_tidy(int(digits) + (int(cents.ljust(2, "0")) / 100 if cents else 0)))
    for count, unit in _BIG.findall(text.lower()):
        if len(count) > _MOST_DIGITS:
            continue
        number = _COUNTS.get(count) or float(count.replace(",", "."))
        # "een k" is no amount, and neither is a loose "een duizend" in a longer number.
        if unit != "k" or count[0].isdigit():
            found.add(_tidy(number * _TIMES[unit]))
    return found


def _tidy(amount: float) -> float:
    return int(amount) if amount == int(amount) else round(amount, 2)


def _dates(text: str) -> set[str]:
    """Returns the days and months in a text, as one writes them: "1 mei 2027", "maart 2026"."""
    found = set()
    for day, month, year in _WRITTEN_DATE.findall(text):
        if not day and not year:  # a loose "mei" may be a name, and says too little
            continue
        name = next(m for m in MONTHS if m.startswith("maart" if month.lower() == "mrt" else month.lower()[:3]))
        if not day or 1 <= int(day) <= 31:
            found.add(" ".join(part for part in (day.lstrip("0"), name, year) if part))
    for day, month, year in _NUMBER_DATE.findall(text):
        if 1 <= int(day) <= 31 and 1 <= int(month) <= 12:
            year = f"20{year}" if len(year) == 2 else year
            found.add(" ".join(part for part in (str(int(day)), MONTHS[int(month) - 1], year) if part))
    return found


def _ways_to_write(form: str) -> tuple[str, ...]:
    if not form.startswith("mijn "):
        return (form,)
    return tuple(f"{own}{form[4:]}" for own in ("mijn", "me", "onze", "ons", "mij"))


def _one_slip(word: str, form: str) -> bool:
    """Tells whether one letter is wrong, missing, too many or swapped; in a very long word two."""
    most = 2 if len(form) >= _VERY_LONG_WORD else 1
    return word[0] == form[0] and abs(len(word) - len(form)) <= most and 0 < _distance(word, form) <= most


def _distance(a: str, b: str) -> int:
    """Returns the number of letters to change, add, take away or swap with a neighbour."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        before, last, row = row, before, [i]
        for j, other in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
