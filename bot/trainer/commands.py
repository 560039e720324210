"""The commands of `python -m bot.trainer` that change or show content: the same functions as the pages have."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

from bot.knowledge import Library
from bot.knowledge.model import OUTCOMES, Topic
from bot.knowledge.writing import load_rules
from bot.trainer import answers, exchange, facts, questions, topics
from bot.trainer.draft import Draft
from bot.trainer.experiment_commands import add_experiment_commands
from bot.trainer.inbox_commands import add_inbox_commands
from bot.trainer.likeness import Likeness
from bot.trainer.look import look_at
from bot.trainer.questions import CannotChange
from bot.trainer.room import Author, Build, Room

Commands = argparse._SubParsersAction  # what add_subparsers gives has no public name


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
    command("kijk", "toon een antwoord zoals de burger het ziet", look, topic).add_argument(
        "--dag", type=dt.date.fromisoformat, help="JJJJ-MM-DD"
    )
    command("geschiedenis", "toon wie wat wanneer waarom veranderde", history).add_argument("--onderwerp", default="")
    command(
        "zet-terug", "zet terug wat er voor een wijziging stond", put_back, ("wijziging", "nummer uit geschiedenis")
    )
    command(
        "feit",
        "geef een feit een nieuwe waarde vanaf een dag",
        new_fact,
        ("naam", "naam van het feit"),
        ("waarde", "zoals 1.550 of 2027-05-01"),
        ("vanaf", "JJJJ-MM-DD"),
        ("bron", "adres van de pagina"),
    )
    add_inbox_commands(commands)
    add_experiment_commands(commands)


def _change(room: Room, options: argparse.Namespace, build: Build) -> int:
    saved = room.change(build, Author("", options.wie), options.waarom, in_spite_of_style=options.toch)
    print(f"{saved.summary}." if saved.files else "Er is niets veranderd.")
    for warning in saved.warnings[:10]:
        print(warning)
    return 0


def show(room: Room, options: argparse.Namespace) -> int:
    """Prints the examples of a topic."""
    print("\n".join(questions.examples_of(room.draft(), options.onderwerp)))
    return 0


def add(room: Room, options: argparse.Namespace) -> int:
    """Adds examples."""
    return _change(room, options, lambda d: questions.add(d, options.onderwerp, options.vraag))


def drop(room: Room, options: argparse.Namespace) -> int:
    """Takes examples away."""
    return _change(room, options, lambda d: questions.drop(d, options.onderwerp, options.vraag))


def reword(room: Room, options: argparse.Namespace) -> int:
    """Replaces an example."""
    return _change(room, options, lambda d: questions.reword(d, options.onderwerp, options.oud, options.nieuw))


def move(room: Room, options: argparse.Namespace) -> int:
    """Moves examples."""
    return _change(room, options, lambda d: questions.move(d, options.onderwerp, options.naar, options.vraag))


def _topic(options: argparse.Namespace) -> Topic:
    return Topic(options.id, options.id.split(".")[0], options.titel, options.omschrijving, options.uitkomst)


def create(room: Room, options: argparse.Namespace) -> int:
    """Makes a topic."""
    sources = []
    if options.bron:
        sources = [{"titel": options.bron[0], "url": options.bron[1], "gecontroleerd": room.clock().date()}]
    return _change(
        room, options,
        lambda d: topics.create(d, _topic(options), options.vraag, options.antwoord, "redactie", sources),
    )  # fmt: skip


def split(room: Room, options: argparse.Namespace) -> int:
    """Splits a topic."""
    return _change(
        room, options, lambda d: topics.split(d, options.onderwerp, _topic(options), options.vraag, options.antwoord)
    )


def merge(room: Room, options: argparse.Namespace) -> int:
    """Merges two topics."""
    return _change(room, options, lambda d: topics.merge(d, options.onderwerp, options.naar))


def rename(room: Room, options: argparse.Namespace) -> int:
    """Gives a topic another title."""
    return _change(room, options, lambda d: topics.rename(d, options.onderwerp, options.titel))


def change_id(room: Room, options: argparse.Namespace) -> int:
    """Gives a topic another id."""
    return _change(room, options, lambda d: topics.change_id(d, options.onderwerp, options.id))


def delete(room: Room, options: argparse.Namespace) -> int:
    """Shows where a topic is used, and deletes it when that was asked for."""
    for reference in topics.warnings_for(room.draft(), options.onderwerp):
        print(reference)
    if options.zeker:
        return _change(room, options, lambda d: topics.delete(d, options.onderwerp))
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
    return _change(room, options, lambda d: exchange.bring_in(d, rows))


def look(room: Room, options: argparse.Namespace) -> int:
    """Prints an answer as a citizen sees it, and what is wrong with it; returns 1 when there is an error."""
    form = answers.form_of(room.draft(), options.onderwerp)
    content = Library(room.data_dir).content
    seen = look_at(content, load_rules(room.data_dir), options.onderwerp, form, options.dag or room.clock().date())
    if seen.reply:
        print("\n\n".join(seen.reply.bubbles))
        print(f"\nKort: {seen.reply.short or '(geen)'}")
    print(f"\nLeesniveau {seen.flesch:.0f}, {seen.words} woorden, {seen.mean_sentence:.1f} per zin.")
    for remark in seen.remarks:
        print(f"{'fout' if remark.error else 'let op'}: {remark.message} {remark.mend}")
    return int(any(remark.error for remark in seen.remarks))


def new_fact(room: Room, options: argparse.Namespace) -> int:
    """Gives a fact a new value from a day on."""
    try:
        first = dt.date.fromisoformat(options.vanaf)
    except ValueError:
        raise CannotChange(f"'{options.vanaf}' is geen datum. Schrijf JJJJ-MM-DD.") from None
    content = Library(room.data_dir).content
    change = facts.Change(options.waarde, first, None, options.bron, room.clock().date())
    return _change(room, options, lambda d: facts.next_value(d, content, options.naam, change))


def history(room: Room, options: argparse.Namespace) -> int:
    """Prints the history."""
    draft = room.draft()
    entries = room.history.latest()
    if options.onderwerp:
        paths = [draft.topic_path(options.onderwerp, name) for name in ("antwoord.yml", "vragen.yml")]
        entries = sorted((e for path in paths for e in room.history.of_file(path)), key=lambda e: -e.id)
    for entry in entries:
        why = f" ({entry.why})" if entry.why else ""
        print(f"{entry.operation}  {entry.at:%d-%m-%Y %H:%M}  {entry.name}: {entry.summary}{why}  {entry.path}")
    return 0


def put_back(room: Room, options: argparse.Namespace) -> int:
    """Undoes an operation."""
    try:
        print(f"{room.undo(options.wijziging, Author('', options.wie), options.waarom).summary}.")
    except KeyError:
        raise CannotChange("Die wijziging is er niet. Kijk in 'geschiedenis' voor het nummer.") from None
    return 0


def fail(message: str) -> int:
    """Prints why something was not done."""
    print(message, file=sys.stderr)
    return 1
