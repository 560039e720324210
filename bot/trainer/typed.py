"""Reads what trainers type, on a page or in a command."""

from __future__ import annotations

import datetime as dt

from bot.trainer.questions import CannotChange


def day(typed: str) -> dt.date | None:
    """Returns a day; "" takes a day away.

    Raises:
        CannotChange: it is no day.
    """
    try:
        return dt.date.fromisoformat(typed.strip()) if typed.strip() else None
    except ValueError:
        raise CannotChange(f"'{typed}' is geen datum. Schrijf JJJJ-MM-DD.") from None
