"""The commands of `python -m bot.trainer` for facts and notices."""

from __future__ import annotations

import argparse
import datetime as dt

from bot.knowledge import Library
from bot.knowledge.reading import CONFIDENCES
from bot.trainer import facts, notices
from bot.trainer.command_line import Commands, change
from bot.trainer.questions import CannotChange
from bot.trainer.room import Room
from bot.trainer.typed import day


def add_fact_commands(commands: Commands) -> None:
    """Adds the commands with their help in Dutch."""
    listed = commands.add_parser("feiten", help="toon feiten met hun waarde van vandaag, en wie ze gebruikt")
    listed.add_argument("zoek", nargs="*", help="woorden uit naam of omschrijving")
    new = commands.add_parser("feit", help="geef een feit een nieuwe waarde vanaf een dag")
    mended = commands.add_parser(
        "feit-verbeter", help="verbeter een waarde van een feit; wat je niet noemt blijft zoals het is"
    )
    for made in (new, mended):
        made.add_argument("naam", help="naam van het feit")
    new.add_argument("waarde", help="zoals 1.550 of 2027-05-01")
    new.add_argument("vanaf", help="JJJJ-MM-DD")
    new.add_argument("bron", help="adres van de pagina")
    mended.add_argument("--op", default="", metavar="DAG", help="de waarde die op deze dag geldt (anders vandaag)")
    mended.add_argument("--waarde", help="zoals 1.550 of 2027-05-01")
    mended.add_argument("--van", metavar="DAG", help="geldig van; '' is zonder begin")
    mended.add_argument("--bron", help="adres van de pagina")
    for made in (new, mended):
        made.add_argument("--tot", metavar="DAG", help="geldig tot en met")
        made.add_argument(
            "--gecontroleerd", default="", metavar="DAG", help="wanneer dat is nagekeken (anders vandaag)"
        )
        made.add_argument("--zekerheid", choices=CONFIDENCES, help="hoe zeker het is")
    shown = commands.add_parser("meldingen", help="toon de meldingen")
    placed = commands.add_parser(
        "melding", help="plaats een melding, of verander er een; wat je niet noemt blijft zoals het is"
    )
    placed.add_argument("id", help="naam van de melding, zoals storing.inloggen")
    placed.add_argument("--tekst", help="wat er speelt, in hoogstens twee zinnen")
    placed.add_argument("--van", metavar="DAG", help="eerste dag (anders vandaag)")
    placed.add_argument("--tot", metavar="DAG", help="laatste dag")
    placed.add_argument("--onderwerpen", nargs="+", metavar="ID", help="onder antwoorden over; toeslagen.* mag ook")
    placed.add_argument("--begroeting", choices=("ja", "nee"), help="ook in de begroeting (anders ja)")
    placed.add_argument("--bron", nargs=2, metavar=("TITEL", "ADRES"), help="pagina waar het op rust")
    placed.add_argument("--eigenaar", help="wie het bijhoudt")
    ended = commands.add_parser("melding-stop", help="haal een melding nu weg")
    ended.add_argument("id", help="naam van de melding")
    for made, run in (
        (listed, show_facts), (new, new_value), (mended, mend_value), (shown, show_notices), (placed, place_notice),
        (ended, stop_notice),
    ):  # fmt: skip
        made.set_defaults(run=run)


def show_facts(room: Room, options: argparse.Namespace) -> int:
    """Prints facts with all their values; of one fact also which answers use it."""
    content, today = Library(room.data_dir).content, room.clock().date()
    book = content.book
    words = [word.lower() for word in options.zoek]
    names = [n for n, rows in content.facts.items() if all(w in f"{n} {rows[-1].description}".lower() for w in words)]
    for name in sorted(names):
        now = book.fact(name, today)
        print(f"{name}: {now.text if now else 'nu geen'}  ({content.facts[name][-1].description})")
        for row in content.facts[name]:
            print(f"    {row.text}  {row.validity.first or '…'} tot en met {row.validity.last or '…'}  {row.source}")
        if len(names) == 1:
            print(f"    gebruikt in: {', '.join(facts.used_by(content, name)) or 'geen antwoord'}")
    print(f"{len(names)} van {len(content.facts)} feiten.")
    return 0


def new_value(room: Room, options: argparse.Namespace) -> int:
    """Gives a fact a new value from a day on."""
    content = Library(room.data_dir).content
    filled = facts.Change(
        options.waarde, day(options.vanaf), day(options.tot or ""), options.bron,
        day(options.gecontroleerd) or room.clock().date(), options.zekerheid or CONFIDENCES[0],
    )  # fmt: skip
    return change(room, options, lambda draft: facts.next_value(draft, content, options.naam, filled))


def mend_value(room: Room, options: argparse.Namespace) -> int:
    """Mends the value that holds on a day."""
    content, today = Library(room.data_dir).content, room.clock().date()
    at = day(options.op) or today
    fact = next((row for row in content.facts.get(options.naam, ()) if row.validity.covers(at)), None)
    if fact is None:
        raise CannotChange(f"'{options.naam}' heeft op {at:%d-%m-%Y} geen waarde. Kijk met 'feiten' wat er is.")

    def or_as_it_is(typed: str | None, now: dt.date | None) -> dt.date | None:
        return now if typed is None else day(typed)

    filled = facts.Change(
        _as_typed(fact.value) if options.waarde is None else options.waarde,
        or_as_it_is(options.van, fact.validity.first), or_as_it_is(options.tot, fact.validity.last),
        options.bron or fact.source, day(options.gecontroleerd) or today, options.zekerheid or fact.confidence,
    )  # fmt: skip
    return change(room, options, lambda draft: facts.mend(draft, fact, filled))


def _as_typed(value: object) -> str:
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def show_notices(room: Room, _options: argparse.Namespace) -> int:
    """Prints every notice with its days."""
    today = room.clock().date()
    for notice in sorted(Library(room.data_dir).content.notices, key=lambda n: n.validity.first or today):
        when = "nu te zien" if notice.validity.covers(today) else f"{notice.validity.first} tot en met"
        print(f"{notice.id}  {when} {notice.validity.last}: {notice.text}")
    return 0


def place_notice(room: Room, options: argparse.Namespace) -> int:
    """Places a notice, or changes what is named of one that stands there."""
    content, today = Library(room.data_dir).content, room.clock().date()
    known = next((n for n in content.notices if n.id == options.id), None)
    if known is None and options.bron is None:
        raise CannotChange("Een melding rust op een pagina. Noem die met --bron TITEL ADRES.")
    title, url = options.bron or (known.source.title, known.source.url)
    first = day(options.van or "") or (known.validity.first if known else today)
    last = day(options.tot or "") or (known.validity.last if known else None)
    about = options.onderwerpen if options.onderwerpen is not None else known.topics if known else ()
    greeting = options.begroeting == "ja" if options.begroeting else known.in_greeting if known else True
    filled = notices.Filled(
        options.id, options.tekst if options.tekst is not None else known.text if known else "", first, last,
        [one for one in about if one], greeting, title, url, today, options.eigenaar or (known.owner if known else ""),
    )  # fmt: skip
    return change(room, options, lambda draft: notices.place(draft, filled))


def stop_notice(room: Room, options: argparse.Namespace) -> int:
    """Takes a notice away."""
    options.toch = True
    return change(room, options, lambda draft: notices.stop(draft, options.id, room.clock().date()))
