"""Reads values out of YAML, and says of every mistake where it stands and how to mend it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Mapping
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from bot.knowledge.facts import FactBook, coming_days, references
from bot.knowledge.model import Validity
from bot.knowledge.problems import ContentError, Problem
from bot.knowledge.yaml_file import Place, YamlFile

_T = TypeVar("_T")


class Reader:
    """Reads the parts of one file and collects its problems."""

    def __init__(self, file: YamlFile) -> None:
        """Begins with a file that could be read; its values may be anything."""
        self.file = file
        self.problems: list[Problem] = []

    def complain(self, place: Place, message: str, mend: str) -> None:
        """Notes a problem at that place."""
        self.problems.append(self.file.problem(place, message, mend))

    def warn(self, place: Place, message: str, mend: str) -> None:
        """Notes at that place what works today and needs a look."""
        self.problems.append(self.file.problem(place, message, mend, warning=True))

    def mapping(self, value: Any, place: Place, allowed: tuple[str, ...]) -> Mapping[str, Any]:
        """Returns the value if it is a mapping with known keys only; else complains and returns an empty one."""
        if not isinstance(value, dict):
            self.complain(place, "Hier horen sleutels met een waarde te staan.", f"Gebruik: {', '.join(allowed)}.")
            return {}
        for key in value:
            if key not in allowed:
                self.complain((*place, key), f"De sleutel '{key}' kennen we niet.", f"Kies uit: {', '.join(allowed)}.")
        return value

    def entries(self, value: Any, place: Place) -> Mapping[Any, Any]:
        """Returns the value if it is a mapping, whatever its keys; else complains and returns an empty one."""
        if value is not None and not isinstance(value, dict):
            self.complain(place, "Hier horen namen met een waarde te staan.", "Schrijf op elke regel 'naam:'.")
        return value if isinstance(value, dict) else {}

    def sequence(self, value: Any, place: Place, what: str) -> list[Any]:
        """Returns the value if it is a list; else complains and returns an empty one."""
        if value is None:
            return []
        if not isinstance(value, list):
            self.complain(place, f"{what} hoort een lijst te zijn.", "Begin elke regel met een streepje.")
            return []
        return value

    def text(self, data: Mapping[str, Any], key: str, place: Place, required: bool = True) -> str:
        """Returns a text, without white space around it."""
        value = data.get(key)
        if value is None or value == "":
            if required:
                self.complain(place, f"'{key}' ontbreekt.", f"Voeg '{key}:' toe met een tekst.")
            return ""
        if not isinstance(value, str):
            self.complain((*place, key), f"'{key}' is geen tekst.", "Zet de waarde tussen aanhalingstekens.")
            return ""
        return value.strip()

    def flag(self, data: Mapping[str, Any], key: str, place: Place) -> bool:
        """Returns true or false; false when it is not there."""
        value = data.get(key)
        if value is not None and not isinstance(value, bool):
            self.complain((*place, key), f"'{value}' kan hier niet.", "Schrijf true of false.")
        return value is True

    def date(self, data: Mapping[str, Any], key: str, place: Place, required: bool = False) -> dt.date | None:
        """Returns a date, or None."""
        value = data.get(key)
        if value is None:
            if required:
                self.complain(place, f"'{key}' ontbreekt.", f"Voeg '{key}: JJJJ-MM-DD' toe.")
            return None
        if isinstance(value, dt.datetime):
            return value.date()
        if not isinstance(value, dt.date):
            self.complain((*place, key), f"'{key}' is geen datum.", "Schrijf JJJJ-MM-DD zonder aanhalingstekens.")
            return None
        return value

    def validity(self, data: Mapping[str, Any], place: Place) -> Validity:
        """Returns first and last day; complains when the end stands before the start."""
        first, last = self.date(data, "geldig_van", place), self.date(data, "geldig_tot", place)
        if first and last and last < first:
            self.complain((*place, "geldig_tot"), "Het einde ligt voor het begin.", "Wissel de datums of verbeter ze.")
            last = first
        return Validity(first, last)

    def url(self, data: Mapping[str, Any], key: str, place: Place) -> str:
        """Returns a web address."""
        value = self.text(data, key, place)
        if value and (urlsplit(value).scheme not in ("https", "http") or not urlsplit(value).netloc):
            self.complain((*place, key), f"'{value}' is geen webadres.", "Begin met https:// en een sitenaam.")
        return value

    def placeholders(self, text: str, place: Place, book: FactBook, also: Container[str] = ()) -> None:
        """Complains about placeholders in a text that can never be filled.

        Args:
            text: the text.
            place: where it stands.
            book: the facts, numbers and words of the day.
            also: names that the program fills in itself, at the moment it says the text.
        """
        for name in coming_days(text):
            if book.knows(name) and not book.is_day_of_every_year(name):
                mend = "Gebruik 'komende_' bij een feit als '1 mei'."
                self.complain(place, f"'{name}' is geen dag van elk jaar.", mend)
        for name, year in references(text):
            if name in also:
                continue
            if not book.knows(name):
                mend = "Verbeter de naam: een feit uit data/feiten, of een nummer uit contact.yml."
                self.complain(place, f"Het feit '{name}' bestaat niet.", mend)
            elif year is not None and not book.fillable((f"{{{name}@{year}}}",), dt.date(year, 12, 31)):
                self.complain(place, f"Het feit '{name}' heeft geen waarde in {year}.", f"Vul het in voor {year}.")


class Files:
    """Reads the files of one data/ folder, and collects the problems of all of them."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.problems: list[Problem] = []

    def read(self, path: Path, how: Callable[[Reader], _T]) -> _T | None:
        """Returns what `how` makes of a file, or None when it cannot be read at all."""
        try:
            reader = Reader(YamlFile(path, self.data_dir))
        except ContentError as error:
            self.problems += error.problems
            return None
        value = how(reader)
        self.problems += reader.problems
        return value

    def read_if_there(self, name: str, how: Callable[[Reader], _T]) -> _T | None:
        """Returns what `how` makes of a file that may be missing."""
        path = self.data_dir / name
        return self.read(path, how) if path.exists() else None
