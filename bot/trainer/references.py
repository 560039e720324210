"""Where a topic is used: in other answers, in families, in notices, in tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.knowledge.model import intent_of
from bot.trainer.draft import TOPIC_FILES, Draft

_READ = (".yml", ".csv", ".py", ".json")
_MADE_BY_US = ("regels.yml",)  # follows from onderwerpen.yml


@dataclass(frozen=True)
class Reference:
    """A line that names a topic."""

    path: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


def pattern(topic_id: str) -> re.Pattern[str]:
    """Returns what finds the id or its intent, and not the id of a longer name."""
    names = "|".join(re.escape(name) for name in (topic_id, intent_of(topic_id)))
    return re.compile(rf"(?<![\w.])(?:{names})(?!\w|\.\w)")


def paths(draft: Draft, with_tests: bool = True) -> Iterator[str]:
    """Yields every file that may name a topic."""
    folders = [draft.data_dir, *([draft.root / "tests"] if with_tests else [])]
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.exists() else ():
            if path.suffix in _READ and path.name not in _MADE_BY_US and "output" not in path.parts:
                yield path.relative_to(draft.root).as_posix()


def used_in(draft: Draft, topic_id: str) -> list[Reference]:
    """Returns where a topic is named, outside its own files and its line in onderwerpen.yml."""
    own = {draft.topic_path(topic_id, name) for name in TOPIC_FILES}
    look = pattern(topic_id)
    found = []
    for path in paths(draft):
        if path in own:
            continue
        text = draft.read(path) or ""
        for number, line in enumerate(text.splitlines() if look.search(text) else (), 1):
            if look.search(line) and not (path.endswith("/onderwerpen.yml") and line.strip().startswith("- id:")):
                found.append(Reference(path, number, line.strip()[:160]))
    return found
