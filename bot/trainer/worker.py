"""Compares questions in a process of its own: the site stays quick while thousands of messages are compared.

`python -m bot.trainer vergelijk` reads one JSON request on each line and answers each with one line of JSON.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from bot.trainer.draft import Draft
from bot.trainer.grouping import group
from bot.trainer.likeness import Likeness
from bot.trainer.questions import all_examples, questions_stamp

Request = dict[str, Any]


class Comparer:
    """Answers requests about the questions in one data/ folder; learns again when they changed."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir.absolute()
        self._stamp: object = None
        self._likeness: Likeness | None = None
        self._worst: list[Any] | None = None

    def answer(self, request: Request) -> Any:
        """Returns the answer to one request, as plain data.

        A request holds "do": about (with topic), near (text), examples (text), worst, or group (texts).
        """
        ways: dict[str, Callable[[Request], Any]] = {
            "about": lambda r: {k: dataclasses.asdict(v) for k, v in self._ready().about(r["topic"]).items()},
            "near": lambda r: [dataclasses.asdict(n) for n in self._ready().near(r["text"], r.get("most", 5))],
            "examples": lambda r: [dataclasses.asdict(n) for n in self._ready().examples_near(r["text"], 5)],
            "worst": lambda r: self._all_worst(),
            "group": lambda r: group(r["texts"], [e for _, e in all_examples(_draft(self._data_dir))]),
        }
        return ways[request["do"]](request)

    def _ready(self) -> Likeness:
        stamp = questions_stamp(self._data_dir)
        if self._likeness is None or stamp != self._stamp:
            self._likeness, self._worst, self._stamp = Likeness(all_examples(_draft(self._data_dir))), None, stamp
        return self._likeness

    def _all_worst(self) -> list[Any]:
        likeness = self._ready()
        if self._worst is None:
            self._worst = [[t, e, dataclasses.asdict(about)] for t, e, about in likeness.worst(100)]
        return self._worst


def serve(data_dir: Path, requests: TextIO, answers: TextIO) -> None:
    """Answers requests until there are no more: whoever started it went away."""
    comparer = Comparer(data_dir)
    for line in requests:
        try:
            answer = {"ok": comparer.answer(json.loads(line))}
        except Exception as error:  # one request that fails must not end the next
            answer = {"error": type(error).__name__}
        answers.write(json.dumps(answer, ensure_ascii=False) + "\n")
        answers.flush()


def _draft(data_dir: Path) -> Draft:
    return Draft(data_dir.parent, data_dir.name)
