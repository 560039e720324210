"""Which model was served last, by somebody who never published."""

from __future__ import annotations

from pathlib import Path

from bot.release.whole_file import read_whole, write_whole


class ServedFile:
    """The file models/geserveerd.json: what a start before the first publication takes up again."""

    def __init__(self, models_dir: Path) -> None:
        self._models = models_dir
        self._path = models_dir / "geserveerd.json"

    def model(self, components: str) -> Path | None:
        """Returns the model that was served last, or None when it is gone or was trained with other code."""
        found = read_whole(self._path) or {}
        name = str(found.get("model", ""))
        if not name or name != Path(name).name or found.get("components") != components:
            return None
        return self._models / name if (self._models / name).exists() else None

    def keep(self, model: Path, components: str) -> None:
        """Notes that the next start serves this model."""
        write_whole(self._path, {"model": model.name, "components": components})
