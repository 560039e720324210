"""The word lists: what to write instead of an official-sounding word, and what an official term means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_ENDINGS = ("en", "s", "e")
# How a text shows that it explains the term it just used ...
_EXPLAINED_AFTER = re.compile(
    r"""(?:\s[\w-]+){0,3}:
    | (?:\s[\w-]+){0,2}\s*\(
    | ,?\s(?:dat|dit)\s(?:is|zijn|betekent)\b
    | ,?\szo\sheet\b
    | \s(?:is|zijn)\s(?:een|de|het|je|geld|wat|iemand|alles|rente|korting|kortingen|belasting|kosten|extra)\b
    | \s(?:betekent|houdt\sin)\b
    | [^.?!\n]{0,60}[.?]\s(?:Dat|Dit)\s(?:is|zijn|betekent)\b""",
    re.VERBOSE,
)
# ... or is about to name the thing it just explained: "Dat heet je toetsingsinkomen", "(dagtekening)".
_EXPLAINED_BEFORE = re.compile(
    r"(?:\b(?:heet|heten|noem(?:en|t)?)(?: (?:we|wij|dit|dat|ook|wel|een|de|het|je))*"
    r"|: (?:het|de|een|je)|\((?:[a-zë]+ ){0,3})\s?\Z"
)
_CLOSES = re.compile(r"[^()\n]{0,20}\)")


@dataclass(frozen=True)
class Explanation:
    """An official term and what it means in plain words."""

    term: str
    meaning: str


@dataclass(frozen=True)
class Hit:
    """A word of a list, with its place in a text and what to do about it."""

    term: str
    start: int
    end: int
    better: str


def _alternation(terms: Iterable[str], endings: str = "") -> re.Pattern[str] | None:
    # Longest first, so that "voorlopige aanslag" is found before "aanslag".
    longest_first = sorted(terms, key=lambda t: (-len(t), t))
    if not longest_first:
        return None
    body = "|".join(re.escape(t) for t in longest_first)
    return re.compile(rf"(?<![\w-])(?:{body}){endings}(?!\w)", re.IGNORECASE)


class Jargon:
    """The word lists of the writing rules.

    Attributes:
        replace: word that is never used -> what to write.
        meanings: official term -> what it means.
        core: words that may stand alone.
    """

    def __init__(self, replace: Mapping[str, str], meanings: Mapping[str, str], core: Iterable[str] = ()) -> None:
        self.replace = dict(replace)
        self.meanings = dict(meanings)
        self.core = tuple(core)
        self._replace = {t.lower(): (t, better) for t, better in self.replace.items()}
        self._meanings = {t.lower(): Explanation(t, meaning) for t, meaning in self.meanings.items()}
        self._unwanted = _alternation(self.replace)
        self._official = _alternation(self.meanings, "(?:en|s|e)?")

    def explain(self, term: str) -> Explanation | None:
        """Returns what an official term means, or None when it is not in the list; plurals are understood."""
        key = " ".join(term.lower().split()).strip(" ?.!'\"")
        for form in (key, *(key[: -len(e)] for e in _ENDINGS if key.endswith(e))):
            if form in self._meanings:
                return self._meanings[form]
        return None

    def terms_in(self, text: str) -> list[Explanation]:
        """Returns the official terms a text uses, in order of first use, each once."""
        found: dict[str, Explanation] = {}
        for match in self._official.finditer(text) if self._official else ():
            explanation = self.explain(match[0])
            if explanation:
                found.setdefault(explanation.term, explanation)
        return list(found.values())

    def unwanted(self, text: str) -> Iterator[Hit]:
        """Yields the words that should be replaced."""
        for match in self._unwanted.finditer(text) if self._unwanted else ():
            term, better = self._replace[match[0].lower()]
            yield Hit(term, match.start(), match.end(), better)

    def explained_in(self, text: str) -> frozenset[str]:
        """Returns the official terms that the text explains where it uses them."""
        return frozenset(term for term, _, _, explained in self._uses(text) if explained)

    def unexplained(self, text: str, explained: Iterable[str] = ()) -> Iterator[Hit]:
        """Yields the first use of each official term that neither this text nor anything before it explains.

        Args:
            text: the text of one bubble.
            explained: terms that were explained elsewhere in the same turn.
        """
        uses = list(self._uses(text))
        known = {*explained, *(term for term, _, _, is_explained in uses if is_explained)}
        for term, start, end, _ in uses:
            # Whoever has read what a "voorlopige aanslag" is can go on with "aanslag".
            if term not in known and not any(f" {term} " in f" {other} " for other in known):
                known.add(term)
                yield Hit(term, start, end, f"{text[start:end]} ({self.meanings[term]})")

    def _uses(self, text: str) -> Iterator[tuple[str, int, int, bool]]:
        for match in self._official.finditer(text) if self._official else ():
            explanation = self.explain(match[0])
            if explanation is None:  # pragma: no cover - the pattern is built from the same list
                continue
            before = text[max(0, match.start() - 60) : match.start()]
            told_before = _EXPLAINED_BEFORE.search(before)
            if told_before and "(" in told_before[0] and not _CLOSES.match(text, match.end()):
                told_before = None
            told = bool(told_before) or bool(_EXPLAINED_AFTER.match(text, match.end()))
            yield explanation.term, match.start(), match.end(), told
