"""The commands of `python -m bot.trainer` for answers: look at one on any day, and change every part of it."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from bot.knowledge import Library
from bot.knowledge.model import conditions_of
from bot.knowledge.style_file import load_rules
from bot.trainer import answers
from bot.trainer.command_line import Commands, change, pairs
from bot.trainer.look import look_at
from bot.trainer.questions import CannotChange
from bot.trainer.room import Room

NEW = "nieuw"


def add_answer_commands(commands: Commands) -> None:
    """Adds the commands with their help in Dutch."""
    seen = commands.add_parser("kijk", help="toon een antwoord zoals de burger het ziet, en wat eraan mankeert")
    made = commands.add_parser(
        "antwoord",
        help="verander een antwoord",
        description="Verander een antwoord. Wat je niet noemt blijft zo; een lege waarde ('') haalt iets weg.",
    )
    for parser, run in ((seen, look), (made, edit)):
        parser.add_argument("onderwerp", help="id van het onderwerp, zoals aangifte.uitstel")
        parser.add_argument("--dag", type=dt.date.fromisoformat, help="kijk op deze dag, JJJJ-MM-DD")
        parser.add_argument(
            "--gezegd", nargs="+", default=[], metavar="NAAM=WAARDE", help="kijk als de burger dit zei: partner=ja"
        )
        parser.set_defaults(run=run)
    made.add_argument("--kijk", action="store_true", help="bewaar niets, toon alleen hoe het wordt")
    text = made.add_argument_group("een tekst")
    text.add_argument("--tekst", metavar="NUMMER", help="welke tekst: 1, 2, … of nieuw (anders de eerste)")
    text.add_argument("--bubbel", nargs="+", metavar="TEKST", help="de bubbels, elke apart")
    text.add_argument("--kort", metavar="TEKST", help="de korte vorm")
    text.add_argument("--nalezen", metavar="WAAROM", help="een redacteur moet deze tekst nog nalezen; '' is gedaan")
    text.add_argument("--van", metavar="DAG", help="geldig van, JJJJ-MM-DD")
    text.add_argument("--tot", metavar="DAG", help="geldig tot en met, JJJJ-MM-DD")
    text.add_argument("--belastingjaar", metavar="JAAR", help="belastingjaar")
    text.add_argument("--als", nargs="+", metavar="NAAM=WAARDE", help="alleen als de burger dit zei: partner=ja")
    text.add_argument("--weg", action="store_true", help="haal deze tekst weg")
    both = made.add_argument_group("met --tekst alleen bij die tekst, anders bij het hele antwoord")
    both.add_argument("--makkelijker", nargs="+", metavar="TEKST", help="makkelijker gezegd, elke bubbel apart")
    both.add_argument("--voorbeeld", nargs="+", metavar="TEKST", help="een voorbeeld, elke bubbel apart")
    whole = made.add_argument_group("het hele antwoord")
    whole.add_argument("--vraag", help="de vraag in één zin")
    whole.add_argument("--knop", help="tekst op de knop")
    whole.add_argument("--eigenaar", help="wie het bijhoudt")
    whole.add_argument("--lijn", help="telefoonlijn; '' is de gewone")
    whole.add_argument("--vervolg", nargs="+", metavar="ID", help="onderwerpen die als knop eronder komen")
    whole.add_argument(
        "--bron", nargs=2, action="append", metavar=("TITEL", "ADRES"),
        help="zet een bron erbij, of geef die met dit adres een andere titel; vandaag gecontroleerd",
    )  # fmt: skip
    whole.add_argument("--zonder-bron", action="append", default=[], metavar="ADRES", help="haal een bron weg")
    whole.add_argument(
        "--gecontroleerd",
        nargs="?",
        const="",
        metavar="DAG",
        help="alle bronnen zijn gecontroleerd, vandaag of die dag",
    )


def look(room: Room, options: argparse.Namespace) -> int:
    """Prints an answer as a citizen sees it, and what is wrong with it; returns 1 when there is an error."""
    return _look(room, options, answers.form_of(room.draft(), options.onderwerp))


def edit(room: Room, options: argparse.Namespace) -> int:
    """Changes an answer, or shows what it would be."""
    topic, today = options.onderwerp, room.clock().date()
    if options.kijk:
        return _look(room, options, edited(answers.numbered(answers.form_of(room.draft(), topic)), options, today))
    # In the draft: between reading and writing nobody else can come.
    return change(
        room,
        options,
        lambda draft: answers.edit(
            draft, topic, edited(answers.numbered(answers.form_of(draft, topic)), options, today)
        ),
    )


def edited(form: answers.Form, options: argparse.Namespace, today: dt.date) -> answers.Form:
    """Returns the form with what the options name.

    Raises:
        CannotChange: there is no such text or source.
    """
    wording = _wording(form, options.tekst)
    simpler_of = wording if options.tekst else form
    for place, key, value in (
        (wording, "bubbels", options.bubbel), (wording, "kort", options.kort),
        (wording, "nalezen", options.nalezen), (wording, "geldig_van", options.van),
        (wording, "geldig_tot", options.tot), (wording, "belastingjaar", options.belastingjaar),
        (wording, "als", None if options.als is None else pairs([one for one in options.als if one])),
        (simpler_of, "makkelijker", options.makkelijker), (simpler_of, "voorbeeld", options.voorbeeld),
        (form, "vraag", options.vraag), (form, "knop", options.knop), (form, "eigenaar", options.eigenaar),
        (form, "lijn", options.lijn), (form, "vervolg", options.vervolg),
    ):  # fmt: skip
        if value is not None:
            place[key] = value
    if options.weg:
        wording["bubbels"] = []
    form["bronnen"] = _sources(form.get("bronnen") or [], options, today)
    return form


def _wording(form: answers.Form, number: str | None) -> dict[str, Any]:
    wordings = form.setdefault("antwoorden", [])
    if number == NEW or (number is None and not wordings):
        wordings.append({})
        return wordings[-1]
    place = int(number) if number and number.isdecimal() else 1 if number is None else 0
    if not 1 <= place <= len(wordings):
        raise CannotChange(f"Tekst {number} is er niet. Kies 1 tot en met {len(wordings)}, of {NEW}.")
    return wordings[place - 1]


def _sources(sources: list[dict[str, Any]], options: argparse.Namespace, today: dt.date) -> list[dict[str, Any]]:
    known = {source["url"] for source in sources}
    missing = [url for url in options.zonder_bron if url not in known]
    if missing:
        raise CannotChange(f"De bron {missing[0]} staat er niet bij.")
    found = [source for source in sources if source["url"] not in options.zonder_bron]
    for title, url in options.bron or ():
        source = next((s for s in found if s["url"] == url), None)
        if source is None:
            source = {"url": url}
            found.append(source)
        source.update(titel=title, gecontroleerd=today)
    if options.gecontroleerd is not None:
        for source in found:
            source["gecontroleerd"] = options.gecontroleerd or today
    return found


def _look(room: Room, options: argparse.Namespace, form: answers.Form) -> int:
    said: dict[str, object] = {}
    content, day = Library(room.data_dir).content, options.dag or room.clock().date()
    conditions = conditions_of(content.answers.get(options.onderwerp))
    for key, value in pairs(options.gezegd).items():
        allowed = {str(v): v for v in conditions.get(key, ())}
        if value not in allowed:
            names = ", ".join(f"{k}={'/'.join(map(str, v))}" for k, v in conditions.items())
            raise CannotChange(f"'{key}={value}' kan niet. Kies uit: {names}.")
        said[key] = allowed[value]
    seen = look_at(content, load_rules(room.data_dir), options.onderwerp, form, day, said)
    if seen.reply:
        print("\n\n".join(seen.reply.bubbles))
        print(f"\nKort: {seen.reply.short or '(geen)'}")
    print(f"\nLeesniveau {seen.flesch:.0f}, {seen.words} woorden, {seen.mean_sentence:.1f} per zin.")
    for remark in seen.remarks:
        print(f"{'fout' if remark.error else 'let op'}: {remark.message} {remark.mend}")
    return int(any(remark.error for remark in seen.remarks))
