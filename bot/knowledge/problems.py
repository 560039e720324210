"""What is wrong with content: file, line, and how to mend it, in Dutch for trainers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One thing a trainer has to mend.

    Attributes:
        file: path as it should be shown, relative to the folder that holds data/.
        line: line number, counting from 1.
        message: what is wrong, in Dutch.
        mend: what to do about it, in Dutch.
        warning: True when the content works today but needs attention.
    """

    file: str
    line: int
    message: str
    mend: str
    warning: bool = False

    def __str__(self) -> str:
        mark = "let op" if self.warning else "fout"
        return f"{self.file}:{self.line}: {mark}: {self.message} {self.mend}"


class ContentError(Exception):
    """Content that cannot be used; `problems` says why, with file, line and mend."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(p) for p in problems))


def shown_path(path: Path, root: Path) -> str:
    """Returns the path from the folder above data/, so that messages carry no path of a machine."""
    try:
        return path.relative_to(root.parent).as_posix()
    except ValueError:
        return path.name
