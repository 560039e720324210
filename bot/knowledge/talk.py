"""How the chatbot converses: the states of staten.yml and the small talk of praatjes.yml, read and checked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.knowledge.model import Source, Topic
from bot.knowledge.reading import Reader, read_source
from bot.knowledge.yaml_file import Place
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
MAX_SENTENCES = 3
MAX_WORDS = 14
_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")


@dataclass(frozen=True)
class Sympathy:
    """One sentence about a situation.

    Attributes:
        text: the sentence.
        only_with: say it only when this stands in the message.
        not_formal: not to somebody who says u.
    """

    text: str
    only_with: re.Pattern[str] | None = None
    not_formal: bool = False


@dataclass(frozen=True)
class State:
    """The rules of one state.

    Attributes:
        id: its name.
        owner: who keeps the list.
        reviewed: the day it was last gone through.
        review_by: the day before which it has to be gone through again.
        search: one of these has to be found.
        ignore: pieces that are taken out before searching.
        unless: when one of these is found, the state does not count.
        topics: topics that raise this state.
        sure_from: from which probability they do.
        instead: the topic for who is not understood in this state, or empty.
        sentences: sentences about the situation, at most three.
        not_at_once: what the answer may not begin with, or may not name, right after it.
        between: the sentence that then comes first, or empty.
        help_line: one line below the answer, or empty.
        help_known_by: what shows that the answer has that line already.
    """

    id: str
    owner: str
    reviewed: dt.date | None
    review_by: dt.date | None
    search: tuple[re.Pattern[str], ...]
    ignore: tuple[re.Pattern[str], ...] = ()
    unless: tuple[re.Pattern[str], ...] = ()
    topics: tuple[str, ...] = ()
    sure_from: float = 1.0
    instead: str = ""
    sentences: tuple[Sympathy, ...] = ()
    not_at_once: re.Pattern[str] | None = None
    between: str = ""
    help_line: str = ""
    help_known_by: str = ""


@dataclass(frozen=True)
class SmallTalk:
    """One kind of small talk.

    Attributes:
        id: its name.
        topic: topic id it is stored under.
        whole: the whole message has to be one of these.
        replies: what to say, taken in turn; each is a list of bubbles.
        sober: what to say to somebody who says u, or in a heavy moment; empty is the same.
        action: what the program does besides, one of `ACTIONS`.
        choices: topic ids offered below it.
    """

    id: str
    topic: str
    whole: re.Pattern[str]
    replies: tuple[tuple[str, ...], ...]
    sober: tuple[tuple[str, ...], ...] = ()
    action: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Talk:
    """Everything about conversing: rules and wordings that are no answers about tax."""

    states: tuple[State, ...] = ()
    left_out: tuple[str, ...] = ()
    small_talk: tuple[SmallTalk, ...] = ()
    fillers: re.Pattern[str] | None = None
    someone_else: re.Pattern[str] | None = None
    asks_term: tuple[re.Pattern[str], ...] = ()
    term_topics: Mapping[str, str] = field(default_factory=dict)
    term_source: Source | None = None


def read_states(reader: Reader, topics: Mapping[str, Topic]) -> tuple[tuple[State, ...], tuple[str, ...]]:
    """Returns the states of staten.yml, heavy first, and the sentences that a sober answer leaves out."""
    root = reader.mapping(reader.file.value, (), ("weglaten_bij_u", "staten"))
    left_out = tuple(str(s) for s in reader.sequence(root.get("weglaten_bij_u"), ("weglaten_bij_u",), "weglaten_bij_u"))
    states: list[State] = []
    for i, item in enumerate(reader.sequence(root.get("staten"), ("staten",), "staten")):
        state = _read_state(reader, item, ("staten", i), topics)
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
        "staat", "eigenaar", "nagekeken", "nakijken_voor", "zoek", "wis", "niet", "onderwerpen", "zeker_vanaf", "anders",
        "zinnen", "niet_meteen", "tussenzin", "hulplijn", "hulplijn_nummer",
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
        topics=about,
        sure_from=float(sure),
        instead=instead,
        sentences=_sentences(reader, data, place),
        not_at_once=_pattern(reader, data.get("niet_meteen"), (*place, "niet_meteen")),
        between=reader.text(data, "tussenzin", place, required=False),
        help_line=reader.text(data, "hulplijn", place, required=False),
        help_known_by=reader.text(data, "hulplijn_nummer", place, required=False),
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


def read_small_talk(reader: Reader, topics: Mapping[str, Topic]) -> dict[str, Any]:
    """Returns the fields of `Talk` that praatjes.yml holds."""
    keys = ("praatjes", "aanloop", "iemand_anders", "vraag_naar_woord", "woord_bij", "woord_bron")
    root = reader.mapping(reader.file.value, (), keys)
    kinds: list[SmallTalk] = []
    for i, item in enumerate(reader.sequence(root.get("praatjes"), ("praatjes",), "praatjes")):
        place: Place = ("praatjes", i)
        kind = _read_kind(reader, item, place, topics)
        if kind and kind.id in {k.id for k in kinds}:
            reader.complain((*place, "naam"), f"'{kind.id}' staat er twee keer.", "Voeg ze samen.")
        elif kind:
            kinds.append(kind)
    term_topics = {}
    for term, topic in reader.entries(root.get("woord_bij"), ("woord_bij",)).items():
        if topics and topic not in topics:
            reader.complain(
                ("woord_bij", term), f"Het onderwerp '{topic}' bestaat niet.", "Kies een id uit onderwerpen.yml."
            )
        else:
            term_topics[str(term).lower()] = str(topic)
    source = root.get("woord_bron")
    return {
        "small_talk": tuple(kinds),
        "fillers": _pattern(reader, root.get("aanloop"), ("aanloop",)),
        "someone_else": _pattern(reader, root.get("iemand_anders"), ("iemand_anders",)),
        "asks_term": _patterns(reader, root, "vraag_naar_woord", ()),
        "term_topics": term_topics,
        "term_source": read_source(reader, source, ("woord_bron",)) if source else None,
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
