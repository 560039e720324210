"""Reads webcare.yml, and says of every mistake where it stands and how to mend it."""

from __future__ import annotations

import re

from bot.knowledge.facts import FactBook
from bot.knowledge.reader import Reader
from bot.knowledge.webcare_texts import PUBLIC_NAMES, Shortcut, WebcareTexts
from bot.knowledge.yaml_file import Place
from bot.privacy import KINDS, mask

WEBCARE_FILE = "webcare.yml"
LONGEST_PUBLIC = 200  # characters: with @name and the address of the chat it stays under 280
LONGEST_SHORTCUT = 500  # characters
_NAME = re.compile(r"[a-z][a-z0-9_]{1,19}\Z")


def read_webcare(reader: Reader, book: FactBook) -> WebcareTexts:
    """Returns what webcare.yml holds, and complains about what cannot be used."""
    root = reader.mapping(reader.file.value, (), ("sneltoetsen", "openbaar"))
    shortcuts: dict[str, Shortcut] = {}
    for i, item in enumerate(reader.sequence(root.get("sneltoetsen"), ("sneltoetsen",), "sneltoetsen")):
        place: Place = ("sneltoetsen", i)
        data = reader.mapping(item, place, ("naam", "titel", "tekst", "team"))
        name, title, text = (reader.text(data, key, place) for key in ("naam", "titel", "tekst"))
        if name and not _NAME.match(name):
            reader.complain((*place, "naam"), f"De naam '{name}' kan niet.", "Gebruik 2 tot 20 kleine letters.")
        if name in shortcuts:
            reader.complain((*place, "naam"), f"'/{name}' staat er twee keer.", "Geef een van de twee een andere naam.")
        if len(text) > LONGEST_SHORTCUT:
            reader.complain(
                (*place, "tekst"), f"De tekst heeft {len(text)} tekens.", f"Maak er {LONGEST_SHORTCUT} van."
            )
        team = reader.text(data, "team", place, required=False)
        shortcuts.setdefault(name, Shortcut(name, title, text, team))
    public = reader.mapping(root.get("openbaar") or {}, ("openbaar",), PUBLIC_NAMES)
    replies = {name: reader.text(public, name, ("openbaar",)) for name in PUBLIC_NAMES}
    for name, text in replies.items():
        if len(text) > LONGEST_PUBLIC:
            reader.complain(("openbaar", name), f"De tekst heeft {len(text)} tekens.", f"Maak er {LONGEST_PUBLIC} van.")
    found = WebcareTexts(tuple(shortcuts.values()), replies)
    for place, text in found.texts():
        _check(reader, place, text, book)
    return found


def _check(reader: Reader, place: Place, text: str, book: FactBook) -> None:
    reader.placeholders(text, place, book)
    for kind in mask(text).kinds:
        reader.complain(place, f"Hier lijkt {KINDS[kind].label} te staan.", "Haal het weg.")
