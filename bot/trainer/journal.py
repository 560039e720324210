"""Changes several files as one: after a crash at any moment the next start finishes what was begun, or finds nothing.

First everything that will change is written in one journal file. Only when that is safe on the disk the files
themselves are replaced, each by a rename. A start that finds a journal does the rest of it.
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.release.whole_file import replace_whole
from bot.trainer.draft import version_of_text

_UNDONE = "Een wijziging werd afgebroken voordat er iets was veranderd. Alles staat zoals het was."
Finish = Callable[[dict[str, Any]], None]


@dataclass(frozen=True)
class Recovered:
    """What a start found of an earlier run, in Dutch."""

    operation: str
    message: str


class Journal:
    """The journal of one folder of content; one writer at a time, over all processes of the machine."""

    def __init__(self, root: Path, folder: Path) -> None:
        """Opens the journal.

        Args:
            root: the folder above data/; paths in the journal are relative to it.
            folder: where the journal stands, outside data/.
        """
        self._root = root
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Waits until nobody else is writing, and keeps others waiting."""
        with (self._folder / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def carry_out(self, operation: dict[str, Any], finish: Finish) -> None:
        """Replaces the files of an operation, all or none, and then calls `finish`. Call it with the lock held.

        Args:
            operation: id, and files as a list of {path, before, after}; other keys are for `finish`.
            finish: keeps the history; it may be called twice for one operation after a crash.
        """
        path = self._folder / f"{operation['id']}.json"
        _write(path, json.dumps(operation, ensure_ascii=False))
        self._replay(operation)
        finish(operation)
        path.unlink()

    def recover(self, finish: Finish) -> list[Recovered]:
        """Finishes what an earlier run left, and says of each what was done. Call it with the lock held."""
        found = []
        for leftover in self._folder.glob(".*.tmp"):
            leftover.unlink()
            found.append(Recovered(leftover.stem, _UNDONE))
        for path in sorted(self._folder.glob("*.json")):
            operation = json.loads(path.read_text(encoding="utf-8"))
            left_alone = self._replay(operation)
            finish(operation)
            path.unlink()
            told = f"De wijziging '{operation.get('summary', '')}' werd onderbroken en is nu afgemaakt."
            if left_alone:
                told += f" Niet aangeraakt, want intussen door iemand anders veranderd: {', '.join(left_alone)}."
            found.append(Recovered(operation["id"], told))
        return found

    def _replay(self, operation: dict[str, Any]) -> list[str]:
        """Brings every file to its new text and returns those that somebody else changed in between."""
        left_alone = []
        for file in operation["files"]:
            target = self._root / file["path"]
            now = version_of_text(target.read_bytes().decode("utf-8") if target.exists() else None)
            if now == version_of_text(file["after"]):
                continue
            if now != version_of_text(file["before"]):
                left_alone.append(file["path"])
            elif file["after"] is None:
                target.unlink()
                _remove_empty(target.parent)
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                _write(target, file["after"])
        return left_alone


def _write(path: Path, text: str) -> None:
    # The draft has one name, so that who does it again after a power cut leaves none behind; the lock is held.
    replace_whole(path, text, path.with_name(f".{path.name}.tmp"))


def _remove_empty(folder: Path) -> None:
    """Removes a topic's folder when nothing is left in it, and the folders above it that become empty by that."""
    while folder.name and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
