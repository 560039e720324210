"""What was checked long ago, waits for an editor, is uncertain, rests on other sites only, or has no short form."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from bot.calendar import date_in_words
from bot.knowledge.answers import valid_wordings
from bot.knowledge.content import Content
from bot.knowledge.facts import FactBook
from bot.knowledge.links import is_official
from bot.knowledge.model import Fact, Source
from bot.knowledge.upkeep.found import (
    MONTH,
    NO_SHORT_FORM_NEEDED,
    NOW,
    SOME_DAY,
    SOON,
    STALE_DAYS,
    TOO_STALE_DAYS,
    Found,
    file_of,
    names_of,
    said,
)
from bot.knowledge.upkeep.uses import Uses
from bot.knowledge.yaml_file import Place


def stale_sources(content: Content, today: dt.date, days: int) -> Iterator[Found]:
    """Yields the sources of answers, telephone lines and notices that were last checked over so many days ago."""
    for topic_id, answer in content.answers.items():
        places = [(source, ("bronnen", i)) for i, source in enumerate(answer.sources)]
        yield from _stale(places, today, days, file_of(topic_id), answer.owner)
    lines = [(line.source, ("telefoonlijnen", line.id)) for line in content.phone_lines.values()]
    yield from _stale(lines, today, days, "data/contact.yml", "redactie contact")
    for i, notice in enumerate(content.notices):
        if notice.validity.last and notice.validity.last >= today:
            place: Place = ("actueel", i, "bron")
            yield from _stale([(notice.source, place)], today, days, "data/actueel.yml", notice.owner)


def _stale(places: Iterable[tuple[Source, Place]], today: dt.date, days: int, file: str, owner: str) -> Iterator[Found]:
    """Yields at most one item: the source that was checked longest ago, and how many more there are."""
    old = [(source, place) for source, place in places if (today - source.checked).days > days]
    if old:
        source, place = min(old, key=lambda found: found[0].checked)
        ago = (today - source.checked).days
        more = f" Ook {len(old) - 1} andere in dit bestand." if len(old) > 1 else ""
        how_long = "meer dan een jaar" if ago > TOO_STALE_DAYS else f"{ago} dagen"
        message = f"De bron '{source.title}' is {how_long} niet gecontroleerd ({owner}).{more}"
        yield Found(
            NOW if ago > TOO_STALE_DAYS else SOON, TOO_STALE_DAYS - ago, "bron", file, place, owner, message,
            "Leg tekst en bron naast elkaar en pas de datum aan.",
        )  # fmt: skip


def stale_facts(content: Content, today: dt.date, used: Uses) -> Iterator[Found]:
    """Yields the facts in use that were checked over nine months ago, together by file."""
    together: dict[str, list[Fact]] = defaultdict(list)
    for name, rows in content.facts.items():
        for fact in rows:
            if used.topics(name) and (today - fact.checked).days > STALE_DAYS:
                together[fact.file].append(fact)
    for file, facts in sorted(together.items()):
        oldest = min(facts, key=lambda f: f.checked)
        ago = (today - oldest.checked).days
        yield Found(
            NOW if ago > TOO_STALE_DAYS else SOON, TOO_STALE_DAYS - ago, "bron", file, ("feiten", oldest.name),
            used.owners({t for f in facts for t in used.topics(f.name)}),
            f"{len(facts)} feiten zijn lang niet gecontroleerd, het oudste op {date_in_words(oldest.checked)}: "
            f"{names_of(f.name for f in facts)}.",
            "Leg elk feit naast zijn bron en pas 'gecontroleerd' aan.",
        )  # fmt: skip


# What is uncertain or missing


def uncertain_facts(content: Content, used: Uses) -> Iterator[Found]:
    """Yields the facts in use that are not certain, with where they are used."""
    for name, rows in content.facts.items():
        for fact in rows:
            topics = used.topics_of(fact)
            if fact.confidence == "hoog" or not topics:
                continue
            low = fact.confidence == "laag"
            yield Found(
                MONTH if low else SOME_DAY, None, "zekerheid", fact.file, ("feiten", name), used.owners(topics),
                f"'{name}' ({fact.text}) heeft zekerheid {fact.confidence}. Gebruikt in: {names_of(topics)}.",
                "Zoek een betere bron, of zeg in het antwoord dat het niet zeker is."
                if low
                else "Zoek een officiële bron die het bevestigt.",
            )  # fmt: skip


def to_review(content: Content) -> Iterator[Found]:
    """Yields the wordings that an editor has to read over, with why."""
    for topic_id, answer in content.answers.items():
        for i, wording in enumerate(answer.wordings):
            if wording.to_review:
                which = f" bij '{said(wording.conditions.items())}'" if wording.conditions else ""
                yield Found(
                    MONTH, None, "nalezen", file_of(topic_id), ("antwoorden", i, "nalezen"), answer.owner,
                    f"De tekst{which} wacht op een redacteur: {wording.to_review}",
                    "Leg tekst en bron naast elkaar, verbeter wat niet klopt en haal 'nalezen' weg.",
                )  # fmt: skip


def third_party_only(content: Content) -> Iterator[Found]:
    """Yields the answers of which no source is official."""
    for topic_id, answer in content.answers.items():
        if answer.sources and not any(is_official(s.url, content.official_hosts) for s in answer.sources):
            hosts = names_of(urlsplit(s.url).hostname or s.url for s in answer.sources)
            yield Found(
                SOME_DAY, None, "bron", file_of(topic_id), ("bronnen",), answer.owner,
                f"Dit antwoord rust alleen op andere sites dan de officiële: {hosts}.",
                "Zoek een officiële bron. Welke sites officieel zijn, staat in data/bronnen.yml.",
            )  # fmt: skip


def without_short_form(content: Content, facts: FactBook, today: dt.date) -> Iterator[Found]:
    """Yields the wordings of today that webcare cannot paste in a public reply, one item a topic."""
    for topic_id, answer in content.answers.items():
        if content.topics[topic_id].outcome in NO_SHORT_FORM_NEEDED:
            continue
        bare = [w for w in valid_wordings(answer, facts, today) if not w.short]
        if bare:
            first = answer.wordings.index(bare[0])
            which = "" if not bare[0].conditions else f" bij '{said(bare[0].conditions.items())}'"
            yield Found(
                SOME_DAY, None, "kort", file_of(topic_id), ("antwoorden", first), answer.owner,
                f"Dit antwoord heeft geen korte vorm{which}.", "Schrijf 'kort:' met hoogstens 200 tekens.",
            )  # fmt: skip
