"""The difference between two shares. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

Z = NormalDist().inv_cdf(0.975)
UNBALANCED = 0.001  # how rarely a split this uneven comes by chance, for two arms that each get half


@dataclass(frozen=True)
class Tally:
    """How many of how many conversations."""

    hits: int
    total: int

    @property
    def share(self) -> float:
        """The share, 0 to 1; 0 when there are none."""
        return self.hits / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95% interval of the share (Wilson)."""
        n, p = self.total, self.share
        if not n:
            return 0.0, 1.0
        middle, spread = p + Z * Z / (2 * n), Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
        scale = 1 + Z * Z / n
        return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


@dataclass(frozen=True)
class Difference:
    """Share of B minus share of A, with its 95% interval, as fractions."""

    value: float
    low: float
    high: float

    @property
    def sure(self) -> bool:
        """Tells whether no difference at all lies outside the interval."""
        return self.low > 0 or self.high < 0


def newcombe(a: Tally, b: Tally) -> Difference:
    """Returns the difference B minus A with the hybrid score interval (Newcombe 1998, method 10)."""
    one, two = b.share, a.share
    (l1, u1), (l2, u2) = b.interval, a.interval
    low = one - two - math.hypot(one - l1, u2 - two)
    high = one - two + math.hypot(u1 - one, two - l2)
    return Difference(one - two, low, high)


def unbalanced(a: int, b: int) -> bool:
    """Tells whether two arms that each should get half are too uneven for chance: then something is broken."""
    if not a + b:
        return False
    distance = abs(a - b) / math.sqrt(a + b)
    return 2 * (1 - NormalDist().cdf(distance)) < UNBALANCED
