"""The trainers' room as commands: `python -m bot.trainer --help`."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import pwd
import sys
import urllib.request
from pathlib import Path
from typing import Any

from bot.calendar import AMSTERDAM
from bot.content import Decisions, History
from bot.insight import Insight
from bot.knowledge import ContentError, Library
from bot.release.live import live
from bot.settings import Settings, read_settings
from bot.storage import Database
from bot.trainer.commands import add_commands, fail
from bot.trainer.explain import Explained, Model, explain, parse_of
from bot.trainer.inbox import Inbox
from bot.trainer.questions import CannotChange
from bot.trainer.room import Conflict, Refused, Room
from bot.trainer.worker import serve
from bot.transcript.wrong import WentWrong


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
    made = commands.add_parser("probeer", help="vraag de draaiende chatbot iets en lees waarom hij dat antwoordt")
    made.add_argument("tekst", help="de vraag")
    commands.add_parser("vergelijk", help="vergelijkt vragen voor de site: leest en schrijft regels JSON")
    options = parser.parse_args(arguments)
    settings = read_settings()
    data_dir = options.data or settings.data_dir
    if options.command == "vergelijk":
        serve(data_dir, sys.stdin, sys.stdout)
        return 0

    def now() -> dt.datetime:
        return dt.datetime.now(AMSTERDAM)

    if options.command == "probeer":
        try:
            return print_explained(explain(running_model(settings), options.tekst, Library(data_dir), now()))
        except (OSError, ContentError) as error:
            return fail(f"De chatbot draait niet, of antwoordt niet ({type(error).__name__}). Start hem met make run.")
    database = Database(settings.database_url)
    try:
        room = Room(data_dir, settings.var_dir, History(database, now), now)
        for found in room.recovered:
            print(found.message)
        options.samen = settings.trainers_agree
        options.inbox = Inbox(WentWrong(database), Insight(database, now), Decisions(database, now))
        return options.run(room, options)
    except (CannotChange, Refused, Conflict, ContentError, OSError) as error:
        return fail(str(error))
    finally:
        database.close()


def running_model(settings: Settings) -> Model:
    """Returns the published model of the chatbot that runs on this machine."""

    def parse(text: str) -> dict[str, Any]:
        key = (settings.run_dir / "local-key").read_text(encoding="utf-8")
        url = f"{settings.engine_urls[live(settings.run_dir)]}/webhooks/site/parse"
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        request = urllib.request.Request(url, json.dumps({"text": text}).encode(), headers)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return parse_of(text, [(name, confidence) for name, confidence in json.load(answer)["ranking"]])

    return parse


def print_explained(found: Explained) -> int:
    """Prints an answer and why it is that."""
    print("\n\n".join(found.bubbles), "\n")
    for sentence in (*found.why, f"Regel: {found.rule}.", f"Uitkomst: {found.outcome}."):
        print(f"- {sentence}")
    for label in found.labels:
        print(f"{label.confidence:5.0%}  {label.topic}")
    return 0


def _me() -> str:
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return "onbekend"


if __name__ == "__main__":
    sys.exit(main())
