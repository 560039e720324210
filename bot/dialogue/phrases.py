"""Finds phrases of data/families.yml in a plain text (see `said.in_plain_words`)."""

from __future__ import annotations

import re
from functools import lru_cache

_GAP = r"(?: \S+){0,3}"  # what * stands for: at most three words


def has(plain: str, phrase: str) -> bool:
    """Tells whether the phrase stands in the text as whole words."""
    return _pattern(phrase).search(plain) is not None


def begins_with(plain: str, phrase: str) -> bool:
    """Tells whether the text begins with the phrase."""
    return plain.startswith(f" {phrase} ")


@lru_cache(maxsize=4096)
def _pattern(phrase: str) -> re.Pattern[str]:
    pieces = [re.escape(piece.strip()) for piece in phrase.split("*")]
    return re.compile(f"(?<= ){f'{_GAP} '.join(pieces)}(?= )")
