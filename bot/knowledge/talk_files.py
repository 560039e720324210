"""Reads staten.yml and praatjes.yml, and says of every mistake where it stands and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bot.knowledge.facts import FactBook, references
from bot.knowledge.model import Topic
from bot.knowledge.problems import ContentError, Problem
from bot.knowledge.reading import Reader
from bot.knowledge.talk import SmallTalk, State, Sympathy, Talk
from bot.knowledge.yaml_file import Place, YamlFile
from bot.tone import Rules, RulesError
from bot.tone.splitting import sentences, words

STATES = (
    "suicidaal", "toeslagenaffaire", "rouw", "schulden", "bang", "boos_op_bot", "boos_op_dienst", "gefrustreerd",
    "verward", "blij",
)  # fmt: skip
ACTIONS = (
    "",
    "korter",
    "makkelijker",
    "voorbeeld",
    "bron",
    "zeker",
    "eigen_fout",
    "aanspreken",
    "bedankt",
    "ja",
    "nee",
)
STATES_FILE, TALK_FILE, STYLE_FILE = "staten.yml", "praatjes.yml", "schrijfwijzer.yml"
PROGRAM_WORDS = frozenset(("dagdeel",))
MAX_SENTENCES = 3
MAX_WORDS = 14
_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")


def read_talk(data_dir: Path, topics: Mapping[str, Topic], book: FactBook) -> tuple[Talk, list[Problem]]:
    """Returns everything about conversing, with the problems found. Files that are missing leave it out.

    The word lists come from schrijfwijzer.yml. What is wrong in there is told by the check of the writing rules, and
    does not stop an answer from going live.
    """
    problems: list[Problem] = []

    def read(name: str, how: Callable[[Reader], Any]) -> Any:
        if not (data_dir / name).exists():
            return None
        try:
            reader = Reader(YamlFile(data_dir / name, data_dir))
        except ContentError as error:
            problems.extend(error.problems)
            return None
        value = how(reader)
        problems.extend(reader.problems)
        return value

    states, left_out = read(STATES_FILE, lambda reader: read_states(reader, topics, book)) or ((), ())
    fields = read(TALK_FILE, lambda reader: read_small_talk(reader, topics, book)) or {}
    try:
        rules = Rules.from_data(YamlFile(data_dir / STYLE_FILE, data_dir).value)
        fields["jargon"] = rules.jargon
        fields["compassion"] = next((r.pattern for r in rules.of_kind("beurt") if r.measure == "medeleven"), None)
    except (ContentError, RulesError):
        pass
    return Talk(states=states, left_out=left_out, **fields), problems


def _check_words(reader: Reader, place: Place, text: str, book: FactBook | None) -> None:
    for name, _ in references(text):
        if name not in PROGRAM_WORDS and book is not None and not book.knows(name):
            reader.complain(
                place, f"{{{name}}} kennen we niet.", "Gebruik een feit, een nummer uit contact.yml of haal het weg."
            )


def read_states(
    reader: Reader, topics: Mapping[str, Topic], book: FactBook | None = None
) -> tuple[tuple[State, ...], tuple[str, ...]]:
    """Returns the states of staten.yml, heavy first, and the sentences that a sober answer leaves out."""
    root = reader.mapping(reader.file.value, (), ("weglaten_bij_u", "staten"))
    left_out = tuple(str(s) for s in reader.sequence(root.get("weglaten_bij_u"), ("weglaten_bij_u",), "weglaten_bij_u"))
    states: list[State] = []
    for i, item in enumerate(reader.sequence(root.get("staten"), ("staten",), "staten")):
        state = _read_state(reader, item, ("staten", i), topics)
        _check_words(reader, ("staten", i, "hulplijn"), state.help_line, book)
        if state.id in {s.id for s in states}:
            reader.complain(("staten", i, "staat"), f"'{state.id}' staat er twee keer.", "Voeg ze samen.")
        elif state.id:
            states.append(state)
    order = [s.id for s in states]
    if order != [name for name in STATES if name in order]:
        reader.complain(("staten",), "De staten staan niet van zwaar naar licht.", f"Volgorde: {', '.join(STATES)}.")
    return tuple(states), left_out


def _read_state(reader: Reader, item: Any, place: Place, topics: Mapping[str, Topic]) -> State:
    keys = (
        "staat", "eigenaar", "nagekeken", "nakijken_voor", "zoek", "wis", "niet", "onderwerpen", "zeker_vanaf",
        "anders", "zinnen", "niet_meteen", "tussenzin", "hulplijn",
        "hulplijn_woord", "niet_door_model",
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
    sure = data.get("zeker_vanaf", 1.0)
    if isinstance(sure, bool) or not isinstance(sure, (int, float)) or not 0 < sure <= 1:
        reader.complain((*place, "zeker_vanaf"), f"'{sure}' is geen kans.", "Schrijf een getal van 0.1 tot 1.")
        sure = 1.0
    search = _patterns(reader, data, "zoek", place)
    if not search:
        reader.complain(place, f"De staat '{name}' heeft geen 'zoek'.", "Schrijf minstens één zoekterm.")
    return State(
        id=name,
        owner=reader.text(data, "eigenaar", place),
        reviewed=reader.date(data, "nagekeken", place, required=True),
        review_by=reader.date(data, "nakijken_voor", place, required=True),
        search=search,
        ignore=_patterns(reader, data, "wis", place),
        unless=_patterns(reader, data, "niet", place),
        not_by_model=_patterns(reader, data, "niet_door_model", place),
        topics=about,
        sure_from=float(sure),
        instead=instead,
        sentences=_sentences(reader, data, place),
        not_at_once=_pattern(reader, data.get("niet_meteen"), (*place, "niet_meteen")),
        between=reader.text(data, "tussenzin", place, required=False),
        help_line=reader.text(data, "hulplijn", place, required=False),
        help_known_by=reader.text(data, "hulplijn_woord", place, required=False),
    )


def _sentences(reader: Reader, data: Mapping[str, Any], place: Place) -> tuple[Sympathy, ...]:
    found = []
    items = reader.sequence(data.get("zinnen"), (*place, "zinnen"), "zinnen")
    if len(items) > MAX_SENTENCES:
        reader.complain((*place, "zinnen"), f"Er staan {len(items)} zinnen.", f"Houd er hoogstens {MAX_SENTENCES}.")
    for i, item in enumerate(items):
        where: Place = (*place, "zinnen", i)
        item = {"tekst": item} if isinstance(item, str) else item
        entry = reader.mapping(item, where, ("tekst", "bij", "niet_bij_u"))
        text = reader.text(entry, "tekst", where)
        if len(sentences(text)) > 1 or len(words(text)) > MAX_WORDS:
            reader.complain(
                where, "Dit is meer dan één korte zin.", f"Schrijf één zin van hoogstens {MAX_WORDS} woorden."
            )
        only = _pattern(reader, entry.get("bij"), (*where, "bij"))
        found.append(Sympathy(text, only, reader.flag(entry, "niet_bij_u", where)))
    return tuple(s for s in found if s.text)


def _patterns(reader: Reader, data: Mapping[str, Any], key: str, place: Place) -> tuple[re.Pattern[str], ...]:
    items = reader.sequence(data.get(key), (*place, key), key)
    found = (_pattern(reader, item, (*place, key, i)) for i, item in enumerate(items))
    return tuple(p for p in found if p)


def _pattern(reader: Reader, value: Any, place: Place) -> re.Pattern[str] | None:
    if value is None:
        return None
    try:
        found = re.compile(str(value), re.IGNORECASE)
    except re.error as error:
        reader.complain(
            place, f"Dit is geen geldige zoekterm ({error}).", "Kijk naar de haakjes, of vraag een programmeur."
        )
        return None
    if found.search("") or not isinstance(value, str):
        reader.complain(place, "Deze zoekterm vindt ook niets.", "Maak hem preciezer, tussen aanhalingstekens.")
        return None
    return found


def read_small_talk(reader: Reader, topics: Mapping[str, Topic], book: FactBook | None = None) -> dict[str, Any]:
    """Returns the fields of `Talk` that praatjes.yml holds."""
    keys = ("praatjes", "aanloop", "iemand_anders", "vraag_naar_woord", "woord_bij")
    root = reader.mapping(reader.file.value, (), keys)
    kinds: list[SmallTalk] = []
    for i, item in enumerate(reader.sequence(root.get("praatjes"), ("praatjes",), "praatjes")):
        place: Place = ("praatjes", i)
        kind = _read_kind(reader, item, place, topics)
        if kind and kind.id in {k.id for k in kinds}:
            reader.complain((*place, "naam"), f"'{kind.id}' staat er twee keer.", "Voeg ze samen.")
        elif kind:
            kinds.append(kind)
            for j, bubbles in enumerate(kind.replies):
                _check_words(reader, (*place, "antwoorden", j), "\n".join(bubbles), book)
    term_topics = {}
    for term, topic in reader.entries(root.get("woord_bij"), ("woord_bij",)).items():
        if topics and topic not in topics:
            reader.complain(
                ("woord_bij", term), f"Het onderwerp '{topic}' bestaat niet.", "Kies een id uit onderwerpen.yml."
            )
        else:
            term_topics[str(term).lower()] = str(topic)
    return {
        "small_talk": tuple(kinds),
        "fillers": _pattern(reader, root.get("aanloop"), ("aanloop",)),
        "someone_else": _pattern(reader, root.get("iemand_anders"), ("iemand_anders",)),
        "asks_term": _patterns(reader, root, "vraag_naar_woord", ()),
        "term_topics": term_topics,
    }


def _read_kind(reader: Reader, item: Any, place: Place, topics: Mapping[str, Topic]) -> SmallTalk | None:
    keys = ("naam", "onderwerp", "heel", "antwoorden", "sober", "actie", "keuzes")
    data = reader.mapping(item, place, keys)
    name, topic = reader.text(data, "naam", place), reader.text(data, "onderwerp", place)
    if name and not _NAME.match(name):
        reader.complain((*place, "naam"), f"De naam '{name}' kan niet.", "Gebruik kleine letters, cijfers en _.")
    choices = tuple(str(t) for t in reader.sequence(data.get("keuzes"), (*place, "keuzes"), "keuzes"))
    for key, value in [("onderwerp", topic), *(("keuzes", c) for c in choices)]:
        if value and topics and value not in topics:
            reader.complain((*place, key), f"Het onderwerp '{value}' bestaat niet.", "Kies een id uit onderwerpen.yml.")
    whole = _patterns(reader, data, "heel", place)
    replies = _replies(reader, data, "antwoorden", place)
    action = reader.text(data, "actie", place, required=False)
    if action not in ACTIONS:
        reader.complain((*place, "actie"), f"De actie '{action}' bestaat niet.", f"Kies uit: {', '.join(ACTIONS[1:])}.")
    if not whole or not replies:
        reader.complain(place, f"Bij '{name}' ontbreekt 'heel' of 'antwoorden'.", "Schrijf van allebei minstens één.")
        return None
    pattern = re.compile("|".join(f"(?:{p.pattern})" for p in whole), re.IGNORECASE)
    return SmallTalk(name, topic, pattern, replies, _replies(reader, data, "sober", place), action, choices)


def _replies(reader: Reader, data: Mapping[str, Any], key: str, place: Place) -> tuple[tuple[str, ...], ...]:
    found = []
    for i, item in enumerate(reader.sequence(data.get(key), (*place, key), key)):
        bubbles = [item] if isinstance(item, str) else item
        if not isinstance(bubbles, list) or not bubbles or not all(isinstance(b, str) and b.strip() for b in bubbles):
            reader.complain(
                (*place, key, i), "Hier hoort een tekst te staan.", "Schrijf een tekst of een lijst teksten."
            )
            continue
        found.append(tuple(b.strip() for b in bubbles))
    return tuple(found)
