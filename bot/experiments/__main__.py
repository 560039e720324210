"""The experiments from the command line: `python -m bot.experiments`."""

from __future__ import annotations

import argparse
import datetime as dt
import sys

from bot.calendar import AMSTERDAM
from bot.daily import DailyCount, words_of_examples
from bot.experiments.result import in_words, result_of
from bot.insight import Daily
from bot.knowledge import ContentError, Library
from bot.knowledge.experiments import needed_per_arm
from bot.settings import SettingError, read_settings
from bot.storage import Database


def main(arguments: list[str] | None = None) -> int:
    """Prints how the experiments are, or how many conversations one would need; returns 1 when it cannot."""
    parser = argparse.ArgumentParser(prog="python -m bot.experiments", description="De proeven, en wat ze vonden.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("lijst", help="toon elke proef met zijn voortgang of uitkomst")
    commands.add_parser("tel", help="tel de dagen die voorbij zijn; de site doet dit zelf elke nacht")
    needed = commands.add_parser("nodig", help="reken uit hoeveel gesprekken per variant nodig zijn")
    needed.add_argument("nu", type=float, help="procent dat we nu halen")
    needed.add_argument("verwacht", type=float, help="procentpunten verschil dat de moeite waard is")
    options = parser.parse_args(arguments)
    try:
        if options.command == "nodig":
            print(needed_per_arm(options.nu / 100, options.verwacht / 100))
            return 0
        settings = read_settings()
        library, database = Library(settings.data_dir), Database(settings.database_url)
    except (ContentError, SettingError) as error:
        print(error, file=sys.stderr)
        return 1
    except ValueError:
        print("'nu' en 'nu' plus 'verwacht' liggen tussen 0 en 100, en 'verwacht' is niet 0.", file=sys.stderr)
        return 1
    try:
        if options.command == "tel":
            days = DailyCount(database, _now).run(lambda: words_of_examples(settings.data_dir))
            print(f"{len(days)} dagen geteld.")
        else:
            _list(library, Daily(database), _now().date())
    finally:
        database.close()
    return 0


def _now() -> dt.datetime:
    return dt.datetime.now(AMSTERDAM)


def _list(library: Library, daily: Daily, today: dt.date) -> None:
    for experiment in library.content.experiments:
        print("\n".join(in_words(experiment, result_of(experiment, daily.arms(experiment.id), today))))


if __name__ == "__main__":
    sys.exit(main())
