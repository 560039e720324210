"""Dated notices of actueel.yml: read, checked, and chosen for a day, a topic or the greeting."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.knowledge.content import Content
from bot.knowledge.facts import FactBook
from bot.knowledge.model import Notice, Topic, Validity
from bot.knowledge.reader import Reader
from bot.knowledge.reading import read_source
from bot.knowledge.yaml_file import Place
from bot.tone.splitting import sentences, words

MAX_SENTENCES = 2
MAX_WORDS = 40
_ID = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*\Z")


def read_notices(reader: Reader, topics: Mapping[str, Topic], book: FactBook) -> list[Notice]:
    """Returns the notices of actueel.yml that can be used, and complains about what is wrong with the others."""
    root = reader.mapping(reader.file.value, (), ("actueel",))
    notices: list[Notice] = []
    seen: set[str] = set()
    for i, item in enumerate(reader.sequence(root.get("actueel"), ("actueel",), "actueel")):
        place: Place = ("actueel", i)
        notice = _read_notice(reader, item, place, topics)
        if notice.id in seen:
            reader.complain(
                (*place, "id"), f"De melding '{notice.id}' staat er twee keer.", "Geef een van de twee een andere id."
            )
        elif notice.id and notice.text and notice.source:
            _check_text(reader, (*place, "tekst"), notice, book)
            notices.append(notice)
        seen.add(notice.id)
    return notices


def _read_notice(reader: Reader, item: Any, place: Place, topics: Mapping[str, Topic]) -> Notice:
    keys = ("id", "tekst", "van", "tot", "onderwerpen", "in_begroeting", "bron", "eigenaar")
    data = reader.mapping(item, place, keys)
    notice_id = reader.text(data, "id", place)
    if notice_id and not _ID.match(notice_id):
        reader.complain((*place, "id"), f"De id '{notice_id}' kan niet.", "Gebruik a-z, cijfers, _ en punten.")
    text = reader.text(data, "tekst", place)
    first, last = (reader.date(data, key, place, required=True) for key in ("van", "tot"))
    if first and last and last < first:
        reader.complain((*place, "tot"), f"'tot' ({last}) ligt voor 'van' ({first}).", "Draai ze om of verbeter ze.")
        last = first
    about = [str(t) for t in reader.sequence(data.get("onderwerpen"), (*place, "onderwerpen"), "onderwerpen")]
    for j, pattern in enumerate(about):
        if not any(_matches(pattern, topic) for topic in topics):
            reader.complain(
                (*place, "onderwerpen", j), f"Het onderwerp '{pattern}' bestaat niet.",
                "Kies een id uit onderwerpen.yml, of het begin ervan met .* erachter.",
            )  # fmt: skip
    in_greeting = reader.flag(data, "in_begroeting", place)
    if not about and not in_greeting and data:
        reader.complain(place, "Deze melding staat nergens.", "Noem onderwerpen of zet 'in_begroeting: true'.")
    source = read_source(reader, data.get("bron"), (*place, "bron"))
    owner = reader.text(data, "eigenaar", place)
    # A notice without a date is never usable: the complaint above keeps the whole file from going live.
    validity = Validity(first or last or dt.date.min, last or first or dt.date.min)
    return Notice(notice_id, text, validity, tuple(about), in_greeting, source, owner)


def _check_text(reader: Reader, place: Place, notice: Notice, book: FactBook) -> None:
    """Complains about facts that do not exist, and about a text that is too long with its facts filled in."""
    reader.placeholders(notice.text, place, book)
    day = notice.validity.first
    text = book.fill(notice.text, day) if book.fillable((notice.text,), day) else notice.text
    if "\n" in text:
        reader.complain(place, "De melding heeft meer regels.", "Maak er één tekst van: een melding is één bubbel.")
    for what, number, most in (
        ("zinnen", len(sentences(text)), MAX_SENTENCES),
        ("woorden", len(words(text)), MAX_WORDS),
    ):
        if number > most:
            reader.complain(place, f"De melding heeft {number} {what}.", f"Maak er hoogstens {most} van.")


def _matches(pattern: str, topic: str) -> bool:
    return topic.startswith(pattern[:-1]) if pattern.endswith(".*") else topic == pattern


def is_about(notice: Notice, topic: str) -> bool:
    """Tells whether a notice belongs to a topic."""
    return any(_matches(pattern, topic) for pattern in notice.topics)


def current_notices(
    content: Content, facts: FactBook, today: dt.date, topic: str | None = None, greeting: bool = False
) -> tuple[Notice, ...]:
    """Returns the notices of a day with their facts filled in; what ends first comes first.

    What ends first is most urgent: a disruption of today goes before a payment day this week, and that before a
    deadline this month.

    Args:
        content: the loaded content.
        facts: where amounts and dates stand.
        today: the day.
        topic: only the notices that belong to this topic.
        greeting: only the notices that may stand in the greeting.
    """
    found = [
        replace(notice, text=facts.fill(notice.text, today))
        for notice in content.notices
        if notice.validity.covers(today)
        and (topic is None or is_about(notice, topic))
        and (notice.in_greeting or not greeting)
        and facts.fillable((notice.text,), today)
    ]
    return tuple(sorted(found, key=lambda notice: notice.validity.last or dt.date.max))


def notices_for(
    content: Content, facts: FactBook, today: dt.date, topic: str | None = None, greeting: bool = False
) -> tuple[str, ...]:
    """Returns the texts of `current_notices`."""
    return tuple(notice.text for notice in current_notices(content, facts, today, topic, greeting))
