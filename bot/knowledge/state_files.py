"""Reads staten.yml, and says of every mistake where it stands and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.knowledge.facts import FactBook
from bot.knowledge.model import Topic
from bot.knowledge.patterns import pattern, patterns, read_pieces
from bot.knowledge.reader import Reader
from bot.knowledge.talk import State, Sympathy
from bot.knowledge.yaml_file import Place
from bot.tone.splitting import sentences, words

STATES = (
    "suicidaal", "toeslagenaffaire", "rouw", "schulden", "bang", "boos_op_bot", "boos_op_dienst", "gefrustreerd",
    "verward", "blij",
)  # fmt: skip
MAX_SENTENCES = 3
MAX_WORDS = 14


def read_states(
    reader: Reader, topics: Mapping[str, Topic], book: FactBook
) -> tuple[tuple[State, ...], tuple[str, ...], dict[str, str], frozenset[str], dict[str, str]]:
    """Returns the states of staten.yml, heavy first, what a sober answer leaves out, and what it says without "je".

    The last is: nouns with their article, which of them never stand alone, and words with what to say instead.
    """
    root = reader.mapping(
        reader.file.value,
        (),
        ("weglaten_bij_u", "anders_na_u", "lidwoord_na_u", "altijd_lidwoord_na_u", "stukken", "staten"),
    )
    articles = _articles(reader, "lidwoord_na_u", root.get("lidwoord_na_u"))
    never_alone = _articles(reader, "altijd_lidwoord_na_u", root.get("altijd_lidwoord_na_u"))
    pieces = read_pieces(reader, root)
    left_out = tuple(str(s) for s in reader.sequence(root.get("weglaten_bij_u"), ("weglaten_bij_u",), "weglaten_bij_u"))
    states: list[State] = []
    for i, item in enumerate(reader.sequence(root.get("staten"), ("staten",), "staten")):
        state = _read_state(reader, item, ("staten", i), topics, pieces)
        reader.placeholders(state.help_line, ("staten", i, "hulplijn"), book)
        if state.id in {s.id for s in states}:
            reader.complain(("staten", i, "staat"), f"'{state.id}' staat er twee keer.", "Voeg ze samen.")
        elif state.id:
            states.append(state)
    order = [s.id for s in states]
    if order != [name for name in STATES if name in order]:
        reader.complain(("staten",), "De staten staan niet van zwaar naar licht.", f"Volgorde: {', '.join(STATES)}.")
    articles |= never_alone
    return tuple(states), left_out, articles, frozenset(never_alone), _plainer(reader, root.get("anders_na_u"))


def _plainer(reader: Reader, value: Any) -> dict[str, str]:
    found = {}
    for said, instead in reader.entries(value, ("anders_na_u",)).items():
        if not isinstance(instead, str) or not instead.strip():
            reader.complain(("anders_na_u", said), f"Bij '{said}' ontbreekt een tekst.", "Schrijf het zonder je.")
        else:
            found[str(said)] = instead
    return found


def _articles(reader: Reader, key: str, value: Any) -> dict[str, str]:
    if value is None:
        return {}
    data = reader.mapping(value, (key,), tuple(value) if isinstance(value, Mapping) else ())
    for word, article in data.items():
        if article not in ("de", "het"):
            reader.complain((key, word), f"'{article}' is geen lidwoord.", "Schrijf de of het.")
    return {str(word): str(article) for word, article in data.items()}


def _read_state(
    reader: Reader, item: Any, place: Place, topics: Mapping[str, Topic], pieces: Mapping[str, str]
) -> State:
    keys = (
        "staat", "eigenaar", "nagekeken", "nakijken_voor", "zoek", "wis", "niet", "onderwerpen", "zeker_vanaf",
        "lijkt_vanaf", "anders", "zinnen", "niet_meteen", "tussenzin", "hulplijn",
        "hulplijn_woord", "niet_door_model", "niet_door_gelijkenis", "verder_met", "gaat_bellen", "doorvragen",
    )  # fmt: skip
    data = reader.mapping(item, place, keys)
    name = reader.text(data, "staat", place)
    if name and name not in STATES:
        reader.complain((*place, "staat"), f"De staat '{name}' bestaat niet.", f"Kies uit: {', '.join(STATES)}.")
    if name == "suicidaal" and data.get("niet"):
        reader.complain((*place, "niet"), "Bij suicidaal mag geen 'niet' staan.", "Gebruik 'wis'.")
    about = tuple(str(t) for t in reader.sequence(data.get("onderwerpen"), (*place, "onderwerpen"), "onderwerpen"))
    instead = reader.text(data, "anders", place, required=False)
    for key, topic in [*((("onderwerpen", j), t) for j, t in enumerate(about)), (("anders",), instead)]:
        if topic and topics and topic not in topics:
            reader.complain(
                (*place, *key), f"Het onderwerp '{topic}' bestaat niet.", "Kies een id uit onderwerpen.yml."
            )
    search = patterns(reader, data, "zoek", place, pieces)
    if not search:
        reader.complain(place, f"De staat '{name}' heeft geen 'zoek'.", "Schrijf minstens één zoekterm.")
    return State(
        id=name,
        owner=reader.text(data, "eigenaar", place),
        reviewed=reader.date(data, "nagekeken", place, required=True),
        review_by=reader.date(data, "nakijken_voor", place, required=True),
        search=search,
        ignore=patterns(reader, data, "wis", place, pieces),
        unless=patterns(reader, data, "niet", place, pieces),
        not_by_model=patterns(reader, data, "niet_door_model", place, pieces),
        not_alike=patterns(reader, data, "niet_door_gelijkenis", place, pieces),
        goes_on_with=patterns(reader, data, "verder_met", place, pieces),
        goes_on=_going_on(reader, data, place, topics, pieces),
        calls=patterns(reader, data, "gaat_bellen", place, pieces),
        topics=about,
        sure_from=_chance(reader, data, "zeker_vanaf", place),
        resembles_from=_chance(reader, data, "lijkt_vanaf", place),
        instead=instead,
        sentences=_sentences(reader, data, place),
        not_at_once=pattern(reader, data.get("niet_meteen"), (*place, "niet_meteen")),
        between=reader.text(data, "tussenzin", place, required=False),
        help_line=reader.text(data, "hulplijn", place, required=False),
        help_known_by=reader.text(data, "hulplijn_woord", place, required=False),
    )


def _going_on(
    reader: Reader, data: Mapping[str, Any], place: Place, topics: Mapping[str, Topic], pieces: Mapping[str, str]
) -> tuple[tuple[re.Pattern[str], str], ...]:
    found = []
    for i, item in enumerate(reader.sequence(data.get("doorvragen"), (*place, "doorvragen"), "doorvragen")):
        where: Place = (*place, "doorvragen", i)
        entry = reader.mapping(item, where, ("zoek", "onderwerp"))
        topic = reader.text(entry, "onderwerp", where)
        if topic and topics and topic not in topics:
            reader.complain(where, f"Het onderwerp '{topic}' bestaat niet.", "Kies een id uit onderwerpen.yml.")
        search = patterns(reader, {"zoek": [entry.get("zoek")]}, "zoek", where, pieces)
        found += [(one, topic) for one in search]
    return tuple(found)


def _chance(reader: Reader, data: Mapping[str, Any], key: str, place: Place) -> float:
    value = data.get(key, 1.0)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= 1:
        reader.complain((*place, key), f"'{value}' is geen kans.", "Schrijf een getal van 0.1 tot 1.")
        return 1.0
    return float(value)


def _sentences(reader: Reader, data: Mapping[str, Any], place: Place) -> tuple[Sympathy, ...]:
    found = []
    items = reader.sequence(data.get("zinnen"), (*place, "zinnen"), "zinnen")
    if len(items) > MAX_SENTENCES:
        reader.complain((*place, "zinnen"), f"Er staan {len(items)} zinnen.", f"Houd er hoogstens {MAX_SENTENCES}.")
    for i, item in enumerate(items):
        where: Place = (*place, "zinnen", i)
        item = {"tekst": item} if isinstance(item, str) else item
        entry = reader.mapping(item, where, ("tekst", "bij", "niet_bij_u", "na"))
        text = reader.text(entry, "tekst", where)
        if len(sentences(text)) > 1 or len(words(text)) > MAX_WORDS:
            reader.complain(
                where, "Dit is meer dan één korte zin.", f"Schrijf één zin van hoogstens {MAX_WORDS} woorden."
            )
        only = pattern(reader, entry.get("bij"), (*where, "bij"))
        after = reader.text(entry, "na", where, required=False)
        if after and after not in STATES:
            reader.complain((*where, "na"), f"De staat '{after}' bestaat niet.", f"Kies uit: {', '.join(STATES)}.")
        found.append(Sympathy(text, only, reader.flag(entry, "niet_bij_u", where), after))
    return tuple(s for s in found if s.text)
