"""The commands of `python -m bot.trainer` that only show how things stand: topics, experiments, the model's health."""

from __future__ import annotations

import argparse

from bot.daily import health
from bot.experiments import result_of
from bot.experiments.result import in_words
from bot.insight import Daily, Insight
from bot.knowledge import Library
from bot.knowledge.trained import trained_on
from bot.release.live import assigned, live
from bot.release.waiting import report_file
from bot.release.whole_file import read_whole
from bot.trainer.command_line import Commands
from bot.trainer.overview import EXPIRING_DAYS, LABELS, State, overview
from bot.trainer.questions import examples_of
from bot.trainer.room import Room


def add_overview_commands(commands: Commands) -> None:
    """Adds the commands with their help in Dutch."""
    listed = commands.add_parser("onderwerpen", help="toon de onderwerpen met hun staat")
    listed.add_argument("zoek", nargs="*", help="woorden uit id, titel of vraag")
    listed.add_argument("--staat", choices=[s.value for s in State], default="", help="alleen die in deze staat")
    tried = commands.add_parser(
        "proeven", help="toon elke proef met zijn voortgang, of zijn uitkomst als die er mag zijn"
    )
    well = commands.add_parser("gezondheid", help="toon hoe gezond het model is, in cijfers")
    for made, run in ((listed, show_topics), (tried, show_experiments), (well, show_health)):
        made.set_defaults(run=run)


def show_topics(room: Room, options: argparse.Namespace) -> int:
    """Prints the topics that fit."""
    settings, library, today = options.settings, Library(room.data_dir), room.clock().date()
    served, draft = assigned(settings.run_dir, live(settings.run_dir)), room.draft()
    examples = {topic: examples_of(draft, topic) for topic in library.content.topics}
    trained = trained_on(served) if served else None
    rows = overview(library, examples, trained, library.upkeep(today, EXPIRING_DAYS), today)
    shown = [row for row in rows if row.fits(" ".join(options.zoek), options.staat)]
    for row in shown:
        print(f"{row.id}  {row.title}  {row.examples} vragen  {', '.join(LABELS[s] for s in row.states)}")
    print(f"{len(shown)} van {len(rows)} onderwerpen.")
    return 0


def show_experiments(room: Room, options: argparse.Namespace) -> int:
    """Prints how far each experiment is; what it found only when that may be seen."""
    daily, today = Daily(options.database), room.clock().date()
    for experiment in Library(room.data_dir).content.experiments:
        print("\n".join(in_words(experiment, result_of(experiment, daily.arms(experiment.id), today))))
    return 0


def show_health(room: Room, options: argparse.Namespace) -> int:
    """Prints the figures behind the pictures of the page."""
    today, content, draft = room.clock().date(), Library(room.data_dir).content, room.draft()
    totals = Insight(options.database, room.clock).totals(*health.window(today))
    yesterday = health.coverage(totals, today)[-1]
    print(f"Gisteren: {yesterday.total} vragen.")
    for kind, label, _ in health.COVERAGE:
        print(f"  {label}: {yesterday.shares[kind]:.0%}")
    for name, found in (("onderwerpen", "topics"), ("woorden", "words")):
        drift = health.drifts(totals, today)[found]
        print(f"Andere {name} dan de vier weken ervoor: {', '.join(filter(None, (drift.weather.value, drift.words)))}.")

    def title(topic: str) -> str:
        return content.topics[topic].title if topic in content.topics else topic or "iets anders"

    compared = health.comparison(read_whole(report_file(options.settings.job_file)), title)
    if compared is None:
        print("Er is nog geen vergelijking. Maak er een met: python -m bot.publish prepare")
    else:
        print(f"Vergelijking van {compared['at'][:10]}: de zekerheid zit er gemiddeld {compared['gap']:.1%} naast.")
        for (asked, answered), times in compared["pairs"]:
            print(f"  {times}x {asked} -> {answered}")
    print("Minste voorbeelden:")
    for topic, number in health.example_bars({t: examples_of(draft, t) for t in content.topics})[:10]:
        print(f"  {number:4}  {topic}")
    return 0
