"""`python -m bot.publish`: the same as the trainers' room does, from the command line."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

from bot.calendar import AMSTERDAM
from bot.evaluate.offline import ModelBroken
from bot.evaluate.score import LABELS
from bot.knowledge import ContentError, Library
from bot.launch.preflight import CannotStart
from bot.privacy import mask
from bot.publish.report import Report
from bot.publish.switch import NotSwitched
from bot.publish.work import NotNow, Work
from bot.settings import SettingError, Settings, read_settings
from bot.storage import Database
from bot.transcript import Glance

LATELY = 1000  # real messages to compare on


def _now() -> dt.datetime:
    return dt.datetime.now(AMSTERDAM)


def make_parser() -> argparse.ArgumentParser:
    """Returns what reads the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m bot.publish", description="Train, vergelijk en publiceer een model, of ga terug."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name, words in (
        ("prepare", "train een model van de vragen zoals ze nu zijn, en vergelijk het met het gepubliceerde"),
        ("publish", "zet het vergeleken model voor burgers"),
        ("back", "zet het model van hiervoor terug"),
    ):
        command = commands.add_parser(name, help=words)
        command.add_argument("--by", default="opdrachtregel", help="wie het doet, voor de geschiedenis")
        if name != "prepare":
            command.add_argument("--why", default="", required=name == "publish", help="waarom, voor de geschiedenis")
        if name == "back":
            command.add_argument("--model", default="", help="bestandsnaam uit de geschiedenis; zonder: de vorige")
        if name == "publish":
            command.add_argument("--sign", default="", help="waarom het mag, ook al is er iets minder goed")
            command.add_argument("--model", default="", help="bestandsnaam van het model dat je bekeek")
    commands.add_parser("status", help="toon wat gepubliceerd is, wat er loopt en de laatste vergelijking")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Returns 0 when it is done, 1 after a clear sentence when it cannot, 2 when something fell and nobody signed."""
    options = make_parser().parse_args(arguments)
    try:
        settings = read_settings()
        Library(settings.data_dir)
        return _run(options, settings, Work(Path.cwd(), settings, _now))
    except (CannotStart, SettingError, ContentError, ModelBroken, NotNow, NotSwitched) as error:
        print(error, file=sys.stderr)
        return 1


def _run(options: argparse.Namespace, settings: Settings, work: Work) -> int:
    if options.command == "prepare":
        database = Database(settings.database_url)
        asked = Glance(database).recent_questions(LATELY)
        database.close()
        report = work.prepare(options.by, asked)
        print(in_words(report))
        return 2 if report.falls else 0
    if options.command == "status":
        return _status(work)
    if options.command == "publish":
        done = work.publish(options.by, mask(options.why).text, mask(options.sign).text, options.model)
    else:
        done = work.back(options.by, mask(options.why).text, options.model)
    print(f"Burgers krijgen nu antwoord van {done.model}.")
    return 0


def _status(work: Work) -> int:
    job = work.jobs.read()
    if job:
        print(f"Laatste werk: {job.kind} door {job.by}, {job.step.value} ({round(100 * job.share)}%). {job.words}")
    for publication in work.published.history():
        print(f"{publication.at[:16]}  {publication.model}  {publication.by}: {publication.why}")
    served = work.served()
    print(f"Nu voor burgers: {served.name if served else 'wat bij de vragen past'}")
    report = work.report()
    if report:
        print(in_words(report))
    return 0


def in_words(report: Report) -> str:
    """Returns the report as lines for the terminal."""
    lines = [f"Nieuw: {report.model}, vergeleken met {report.against or 'niets'} ({report.seconds:.0f} s)."]
    for name, measures in report.sets.items():
        for measure, d in measures.items():
            note = "  SLECHTER" if d.fell else ""
            lines.append(f"  {name}, {LABELS[measure]}: {d.before} -> {d.after} van {d.total}{note}")
    worse = sum(c.worse for c in report.changed)
    lines.append(f"  {report.asked} echte vragen: {len(report.changed)} veranderen, {worse} geen antwoord meer.")
    lines += [f"  gesprekstest: {lack}" for lack in report.conversations]
    lines += [f"  moet zeggen: {miss.splitlines()[0]}" for miss in report.must_say]
    lines += [f"LET OP: {fall}" for fall in report.falls]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
