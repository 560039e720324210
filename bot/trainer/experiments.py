"""Makes, starts and stops experiments in experimenten.yml, with comments and order kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from bot.knowledge import Content, Problem
from bot.knowledge.answers import valid_wordings
from bot.knowledge.experiment_files import AS_IS, EXPERIMENTS_FILE, KEYS, WITHOUT
from bot.knowledge.experiments import Kind, Status, needed_per_arm
from bot.trainer import yaml_edit
from bot.trainer.draft import Draft
from bot.trainer.questions import CannotChange

_EMPTY = "experimenten: []\n"


def wording_of(content: Content, topic: str, day: dt.date) -> tuple[str, ...]:
    """Returns the text that everybody gets on a day, as it is written: what arm A is.

    Raises:
        CannotChange: there is none.
    """
    answer = content.answers.get(topic)
    facts = content.book
    for wording in valid_wordings(answer, facts, day) if answer else ():
        if not wording.conditions:
            return tuple(b.strip() for b in wording.bubbles)
    raise CannotChange(f"'{topic}' heeft op {day:%-d-%-m-%Y} geen tekst voor iedereen. Kies een ander onderwerp.")


def create(draft: Draft, values: Mapping[str, Any]) -> str:
    """Adds an experiment, not started yet; the number of conversations is worked out here.

    Args:
        draft: where the change is made.
        values: id, vraag, soort, onderwerpen, cue, staten, a, b, aandeel, begin, einde, maat, nu, verwacht, eigenaar;
            a and b are lists of bubbles. What is wrong with them the check says.

    Raises:
        CannotChange: the difference cannot be, or the id is taken.
    """
    path = draft.data_path(EXPERIMENTS_FILE)
    data = yaml_edit.load(draft.read(path) or _EMPTY)
    known = data.get("experimenten")
    if known is None or (not known and isinstance(known, list)):
        known = data["experimenten"] = CommentedSeq()
    if values["id"] == "nieuw" or any(item.get("id") == values["id"] for item in known):
        raise CannotChange(f"Er is al een proef '{values['id']}'. Kies een andere naam.")
    try:
        needed = needed_per_arm(float(values["nu"]) / 100, float(values["verwacht"]) / 100)
    except (TypeError, ValueError):
        raise CannotChange(
            "Vul in wat je nu haalt en welk verschil je verwacht: samen tussen 0 en 100, en niet 0."
        ) from None
    item = CommentedMap()
    answer = values["soort"] == Kind.ANSWER.value
    arms: Mapping[str, Any] = {"A": _bubbles(values["a"]), "B": _bubbles(values["b"])} if answer else {}
    written: dict[str, Any] = {
        **{key: values.get(key) for key in KEYS},
        "vraag": DoubleQuotedScalarString(values["vraag"]),
        "varianten": CommentedMap(arms or {"A": AS_IS, "B": WITHOUT}),
        "nodig": needed,
        "status": Status.PLANNED.value,
    }
    for key in KEYS:
        if written[key] not in (None, "", []):
            item[key] = written[key]
    known.append(item)
    draft.write(path, yaml_edit.dump(data))
    return f"Proef {values['id']} gemaakt"


def start(draft: Draft, name: str, content: Content, today: dt.date) -> str:
    """Starts an experiment that was planned.

    Raises:
        CannotChange: it was started before, its last day is over, or its text is not the answer's any more.
    """
    path, data, item = _item(draft, name)
    if item["status"] != Status.PLANNED.value:
        raise CannotChange("Deze proef begon al eens. Wie doorgaat na een blik op de uitkomst, bewijst niets meer.")
    if item["einde"] < today:
        raise CannotChange("De laatste dag van deze proef is voorbij. Maak een nieuwe.")
    if item["soort"] == Kind.ANSWER.value:
        now = wording_of(content, item["onderwerpen"][0], max(today, item["begin"]))
        if now != tuple(str(b).strip() for b in item["varianten"]["A"]):
            raise CannotChange("Het antwoord is intussen veranderd. Maak een nieuwe proef met de tekst van nu.")
    item["status"] = Status.RUNNING.value
    draft.write(path, yaml_edit.dump(data))
    return f"Proef {name} gestart"


def stop(draft: Draft, name: str) -> str:
    """Stops an experiment for good.

    Raises:
        CannotChange: it does not run.
    """
    path, data, item = _item(draft, name)
    if item["status"] != Status.RUNNING.value:
        raise CannotChange("Deze proef loopt niet.")
    item["status"] = Status.STOPPED.value
    draft.write(path, yaml_edit.dump(data))
    return f"Proef {name} gestopt"


def tampered(draft: Draft) -> list[Problem]:
    """Returns what a change does to experiments that began: only stopping one leaves its result worth something.

    Whoever goes on after a stop has seen the result; whoever changes the words or the number halfway adds up two
    experiments.
    """
    path = draft.data_path(EXPERIMENTS_FILE)
    before, after = _by_id(draft.on_disk(path)), _by_id(draft.read(path))
    found = []
    for name, item in before.items():
        status, new = item.get("status"), after.get(name)
        if status == Status.PLANNED.value or new == item:
            continue
        stops = new is not None and {**new, "status": status} == item and new.get("status") == Status.STOPPED.value
        if not (stops and status == Status.RUNNING.value):
            found.append(
                Problem(
                    path, 1, f"De proef '{name}' is al begonnen: daaraan verandert niets meer.",
                    "Stop hem, en begin een nieuwe met een andere id.",
                )
            )  # fmt: skip
    return found


def _by_id(text: str | None) -> dict[str, dict[str, Any]]:
    try:
        items = YAML(typ="safe", pure=True).load(text or _EMPTY)["experimenten"] or ()
        return {str(item["id"]): dict(item) for item in items}
    except (YAMLError, TypeError, KeyError):
        return {}  # the check says what is wrong with the file


def _item(draft: Draft, name: str) -> tuple[str, Any, Any]:
    path = draft.data_path(EXPERIMENTS_FILE)
    data = yaml_edit.load(draft.read(path) or _EMPTY)
    item = next((i for i in data.get("experimenten") or () if i.get("id") == name), None)
    if item is None:
        raise CannotChange(f"Er is geen proef '{name}'.")
    return path, data, item


def _bubbles(texts: Sequence[str]) -> CommentedSeq:
    return CommentedSeq([yaml_edit.as_text(t) for t in texts if t.strip()])
