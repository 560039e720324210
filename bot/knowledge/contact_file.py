"""Reads contact.yml: the telephone lines, with their hours."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from bot.calendar import OpeningHours
from bot.knowledge.model import PhoneLine
from bot.knowledge.reader import Reader
from bot.knowledge.reading import read_source
from bot.knowledge.yaml_file import Place

_WEEKDAYS = {"ma": 0, "di": 1, "wo": 2, "do": 3, "vr": 4, "za": 5, "zo": 6}


def read_phone_lines(reader: Reader) -> dict[str, PhoneLine]:
    """Returns the telephone lines of contact.yml by id."""
    root = reader.mapping(reader.file.value, (), ("telefoonlijnen",))
    keys = ("naam", "nummer", "gratis", "tijden", "altijd_open", "dicht_op", "bij_de_hand", "rustig", "bron")
    lines = {}
    for line_id, item in reader.entries(root.get("telefoonlijnen"), ("telefoonlijnen",)).items():
        place: Place = ("telefoonlijnen", line_id)
        data = reader.mapping(item, place, keys)
        source = read_source(reader, data.get("bron"), (*place, "bron"))
        if source is None:
            continue
        lines[str(line_id)] = PhoneLine(
            id=str(line_id),
            name=reader.text(data, "naam", place),
            number=reader.text(data, "nummer", place),
            free=reader.flag(data, "gratis", place),
            hours=_read_hours(reader, data, place),
            bring=reader.text(data, "bij_de_hand", place, required=False),
            source=source,
            quiet=reader.text(data, "rustig", place, required=False),
        )
    return lines


def _read_hours(reader: Reader, data: Mapping[str, Any], place: Place) -> OpeningHours:
    per_weekday = {}
    for day, hours in reader.entries(data.get("tijden"), (*place, "tijden")).items():
        match = re.fullmatch(r"(\d{1,2})\.(\d{2}) - (\d{1,2})\.(\d{2})", str(hours))
        if day not in _WEEKDAYS or not match:
            reader.complain(
                (*place, "tijden", day), f"'{day}: {hours}' is geen tijd.", "Schrijf bijvoorbeeld: ma: 8.00 - 20.00."
            )
            continue
        h1, m1, h2, m2 = (int(g) for g in match.groups())
        if not (h1 < 24 and m1 < 60 and h2 < 24 and m2 < 60 and (h1, m1) < (h2, m2)):
            reader.complain((*place, "tijden", day), f"'{hours}' kan niet.", "Zet eerst open, dan dicht.")
            continue
        per_weekday[_WEEKDAYS[day]] = (dt.time(h1, m1), dt.time(h2, m2))
    closed = reader.sequence(data.get("dicht_op"), (*place, "dicht_op"), "dicht_op")
    for i, day in enumerate(closed):
        if not isinstance(day, dt.date):
            where = (*place, "dicht_op", i)
            reader.complain(where, f"'{day}' is geen datum.", "Schrijf JJJJ-MM-DD zonder aanhalingstekens.")
    closed_on = frozenset(d for d in closed if isinstance(d, dt.date))
    return OpeningHours(per_weekday, reader.flag(data, "altijd_open", place), closed_on)
