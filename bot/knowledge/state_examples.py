"""Reads staten_voorbeelden.yml: sentences from which the model learns in which state somebody writes."""

from __future__ import annotations

from pathlib import Path

from bot.knowledge.problems import ContentError, Problem
from bot.knowledge.reader import Reader
from bot.knowledge.state_files import STATES
from bot.knowledge.yaml_file import YamlFile

STATE_EXAMPLES_FILE = "staten_voorbeelden.yml"
# Beside the states: nothing is the matter, and "no danger, but maybe another state".
OTHER_LABELS = ("neutraal", "onbekend")


def read_state_examples(data_dir: Path) -> list[tuple[str, str]]:
    """Returns (sentence, state) of the file, in its order; nothing when there is no file.

    Raises:
        ContentError: it is no YAML.
    """
    path = data_dir / STATE_EXAMPLES_FILE
    if not path.exists():
        return []
    return _pairs(Reader(YamlFile(path, data_dir)))


def check_state_examples(data_dir: Path) -> list[Problem]:
    """Returns what is wrong with the file: states that do not exist, and sentences that stand there twice."""
    if not (data_dir / STATE_EXAMPLES_FILE).exists():
        return []
    try:
        reader = Reader(YamlFile(data_dir / STATE_EXAMPLES_FILE, data_dir))
    except ContentError as error:
        return error.problems
    seen: dict[str, str] = {}
    for state in reader.file.value or {}:
        if state not in (*STATES, *OTHER_LABELS):
            reader.complain(
                (state,), f"De staat '{state}' bestaat niet.", f"Kies uit: {', '.join((*STATES, *OTHER_LABELS))}."
            )
    for text, state in _pairs(reader):
        plain = " ".join(text.lower().split())
        if plain in seen:
            reader.complain((state,), f"'{text}' staat er twee keer ({seen[plain]}, {state}).", "Haal er één weg.")
        seen[plain] = state
    return reader.problems


def _pairs(reader: Reader) -> list[tuple[str, str]]:
    value = reader.file.value or {}
    return [(str(text), str(state)) for state in value for text in reader.sequence(value[state], (state,), str(state))]
