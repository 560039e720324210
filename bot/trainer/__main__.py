"""The trainers' room as commands: `python -m bot.trainer --help`."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import pwd
import sys
from pathlib import Path

from bot.calendar import AMSTERDAM
from bot.content import History
from bot.knowledge import ContentError
from bot.settings import read_settings
from bot.storage import Database
from bot.trainer.commands import add_commands, fail
from bot.trainer.questions import CannotChange
from bot.trainer.room import Conflict, Refused, Room
from bot.trainer.worker import serve


def main(arguments: list[str] | None = None) -> int:
    """Does one command; returns 1 when it could not be done."""
    parser = argparse.ArgumentParser(
        prog="python -m bot.trainer", description="De trainerskamer als opdrachten. Elke wijziging is heel of niet."
    )
    parser.add_argument("--data", type=Path, help="de map met de inhoud (anders: de instelling BOT_DATA_DIR)")
    parser.add_argument("--wie", default=_me(), help="naam in de geschiedenis (standaard: %(default)s)")
    parser.add_argument("--waarom", default="", help="reden van de wijziging")
    parser.add_argument("--toch", action="store_true", help="bewaar ook als een schrijfregel nog niet klopt")
    commands = parser.add_subparsers(dest="command", required=True, metavar="opdracht")
    add_commands(commands)
    commands.add_parser("vergelijk", help="vergelijkt vragen voor de site: leest en schrijft regels JSON")
    options = parser.parse_args(arguments)
    settings = read_settings()
    data_dir = options.data or settings.data_dir
    if options.command == "vergelijk":
        serve(data_dir, sys.stdin, sys.stdout)
        return 0

    def now() -> dt.datetime:
        return dt.datetime.now(AMSTERDAM)

    database = Database(settings.database_url)
    try:
        room = Room(data_dir, settings.var_dir, History(database, now), now)
        for found in room.recovered:
            print(found.message)
        return options.run(room, options)
    except (CannotChange, Refused, Conflict, ContentError, OSError) as error:
        return fail(str(error))
    finally:
        database.close()


def _me() -> str:
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return "onbekend"


if __name__ == "__main__":
    sys.exit(main())
