"""How much one conversation or one address may ask: a bucket that fills up again with time."""

from __future__ import annotations

import time
from collections.abc import Callable

from sanic.request import Request

FORGET_AFTER = 3600.0  # seconds without a request after which a full bucket is thrown away


class RateLimit:
    """At most `amount` in `seconds` for each key, in bursts or spread."""

    def __init__(self, amount: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._amount = amount
        self._rate = amount / seconds
        self._clock = clock
        self._buckets: dict[str, tuple[float, float]] = {}
        self._swept_at = clock()

    def wait(self, key: str) -> float:
        """Takes one if there is one and returns 0; else returns the seconds until there is one."""
        now = self._clock()
        self._sweep(now)
        left, at = self._buckets.get(key, (float(self._amount), now))
        left = min(float(self._amount), left + max(0.0, now - at) * self._rate)
        if left >= 1:
            self._buckets[key] = (left - 1, now)
            return 0.0
        self._buckets[key] = (left, now)
        return (1 - left) / self._rate

    def _sweep(self, now: float) -> None:
        if now - self._swept_at < FORGET_AFTER:
            return
        self._swept_at = now
        self._buckets = {k: b for k, b in self._buckets.items() if now - b[1] < FORGET_AFTER}


def address(request: Request) -> str:
    """Returns the address of the browser, as far as the proxies in front are to be believed. Never kept on disk."""
    proxies = request.app.ctx.settings.trusted_proxies
    chain = [p.strip() for p in request.headers.get("x-forwarded-for", "").split(",") if p.strip()]
    return chain[-proxies] if proxies and len(chain) >= proxies else request.ip
