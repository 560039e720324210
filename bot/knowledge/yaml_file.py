"""Reads a YAML file and remembers where each value stands, so that a problem can name its line."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from bot.knowledge.problems import ContentError, Problem, shown_path

Place = tuple[Any, ...]


class YamlFile:
    """A YAML file with its values and the line of each of them.

    Lines are looked up only when a problem is reported: most files have none, and reading stays fast.
    """

    def __init__(self, path: Path, root: Path) -> None:
        """Reads the file.

        Args:
            path: the file.
            root: the data/ folder, for showing short paths.

        Raises:
            ContentError: the file is missing, is not UTF-8 or is not YAML.
        """
        self.path = path
        self.shown = shown_path(path, root)
        try:
            self._text = path.read_text(encoding="utf-8")
            # The C parser is some ten times faster than ruamel's own; 260 files have to load within a second.
            self.value: Any = YAML(typ="safe", pure=False).load(self._text)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark else 1
            what = error.problem or error.context or "de YAML klopt niet"
            raise ContentError(
                [
                    Problem(
                        self.shown, line, f"De regel is geen geldige YAML ({what}).",
                        "Kijk naar het inspringen, en zet een tekst met een dubbele punt tussen aanhalingstekens.",
                    )
                ]
            ) from None  # fmt: skip
        except (UnicodeDecodeError, YAMLError) as error:
            kind = type(error).__name__
            raise ContentError(
                [Problem(self.shown, 1, f"Het bestand is niet te lezen ({kind}).", "Sla het op als UTF-8.")]
            ) from None
        except OSError as error:
            raise ContentError(
                [
                    Problem(
                        self.shown, 1, f"Het bestand is niet te openen ({error.strerror}).",
                        "Zet het terug of haal het onderwerp uit onderwerpen.yml.",
                    )
                ]
            ) from None  # fmt: skip

    @cached_property
    def _nodes(self) -> Node | None:
        return YAML(typ="safe", pure=False).compose(self._text)

    def line(self, place: Place) -> int:
        """Returns the line of the value at that place, or of the nearest thing around it that exists."""
        node: Node | None = self._nodes
        line = 1
        for step in place:
            found: Node | None = None
            if isinstance(node, MappingNode):
                for key, value in node.value:
                    if str(key.value) == str(step):
                        line, found = key.start_mark.line + 1, value
            elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
                found = node.value[step]
                line = found.start_mark.line + 1
            if found is None:
                break
            node = found
        return line

    def problem(self, place: Place, message: str, mend: str, warning: bool = False) -> Problem:
        """Returns a problem at that place in this file."""
        return Problem(self.shown, self.line(place), message, mend, warning)
