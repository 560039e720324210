"""A draft: files as they will be after a change, without touching the disk."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

TOPIC_FILES = ("vragen.yml", "antwoord.yml")  # what each topic has of its own


def version_of_text(text: str | None) -> str:
    """Returns a short fingerprint of a file's text; "-" when there is no file."""
    return "-" if text is None else hashlib.sha256(text.encode()).hexdigest()[:16]


class Draft:
    """Reads files below a folder and keeps changes to them. Paths are relative to the folder above data/."""

    def __init__(self, root: Path, data_name: str = "data") -> None:
        """Makes an empty draft.

        Args:
            root: the folder that holds data/ and domain.yml.
            data_name: the name of the data folder.
        """
        self.root = root
        self._data_name = data_name
        self._new: dict[str, str | None] = {}

    @property
    def data_dir(self) -> Path:
        """The data/ folder on the disk, without the draft's changes."""
        return self.root / self._data_name

    def data_path(self, *parts: str) -> str:
        """Returns the path of a file in data/, as this draft names it."""
        return "/".join((self._data_name, *parts))

    def topic_path(self, topic_id: str, name: str) -> str:
        """Returns the path of a topic's vragen.yml or antwoord.yml."""
        return self.data_path("onderwerpen", *topic_id.split("."), name)

    def read(self, path: str) -> str | None:
        """Returns a file as it will be, or None when there is none."""
        return self._new[path] if path in self._new else self.on_disk(path)

    def on_disk(self, path: str) -> str | None:
        """Returns a file as it is now, or None."""
        try:
            return (self.root / path).read_bytes().decode("utf-8")
        except (FileNotFoundError, NotADirectoryError):
            return None

    def write(self, path: str, text: str) -> None:
        """Replaces a file."""
        self._new[path] = text

    def remove(self, path: str) -> None:
        """Takes a file away."""
        self._new[path] = None

    def changes(self) -> Mapping[str, tuple[str | None, str | None]]:
        """Returns path -> (text before, text after) of every file that really changes."""
        pairs = {path: (self.on_disk(path), text) for path, text in self._new.items()}
        return {path: pair for path, pair in pairs.items() if pair[0] != pair[1]}

    def shown_in(self, folder: Path) -> Path:
        """Makes data/ as it will be in an empty folder, and returns that data/; nothing of the real one is touched.

        Only folders with a change in them are real there; the others are links, which takes a tenth of the time.
        """
        changes = self.changes()
        _mirror(self.data_dir, folder / self._data_name, self._data_name, tuple(changes))
        for path, (_, after) in changes.items():
            target = folder / path
            target.unlink(missing_ok=True)  # first: it may be a link to the real file
            if after is not None:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(after.encode("utf-8"))
        return folder / self._data_name


def _mirror(source: Path, target: Path, name: str, changed: tuple[str, ...], whole: bool = False) -> None:
    target.mkdir()
    for entry in os.scandir(source):
        path = f"{name}/{entry.name}"
        # Facts are found by looking through all folders, which does not go into links.
        inside = whole or any(other.startswith(f"{path}/") for other in changed)
        if entry.is_dir() and inside:
            _mirror(source / entry.name, target / entry.name, path, changed, whole or entry.name == "feiten")
        else:
            os.symlink(entry.path, target / entry.name)
