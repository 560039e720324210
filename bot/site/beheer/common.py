"""What the pages of beheer share."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from sanic.request import Request

from bot.calendar import date_in_words
from bot.privacy import clean, mask
from bot.site.staff import StaffPages
from bot.staff import StaffError

pages = StaffPages(Path(__file__).parent / "templates")
LONGEST_WHY = 300
NO_REASON = "Schrijf in een paar woorden waarom."
PARTS = (
    ("/beheer/accounts", "Accounts"),
    ("/beheer/instellingen", "Instellingen"),
    ("/beheer/aan-uit", "Aan en uit"),
    ("/beheer/opruimen", "Opruimen"),
    ("/beheer/logboek", "Logboek"),
)
pages.environment.globals["parts"] = PARTS


def in_words(moment: str | dt.datetime) -> str:
    """Returns a moment, or an ISO text of one, as "23 november 2026, 10.05"."""
    at = dt.datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return f"{date_in_words(at.date())}, {at:%H.%M}"


def masked(text: str) -> str:
    """Returns what somebody typed, cleaned and without private data: that goes in a log for ever."""
    return mask(" ".join(clean(text).split())).text


def reason(request: Request) -> str:
    """Returns why somebody does this, as the log keeps it.

    Raises:
        StaffError: nothing was written.
    """
    why = masked(request.form.get("waarom", ""))[:LONGEST_WHY]
    if not why:
        raise StaffError(NO_REASON)
    return why


pages.environment.filters["in_words"] = in_words
