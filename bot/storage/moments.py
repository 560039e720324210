"""A moment as the stores keep it when it is compared."""

from __future__ import annotations

import datetime as dt


def utc(moment: dt.datetime) -> str:
    """Returns a moment as text in UTC, so that text order is time order, also when summer time ends."""
    return moment.astimezone(dt.timezone.utc).isoformat(timespec="milliseconds")
