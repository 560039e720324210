"""Checks the content from the command line: `python -m bot.knowledge check`."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

from bot.calendar import AMSTERDAM
from bot.knowledge.checks import check_all
from bot.knowledge.intents import write_intents
from bot.knowledge.reading import Reader, read_topics
from bot.knowledge.yaml_file import YamlFile


def main(arguments: list[str] | None = None) -> int:
    """Prints every problem with file, line and mend; returns 1 when there is an error, else 0."""
    parser = argparse.ArgumentParser(prog="python -m bot.knowledge", description="Controleert wat in data/ staat.")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="controleer onderwerpen, vragen, antwoorden en feiten")
    check.add_argument("--only", default="", help="alleen onderwerpen waarvan de id hiermee begint")
    check.add_argument("--today", type=dt.date.fromisoformat, help="controleer alsof het deze dag is (JJJJ-MM-DD)")
    check.add_argument("--root", type=Path, default=Path.cwd(), help=argparse.SUPPRESS)
    intents = commands.add_parser("intents", help="zet de intents uit onderwerpen.yml in domain.yml en regels.yml")
    intents.add_argument("--root", type=Path, default=Path.cwd(), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.command == "intents":
        reader = Reader(YamlFile(options.root / "data" / "onderwerpen.yml", options.root / "data"))
        for path in write_intents(options.root, read_topics(reader)):
            print(f"{path.name} is bijgewerkt.")
        return 0
    today = options.today or dt.datetime.now(AMSTERDAM).date()
    problems = check_all(options.root, today, options.only)
    for problem in problems:
        print(problem)
    errors = sum(not p.warning for p in problems)
    print(f"{errors} fouten, {len(problems) - errors} om op te letten.")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
