"""Reads experimenten.yml, and says of every mistake where it stands and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from typing import Any, TypeVar

from bot.knowledge.experiments import (
    NEVER_STATES,
    Cue,
    Experiment,
    Kind,
    Measure,
    Status,
    lost_substance,
    needed_per_arm,
    never,
    turned,
)
from bot.knowledge.facts import FactBook
from bot.knowledge.model import Answer, Topic, Validity
from bot.knowledge.reader import Reader
from bot.knowledge.reading import MAX_BUBBLES
from bot.knowledge.yaml_file import Place
from bot.privacy import KINDS, mask

EXPERIMENTS_FILE = "experimenten.yml"
KEYS = (
    "id", "vraag", "soort", "onderwerpen", "cue", "staten", "varianten", "aandeel", "begin", "einde", "maat", "nu",
    "verwacht", "nodig", "eigenaar", "status",
)  # fmt: skip
AS_IS, WITHOUT = "met", "zonder"
_ID = re.compile(r"[a-z][a-z0-9_]{2,39}\Z")
_E = TypeVar("_E", bound=Enum)


def read_experiments(
    reader: Reader,
    topics: Mapping[str, Topic],
    answers: Mapping[str, Answer],
    states: Mapping[str, Any],
    book: FactBook,
) -> tuple[Experiment, ...]:
    """Returns the experiments that can be used, and complains about the others.

    Args:
        reader: of experimenten.yml.
        topics: the topics by id.
        answers: their answers.
        states: the known states by id.
        book: where facts stand.
    """
    root = reader.mapping(reader.file.value or {"experimenten": []}, (), ("experimenten",))
    found: list[Experiment] = []
    for i, item in enumerate(reader.sequence(root.get("experimenten"), ("experimenten",), "experimenten")):
        place: Place = ("experimenten", i)
        before = len(reader.problems)
        experiment = _read(reader, item, place, topics, states)
        if experiment and len(reader.problems) == before:
            _check(reader, place, experiment, found, answers, book)
            found.append(experiment)
    return tuple(found)


def _read(
    reader: Reader, item: Any, place: Place, topics: Mapping[str, Topic], states: Mapping[str, Any]
) -> Experiment | None:
    data = reader.mapping(item, place, KEYS)
    name, question, owner = (reader.text(data, key, place) for key in ("id", "vraag", "eigenaar"))
    if name and not _ID.match(name):
        reader.complain((*place, "id"), f"De id '{name}' kan niet.", "Gebruik 3 tot 40 tekens: a-z, cijfers en _.")
    kind = _one_of(reader, data, "soort", place, Kind)
    measure, status = _one_of(reader, data, "maat", place, Measure), _one_of(reader, data, "status", place, Status)
    cue = _one_of(reader, data, "cue", place, Cue) if kind is Kind.CUE else None
    about = tuple(str(t) for t in reader.sequence(data.get("onderwerpen"), (*place, "onderwerpen"), "onderwerpen"))
    for j, topic in enumerate(about):
        if topic not in topics:
            reader.complain(
                (*place, "onderwerpen", j), f"Het onderwerp '{topic}' bestaat niet.", "Kies een id uit onderwerpen.yml."
            )
        elif never(topic) or topics[topic].outcome == "steun":
            reader.complain(
                (*place, "onderwerpen", j), f"Op '{topic}' proberen we niets uit: wie dit vraagt heeft het al zwaar.",
                "Kies een ander onderwerp.",
            )  # fmt: skip
    within = tuple(str(s) for s in reader.sequence(data.get("staten"), (*place, "staten"), "staten"))
    for j, state in enumerate(within):
        if state in NEVER_STATES:
            reader.complain(
                (*place, "staten", j), f"Op wie '{state}' is proberen we niets uit.", "Haal deze staat weg."
            )
        elif state not in states:
            reader.complain((*place, "staten", j), f"De staat '{state}' bestaat niet.", "Kies er een uit staten.yml.")
    if cue is Cue.EMPATHY and not within:
        reader.complain(place, "'staten' ontbreekt.", "Noem bij welke staten je de zin weglaat, zoals [verward].")
    if kind is Kind.ANSWER and len(about) != 1:
        reader.complain(place, "Een proef met een antwoord gaat over één onderwerp.", "Noem er één bij 'onderwerpen'.")
    elif kind is Kind.ANSWER and about[0] in topics and topics[about[0]].outcome != "antwoord":
        reader.complain((*place, "onderwerpen"), f"'{about[0]}' geeft geen antwoord.", "Kies een ander onderwerp.")
    a, b = _arms(reader, data, place, kind)
    first, last = (reader.date(data, key, place, required=True) for key in ("begin", "einde"))
    if first and last and last < first:
        reader.complain((*place, "einde"), "Het einde ligt voor het begin.", "Wissel de datums of verbeter ze.")
    share, baseline = _number(reader, data, "aandeel", place, 1, 100), _number(reader, data, "nu", place, 0.1, 99.9)
    expected, needed = _number(reader, data, "verwacht", place, -99, 99), _number(reader, data, "nodig", place, 1, 1e7)
    there = (kind, measure, status, first, last, share, baseline, expected, needed)
    if None in there or (kind is Kind.CUE and cue is None):
        return None
    return Experiment(
        name, question, kind, about, cue, within, a, b, share / 100, Validity(first, last), measure, baseline / 100,
        expected / 100, int(needed), owner, status,
    )  # fmt: skip


def _arms(
    reader: Reader, data: Mapping[str, Any], place: Place, kind: Kind | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    where = (*place, "varianten")
    arms = reader.mapping(data.get("varianten"), where, ("A", "B"))
    if kind is Kind.CUE:
        if arms and (arms.get("A"), arms.get("B")) != (AS_IS, WITHOUT):
            reader.complain(where, "Bij een cue is A 'met' en B 'zonder'.", f"Schrijf {{A: {AS_IS}, B: {WITHOUT}}}.")
        return (), ()
    found = []
    for arm in ("A", "B"):
        bubbles = reader.sequence(arms.get(arm), (*where, arm), arm) if arms else ()
        texts = tuple(b.strip() for b in bubbles if isinstance(b, str) and b.strip())
        if arms and (not 1 <= len(texts) <= MAX_BUBBLES or len(texts) != len(bubbles)):
            reader.complain((*where, arm), f"{arm} heeft geen goede bubbels.", f"Schrijf er 1 tot {MAX_BUBBLES}.")
        found.append(texts)
    return found[0], found[1]


def _check(
    reader: Reader, place: Place, found: Experiment, others: list[Experiment], answers: Mapping[str, Answer],
    book: FactBook,
) -> None:  # fmt: skip
    """Complains about what cannot be so, though each part of it can."""
    for other in others:
        if other.id == found.id:
            reader.complain((*place, "id"), f"'{found.id}' staat er twee keer.", "Geef een van de twee een andere id.")
        elif found.status is other.status is Status.RUNNING and found.meets(other):
            reader.complain(
                (*place, "status"), f"'{found.id}' en '{other.id}' lopen tegelijk over hetzelfde.",
                "Stop er een, of kies andere dagen of onderwerpen.",
            )  # fmt: skip
    try:
        least = needed_per_arm(found.baseline, found.expected)
    except ValueError:
        reader.complain(
            (*place, "verwacht"), "Dit verschil kan niet bij wat er 'nu' is.",
            "'nu' en 'nu' plus 'verwacht' liggen tussen 0 en 100, en 'verwacht' is niet 0.",
        )  # fmt: skip
    else:
        if found.needed < least:
            reader.complain(
                (*place, "nodig"), f"Voor dit verschil zijn {least} gesprekken per variant nodig, geen {found.needed}.",
                f"Schrijf 'nodig: {least}', of verwacht een groter verschil.",
            )  # fmt: skip
    for text in (found.question, *found.b):
        for kind in mask(text).kinds:
            reader.complain(place, f"Hier lijkt {KINDS[kind].label} te staan.", "Haal het weg.")
    if found.kind is not Kind.ANSWER:
        return
    where = (*place, "varianten", "B")
    for bubble in found.b:
        reader.placeholders(bubble, where, book)
    for lost in lost_substance(found.a, found.b):
        reader.complain(
            where, f"De twee teksten zeggen niet hetzelfde: {lost}.",
            "Een proef verandert de woorden, nooit de inhoud: maak de feiten gelijk.",
        )  # fmt: skip
    if found.status is Status.STOPPED:
        return
    if words := turned(found.a, found.b):
        told = ", ".join(words)
        reader.warn(where, f"Deze woorden staan maar in één van de twee: {told}.", "Kijk of ze nog hetzelfde zeggen.")
    answer = answers.get(found.topics[0])
    if answer and not found.is_of(answer):
        reader.warn(
            (*place, "varianten", "A"), "A staat niet meer zo in het antwoord: deze proef laat niemand meer iets zien.",
            "Stop de proef, of zet de tekst van A terug in het antwoord.",
        )  # fmt: skip


def _one_of(reader: Reader, data: Mapping[str, Any], key: str, place: Place, kinds: type[_E]) -> _E | None:
    value = reader.text(data, key, place) if data else ""
    try:
        return kinds(value)
    except ValueError:
        if value:
            told = ", ".join(k.value for k in kinds)
            reader.complain((*place, key), f"'{value}' kan hier niet.", f"Kies uit: {told}.")
        return None


def _number(reader: Reader, data: Mapping[str, Any], key: str, place: Place, least: float, most: float) -> float | None:
    value = data.get(key)
    if value is None and data:
        reader.complain(place, f"'{key}' ontbreekt.", f"Voeg '{key}:' toe met een getal.")
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not least <= value <= most:
        if data:
            told = f"Schrijf een getal van {least:g} tot {most:g}."
            reader.complain((*place, key), f"'{key}' kan niet '{value}' zijn.", told)
        return None
    return float(value)
