"""`python -m bot.retention` (make opruimen): erases what is older than the days that beheer set."""

from __future__ import annotations

import argparse
import datetime as dt
import sys

from bot.calendar import AMSTERDAM
from bot.retention.clean_up import Retention
from bot.settings import SettingError, read_settings
from bot.storage import Database, DatabaseBusy


def main(arguments: list[str] | None = None) -> int:
    """Cleans once and says what it did; returns 1 after a clear sentence when it could not."""
    parser = argparse.ArgumentParser(
        prog="python -m bot.retention", description="Wist gesprekken die ouder zijn dan de bewaartermijn."
    )
    parser.add_argument("--days", type=int, help="bewaar zoveel dagen in plaats van wat beheer heeft ingesteld")
    parser.add_argument("--conversation", help="wis alleen dit gesprek, hoe oud het ook is")
    parser.add_argument("--dry-run", action="store_true", help="toon alleen hoeveel gesprekken het zijn")
    options = parser.parse_args(_joined(sys.argv[1:] if arguments is None else arguments))
    if options.days is not None and options.days < 0:
        parser.error("--days is een getal van 0 of meer")
    try:
        database = Database(read_settings().database_url)
    except SettingError as error:
        print(error, file=sys.stderr)
        return 1
    try:
        return _clean(Retention(database, lambda: dt.datetime.now(AMSTERDAM)), options)
    except DatabaseBusy:
        print("De database is bezet of vol. Probeer het zo nog een keer; wat gewist is blijft weg.", file=sys.stderr)
        return 1
    finally:
        database.close()


def _joined(arguments: list[str]) -> list[str]:
    """Joins an id to its option: one in 64 ids begins with a dash, and would be taken for an option itself."""
    if "--conversation" in arguments[:-1]:
        at = arguments.index("--conversation")
        return [*arguments[:at], f"--conversation={arguments[at + 1]}", *arguments[at + 2 :]]
    return arguments


def _clean(retention: Retention, options: argparse.Namespace) -> int:
    if options.conversation:
        if not retention.erase(options.conversation):
            print("Dit gesprek bestaat niet (meer).", file=sys.stderr)
            return 1
        print("Het gesprek is gewist.")
        return 0
    if options.dry_run:
        print(f"{len(retention.old(options.days))} gesprekken zouden worden gewist.")
        return 0
    print(f"{retention.run(options.days)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
