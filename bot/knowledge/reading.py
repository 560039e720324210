"""Turns YAML into the shapes of `model`, and says of every mistake where it stands and how to mend it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.calendar import OpeningHours
from bot.knowledge.formats import UNITS, value_in_words
from bot.knowledge.model import (
    ASKS,
    CONDITION_VALUES,
    OTHER_WORDS,
    OUTCOMES,
    YEARS_FROM_NOW,
    Answer,
    Fact,
    PhoneLine,
    Source,
    Topic,
    Validity,
    Wording,
)
from bot.knowledge.phrases import read_asks
from bot.knowledge.problems import Problem
from bot.knowledge.yaml_file import Place, YamlFile

MAX_BUTTON = 32  # characters: a button stays on one line at 320 px
MAX_SHORT = 200  # characters: with a link it stays under 280
MAX_BUBBLES = 3
MAX_EXTRA_BUBBLES = 2  # of "makkelijker" and "voorbeeld": who asks for less does not want more
EXTRA_FORMS = ("makkelijker", "voorbeeld")
CONFIDENCES = ("hoog", "middel", "laag")
_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_WEEKDAYS = {"ma": 0, "di": 1, "wo": 2, "do": 3, "vr": 4, "za": 5, "zo": 6}


class Reader:
    """Reads the parts of one file and collects its problems."""

    def __init__(self, file: YamlFile) -> None:
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


def read_topics(reader: Reader) -> dict[str, Topic]:
    """Returns the topics of onderwerpen.yml by id."""
    root = reader.mapping(reader.file.value, (), ("onderwerpen",))
    topics: dict[str, Topic] = {}
    for i, item in enumerate(reader.sequence(root.get("onderwerpen"), ("onderwerpen",), "onderwerpen")):
        place: Place = ("onderwerpen", i)
        data = reader.mapping(item, place, ("id", "domein", "titel", "omschrijving", "uitkomst"))
        topic = Topic(*(reader.text(data, k, place) for k in ("id", "domein", "titel", "omschrijving", "uitkomst")))
        if topic.id in topics:
            reader.complain(place, f"'{topic.id}' staat er twee keer.", "Haal er een weg.")
        if topic.outcome not in OUTCOMES:
            reader.complain(
                (*place, "uitkomst"), f"De uitkomst '{topic.outcome}' bestaat niet.", f"Kies uit {', '.join(OUTCOMES)}."
            )
        topics[topic.id] = topic
    return topics


def read_source(reader: Reader, item: Any, place: Place) -> Source | None:
    """Returns a source, or None after a complaint."""
    data = reader.mapping(item, place, ("titel", "url", "gecontroleerd"))
    title, url = reader.text(data, "titel", place), reader.url(data, "url", place)
    checked = reader.date(data, "gecontroleerd", place, required=True)
    return Source(title, url, checked) if title and url and checked else None


def read_answer(reader: Reader, topics: Mapping[str, Topic]) -> Answer | None:
    """Returns the answer of an antwoord.yml, or None after a complaint."""
    keys = (
        "onderwerp", "knop", "vraag", "eigenaar", "vraagt", "antwoorden", "bronnen", "vervolg", "lijn", *EXTRA_FORMS,
    )  # fmt: skip
    data = reader.mapping(reader.file.value, (), keys)
    topic = reader.text(data, "onderwerp", ())
    if topic and topic not in topics:
        reader.complain(("onderwerp",), f"Het onderwerp '{topic}' bestaat niet.", "Kies een id uit onderwerpen.yml.")
        return None
    button = reader.text(data, "knop", ())
    if len(button) > MAX_BUTTON:
        reader.complain(("knop",), f"De knop is {len(button)} tekens.", f"Maak er hoogstens {MAX_BUTTON} van.")
    asks = read_asks(reader, data)
    choices = {**CONDITION_VALUES, **({ASKS: tuple(asks)} if asks else {})}
    wordings = [
        w
        for i, item in enumerate(reader.sequence(data.get("antwoorden"), ("antwoorden",), "antwoorden"))
        if (w := _read_wording(reader, item, ("antwoorden", i), choices))
    ]
    for name in asks.keys() - {w.conditions.get(ASKS) for w in wordings}:
        reader.complain(
            (ASKS, name), f"Geen tekst is voor wie '{name}' vraagt.", f"Schrijf er een: als: {{vraagt: {name}}}."
        )
    if not any(not w.conditions for w in wordings):
        reader.complain(("antwoorden",), "Er is geen tekst zonder 'als'.", "Schrijf ook een tekst voor iedereen.")
    sources = [
        s
        for i, item in enumerate(reader.sequence(data.get("bronnen"), ("bronnen",), "bronnen"))
        if (s := read_source(reader, item, ("bronnen", i)))
    ]
    if topic and topics[topic].outcome == "antwoord" and not sources:
        reader.complain(("bronnen",), "Een antwoord heeft een bron nodig.", "Zet er titel, url en gecontroleerd bij.")
    follow_ups = reader.sequence(data.get("vervolg"), ("vervolg",), "vervolg")
    for i, other in enumerate(follow_ups):
        if not isinstance(other, str) or other not in topics or other == topic:
            reader.complain(
                ("vervolg", i), f"Het vervolg '{other}' kan niet.", "Kies een ander onderwerp uit onderwerpen.yml."
            )
    answer = Answer(
        topic, button, reader.text(data, "vraag", ()), reader.text(data, "eigenaar", ()),
        tuple(wordings), tuple(sources), tuple(str(f) for f in follow_ups),
        str(data.get("lijn") or "belastingtelefoon"),
        *(_extra_form(reader, data, key, ()) for key in EXTRA_FORMS), asks,
    )  # fmt: skip
    return answer if wordings else None


def _read_wording(reader: Reader, item: Any, place: Place, choices: Mapping[str, tuple[object, ...]]) -> Wording | None:
    keys = ("bubbels", "kort", "geldig_van", "geldig_tot", "als", "belastingjaar", *EXTRA_FORMS)
    data = reader.mapping(item, place, keys)
    bubbles = reader.sequence(data.get("bubbels"), (*place, "bubbels"), "bubbels")
    if not 1 <= len(bubbles) <= MAX_BUBBLES or not all(isinstance(b, str) and b.strip() for b in bubbles):
        reader.complain(
            (*place, "bubbels"), "Er horen 1 tot 3 bubbels met tekst te staan.",
            "Schrijf ze onder 'bubbels:', elk achter een streepje en tussen aanhalingstekens.",
        )  # fmt: skip
        return None
    short = reader.text(data, "kort", place, required=False)
    if len(short) > MAX_SHORT:
        reader.complain((*place, "kort"), f"'kort' is {len(short)} tekens.", f"Maak er hoogstens {MAX_SHORT} van.")
    conditions = reader.mapping(data.get("als") or {}, (*place, "als"), tuple(choices))
    for key, value in conditions.items():
        if key in choices and value not in choices[key]:
            names = ", ".join(str(v) for v in choices[key])
            reader.complain((*place, "als", key), f"'{value}' kan hier niet.", f"Kies uit: {names}.")
    year = data.get("belastingjaar")
    if year is not None and not isinstance(year, int):
        reader.complain((*place, "belastingjaar"), "Het belastingjaar is geen jaartal.", "Schrijf bijvoorbeeld 2026.")
        year = None
    extra = [_extra_form(reader, data, key, place) for key in EXTRA_FORMS]
    return Wording(
        tuple(b.strip() for b in bubbles), short, reader.validity(data, place), dict(conditions), year, *extra
    )


def _extra_form(reader: Reader, data: Mapping[str, Any], key: str, place: Place) -> tuple[str, ...]:
    """Returns the bubbles of "makkelijker" or "voorbeeld"; both may be missing."""
    value = data.get(key)
    bubbles = [value] if isinstance(value, str) else reader.sequence(value, (*place, key), key)
    if len(bubbles) > MAX_EXTRA_BUBBLES or not all(isinstance(b, str) and b.strip() for b in bubbles):
        reader.complain(
            (*place, key), f"Onder '{key}' horen 1 of {MAX_EXTRA_BUBBLES} bubbels met tekst.",
            "Schrijf ze elk achter een streepje en tussen aanhalingstekens.",
        )  # fmt: skip
        return ()
    return tuple(b.strip() for b in bubbles)


def read_facts(reader: Reader) -> list[Fact]:
    """Returns the facts of one facts file."""
    keys = (
        "waarde", "eenheid", "geldig_van", "geldig_tot", "omschrijving", "bron", "gecontroleerd", "zekerheid",
        "herkomst",
    )  # fmt: skip
    root = reader.mapping(reader.file.value, (), ("feiten",))
    facts = []
    for name, item in reader.entries(root.get("feiten"), ("feiten",)).items():
        place: Place = ("feiten", name)
        data = reader.mapping(item, place, keys)
        if not _NAME.match(str(name)):
            reader.complain(place, f"De naam '{name}' kan niet.", "Gebruik kleine letters, cijfers en _.")
            continue
        unit, value, text = reader.text(data, "eenheid", place), data.get("waarde"), ""
        if value is None:
            reader.complain(place, f"'{name}' heeft geen waarde.", "Vul 'waarde:' in of haal het feit weg.")
        elif unit not in UNITS:
            reader.complain((*place, "eenheid"), f"De eenheid '{unit}' bestaat niet.", f"Kies uit {', '.join(UNITS)}.")
        else:
            try:
                text = value_in_words(value, unit)
            except ValueError as error:
                reader.complain((*place, "waarde"), f"'{name}' klopt niet: {error}.", "Verbeter de waarde.")
        confidence = reader.text(data, "zekerheid", place)
        if confidence and confidence not in CONFIDENCES:
            reader.complain((*place, "zekerheid"), "De zekerheid klopt niet.", f"Kies uit {', '.join(CONFIDENCES)}.")
        checked = reader.date(data, "gecontroleerd", place, required=True)
        source, description = reader.url(data, "bron", place), reader.text(data, "omschrijving", place)
        validity = reader.validity(data, place)
        if text and checked:
            facts.append(
                Fact(
                    str(name), value, unit, text, validity, description, source, checked, confidence, reader.file.shown
                )
            )
    return facts


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


def read_texts(reader: Reader) -> dict[str, tuple[str, ...]]:
    """Returns the fixed texts of gesprek.yml: a name with one or more bubbles."""
    root = reader.mapping(reader.file.value, (), ("teksten",))
    texts = {}
    for name, bubbles in reader.entries(root.get("teksten"), ("teksten",)).items():
        items = [bubbles] if isinstance(bubbles, str) else bubbles
        if not isinstance(items, list) or not items or not all(isinstance(b, str) and b.strip() for b in items):
            reader.complain(("teksten", name), f"'{name}' heeft geen tekst.", "Schrijf een tekst of een lijst teksten.")
            continue
        texts[str(name)] = tuple(b.strip() for b in items)
    return texts


def read_official_hosts(reader: Reader) -> frozenset[str]:
    """Returns the sites of bronnen.yml that are official; their subdomains count too."""
    root = reader.mapping(reader.file.value, (), ("officieel",))
    hosts = reader.sequence(root.get("officieel"), ("officieel",), "officieel")
    for i, host in enumerate(hosts):
        if not isinstance(host, str) or not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host):
            reader.complain(("officieel", i), f"'{host}' is geen naam van een site.", "Schrijf bijvoorbeeld: svb.nl.")
    return frozenset(str(host) for host in hosts)


def read_words(reader: Reader) -> dict[str, dict[object, tuple[str, ...]]]:
    """Returns the everyday words of woorden.yml: condition -> value -> words that say it.

    Besides the conditions it holds what is only heard: life events, forms, years seen from now (with -1, 0 and 1 as
    values) and the official way of writing a word with its variants.
    """
    root = reader.mapping(reader.file.value, (), (*CONDITION_VALUES, *OTHER_WORDS))
    words: dict[str, dict[object, tuple[str, ...]]] = {}
    for condition, values in root.items():
        for value, said_as in reader.entries(values, (condition,)).items():
            place: Place = (condition, value)
            allowed = YEARS_FROM_NOW if condition == "jaar_vanaf_nu" else CONDITION_VALUES.get(condition)
            if allowed is not None and value not in allowed:
                reader.complain(place, f"'{value}' kan hier niet.", f"Kies uit: {', '.join(map(str, allowed))}.")
                continue
            items = reader.sequence(said_as, place, str(value))
            value = YEARS_FROM_NOW[value] if condition == "jaar_vanaf_nu" else value
            words.setdefault(condition, {})[value] = tuple(str(w).lower() for w in items)
    return words
