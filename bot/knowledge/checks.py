"""Checks that go across files: questions beside answers, intents beside topics, and what runs out soon."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from bot.knowledge.content import Content
from bot.knowledge.intents import OTHER_INTENTS
from bot.knowledge.loading import answer_path, load_content
from bot.knowledge.model import intent_of
from bot.knowledge.problems import ContentError, Problem, shown_path
from bot.knowledge.state_examples import check_state_examples
from bot.knowledge.upkeep import TOO_STALE_DAYS, ending_answers, stale_sources, with_lines
from bot.knowledge.writing import check_writing
from bot.knowledge.yaml_file import YamlFile
from bot.privacy import labels_of, mask

MIN_EXAMPLES = 20
WARN_DAYS = 30


def question_path(data_dir: Path, topic_id: str) -> Path:
    """Returns where the example questions of a topic stand."""
    return answer_path(data_dir, topic_id).with_name("vragen.yml")


def examples_of(path: Path) -> list[tuple[int, str]]:
    """Returns (line number, example) of a vragen.yml."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = re.match(r"\s+- (?!intent:)(.+)", line)
        if match:
            found.append((number, match[1].strip()))
    return found


def _normal(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def check_questions(data_dir: Path, content: Content, only: str = "") -> list[Problem]:
    """Returns what is wrong with the example questions: too few, doubles, wrong intent, private data."""
    problems = []
    seen: dict[str, tuple[str, int, str]] = {}
    for topic_id in content.topics:
        if not topic_id.startswith(only):
            continue
        path = question_path(data_dir, topic_id)
        shown = shown_path(path, data_dir)
        try:
            file = YamlFile(path, data_dir)
        except ContentError as error:
            problems.extend(error.problems)
            continue
        intents = re.findall(r"- intent: *(\S+)", path.read_text(encoding="utf-8"))
        if not isinstance(file.value, dict) or "nlu" not in file.value or intents != [intent_of(topic_id)]:
            problems.append(
                Problem(shown, 1, "De intent klopt niet.", f"Schrijf één keer '- intent: {intent_of(topic_id)}'.")
            )
            continue
        examples = examples_of(path)
        if len(examples) < MIN_EXAMPLES:
            problems.append(
                Problem(shown, 1, f"Er staan {len(examples)} voorbeelden.", f"Schrijf er minstens {MIN_EXAMPLES}.")
            )
        for line, example in examples:
            key = _normal(example)
            if key in seen:
                other, at, topic = seen[key]
                problems.append(
                    Problem(
                        shown, line, f"Dit voorbeeld staat ook in {other}:{at}.", "Laat het bij één onderwerp staan."
                    )
                )
            seen.setdefault(key, (shown, line, topic_id))
            found = mask(example)
            if found.kinds:
                # The masked text shows which line is meant also where nobody reads numbers of lines.
                said = f"In “{found.text}” staat een persoonsgegeven: {labels_of(found.kinds)}."
                problems.append(Problem(shown, line, said, "Haal het weg."))
    return problems


def check_rasa_files(root: Path, content: Content) -> list[Problem]:
    """Returns topics that domain.yml or data/regels.yml does not know, and the other way round."""
    problems = []
    wanted = {t.intent for t in content.topics.values()}
    domain = YamlFile(root / "domain.yml", root / "data").value
    listed = {next(iter(i)) if isinstance(i, dict) else i for i in domain["intents"]}
    ours = set(OTHER_INTENTS)
    for intent in sorted(wanted - listed):
        problems.append(Problem("domain.yml", 1, f"De intent '{intent}' ontbreekt.", "Draai: make intents."))
    for intent in sorted(listed - wanted - ours):
        problems.append(
            Problem("domain.yml", 1, f"De intent '{intent}' hoort bij geen onderwerp.", "Draai: make intents.")
        )
    rules = (root / "data" / "regels.yml").read_text(encoding="utf-8")
    for intent in sorted(wanted - set(re.findall(r"intent: (\w+)", rules))):
        problems.append(
            Problem("data/regels.yml", 1, f"Geen regel noemt de intent '{intent}'.", "Draai: make intents.")
        )
    return problems


def check_dates(data_dir: Path, content: Content, today: dt.date) -> list[Problem]:
    """Returns what has run out, runs out within 30 days, or rests on a source checked over a year ago.

    These are the most urgent items of the editors' report (see `upkeep`), said as warnings.
    """
    facts = content.book
    found = [*ending_answers(content, facts, today, WARN_DAYS), *stale_sources(content, today, TOO_STALE_DAYS)]
    return [Problem(u.file, u.line, u.message, u.mend, warning=True) for u in with_lines(found, data_dir)]


def check_all(root: Path, today: dt.date, only: str = "") -> list[Problem]:
    """Returns every problem with the content below root/data, warnings included."""
    data_dir = root / "data"
    try:
        content, problems = load_content(data_dir, only)
    except ContentError as error:
        return error.problems
    problems = list(problems)
    problems += check_questions(data_dir, content, only)
    problems += check_dates(data_dir, content, today)
    problems += check_state_examples(data_dir)
    problems += check_writing(data_dir, content, only, today)
    if not only:
        problems += check_rasa_files(root, content)
    return sorted(set(problems))
