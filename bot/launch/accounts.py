"""Who can sign in at the first start: in a trial demo accounts, in production nobody who belongs to a trial."""

from __future__ import annotations

import datetime as dt

from bot.calendar import AMSTERDAM
from bot.settings import Settings
from bot.staff import Staff, make_demo, refuse_demo
from bot.storage import Database


def first_accounts(settings: Settings) -> str:
    """Makes demo accounts when there is no account yet, and returns what to tell about them; nothing in production.

    Raises:
        StaffError: this is production and there are demo accounts.
    """
    database = Database(settings.database_url)
    try:
        staff = Staff(database, lambda: dt.datetime.now(AMSTERDAM))
        if settings.production:
            refuse_demo(staff)
            return ""
        made = make_demo(staff)
    finally:
        database.close()
    if not made:
        return ""
    lines = [f"  {member.login:<16} {password}" for member, password in made]
    return (
        "\nDemo-accounts, alleen voor deze proef. De wachtwoorden zie je maar één keer:\n\n"
        + "\n".join(lines)
        + "\n\nKwijt? Nieuwe wachtwoorden: .venv/bin/python -m bot.staff reset-demo\n"
    )
