"""Ranks pages for a question in a citizen's words: whole words first, then parts of words, then typing errors."""

from __future__ import annotations

import difflib
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MOST_WORDS = 16  # of a question; more says nothing more and costs time
SHORTEST_PART = 4  # letters: "toe" stands in half of all words
WORTH = {"whole": 1.0, "beginning": 0.7, "part": 0.45, "typo": 0.6, "like": 0.3}
LONG_ENOUGH = 0.6  # the share of a word that a part of it has to be: "over" says nothing of "overleden"
TYPO_ALIKE = 0.76  # difflib's ratio; "huurtoselag" and "huurtoeslag" are 0.91, "datum" and "ditum" 0.8
TRIGRAMS_ALIKE = 0.3  # a quick look before the slow ratio
NEAR_THE_BEST = 0.3  # pages that score lower than this share of the best one only make the list long

STOP_WORDS = frozenset(
    """
    aan al alle alleen als alsnog ander andere ben bent bij dan dat de deze die dit doe doen door dus een eens
    en er even ga gaan gaat geen gewoon goed graag haar had hallo heb hebben hebt heeft hem hen het hier hij hoe
    hoeveel hoi ik in is ja je jij jou jouw jullie kan kon krijg krijgen kun kunnen kunt maar mag me meer met
    mij mijn moet moeten mogen na naar nee niet nog nu of om omdat ons onze ook op over precies te tegen toch
    toen tot u uit uw van vanaf veel vind voor vraag waar waarom wanneer want waren was wat we wel welk welke
    wie wij wil wilde willen word worden wordt zal ze zelf zich zij zijn zo zonder zou
    """.split()
)


@dataclass(frozen=True)
class Field:
    """A text of a page, and how much a word in it counts."""

    weight: float
    text: str


def words_of(text: str) -> list[str]:
    """Returns the words in lower case and without accents: "Coördinatie 2026" is coordinatie and 2026."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))


class SearchIndex:
    """Finds pages by their words. Made once for a version of the content; reading it changes nothing."""

    def __init__(self, pages: Mapping[str, Iterable[Field]], aliases: Mapping[str, str] | None = None) -> None:
        """Counts the words.

        Args:
            pages: the texts of every page, by its id. Their order breaks ties.
            aliases: everyday words for an official one, such as "kot" for "kinderopvangtoeslag".
        """
        self._order = {page: i for i, page in enumerate(pages)}
        self._aliases = {" ".join(words_of(a)): words_of(official) for a, official in (aliases or {}).items()}
        self._weights: dict[str, dict[str, float]] = defaultdict(dict)  # word, page, weight of the fields it is in
        for page, fields in pages.items():
            for field in fields:
                for word in set(words_of(field.text)):
                    known = self._weights[word]
                    known[page] = known.get(page, 0.0) + field.weight
        self._trigrams = {word: _trigrams(word) for word in self._weights if len(word) >= SHORTEST_PART}

    def find(self, question: str, most: int = 12) -> list[str]:
        """Returns the ids of the pages that fit, best first; empty when none does."""
        asked = self._asked(question)
        scores: dict[str, float] = defaultdict(float)
        hits: dict[str, int] = defaultdict(int)
        for word in asked:
            for page, score in self._scores(word).items():
                scores[page] += score
                hits[page] += 1
        # A page with all words of the question goes before one that says a single word of it louder.
        ranked = {page: score * hits[page] / len(asked) for page, score in scores.items()}
        best = max(ranked.values(), default=0.0)
        kept = [page for page, score in ranked.items() if score >= best * NEAR_THE_BEST]
        return sorted(kept, key=lambda page: (-ranked[page], self._order[page]))[:most]

    def _asked(self, question: str) -> list[str]:
        words = words_of(question)
        line = f" {' '.join(words)} "
        for alias, official in self._aliases.items():
            if f" {alias} " in line:
                line = line.replace(f" {alias} ", f" {' '.join(official)} ")
        words = list(dict.fromkeys(line.split()))
        telling = [word for word in words if word not in STOP_WORDS and (len(word) > 1 or word.isdigit())]
        return telling[:MOST_WORDS]

    def _scores(self, asked: str) -> dict[str, float]:
        """Returns for one word of the question what it is worth for each page."""
        alike = {word: WORTH[how] for word, how in self._alike(asked)}
        found: dict[str, float] = defaultdict(float)
        for word, worth in alike.items():
            rare = math.log(1 + len(self._order) / len(self._weights[word]))
            for page, weight in self._weights[word].items():
                found[page] = max(found[page], weight * worth * rare)
        return found

    def _alike(self, asked: str) -> list[tuple[str, str]]:
        whole = [(asked, "whole")] if asked in self._weights else []
        if len(asked) < SHORTEST_PART or asked.isdigit():
            return whole
        within = [word for word in self._trigrams if word in asked and len(word) >= LONG_ENOUGH * len(asked)]
        around = [word for word in self._trigrams if asked in word]
        parts = [word for word in (*within, *around) if word != asked]
        begins = [word for word in parts if word.startswith(asked) or asked.startswith(word)]
        # A word that we know may still be another form of one we use more: "overleden" and "overlijden".
        near = "like" if whole or begins else "typo"
        kinds = (("beginning", begins), ("part", parts), (near, self._near(asked)))
        found = [*whole, *((word, kind) for kind, words in kinds for word in words)]
        return list({word: (word, how) for word, how in reversed(found)}.values())

    def _near(self, asked: str) -> list[str]:
        mine = _trigrams(asked)
        near = [
            word
            for word, theirs in self._trigrams.items()
            if abs(len(word) - len(asked)) <= 2 and 2 * len(mine & theirs) >= TRIGRAMS_ALIKE * (len(mine) + len(theirs))
        ]
        return difflib.get_close_matches(asked, near, 5, TYPO_ALIKE)


def _trigrams(word: str) -> frozenset[str]:
    padded = f" {word} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))
