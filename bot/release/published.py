"""Which model is published, and which ones were before it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.release.whole_file import read_whole, write_whole

KEPT = 20  # publications to go back to


@dataclass(frozen=True)
class Publication:
    """A model that citizens got answers from.

    Attributes:
        model: file name in the models folder.
        at: when it was published, ISO 8601 with zone.
        by: who did it, as the history shows it.
        why: the reason given.
        components: fingerprint of the code it was trained with; other code cannot load it.
        signed: the reason of whoever published it although a score fell, or empty.
    """

    model: str
    at: str
    by: str
    why: str
    components: str
    signed: str = ""


class PublishedFile:
    """The file models/gepubliceerd.json. Without it the model that was served last is served again."""

    def __init__(self, models_dir: Path) -> None:
        self._models = models_dir
        self._path = models_dir / "gepubliceerd.json"

    def history(self) -> list[Publication]:
        """Returns all publications, newest first; a record that cannot be read is left out."""
        return [p for p in map(_publication, (read_whole(self._path) or {}).get("publicaties", [])) if p]

    def current(self) -> Publication | None:
        """Returns the newest publication whose model is still there."""
        return next((p for p in self.history() if self.model_path(p).exists()), None)

    def previous(self) -> Publication | None:
        """Returns what to go back to: the newest one with another model that is still there."""
        now = self.current()
        return next((p for p in self.history() if now and p.model != now.model and self.model_path(p).exists()), None)

    def model_path(self, publication: Publication) -> Path:
        """Returns where its model stands."""
        return self._models / publication.model

    def add(self, publication: Publication) -> None:
        """Makes it the current one."""
        records = [dataclasses.asdict(p) for p in [publication, *self.history()][:KEPT]]
        write_whole(self._path, {"publicaties": records})


def _publication(data: Any) -> Publication | None:
    if not isinstance(data, dict):
        return None
    found = Publication(**{f.name: str(data.get(f.name, "")) for f in dataclasses.fields(Publication)})
    # Only a plain name: a record can never point outside the models folder.
    return found if found.model and found.model == Path(found.model).name else None
