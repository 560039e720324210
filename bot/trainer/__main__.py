"""The trainers' room as commands: `python -m bot.trainer --help`."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import pwd
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

from bot.calendar import AMSTERDAM
from bot.content import Decisions, History
from bot.dialogue.parsed import batch_line
from bot.insight import Insight
from bot.knowledge import ContentError, Library
from bot.release.live import live
from bot.release.waiting import waiting_model
from bot.settings import Settings, read_settings
from bot.storage import Database
from bot.trainer.command_line import fail
from bot.trainer.commands import add_commands
from bot.trainer.explain import Explained, Model, explain, parse_of
from bot.trainer.inbox import Inbox
from bot.trainer.questions import CannotChange
from bot.trainer.room import Conflict, Refused, Room
from bot.trainer.worker import serve
from bot.transcript.wrong import WentWrong


def make_parser() -> argparse.ArgumentParser:
    """Returns what reads the command line."""
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
    made.add_argument("--nieuw", action="store_true", help="ook van het vergeleken model dat nog niet gepubliceerd is")
    commands.add_parser("vergelijk", help="vergelijkt vragen voor de site: leest en schrijft regels JSON")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Does one command; returns 1 when it could not be done."""
    options = make_parser().parse_args(arguments)
    settings = read_settings()
    data_dir = options.data or settings.data_dir
    if options.command == "vergelijk":
        serve(data_dir, sys.stdin, sys.stdout)
        return 0

    def now() -> dt.datetime:
        return dt.datetime.now(AMSTERDAM)

    if options.command == "probeer":
        try:
            library = Library(data_dir)
            print_explained(explain(running_model(settings), options.tekst, library, now()))
            if options.nieuw:
                print("\nMet het nieuwe model:\n")
                print_explained(explain(new_model(settings), options.tekst, library, now()))
            return 0
        except CannotChange as error:
            return fail(str(error))
        except (OSError, ValueError, ContentError) as error:
            return fail(f"De chatbot draait niet, of antwoordt niet ({type(error).__name__}). Start hem met make run.")
    database = Database(settings.database_url)
    try:
        room = Room(data_dir, settings.var_dir, History(database, now), now)
        for found in room.recovered:
            print(found.message)
        options.samen, options.settings, options.database = settings.trainers_agree, settings, database
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
            found = json.load(answer)
            return parse_of(text, found["ranking"], found.get("states"))

    return parse


def new_model(settings: Settings) -> Model:
    """Returns the model that was compared and is not published, in a process of its own; loading takes a while.

    Raises:
        CannotChange: there is none.
    """
    model = waiting_model(settings.job_file, settings.run_dir, settings.models_dir)
    if model is None:
        raise CannotChange("Er is geen nieuw model dat nog wacht. Maak er een: python -m bot.publish prepare")

    def parse(text: str) -> dict[str, Any]:
        asked = [sys.executable, "-m", "bot.rasa_parts.batch_parse", str(model)]
        # What Rasa says goes nowhere: it would repeat the question.
        done = subprocess.run(asked, input=batch_line(text), capture_output=True, text=True, check=False)
        lines = done.stdout.splitlines()
        if len(lines) < 2:
            raise CannotChange("Het nieuwe model is niet te laden. Train het opnieuw.")
        return json.loads(lines[1])[0]["parse"]

    return parse


def print_explained(found: Explained) -> None:
    """Prints an answer and why it is that."""
    print("\n\n".join(found.bubbles), "\n")
    for sentence in (*found.why, f"Regel: {found.rule}.", f"Uitkomst: {found.outcome}."):
        print(f"- {sentence}")
    for label in found.labels:
        print(f"{label.confidence:5.0%}  {label.topic}")


def _me() -> str:
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return "onbekend"


if __name__ == "__main__":
    sys.exit(main())
