"""The commands of `python -m bot.trainer` for questions, topics and the history, and the list of all commands."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.content.history import difference
from bot.knowledge.model import OUTCOMES, Topic
from bot.trainer import exchange, questions, references, topics
from bot.trainer.answer_commands import add_answer_commands
from bot.trainer.command_line import Commands, change
from bot.trainer.draft import Draft
from bot.trainer.experiment_commands import add_experiment_commands
from bot.trainer.fact_commands import add_fact_commands
from bot.trainer.inbox_commands import add_inbox_commands
from bot.trainer.likeness import Likeness
from bot.trainer.overview_commands import add_overview_commands
from bot.trainer.questions import CannotChange
from bot.trainer.room import Author, Room


def add_commands(commands: Commands) -> None:
    """Adds every command with its help in Dutch."""

    def command(name: str, text: str, run, *arguments: tuple[str, str]) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text)
        for argument, told in arguments:
            made.add_argument(argument, help=told, nargs="+" if argument == "vraag" else None)
        made.set_defaults(run=run)
        return made

    topic = ("onderwerp", "id van het onderwerp, zoals aangifte.uitstel")
    some = ("vraag", "een of meer vragen, elk tussen aanhalingstekens")
    command("toon", "toon de voorbeeldvragen van een onderwerp", show, topic)
    command("voeg-toe", "voeg voorbeeldvragen toe", add, topic, some)
    command("haal-weg", "haal voorbeeldvragen weg", drop, topic, some)
    command(
        "verbeter",
        "zet een vraag in andere woorden",
        reword,
        topic,
        ("oud", "zoals hij er staat"),
        ("nieuw", "zoals hij wordt"),
    )
    command("verplaats", "verplaats vragen naar een ander onderwerp", move, topic, ("naar", "id van het andere"), some)
    for name, text, run in (
        ("nieuw", "maak een onderwerp", create),
        ("splits", "maak een onderwerp van een deel van de vragen van een ander", split),
    ):
        made = command(
            name,
            text,
            run,
            *([topic] if name == "splits" else []),
            ("id", "naam van het nieuwe onderwerp"),
            ("titel", "titel"),
            ("omschrijving", "waar het over gaat"),
            ("antwoord", "eerste antwoord"),
            some,
        )
        made.add_argument("--uitkomst", choices=OUTCOMES, default="antwoord")
        made.add_argument("--bron", nargs=2, metavar=("TITEL", "ADRES"), help="pagina waar het antwoord op rust")
    command("voeg-samen", "voeg een onderwerp bij een ander", merge, topic, ("naar", "id van het andere"))
    command("hernoem", "geef een onderwerp een andere titel", rename, topic, ("titel", "de nieuwe titel"))
    command(
        "andere-id", "geef een onderwerp een andere id, overal waar die staat", change_id, topic, ("id", "de nieuwe id")
    )
    command(
        "verwijder", "verwijder een onderwerp; zonder --zeker zie je alleen waar het gebruikt wordt", delete, topic
    ).add_argument("--zeker", action="store_true")
    command("lijkt", "toon welke onderwerpen en vragen op een tekst lijken", near, ("tekst", "de tekst"))
    command("nalopen", "toon vragen die meer op een ander onderwerp lijken of twee keer staan", worst)
    command(
        "uitvoeren",
        "schrijf de voorbeeldvragen naar een bestand (.csv of .yml)",
        take_out,
        ("bestand", "naam van het bestand"),
    ).add_argument("--onderwerp", default="", help="begin van de id")
    command(
        "inlezen",
        "lees voorbeeldvragen uit een bestand (.csv of Rasa-.yml)",
        bring_in,
        ("bestand", "naam van het bestand"),
    ).add_argument("--kijk", action="store_true", help="toon alleen wat er zou gebeuren")
    past = command("geschiedenis", "toon wie wat wanneer waarom veranderde", history)
    past.add_argument("--onderwerp", default="", help="alleen van dit onderwerp")
    past.add_argument("--verschil", action="store_true", help="toon ook welke regels weggingen en kwamen")
    command(
        "zet-terug", "zet terug wat er voor een wijziging stond", put_back, ("wijziging", "nummer uit geschiedenis")
    )
    add_answer_commands(commands)
    add_fact_commands(commands)
    add_inbox_commands(commands)
    add_experiment_commands(commands)
    add_overview_commands(commands)


def show(room: Room, options: argparse.Namespace) -> int:
    """Prints the examples of a topic."""
    print("\n".join(questions.examples_of(room.draft(), options.onderwerp)))
    return 0


def add(room: Room, options: argparse.Namespace) -> int:
    """Adds examples."""
    return change(room, options, lambda d: questions.add(d, options.onderwerp, options.vraag))


def drop(room: Room, options: argparse.Namespace) -> int:
    """Takes examples away."""
    return change(room, options, lambda d: questions.drop(d, options.onderwerp, options.vraag))


def reword(room: Room, options: argparse.Namespace) -> int:
    """Replaces an example."""
    return change(room, options, lambda d: questions.reword(d, options.onderwerp, options.oud, options.nieuw))


def move(room: Room, options: argparse.Namespace) -> int:
    """Moves examples."""
    return change(room, options, lambda d: questions.move(d, options.onderwerp, options.naar, options.vraag))


def _topic(options: argparse.Namespace) -> Topic:
    return Topic(options.id, options.id.split(".")[0], options.titel, options.omschrijving, options.uitkomst)


def create(room: Room, options: argparse.Namespace) -> int:
    """Makes a topic."""
    sources = []
    if options.bron:
        sources = [{"titel": options.bron[0], "url": options.bron[1], "gecontroleerd": room.clock().date()}]
    return change(
        room, options,
        lambda d: topics.create(d, _topic(options), options.vraag, options.antwoord, "redactie", sources),
    )  # fmt: skip


def split(room: Room, options: argparse.Namespace) -> int:
    """Splits a topic."""
    return change(
        room, options, lambda d: topics.split(d, options.onderwerp, _topic(options), options.vraag, options.antwoord)
    )


def merge(room: Room, options: argparse.Namespace) -> int:
    """Merges two topics."""
    return change(room, options, lambda d: topics.merge(d, options.onderwerp, options.naar))


def rename(room: Room, options: argparse.Namespace) -> int:
    """Gives a topic another title."""
    return change(room, options, lambda d: topics.rename(d, options.onderwerp, options.titel))


def change_id(room: Room, options: argparse.Namespace) -> int:
    """Gives a topic another id."""
    return change(room, options, lambda d: topics.change_id(d, options.onderwerp, options.id))


def delete(room: Room, options: argparse.Namespace) -> int:
    """Shows where a topic is used, and deletes it when that was asked for."""
    for reference in references.used_in(room.draft(), options.onderwerp):
        print(reference)
    if options.zeker:
        return change(room, options, lambda d: topics.delete(d, options.onderwerp))
    print("Er is niets verwijderd. Weet je het zeker? Voeg --zeker toe.")
    return 0


def near(room: Room, options: argparse.Namespace) -> int:
    """Prints what is near a text."""
    for found in Likeness(questions.all_examples(room.draft())).near(options.tekst):
        print(f"{found.alike:5.0%}  {found.topic:40}  {found.example}")
    return 0


def worst(room: Room, options: argparse.Namespace) -> int:
    """Prints examples that confuse or stand twice."""
    for topic, example, about in Likeness(questions.all_examples(room.draft())).worst():
        near_to = ", ".join(f"{n.topic} {n.alike:.0%}" for n in about.near)
        print(f"{topic} ({about.own:.0%}): {example}\n    lijkt op {near_to}")
    return 0


def take_out(room: Room, options: argparse.Namespace) -> int:
    """Writes examples to a file."""
    rows = [row for row in questions.all_examples(room.draft()) if row[0].startswith(options.onderwerp)]
    write = exchange.to_csv if options.bestand.endswith(".csv") else exchange.to_rasa
    Path(options.bestand).write_text(write(rows), encoding="utf-8")
    print(f"{len(rows)} vragen staan in {options.bestand}.")
    return 0


def bring_in(room: Room, options: argparse.Namespace) -> int:
    """Reads examples from a file."""
    text = Path(options.bestand).read_text(encoding="utf-8")
    draft: Draft = room.draft()
    is_csv = options.bestand.endswith(".csv")
    rows = exchange.from_csv(text) if is_csv else exchange.from_rasa(text, questions.topics_of(draft))
    looked = exchange.look_at(draft, rows)
    for left_out, why in looked.left_out:
        print(f"Blijft weg: {left_out} ({why})")
    if options.kijk:
        print(f"{looked.count} vragen zijn nieuw.")
        return 0
    return change(room, options, lambda d: exchange.bring_in(d, rows))


def history(room: Room, options: argparse.Namespace) -> int:
    """Prints the history."""
    for entry in room.history_of(options.onderwerp) if options.onderwerp else room.history.latest():
        why = f" ({entry.why})" if entry.why else ""
        print(f"{entry.operation}  {entry.at:%d-%m-%Y %H:%M}  {entry.name}: {entry.summary}{why}  {entry.path}")
        if options.verschil:
            print("\n".join(f"    {sign} {line}" for sign, line in difference(entry)))
    return 0


def put_back(room: Room, options: argparse.Namespace) -> int:
    """Undoes an operation."""
    try:
        print(f"{room.undo(options.wijziging, Author('', options.wie), options.waarom).summary}.")
    except KeyError:
        raise CannotChange("Die wijziging is er niet. Kijk in 'geschiedenis' voor het nummer.") from None
    return 0
