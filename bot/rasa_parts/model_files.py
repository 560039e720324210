"""A model of ours in the folder that Rasa keeps for a component: its numbers and its labels, in two files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np


class ModelFiles:
    """The two files of one kind of model."""

    def __init__(self, arrays: str, labels: str) -> None:
        """Takes the names of the files."""
        self._arrays = arrays
        self._labels = labels

    def write(self, folder: Path, labels: Sequence[str], arrays: Mapping[str, np.ndarray]) -> None:
        """Writes a model."""
        np.savez_compressed(folder / self._arrays, **arrays)
        (folder / self._labels).write_text(json.dumps(labels), encoding="utf-8")

    def are_in(self, folder: Path) -> bool:
        """Tells whether a model was written here."""
        return (folder / self._labels).exists()

    def read(self, folder: Path) -> tuple[list[str], dict[str, np.ndarray]]:
        """Returns labels and arrays.

        Raises:
            FileNotFoundError: no model was written here.
        """
        labels = json.loads((folder / self._labels).read_text(encoding="utf-8"))
        # No pickle: a model file can never run code.
        with np.load(folder / self._arrays, allow_pickle=False) as arrays:
            return labels, dict(arrays)
