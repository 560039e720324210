"""Whether people ask about other things than before: the population stability index, and what it is by chance. Pure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from statistics import NormalDist

MATTERS = 0.1  # below it nobody would notice; the usual bound of this index
LITTLE, MUCH = 0.02, 0.25  # the words on either side of it
FEWEST = 50  # questions on each side
EXPECTED = 5.0  # what a group has to count at least; smaller ones are taken together
CERTAIN = NormalDist().inv_cdf(0.99)
REST = "overig"


class Weather(str, Enum):
    """The index in words."""

    USUAL = "gewoon"
    LOOK = "let op"
    TOO_FEW = "te weinig om iets te zeggen"


@dataclass(frozen=True)
class Drift:
    """How far two distributions are apart.

    Attributes:
        index: the population stability index; 0 is the same.
        weather: what that means, given how many there are.
        shares: (group, share before, share now), what changed most first.
    """

    index: float
    weather: Weather
    shares: tuple[tuple[str, float, float], ...]

    @property
    def words(self) -> str:
        """Returns how far they are apart, for who does not know the index."""
        if self.weather is Weather.TOO_FEW:
            return ""
        if self.weather is Weather.LOOK:
            return "heel anders dan eerst" if self.index >= MUCH else "duidelijk anders dan eerst"
        if self.index >= MATTERS:
            return "anders dan eerst, maar dat kan toeval zijn"
        return "bijna hetzelfde als eerst" if self.index < LITTLE else "een beetje anders dan eerst"


def drift(before: Mapping[str, int], now: Mapping[str, int]) -> Drift:
    """Returns how far counts of now are from counts of before.

    With many groups and few questions the index is large by chance alone. Without any change the index times nm/(n+m)
    is about chi-square, so only what is rarer than one in a hundred, and large enough to matter, asks for a look.
    """
    before, now = _gathered(before, now)
    n, m = sum(before.values()), sum(now.values())
    groups = sorted({*before, *now})
    # Half a question more in each group: one that is empty on one side would make the index infinite.
    old = {g: (before.get(g, 0) + 0.5) / (n + 0.5 * len(groups)) for g in groups}
    new = {g: (now.get(g, 0) + 0.5) / (m + 0.5 * len(groups)) for g in groups}
    index = sum((new[g] - old[g]) * math.log(new[g] / old[g]) for g in groups)
    shares = [(g, before.get(g, 0) / (n or 1), now.get(g, 0) / (m or 1)) for g in groups]
    shares.sort(key=lambda s: (-abs(s[2] - s[1]), s[0]))
    if min(n, m) < FEWEST:
        return Drift(index, Weather.TOO_FEW, tuple(shares))
    look = index >= MATTERS and index * n * m / (n + m) > _chi_square(len(groups) - 1)
    return Drift(index, Weather.LOOK if look else Weather.USUAL, tuple(shares))


def _gathered(before: Mapping[str, int], now: Mapping[str, int]) -> tuple[Counter[str], Counter[str]]:
    n, m = sum(before.values()), sum(now.values())
    both = Counter(before) + Counter(now)
    small = {g for g, count in both.items() if count * min(n, m) < EXPECTED * (n + m)}
    small = small if len(small) < len(both) else set()
    found = []
    for counts in (before, now):
        gathered: Counter[str] = Counter()
        for group, count in counts.items():
            gathered[REST if group in small else group] += count
        found.append(gathered)
    return found[0], found[1]


def _chi_square(freedom: int) -> float:
    """Returns what chi-square exceeds once in a hundred times (Wilson and Hilferty: within 1% from 3 degrees on)."""
    k = max(1, freedom)
    return k * (1 - 2 / (9 * k) + CERTAIN * math.sqrt(2 / (9 * k))) ** 3
