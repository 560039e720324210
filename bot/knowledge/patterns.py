"""Search terms: regular expressions that a trainer writes, built from named pieces, checked where they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from bot.knowledge.reader import Reader
from bot.knowledge.yaml_file import Place

NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
NO_PIECES: Mapping[str, str] = MappingProxyType({})
# <naam> in a search term; (?P<naam>…) is Python's own.
_PIECE = re.compile(r"(?<!\?P)<([a-z][a-z0-9_]*)>")


def read_pieces(reader: Reader, root: Mapping[str, Any]) -> dict[str, str]:
    """Returns the pieces that search terms are built from, by name; a piece may use the ones above it."""
    pieces: dict[str, str] = {}
    data = root.get("stukken")
    if data is None:
        return pieces
    for name, value in reader.mapping(data, ("stukken",), tuple(data) if isinstance(data, Mapping) else ()).items():
        if NAME.match(str(name)) is None:
            reader.complain(("stukken", name), f"'{name}' is geen naam.", "Schrijf kleine letters, zonder spaties.")
        elif _compiled(reader, value, ("stukken", name), pieces):
            pieces[name] = _filled_in(str(value), pieces)
    return pieces


def _filled_in(text: str, pieces: Mapping[str, str]) -> str:
    return _PIECE.sub(lambda m: f"(?:{pieces[m[1]]})" if m[1] in pieces else m[0], text)


def patterns(
    reader: Reader, data: Mapping[str, Any], key: str, place: Place, pieces: Mapping[str, str] = NO_PIECES
) -> tuple[re.Pattern[str], ...]:
    """Returns the search terms under a key; what is wrong in one is complained about, and leaves it out."""
    items = reader.sequence(data.get(key), (*place, key), key)
    found = (pattern(reader, item, (*place, key, i), pieces) for i, item in enumerate(items))
    return tuple(p for p in found if p)


def pattern(reader: Reader, value: Any, place: Place, pieces: Mapping[str, str] = NO_PIECES) -> re.Pattern[str] | None:
    """Returns one search term, or None when there is none or something is wrong with it."""
    found = None if value is None else _compiled(reader, value, place, pieces)
    if found is None:
        return None
    if found.search("") or not isinstance(value, str):
        reader.complain(place, "Deze zoekterm vindt ook niets.", "Maak hem preciezer, tussen aanhalingstekens.")
        return None
    return found


def _compiled(reader: Reader, value: Any, place: Place, pieces: Mapping[str, str]) -> re.Pattern[str] | None:
    text = _filled_in(str(value), pieces)
    unknown = _PIECE.search(text)
    if unknown:
        reader.complain(place, f"Het stuk '{unknown[0]}' bestaat niet.", "Zet het bij 'stukken', of verbeter de naam.")
        return None
    try:
        return re.compile(text, re.IGNORECASE)
    except re.error as error:
        reader.complain(
            place, f"Dit is geen geldige zoekterm ({error}).", "Kijk naar de haakjes, of vraag een programmeur."
        )
        return None
