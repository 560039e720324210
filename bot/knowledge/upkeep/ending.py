"""What runs out: answers, variants, facts and notices."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from bot.calendar import date_in_words
from bot.knowledge.answers import valid_wordings
from bot.knowledge.content import Content
from bot.knowledge.facts import FactBook, references
from bot.knowledge.model import Answer, Fact, Notice, Wording
from bot.knowledge.upkeep.found import (
    LONG_PAST,
    ONE_DAY,
    SOME_DAY,
    SOON,
    Found,
    file_of,
    level_of,
    names_of,
    said,
)
from bot.knowledge.upkeep.uses import Uses, references_of
from bot.knowledge.yaml_file import Place


def ending_answers(content: Content, facts: FactBook, today: dt.date, days: int) -> Iterator[Found]:
    """Yields the answers that have a day within so many days on which no wording for everybody holds."""
    for topic_id, answer in content.answers.items():
        day = _first_gap(answer, (), facts, today, days)
        if day is not None:
            left = (day - today).days
            yield Found(
                level_of(left), left, "antwoord", file_of(topic_id), _place_of(answer, (), day), answer.owner,
                f"Op {day.isoformat()} is er geen geldige tekst ({answer.owner}){_why(answer, (), facts, day)}.",
                "Schrijf een nieuwe tekst of werk de feiten bij.",
            )  # fmt: skip


def ending_variants(content: Content, facts: FactBook, today: dt.date, days: int) -> Iterator[Found]:
    """Yields the wordings for some (toeslag, year …) that run out: from then on these people get the general text."""
    for topic_id, answer in content.answers.items():
        for conditions in dict.fromkeys(_key(w) for w in answer.wordings if w.conditions):
            day = _first_gap(answer, conditions, facts, today, days)
            if day is None or any(_key(w) == conditions and (w.validity.first or day) > day for w in answer.wordings):
                continue
            left = (day - today).days
            yield Found(
                SOME_DAY if left <= 0 else level_of(left), left, "variant", file_of(topic_id),
                _place_of(answer, conditions, day), answer.owner,
                f"De tekst voor '{said(conditions)}' geldt niet meer op {day.isoformat()}"
                f"{_why(answer, conditions, facts, day)}. Dan geldt de algemene tekst.",
                "Schrijf een nieuwe tekst, of haal deze weg als de algemene tekst klopt.",
            )  # fmt: skip


def _key(wording: Wording) -> tuple[tuple[str, object], ...]:
    return tuple(sorted(wording.conditions.items(), key=str))


def _first_gap(answer: Answer, conditions: object, facts: FactBook, today: dt.date, days: int) -> dt.date | None:
    """Returns the first day from today on which no wording with exactly these conditions holds.

    Only days on which something begins or ends can be the first: looking at those is exact, and fast.
    """
    own = [w for w in answer.wordings if _key(w) == conditions]
    turns = {today}
    for wording in own:
        spans = [wording.validity]
        for name, year in references_of(wording):
            spans += [] if year else [fact.validity for fact in facts.rows(name)]
        for span in spans:
            turns |= {span.first} if span.first else set()
            turns |= {span.last + ONE_DAY} if span.last else set()
    until = today + dt.timedelta(days=days)
    for day in sorted(t for t in turns if today <= t <= until):
        if not any(_key(w) == conditions for w in valid_wordings(answer, facts, day)):
            return day
    return None


def _place_of(answer: Answer, conditions: object, day: dt.date) -> Place:
    """Returns the wording that held last before the day."""
    own = [i for i, w in enumerate(answer.wordings) if _key(w) == conditions]
    before = [i for i in own if (answer.wordings[i].validity.first or dt.date.min) <= day]
    last = max(before or own, key=lambda i: answer.wordings[i].validity.last or dt.date.max, default=0)
    return ("antwoorden", last)


def _why(answer: Answer, conditions: object, facts: FactBook, day: dt.date) -> str:
    missing = {
        name
        for wording in answer.wordings
        if _key(wording) == conditions and wording.validity.covers(day)
        for name, year in references_of(wording)
        if year is None and not facts.fillable((f"{{{name}}}",), day)
    }
    return f": {names_of(missing)} heeft dan geen waarde" if missing else ""


def ending_facts(content: Content, today: dt.date, days: int, used: Uses) -> Iterator[Found]:
    """Yields the facts that end with nothing after them.

    A fact that an answer uses without a year (`{name}`) takes that answer with it, so each has its own item. The others
    (`{name@2026}`) stay true about their year and are taken together by file: there is a new value to look up.
    """
    until = today + dt.timedelta(days=days)
    together: dict[tuple[str, dt.date], list[Fact]] = defaultdict(list)
    for name, rows in content.facts.items():
        fact = max(rows, key=lambda f: f.validity.last or dt.date.max)
        last = fact.validity.last
        if last is None or last > until:
            continue
        loose = used.loose_after(name, last)
        if loose:
            left = (last - today).days
            yield Found(
                level_of(left), left, "feit", fact.file, ("feiten", name), used.owners(loose),
                f"'{name}' geldt tot en met {date_in_words(last)}. Zonder nieuwe waarde vervalt: {names_of(loose)}.",
                "Zoek de nieuwe waarde op en zet die in het feitenbestand van het nieuwe jaar.",
            )  # fmt: skip
        elif used.topics(name):
            together[fact.file, last].append(fact)
    for (file, last), facts in sorted(together.items()):
        left = (last - today).days
        topics = {t for f in facts for t in used.topics(f.name)}
        yield Found(
            SOON if left > -LONG_PAST else SOME_DAY, left, "feit", file, ("feiten", facts[0].name), used.owners(topics),
            f"Na {date_in_words(last)} is er nog geen nieuwe waarde van: {names_of(f.name for f in facts)}. "
            f"Gebruikt met jaartal in {len(topics)} {'antwoord' if len(topics) == 1 else 'antwoorden'}.",
            "Zoek de nieuwe waarden op zodra ze officieel zijn, en pas de antwoorden aan.",
        )  # fmt: skip


def ending_notices(content: Content, facts: FactBook, today: dt.date, days: int) -> Iterator[Found]:
    """Yields the notices that end soon or have ended, and those that never show because a fact is missing."""
    for i, notice in enumerate(content.notices):
        first, last = notice.validity.first, notice.validity.last
        if first is None or last is None:
            continue
        place: Place = ("actueel", i)
        left = (last - today).days
        if left < 0:
            yield _notice(
                notice, place, SOME_DAY, left, f"De melding '{notice.id}' liep af op {date_in_words(last)}.",
                "Haal hem weg, of geef nieuwe datums.",
            )  # fmt: skip
            continue
        if not _ever_shown(notice, facts, max(first, today), last):
            until_start = (first - today).days
            yield _notice(
                notice, place, level_of(until_start), until_start,
                f"De melding '{notice.id}' wordt nooit getoond: tussen {first} en {last} heeft een feit geen waarde.",
                "Vul het feit in, of noem het met een jaartal: {naam@2026}.",
            )  # fmt: skip
        elif left <= min(days, 7):
            yield _notice(
                notice, place, SOON, left, f"De melding '{notice.id}' staat er tot en met {date_in_words(last)}.",
                "Kijk of er een nieuwe melding na moet komen.",
            )  # fmt: skip


def _notice(notice: Notice, place: Place, level: int, days: int, message: str, mend: str) -> Found:
    return Found(level, days, "melding", "data/actueel.yml", place, notice.owner, message, mend)


def _ever_shown(notice: Notice, facts: FactBook, first: dt.date, last: dt.date) -> bool:
    turns = {first}
    for name, year in references(notice.text):
        turns |= {f.validity.first for f in facts.rows(name) if year is None and f.validity.first}
    return any(facts.fillable((notice.text,), day) for day in turns if first <= day <= last)
