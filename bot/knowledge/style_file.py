"""Reads schrijfwijzer.yml: the writing rules."""

from __future__ import annotations

from pathlib import Path

from bot.knowledge.problems import ContentError
from bot.knowledge.yaml_file import YamlFile
from bot.tone import Rules, RulesError, make_rules

STYLE_FILE = "schrijfwijzer.yml"


def load_rules(data_dir: Path) -> Rules:
    """Returns the writing rules of schrijfwijzer.yml.

    Raises:
        ContentError: the file is missing or holds something that cannot be used.
    """
    file = YamlFile(data_dir / STYLE_FILE, data_dir)
    try:
        return make_rules(file.value)
    except RulesError as error:
        raise ContentError([file.problem(place, what, mend) for place, what, mend in error.mistakes]) from None
