"""Takes example questions out and in, as CSV for a spreadsheet and as YAML for Rasa."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.knowledge.model import Topic, intent_of
from bot.privacy import labels_of, mask
from bot.trainer import question_file
from bot.trainer.draft import Draft
from bot.trainer.questions import CannotChange, all_examples, topics_of

COLUMNS = ("onderwerp", "vraag")
Rows = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Imported:
    """What an import would do: what is new by topic, and what is left out, with the reason in Dutch."""

    new: Mapping[str, tuple[str, ...]]
    left_out: tuple[tuple[str, str], ...]

    @property
    def count(self) -> int:
        """How many examples are new."""
        return sum(len(examples) for examples in self.new.values())


def to_csv(rows: Iterable[tuple[str, str]]) -> str:
    """Returns (topic id, example) rows as CSV with a heading."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return out.getvalue()


def from_csv(text: str) -> list[tuple[str, str]]:
    """Returns the rows of a CSV with the columns onderwerp and vraag; a spreadsheet's semicolons are fine too.

    Raises:
        CannotChange: it has no such columns, or a line that is no CSV.
    """
    text = text.removeprefix("\ufeff")
    head = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if head.count(";") > head.count(",") else ",")
    try:
        names = {(name or "").strip().lower(): name for name in reader.fieldnames or ()}
        if not all(column in names for column in COLUMNS):
            raise CannotChange("De eerste regel hoort 'onderwerp,vraag' te zijn. Kijk hoe een export eruitziet.")
        return [
            ((row[names["onderwerp"]] or "").strip(), (row[names["vraag"]] or "").strip())
            for row in reader
            if row[names["vraag"]]
        ]
    except csv.Error:
        raise CannotChange(f"Regel {reader.line_num + 1} is niet te lezen. Kijk hoe een export eruitziet.") from None


def to_rasa(rows: Iterable[tuple[str, str]]) -> str:
    """Returns (topic id, example) rows as training data of Rasa."""
    by_topic: dict[str, list[str]] = {}
    for topic, example in rows:
        by_topic.setdefault(topic, []).append(example)
    lines = ['version: "3.1"', "nlu:"]
    for topic, examples in by_topic.items():
        lines += [f"  - intent: {intent_of(topic)}", "    examples: |", *(f"      - {e}" for e in examples)]
    return "\n".join(lines) + "\n"


def from_rasa(text: str, topics: Iterable[str]) -> list[tuple[str, str]]:
    """Returns the rows of training data of Rasa; an intent that is no topic of ours keeps its own name.

    Raises:
        CannotChange: it is no training data.
    """
    try:
        data = YAML(typ="safe", pure=False).load(text)
        entries = [dict(entry) for entry in data["nlu"] or ()]
    except (YAMLError, KeyError, TypeError, ValueError):
        raise CannotChange("Dit is geen trainingsbestand van Rasa: 'nlu:' ontbreekt of de YAML klopt niet.") from None
    by_intent = {intent_of(topic): topic for topic in topics}
    rows = []
    for entry in entries:
        intent, examples = entry.get("intent"), entry.get("examples")
        if intent and isinstance(examples, str):
            lines = (line.strip() for line in examples.splitlines())
            rows += [(by_intent.get(intent, intent), line[2:].strip()) for line in lines if line.startswith("- ")]
    return rows


def look_at(draft: Draft, rows: Rows) -> Imported:
    """Returns what an import of these rows would do, without doing it."""
    topics: Mapping[str, Topic] = topics_of(draft)
    known = {question_file.same(example): topic for topic, example in all_examples(draft)}
    new: dict[str, list[str]] = {}
    left_out = []
    for topic, text in rows:
        example = question_file.as_example(text)
        there = known.get(question_file.same(example)) if example else None
        # First what stands there already: of an export that is nearly all, and looking for private data takes long.
        if there is not None and topic in topics:
            left_out.append((text, f"staat al bij {there}"))
            continue
        kinds = mask(text).kinds
        if topic not in topics:
            left_out.append((mask(text).text, f"het onderwerp '{topic}' bestaat niet"))
        elif kinds:
            left_out.append((mask(text).text, f"er staat een privégegeven in: {labels_of(kinds)}"))
        elif not example:
            left_out.append((text, "er staat geen vraag"))
        else:
            known[question_file.same(example)] = topic
            new.setdefault(topic, []).append(example)
    return Imported({t: tuple(e) for t, e in new.items()}, tuple(left_out))


def bring_in(draft: Draft, rows: Rows) -> str:
    """Adds what is new in these rows.

    Raises:
        CannotChange: nothing in it is new.
    """
    imported = look_at(draft, rows)
    if not imported.count:
        raise CannotChange("Er zit niets nieuws in dit bestand.")
    for topic, examples in imported.new.items():
        path = draft.topic_path(topic, "vragen.yml")
        draft.write(path, question_file.with_added(draft.read(path) or question_file.new_file(topic), examples))
    questions = "1 voorbeeldvraag" if imported.count == 1 else f"{imported.count} voorbeeldvragen"
    topics = "1 onderwerp" if len(imported.new) == 1 else f"{len(imported.new)} onderwerpen"
    return f"{questions} ingelezen bij {topics}"
