"""The commands of `python -m bot.trainer` for experiments; what they found shows `python -m bot.experiments`."""

from __future__ import annotations

import argparse
import datetime as dt

from bot.knowledge import Library
from bot.knowledge.experiments import Cue, Kind, Measure
from bot.trainer.command_line import Commands, change
from bot.trainer.experiments import create, start, stop, wording_of
from bot.trainer.questions import CannotChange
from bot.trainer.room import Room


def add_experiment_commands(commands: Commands) -> None:
    """Adds the commands with their help in Dutch."""
    new = commands.add_parser("proef-nieuw", help="maak een proef; hij begint pas als je hem start")
    new.add_argument("id", help="naam van de proef")
    new.add_argument("vraag", help="wat je wilt weten")
    new.add_argument("--onderwerp", default="", help="voor andere woorden: het onderwerp")
    new.add_argument("--b", nargs="+", default=[], metavar="BUBBEL", help="de andere woorden, elke bubbel apart")
    new.add_argument("--cue", choices=[c.value for c in Cue], help="voor met en zonder een zin: welke")
    new.add_argument("--staten", nargs="+", default=[], help="bij empathie: als iemand zo klinkt")
    new.add_argument("--maat", choices=[m.value for m in Measure], default=Measure.HELPED.value, help="wat je meet")
    new.add_argument("--nu", type=float, required=True, help="procent dat je nu haalt")
    new.add_argument("--verwacht", type=float, required=True, help="procentpunten verschil dat de moeite waard is")
    new.add_argument("--aandeel", type=float, default=100, help="procent van de gesprekken dat meedoet")
    new.add_argument("--begin", type=dt.date.fromisoformat, required=True, help="eerste dag, JJJJ-MM-DD")
    new.add_argument("--einde", type=dt.date.fromisoformat, required=True, help="laatste dag, JJJJ-MM-DD")
    new.add_argument("--eigenaar", default="redactie", help="van wie de proef is")
    begin = commands.add_parser("proef-start", help="start een proef; schrijf erbij waarom (--waarom)")
    end = commands.add_parser("proef-stop", help="stop een proef, voorgoed; schrijf erbij waarom (--waarom)")
    for made, run in ((new, make), (begin, begin_one), (end, end_one)):
        made.set_defaults(run=run)
        if made is not new:
            made.add_argument("id", help="naam van de proef")


def make(room: Room, options: argparse.Namespace) -> int:
    """Makes an experiment."""
    if bool(options.onderwerp) == bool(options.cue):
        raise CannotChange("Kies --onderwerp met --b, of --cue.")
    values = {key: getattr(options, key) for key in ("id", "vraag", "cue", "maat", "begin", "einde", "eigenaar", "b")}
    values |= {key: _plain(getattr(options, key)) for key in ("nu", "verwacht", "aandeel")}
    topic = options.onderwerp
    values |= {
        "soort": Kind.ANSWER.value if topic else Kind.CUE.value,
        "onderwerpen": [topic] if topic else [],
        "staten": options.staten,
        "a": wording_of(Library(room.data_dir).content, topic, options.begin) if topic else (),
    }
    return change(room, options, lambda draft: create(draft, values))


def begin_one(room: Room, options: argparse.Namespace) -> int:
    """Starts an experiment."""
    _needs_a_reason(options)
    content, today = Library(room.data_dir).content, room.clock().date()
    return change(room, options, lambda draft: start(draft, options.id, content, today))


def end_one(room: Room, options: argparse.Namespace) -> int:
    """Stops an experiment."""
    _needs_a_reason(options)
    return change(room, options, lambda draft: stop(draft, options.id))


def _needs_a_reason(options: argparse.Namespace) -> None:
    if not options.waarom.strip():
        raise CannotChange('Schrijf op waarom, met --waarom "…" voor de opdracht.')


def _plain(value: float) -> float | int:
    return int(value) if value == int(value) else value
