"""Checks the content from the command line: `python -m bot.knowledge check`, and tells editors what to look at."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

from bot.calendar import AMSTERDAM
from bot.knowledge.checks import check_all
from bot.knowledge.intents import write_intents
from bot.knowledge.links import read_visits
from bot.knowledge.loading import load_content
from bot.knowledge.problems import ContentError
from bot.knowledge.reader import Reader
from bot.knowledge.reading import read_topics
from bot.knowledge.style_file import load_rules
from bot.knowledge.upkeep import DAYS, oldest_check, upkeep
from bot.knowledge.upkeep.links import link_upkeep
from bot.knowledge.upkeep.report import in_order
from bot.knowledge.upkeep_page import as_html, as_text, whole_page
from bot.knowledge.writing import is_style, reading_levels
from bot.knowledge.yaml_file import YamlFile


def main(arguments: list[str] | None = None) -> int:
    """Prints every problem with file, line and mend; returns 1 when there is an error, else 0."""
    parser = argparse.ArgumentParser(prog="python -m bot.knowledge", description="Controleert wat in data/ staat.")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="controleer onderwerpen, vragen, antwoorden en feiten")
    check.add_argument("--only", default="", help="alleen onderwerpen waarvan de id hiermee begint")
    check.add_argument("--today", type=dt.date.fromisoformat, help="controleer alsof het deze dag is (JJJJ-MM-DD)")
    check.add_argument("--stijl", action="store_true", help="noem ook de tips over schrijfstijl")
    check.add_argument("--root", type=Path, default=Path.cwd(), help=argparse.SUPPRESS)
    intents = commands.add_parser("intents", help="zet de intents uit onderwerpen.yml in domain.yml en regels.yml")
    intents.add_argument("--root", type=Path, default=Path.cwd(), help=argparse.SUPPRESS)
    levels = commands.add_parser("leesniveau", help="toon hoe moeilijk elk antwoord leest, het moeilijkste eerst")
    levels.add_argument("--today", type=dt.date.fromisoformat, help="kijk alsof het deze dag is (JJJJ-MM-DD)")
    levels.add_argument("--root", type=Path, default=Path.cwd(), help=argparse.SUPPRESS)
    work = commands.add_parser("onderhoud", help="toon wat binnenkort verloopt of gecontroleerd moet worden")
    work.add_argument("--today", type=dt.date.fromisoformat, help="kijk alsof het deze dag is (JJJJ-MM-DD)")
    work.add_argument("--dagen", type=int, default=DAYS, help="zoveel dagen vooruit (standaard %(default)s)")
    work.add_argument("--html", type=Path, help="schrijf het overzicht als webpagina in dit bestand")
    work.add_argument("--root", type=Path, default=Path.cwd(), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.command == "intents":
        reader = Reader(YamlFile(options.root / "data" / "onderwerpen.yml", options.root / "data"))
        for path in write_intents(options.root, read_topics(reader)):
            print(f"{path.name} is bijgewerkt.")
        return 0
    today = options.today or dt.datetime.now(AMSTERDAM).date()
    if options.command == "leesniveau":
        return _print_reading_levels(options.root / "data", today)
    if options.command == "onderhoud":
        visits = options.root / "var" / "links.json"
        return _print_upkeep(options.root / "data", today, options.dagen, options.html, visits)
    problems = check_all(options.root, today, options.only)
    tips = [p for p in problems if p.warning and is_style(p)]
    shown = problems if options.stijl else [p for p in problems if p not in tips]
    for problem in shown:
        print(problem)
    errors = sum(not p.warning for p in problems)
    print(
        f"{errors} fouten, {len(problems) - errors - len(tips)} om op te letten, {len(tips)} tips over stijl (--stijl)."
    )
    return 1 if errors else 0


def _print_upkeep(data_dir: Path, today: dt.date, days: int, page: Path | None, visits: Path) -> int:
    try:
        content, problems = load_content(data_dir)
    except ContentError as error:
        print(error)
        return 1
    found = upkeep(content, content.book, today, days, data_dir)
    items = in_order([*found, *link_upkeep(content, data_dir, read_visits(visits), today)])
    errors = [p for p in problems if not p.warning]
    oldest = oldest_check(content)
    if page:
        page.write_text(whole_page(as_html(items, today, errors, oldest), _styles()), encoding="utf-8")
        print(f"{len(items)} punten staan in {page}.")
    else:
        print(as_text(items, today, oldest))
    for problem in errors:
        print(problem)
    return 1 if errors else 0


def _styles() -> str:
    """Returns the look of the site's pages, so that the file looks the same without the site."""
    widget = Path(__file__).resolve().parents[1] / "widget"
    return "\n".join((widget / name).read_text(encoding="utf-8") for name in ("page.css", "editors.css"))


def _print_reading_levels(data_dir: Path, today: dt.date) -> int:
    try:
        content, _ = load_content(data_dir)
        levels = reading_levels(content, load_rules(data_dir), today)
    except ContentError as error:
        print(error)
        return 1
    print("Flesch-Douma: hoger is makkelijker, goed is 60 of hoger. Zin: woorden per zin, gemiddeld.")
    print(f"{'Flesch':>6} {'zin':>5} {'lange zinnen':>13} {'lange woorden':>14}  onderwerp")
    for level in levels:
        f = level.figures
        print(
            f"{f.flesch_douma:6.0f} {f.mean_sentence:5.1f} {f.long_sentences:13.0%} {f.long_words:14.0%}  {level.topic}"
        )
    if levels:
        words = sum(level.figures.words for level in levels)
        sentences = sum(level.figures.sentences for level in levels)
        mean = sum(level.figures.flesch_douma for level in levels) / len(levels)
        print(f"{len(levels)} antwoorden: gemiddeld {mean:.0f}, en {words / max(1, sentences):.1f} woorden per zin.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
