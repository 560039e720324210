"""Holds content against the checks of `make check`, as far as the files that changed can have a part in it.

A trainer waits for this: so a changed answer does not make all other answers be read again.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection
from pathlib import Path

from bot.knowledge import Content, ContentError, Problem
from bot.knowledge.checks import MIN_EXAMPLES, check_questions, examples_of, question_path
from bot.knowledge.contact_file import read_phone_lines
from bot.knowledge.experiment_files import EXPERIMENTS_FILE
from bot.knowledge.loading import answer_path, check_references, load_content, read_all_facts, topic_of_path
from bot.knowledge.model import Topic
from bot.knowledge.problems import shown_path
from bot.knowledge.reader import Files, Reader
from bot.knowledge.reading import read_answer, read_topics
from bot.knowledge.talk import Talk
from bot.knowledge.writing import check_experiments, check_writing
from bot.knowledge.yaml_file import YamlFile
from bot.privacy import labels_of, mask
from bot.trainer.look import texts_in
from bot.trainer.question_file import same

_TOO_FEW = "Er staan "  # how the complaint about too few examples begins: growing to 20 takes more than one change


def problems_of(data_dir: Path, changed: Collection[str], today: dt.date) -> list[Problem]:
    """Returns what is wrong with the content, as far as these files can have a part in it.

    Too few examples is a warning here: a new topic begins with one.

    Args:
        data_dir: the data/ folder to look at.
        changed: paths from the folder above data/.
        today: the day to check for.
    """
    questions = {topic for path in changed if (topic := topic_of_path(path, "vragen.yml"))}
    answers = {topic for path in changed if (topic := topic_of_path(path, "antwoord.yml"))}
    others = [path for path in changed if not path.endswith(("vragen.yml", "antwoord.yml"))]
    try:
        if others:
            found = _all_problems(data_dir, others, bool(answers), today)
        else:
            topics = read_topics(Reader(YamlFile(data_dir / "onderwerpen.yml", data_dir)))
            found = _answer_problems(data_dir, topics, answers & topics.keys(), today) if answers else []
        if questions or any(path.endswith("onderwerpen.yml") for path in others):
            found += _question_problems(data_dir, questions)
        found += _private_data(data_dir, changed)
    except ContentError as error:
        return error.problems
    return sorted(set(found))


def _all_problems(data_dir: Path, others: Collection[str], answers: bool, today: dt.date) -> list[Problem]:
    content, problems = load_content(data_dir)
    names = {path.split("/", 1)[1] for path in others if "/" in path}
    if names and not answers and all(name.startswith("feiten/") for name in names):
        return list(problems)  # no text changed
    if names == {EXPERIMENTS_FILE}:
        return [*problems, *check_experiments(data_dir, content, today)]
    if names == {"actueel.yml"}:
        content = dataclasses.replace(content, answers={}, texts={}, talk=Talk())
    return [*problems, *check_writing(data_dir, content, "", today)]


def _answer_problems(
    data_dir: Path, topics: dict[str, Topic], changed: Collection[str], today: dt.date
) -> list[Problem]:
    lines = read_phone_lines(Reader(YamlFile(data_dir / "contact.yml", data_dir)))
    facts = read_all_facts(Files(data_dir))
    found: list[Problem] = []
    for topic in changed:
        reader = Reader(YamlFile(answer_path(data_dir, topic), data_dir))
        answer = read_answer(reader, topics)
        if answer:
            content = Content(topics, {topic: answer}, facts, lines, {}, {}, "")
            check_references(reader, answer, content.book)
            found += check_writing(data_dir, content, topic, today)
        found += reader.problems
    return found


def _private_data(data_dir: Path, changed: Collection[str]) -> list[Problem]:
    """Returns texts of answers and notices that look like private data: what trainers type is held to it as well."""
    found = []
    for path in changed:
        if path.endswith(("/antwoord.yml", "/actueel.yml")) and (data_dir.parent / path).exists():
            file = YamlFile(data_dir.parent / path, data_dir)
            for place, text in texts_in(file.value):
                kinds = mask(text).kinds
                if kinds:
                    told = f"Dit lijkt op een privégegeven ({labels_of(kinds)})."
                    found.append(file.problem(place, told, "Haal het weg."))
    return found


def _question_problems(data_dir: Path, changed: Collection[str]) -> list[Problem]:
    topics = read_topics(Reader(YamlFile(data_dir / "onderwerpen.yml", data_dir)))
    found: list[Problem] = []
    for topic in set(changed) & topics.keys():
        alone = Content({topic: topics[topic]}, {}, {}, {}, {}, {}, "")
        found += [_softened(p) for p in check_questions(data_dir, alone)]
    places: dict[str, str] = {}
    for topic in topics:
        path = question_path(data_dir, topic)
        if not path.exists():
            found.append(
                Problem(shown_path(path, data_dir), 1, "Dit onderwerp heeft geen vragen.", "Voeg voorbeeldvragen toe.")
            )
            continue
        for line, example in examples_of(path):
            other = places.setdefault(same(example), topic)
            if other != topic and {topic, other} & set(changed):
                shown = shown_path(path, data_dir)
                told = (
                    f"'{example}' staat dan bij twee onderwerpen: {_named(topics[other])} en {_named(topics[topic])}."
                )
                mend = "Laat de vraag bij één onderwerp staan. Verplaats hem als hij daar niet hoort."
                found.append(Problem(shown, line, told, mend))
    return found


def _named(topic: Topic) -> str:
    return f"{topic.title} ({topic.id})"


def _softened(problem: Problem) -> Problem:
    if not problem.message.startswith(_TOO_FEW):
        return problem
    mend = f"Vanaf {MIN_EXAMPLES} voorbeelden leert het model het onderwerp goed."
    return Problem(problem.file, problem.line, problem.message, mend, warning=True)
