"""Turns YAML into the shapes of `model`, and says of every mistake where it stands and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.knowledge.formats import UNITS, value_in_words
from bot.knowledge.model import (
    ASKS,
    ASKS_FIRST,
    CONDITION_VALUES,
    OTHER_WORDS,
    OUTCOMES,
    YEARS_FROM_NOW,
    Answer,
    Fact,
    Source,
    Topic,
    Wording,
)
from bot.knowledge.phrases import read_asks
from bot.knowledge.reader import Reader
from bot.knowledge.yaml_file import Place

MAX_BUTTON = 32  # characters: a button stays on one line at 320 px
MAX_SHORT = 200  # characters: with a link it stays under 280
MAX_BUBBLES = 3
MAX_EXTRA_BUBBLES = 2  # of "makkelijker" and "voorbeeld": who asks for less does not want more
EXTRA_FORMS = ("makkelijker", "voorbeeld")
CONFIDENCES = ("hoog", "middel", "laag")
_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_AMOUNT = re.compile(r"€ ?\d(?:[\d.,]*\d)?")
_EXAMPLE = re.compile(r"\b(?:bijvoorbeeld|stel)\b", re.IGNORECASE)


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
        "onderwerp", "knop", "vraag", "eigenaar", ASKS, ASKS_FIRST, "antwoorden", "bronnen", "vervolg", "lijn",
        *EXTRA_FORMS,
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
        if (w := _read_wording(reader, item, ("antwoorden", i), choices, _others(topics, topic)))
    ]
    for name in asks.keys() - {w.conditions.get(ASKS) for w in wordings}:
        reader.complain(
            (ASKS, name), f"Geen tekst is voor wie '{name}' vraagt.", f"Schrijf er een: als: {{vraagt: {name}}}."
        )
    first = tuple(str(name) for name in reader.sequence(data.get(ASKS_FIRST) or [], (ASKS_FIRST,), ASKS_FIRST))
    for i, name in enumerate(first):
        if name not in asks:
            reader.complain(
                (ASKS_FIRST, i), f"'{name}' staat niet onder 'vraagt'.", "Kies een naam die daar wel staat."
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
    follow_ups = _follow_ups(reader, data, (), _others(topics, topic))
    answer = Answer(
        topic, button, reader.text(data, "vraag", ()), reader.text(data, "eigenaar", ()),
        tuple(wordings), tuple(sources), follow_ups,
        str(data.get("lijn") or "belastingtelefoon"),
        *(_extra_form(reader, data, key, ()) for key in EXTRA_FORMS), asks, first,
    )  # fmt: skip
    return answer if wordings else None


def _others(topics: Mapping[str, Topic], topic: str) -> frozenset[str]:
    return frozenset(topics) - {topic}


def _follow_ups(reader: Reader, data: Mapping[str, Any], place: Place, topics: frozenset[str]) -> tuple[str, ...]:
    """Returns the topics under "vervolg", of an answer or of one of its wordings."""
    follow_ups = reader.sequence(data.get("vervolg"), (*place, "vervolg"), "vervolg")
    for i, other in enumerate(follow_ups):
        if not isinstance(other, str) or other not in topics:
            reader.complain(
                (*place, "vervolg", i), f"Het vervolg '{other}' kan niet.",
                "Kies een ander onderwerp uit onderwerpen.yml.",
            )  # fmt: skip
    return tuple(str(f) for f in follow_ups)


def _read_wording(
    reader: Reader, item: Any, place: Place, choices: Mapping[str, tuple[object, ...]], topics: frozenset[str]
) -> Wording | None:
    keys = ("bubbels", "kort", "nalezen", "geldig_van", "geldig_tot", "als", "belastingjaar", "vervolg", *EXTRA_FORMS)
    data = reader.mapping(item, place, keys)
    bubbles = reader.sequence(data.get("bubbels"), (*place, "bubbels"), "bubbels")
    if not 1 <= len(bubbles) <= MAX_BUBBLES or not all(isinstance(b, str) and b.strip() for b in bubbles):
        reader.complain(
            (*place, "bubbels"), "Er horen 1 tot 3 bubbels met tekst te staan.",
            "Schrijf ze onder 'bubbels:', elk achter een streepje en tussen aanhalingstekens.",
        )  # fmt: skip
        return None
    for i, bubble in enumerate(bubbles):
        _no_typed_amount(reader, bubble, (*place, "bubbels", i))
    short = reader.text(data, "kort", place, required=False)
    _no_typed_amount(reader, short, (*place, "kort"))
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
        tuple(b.strip() for b in bubbles), short, reader.validity(data, place), dict(conditions), year, *extra,
        _follow_ups(reader, data, place, topics), reader.text(data, "nalezen", place, required=False),
    )  # fmt: skip


def _no_typed_amount(reader: Reader, text: str, place: Place) -> None:
    """Complains about an amount that stands in the text itself, and in no example: nobody would see that it is old."""
    typed = _AMOUNT.search(text)
    if typed and not _EXAMPLE.search(text):
        reader.complain(
            place, f"Het bedrag {typed[0]} is getypt, en komt dus uit geen feit.",
            "Zet het met zijn bron bij de feiten en schrijf hier de naam ervan: {naam}.",
        )  # fmt: skip


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
