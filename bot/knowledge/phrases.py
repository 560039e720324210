"""Words and short phrases that trainers list to hear something by, checked where they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.knowledge.reader import Reader
    from bot.knowledge.yaml_file import Place

_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")


def read_phrases(reader: Reader, value: Any, place: Place) -> tuple[str, ...]:
    """Returns words or short phrases in lower case; complains about signs, which a text no longer has by then."""
    found = []
    for i, item in enumerate(reader.sequence(value, place, str(place[-1]))):
        phrase = " ".join(str(item).lower().split())
        if not re.fullmatch(r"[\w*]+( [\w*]+)*", phrase):
            reader.complain((*place, i), f"'{item}' kan hier niet.", "Schrijf alleen letters, cijfers en spaties.")
            continue
        found.append(phrase)
    return tuple(found)


def read_asks(reader: Reader, data: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Returns what people ask about a topic apart from the rest: a name with the words it is asked in."""
    asks: dict[str, tuple[str, ...]] = {}
    for name, items in reader.entries(data.get("vraagt"), ("vraagt",)).items():
        place: Place = ("vraagt", name)
        phrases = read_phrases(reader, items, place)
        if not _NAME.match(str(name)):
            reader.complain(place, f"De naam '{name}' kan niet.", "Gebruik kleine letters, cijfers en _.")
        elif not phrases:
            reader.complain(place, f"'{name}' heeft geen woorden.", "Schrijf erbij hoe mensen het vragen.")
        else:
            asks[str(name)] = phrases
    return asks
