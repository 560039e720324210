"""Reads staten.yml and praatjes.yml, and says of every mistake where it stands and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.knowledge.facts import FactBook
from bot.knowledge.model import CONDITION_VALUES, Topic
from bot.knowledge.patterns import NAME, pattern, patterns
from bot.knowledge.problems import ContentError
from bot.knowledge.reader import Files, Reader
from bot.knowledge.state_files import read_states
from bot.knowledge.style_file import load_rules
from bot.knowledge.talk import SmallTalk, Talk
from bot.knowledge.yaml_file import Place

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
_PROGRAM_WORDS = frozenset(("dagdeel",))  # filled in when it is said
STATES_FILE, TALK_FILE = "staten.yml", "praatjes.yml"


def read_talk(files: Files, topics: Mapping[str, Topic], book: FactBook) -> Talk:
    """Returns everything about conversing. Files that are missing leave it out.

    The word lists come from schrijfwijzer.yml. What is wrong in there is told by the check of the writing rules, and
    does not stop an answer from going live.
    """
    found = files.read_if_there(STATES_FILE, lambda reader: read_states(reader, topics, book))
    states, left_out, articles, never_alone, plainer = found or ((), (), {}, frozenset(), {})
    fields = files.read_if_there(TALK_FILE, lambda reader: read_small_talk(reader, topics, book)) or {}
    try:
        rules = load_rules(files.data_dir)
        fields |= {"jargon": rules.jargon, "compassion": rules.compassion}
    except ContentError:
        pass
    sober = {"left_out": left_out, "articles": articles, "never_alone": never_alone, "plainer": plainer}
    return Talk(states=states, **sober, **fields)


def read_small_talk(reader: Reader, topics: Mapping[str, Topic], book: FactBook) -> dict[str, Any]:
    """Returns the fields of `Talk` that praatjes.yml holds."""
    other = ("iemand_anders", "soort_ander", "nog_over_ander", "voor_jezelf")
    keys = ("praatjes", "aanloop", *other, "vraag_naar_woord", "woord_bij", "ook_uitgelegd")
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
                reader.placeholders("\n".join(bubbles), (*place, "antwoorden", j), book, _PROGRAM_WORDS)
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
        "fillers": pattern(reader, root.get("aanloop"), ("aanloop",)),
        "someone_else": patterns(reader, root, "iemand_anders", ()),
        "kinds_of_other": _kinds_of_other(reader, root.get("soort_ander")),
        "about_the_other": pattern(reader, root.get("nog_over_ander"), ("nog_over_ander",)),
        "for_oneself": pattern(reader, root.get("voor_jezelf"), ("voor_jezelf",)),
        "asks_term": patterns(reader, root, "vraag_naar_woord", ()),
        "term_topics": term_topics,
        "also_explained": {
            str(word).lower(): str(meaning)
            for word, meaning in reader.entries(root.get("ook_uitgelegd"), ("ook_uitgelegd",)).items()
        },
    }


def _kinds_of_other(reader: Reader, value: Any) -> dict[str, re.Pattern[str]]:
    found = {}
    for kind, search in reader.entries(value, ("soort_ander",)).items():
        if kind not in CONDITION_VALUES["relatie"]:
            choices = ", ".join(map(str, CONDITION_VALUES["relatie"]))
            reader.complain(("soort_ander", kind), f"De relatie '{kind}' bestaat niet.", f"Kies uit: {choices}.")
        elif compiled := pattern(reader, search, ("soort_ander", kind)):
            found[str(kind)] = compiled
    return found


def _read_kind(reader: Reader, item: Any, place: Place, topics: Mapping[str, Topic]) -> SmallTalk | None:
    keys = ("naam", "onderwerp", "heel", "antwoorden", "sober", "actie", "keuzes")
    data = reader.mapping(item, place, keys)
    name, topic = reader.text(data, "naam", place), reader.text(data, "onderwerp", place)
    if name and not NAME.match(name):
        reader.complain((*place, "naam"), f"De naam '{name}' kan niet.", "Gebruik kleine letters, cijfers en _.")
    choices = tuple(str(t) for t in reader.sequence(data.get("keuzes"), (*place, "keuzes"), "keuzes"))
    for key, value in [("onderwerp", topic), *(("keuzes", c) for c in choices)]:
        if value and topics and value not in topics:
            reader.complain((*place, key), f"Het onderwerp '{value}' bestaat niet.", "Kies een id uit onderwerpen.yml.")
    whole = patterns(reader, data, "heel", place)
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
