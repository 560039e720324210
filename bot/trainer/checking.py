"""Holds content against every check that `make check` has, for the part that changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from pathlib import Path

from bot.knowledge import ContentError, Problem
from bot.knowledge.checks import MIN_EXAMPLES, check_questions
from bot.knowledge.experiment_files import EXPERIMENTS_FILE
from bot.knowledge.library import load_content
from bot.knowledge.writing import check_experiments, check_writing

_TOO_FEW = "Er staan "  # how the complaint about too few examples begins: growing to 20 takes more than one change


def problems_of(data_dir: Path, changed: Collection[str], today: dt.date) -> list[Problem]:
    """Returns what is wrong with the content, as far as these files can have a part in it.

    Too few examples is a warning here: a new topic begins with one.

    Args:
        data_dir: the data/ folder to look at.
        changed: paths from the folder above data/.
        today: the day to check for.
    """
    only = _only_answers_of_one_topic(changed)
    try:
        content, problems = load_content(data_dir, only)
    except ContentError as error:
        return error.problems
    problems = list(problems)
    if any(path.endswith("vragen.yml") or path.endswith("onderwerpen.yml") for path in changed):
        problems += [_softened(p) for p in check_questions(data_dir, content)]
    if all(path.endswith(f"/{EXPERIMENTS_FILE}") for path in changed):
        problems += check_experiments(data_dir, content, today)
    elif any(not path.endswith("vragen.yml") for path in changed):
        problems += check_writing(data_dir, content, only, today)
    return sorted(set(problems))


def _only_answers_of_one_topic(changed: Collection[str]) -> str:
    """Returns the topic when nothing but its own files changed: the rest then need not be read again."""
    topics = {path.split("/", 2)[2].rpartition("/")[0].replace("/", ".") for path in changed if _is_answer(path)}
    return topics.pop() if len(topics) == 1 and all(_is_answer(path) for path in changed) else ""


def _is_answer(path: str) -> bool:
    return "/onderwerpen/" in path and path.endswith("/antwoord.yml")


def _softened(problem: Problem) -> Problem:
    if not problem.message.startswith(_TOO_FEW):
        return problem
    mend = f"Vanaf {MIN_EXAMPLES} voorbeelden leert het model het onderwerp goed."
    return Problem(problem.file, problem.line, problem.message, mend, warning=True)
