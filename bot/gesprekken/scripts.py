"""The scripts: what a citizen does, turn by turn, and what a turn has to bring."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.gesprekken.transcript import NEUTRAL, Played, Turn, bubbles_of
from bot.knowledge import ContentError, Problem
from bot.knowledge.reader import Reader
from bot.knowledge.yaml_file import Place, YamlFile

STATES = (
    NEUTRAL, "suicidaal", "toeslagenaffaire", "rouw", "schulden", "bang", "boos_op_bot", "boos_op_dienst",
    "gefrustreerd", "verward", "blij",
)  # fmt: skip
CHOICE_TOPIC = "onderwerp:"  # how the choice of a topic begins, in the contract
# The day of a script that names none. Fixed, so that the same script gives the same page tomorrow: a Tuesday, noon.
DAY = dt.date(2026, 11, 24)


@dataclass(frozen=True)
class Expected:
    """What a turn has to bring; what is empty may be anything.

    Attributes:
        topics: one of these topics is among the replies.
        outcomes: one of these outcomes is among the replies.
        contains: all of these stand in the replies.
        lacks: none of these stands in the replies.
    """

    topics: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """One turn of the citizen: a text, or the label of a button."""

    text: str
    is_choice: bool
    state: str
    expected: Expected
    not_yet: str = ""
    """Why the chatbot does not bring it yet, when that is known."""


@dataclass(frozen=True)
class Script:
    """A conversation to play."""

    id: str
    title: str
    kinds: tuple[str, ...]
    ladder: tuple[str, ...]
    day: dt.date
    start: str
    steps: tuple[Step, ...]

    @property
    def states(self) -> tuple[str, ...]:
        """The states that occur in it, in order, each once."""
        return tuple(dict.fromkeys(s.state for s in self.steps))


def read_scripts(folder: Path) -> list[Script]:
    """Returns the scripts of all files in a folder, in the order of the files.

    Raises:
        ContentError: a file is not as it should be, or there is none.
    """
    scripts: list[Script] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yml")):
        reader = Reader(YamlFile(path, folder))
        items = reader.sequence(reader.file.value, (), "Een bestand met draaiboeken")
        for i, item in enumerate(items):
            script = _read_script(reader, item, (i,))
            if script.id in {s.id for s in scripts}:
                reader.complain((i, "id"), f"'{script.id}' staat er twee keer.", "Geef een ander id.")
            scripts.append(script)
        problems += reader.problems
    if not scripts:
        problems.append(Problem(folder.as_posix(), 1, "Er staan geen draaiboeken.", "Zet er een .yml-bestand neer."))
    if problems:
        raise ContentError(problems)
    return scripts


def _read_script(reader: Reader, item: Any, place: Place) -> Script:
    data = reader.mapping(item, place, ("id", "titel", "soort", "ladder", "vandaag", "begin", "beurten"))
    turns = reader.sequence(data.get("beurten"), (*place, "beurten"), "beurten")
    if not turns:
        reader.complain(place, "Er zijn geen beurten.", "Voeg 'beurten:' toe met een lijst.")
    return Script(
        id=reader.text(data, "id", place),
        title=reader.text(data, "titel", place),
        kinds=_texts(reader, data, "soort", place),
        ladder=_texts(reader, data, "ladder", place),
        day=reader.date(data, "vandaag", place) or DAY,
        start=reader.text(data, "begin", place, required=False),
        steps=tuple(_read_step(reader, turn, (*place, "beurten", i)) for i, turn in enumerate(turns)),
    )


def _read_step(reader: Reader, item: Any, place: Place) -> Step:
    data = reader.mapping(
        item, place, ("burger", "kies", "staat", "onderwerp", "uitkomst", "bevat", "zonder", "nog_niet")
    )
    if ("burger" in data) == ("kies" in data):
        reader.complain(place, "Een beurt heeft 'burger' of 'kies', één van de twee.", "Haal er een weg of voeg toe.")
    is_choice = "kies" in data
    state = reader.text(data, "staat", place, required=False) or NEUTRAL
    if state not in STATES:
        reader.complain((*place, "staat"), f"De staat '{state}' bestaat niet.", f"Kies uit: {', '.join(STATES)}.")
    expected = Expected(*(_texts(reader, data, key, place) for key in ("onderwerp", "uitkomst", "bevat", "zonder")))
    not_yet = reader.text(data, "nog_niet", place, required=False)
    return Step(reader.text(data, "kies" if is_choice else "burger", place), is_choice, state, expected, not_yet)


def _texts(reader: Reader, data: Any, key: str, place: Place) -> tuple[str, ...]:
    value = data.get(key)
    return tuple(str(v) for v in reader.sequence([value] if isinstance(value, str) else value, (*place, key), key))


def unmet(script: Script, played: Played) -> list[str]:
    """Returns what a conversation did not bring that its script expects, a sentence each.

    What the script names as a known shortfall is not among it.
    """
    if played.broken:
        return [f"het gesprek brak af: {played.broken}"]
    return [
        f"beurt {number}: {lack}"
        for number, step, lacks in _by_turn(script, played)
        if not step.not_yet
        for lack in lacks
    ]


def known_shortfalls(script: Script, played: Played) -> list[str]:
    """Returns what a script says that the chatbot does not bring yet, and what of it does work by now."""
    return [
        f"beurt {number}: {step.not_yet}" + ("" if lacks else " (dit lukt nu: haal 'nog_niet' weg)")
        for number, step, lacks in _by_turn(script, played)
        if step.not_yet
    ]


def _by_turn(script: Script, played: Played) -> list[tuple[int, Step, list[str]]]:
    pairs = zip(script.steps, played.turns, strict=not played.broken)
    return [(number, step, _lacks(step.expected, turn)) for number, (step, turn) in enumerate(pairs, 1)]


def _lacks(wanted: Expected, turn: Turn) -> list[str]:
    replies = [r for r in turn.replies if r.get("cue") != "privacy"]
    topics, outcomes = [r.get("topic") for r in replies], [r.get("outcome") for r in replies]
    choices = [c for r in turn.replies for c in r.get("choices") or ()]
    said = " ".join(b for r in turn.replies for b in bubbles_of(r)).lower()
    shown = " ".join([said, *(c["label"].lower() for c in choices)])
    refused = [f"'{part}' staat er wel" for part in wanted.lacks if part.lower() in said]
    # Asking which of these is meant is normal, once the right one is among them: as `make evaluate` counts it.
    offered = {c["choice"].removeprefix(CHOICE_TOPIC) for c in choices}
    if not any(topics) and offered & set(wanted.topics):
        return refused
    found = []
    if wanted.topics and not set(wanted.topics) & set(topics):
        found.append(f"onderwerp {_listed(topics)}, verwacht {_listed(wanted.topics)}")
    if wanted.outcomes and not set(wanted.outcomes) & set(outcomes):
        found.append(f"uitkomst {_listed(outcomes)}, verwacht {_listed(wanted.outcomes)}")
    found += [f"'{part}' ontbreekt" for part in wanted.contains if part.lower() not in shown]
    return found + refused


def _listed(values: Sequence[Any]) -> str:
    return " of ".join(str(v or "geen") for v in values) or "niets"
