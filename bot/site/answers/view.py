"""Turns content into what a page shows. No request and no HTML in here; the templates do the rest."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bot.calendar import date_in_words, moment_in_words
from bot.dialogue.beside import may_have_notices
from bot.knowledge import Library, PhoneLine, Reply, Source
from bot.knowledge.asked_words import asked_in_words, behind_another, capitalised
from bot.knowledge.model import ASKS
from bot.site.answers.search import Field, SearchIndex
from bot.tone.splitting import sentences

PATH = "/vragen"
TELLING = 30  # characters; a shorter first sentence tells too little by itself
MAX_DESCRIPTION = 160  # characters; search engines cut what is longer


@dataclass(frozen=True)
class Section:
    """A heading of the overview, and the topics under it: those whose id begins so. The longest beginning wins."""

    anchor: str
    title: str
    beginnings: tuple[str, ...]


SECTIONS = (
    Section("aangifte", "Belastingaangifte", ("aangifte.",)),
    Section("toeslagen", "Toeslagen", ("toeslagen.",)),
    Section("zorgtoeslag", "Zorgtoeslag", ("toeslagen.zorg.",)),
    Section("huurtoeslag", "Huurtoeslag", ("toeslagen.huur.",)),
    Section("kinderopvangtoeslag", "Kinderopvangtoeslag", ("toeslagen.kot.",)),
    Section("kindgebonden-budget", "Kindgebonden budget", ("toeslagen.kgb.",)),
    Section("betalen", "Betalen", ("betalen.",)),
    Section("contact", "Contact", ("contact.",)),
    Section("machtigen-en-digid", "Machtigen en DigiD", ("machtigen.", "digid.")),
    Section("levensgebeurtenissen", "Levensgebeurtenissen", ("leven.",)),
    Section("eigen-zaak", "Jouw eigen zaak", ("persoonlijk.",)),
    Section("andere-organisaties", "Hier helpt een ander je", ("buiten.",)),
    Section("overig", "Andere vragen", ("",)),
)
OUTCOMES = ("antwoord", "overdracht", "afbakening")
# These answers only work as a turn in a conversation: they ask to type something, or say nothing about tax.
ONLY_IN_CHAT = ("sociaal.", "persoonlijk.brief", "buiten.politiek", "buiten.niet_gerelateerd")

_CONDITIONS: Mapping[str, Mapping[object, str]] = {
    "toeslag": {
        "zorgtoeslag": "Bij zorgtoeslag",
        "huurtoeslag": "Bij huurtoeslag",
        "kinderopvangtoeslag": "Bij kinderopvangtoeslag",
        "kindgebonden_budget": "Bij kindgebonden budget",
    },
    "partner": {"ja": "Met een partner", "nee": "Zonder partner"},
    "kind": {"ja": "Met kinderen", "nee": "Zonder kinderen"},
    "relatie": {
        "partner": "Als het om je partner gaat",
        "kind": "Als het om je kind gaat",
        "ouder": "Als het om je ouder gaat",
        "huisgenoot": "Als het om een huisgenoot gaat",
        "ex": "Als het om je ex gaat",
        "bekende": "Als het om een bekende gaat",
        "client": "Als het om een cliënt gaat",
    },
    "helpt": {"ja": "Als je het voor een ander regelt"},
    "post": {"ja": "Als je post kreeg"},
}
_AMOUNT = re.compile(r"€ (?=\d)")  # an amount stays on one line
_ITEM = re.compile(r"\s*(?:(\d\d?)\.|-)\s+(.*)")


@dataclass(frozen=True)
class Block:
    """A paragraph ("p") or a list ("ol", "ul"), with its lines. `start` is the first number of an "ol"."""

    kind: str
    lines: tuple[str, ...]
    start: int = 1


def blocks(text: str) -> list[Block]:
    """Returns what a bubble is made of, the way the chat shows it: consecutive "1. " or "- " lines are a list."""
    found: list[Block] = []
    for line in filter(str.strip, _AMOUNT.sub("€\N{NO-BREAK SPACE}", text).split("\n")):
        item = _ITEM.fullmatch(line)
        kind = "p" if item is None else "ol" if item[1] else "ul"
        content = item[2] if item else line.strip()
        if found and found[-1].kind == kind:
            found[-1] = Block(kind, (*found[-1].lines, content), found[-1].start)
        else:
            found.append(Block(kind, (content,), int(item[1]) if item and item[1] else 1))
    return found


def first_sentence(text: str) -> str:
    """Returns the first sentence of a bubble, and the next one too when the first says little: "Soms."."""
    for sentence in sentences(text):
        if sentence.end >= TELLING or sentence.end == len(text):
            return " ".join(text[: sentence.end].split())
    return text


def is_public(library: Library, topic_id: str) -> bool:
    """Tells whether a topic has a page."""
    topic = library.topic(topic_id)
    return topic is not None and topic.outcome in OUTCOMES and not topic_id.startswith(ONLY_IN_CHAT)


def public_topics(library: Library) -> list[str]:
    """Returns the ids of all topics with a page, in the order of onderwerpen.yml."""
    return [t for t in library.content.topics if is_public(library, t)]


def page_path(topic_id: str) -> str:
    """Returns the address of a topic's page on the site; it holds for as long as the id does."""
    return f"{PATH}/{topic_id.replace('.', '/')}"


def section_of(topic_id: str) -> Section:
    """Returns the section that a topic stands in."""
    fitting = [(len(b), s) for s in SECTIONS for b in s.beginnings if topic_id.startswith(b)]
    return max(fitting, key=lambda pair: pair[0])[1]


def link_to(library: Library, topic_id: str) -> dict[str, Any]:
    """Returns a question as a link to its page, or to the chat when it has none."""
    public = is_public(library, topic_id)
    return {
        "question": library.content.answers[topic_id].question,
        "href": page_path(topic_id) if public else f"/?onderwerp={topic_id}",
        "in_chat": not public,
    }


def overview(library: Library) -> list[dict[str, Any]]:
    """Returns the sections that have questions, each with its links."""
    by_section: dict[Section, list[dict[str, Any]]] = {section: [] for section in SECTIONS}
    for topic_id in public_topics(library):
        by_section[section_of(topic_id)].append(link_to(library, topic_id))
    return [{"anchor": s.anchor, "title": s.title, "links": links} for s, links in by_section.items() if links]


def results(library: Library, topics: list[str], today: dt.date) -> list[dict[str, Any]]:
    """Returns what a list of search results shows of these topics."""
    return [
        {
            **link_to(library, topic),
            "section": section_of(topic).title,
            "sentence": first_sentence(library.answer_for(topic, today).bubbles[0]),
        }
        for topic in topics
    ]


def search_index(library: Library, today: dt.date) -> SearchIndex:
    """Returns the index over all pages as they read today."""
    content = library.content
    pages = {topic: list(_fields(library, topic, today)) for topic in public_topics(library)}
    aliases = {
        word: str(official).replace("_", " ")
        for official, words in content.words.get("toeslag", {}).items()
        for word in words
        if word != official
    }
    return SearchIndex(pages, aliases)


def _fields(library: Library, topic_id: str, today: dt.date) -> Iterator[Field]:
    topic, answer = library.content.topics[topic_id], library.content.answers[topic_id]
    yield Field(5, answer.question)
    yield Field(5, answer.button)
    yield Field(3, topic.title)
    yield Field(3, section_of(topic_id).title)
    yield Field(2, topic.description)
    reply = library.answer_for(topic_id, today)
    if not reply.expired:
        yield Field(1.5, reply.bubbles[0])
        for text in (*reply.bubbles[1:], reply.short):
            yield Field(1, text)
    # Once, however many of them say a word: an answer with more parts is not more about it.
    yield Field(2, " ".join(text for _, variant in library.variants(topic_id, today) for text in variant.bubbles))


def answer_page(library: Library, topic_id: str, now: dt.datetime, base: str) -> dict[str, Any]:
    """Returns everything the page of a topic shows at this moment.

    Args:
        library: the content.
        topic_id: a topic with a page.
        now: the moment, with time zone.
        base: public address of the site, without a slash at the end.
    """
    today = now.date()
    answer = library.content.answers[topic_id]
    reply = library.answer_for(topic_id, today)
    url = base + page_path(topic_id)
    return {
        "topic": topic_id,
        "question": answer.question,
        "section": section_of(topic_id),
        "url": url,
        "description": _description(reply),
        "today": date_in_words(today),
        "expired": reply.expired,
        "tax_year": reply.tax_year,
        "blocks": _all_blocks(reply),
        "variants": [_variant(conditions, found) for conditions, found in library.variants(topic_id, today)],
        "notices": [] if reply.expired else notices(library, today, topic_id),
        "sources": [_source(s) for s in reply.sources],
        "follow_ups": [link_to(library, t) for _, t in reply.follow_ups],
        "short": library.short_with_link(topic_id, today, url),
        "line": phone_line(library.content.phone_lines[answer.phone_line], now),
        "structured": None if reply.expired else structured(answer.question, reply, url),
    }


def notices(library: Library, today: dt.date, topic_id: str | None = None) -> list[dict[str, Any]]:
    """Returns the most urgent notice of the day: of a topic, or of the day's greeting; the choice is the chat's."""
    if topic_id and not may_have_notices(library.content.topics[topic_id]):
        return []
    found = library.current_notices(today, topic_id, greeting=topic_id is None)
    return [{"text": notice.text, "source": _source(notice.source)} for notice in found[:1]]


def _source(source: Source) -> dict[str, str]:
    checked = date_in_words(source.checked)
    return {"title": source.title, "url": source.url, "host": host_of(source.url), "checked": checked}


def _all_blocks(reply: Reply) -> list[Block]:
    return [block for bubble in reply.bubbles for block in blocks(bubble)]


def _variant(conditions: Mapping[str, object], reply: Reply) -> dict[str, Any]:
    heading = condition_in_words(conditions)
    anchor = "-".join(re.findall(r"[a-z0-9]+", heading.lower()))
    return {"heading": heading, "anchor": anchor, "blocks": _all_blocks(reply), "tax_year": reply.tax_year}


def condition_in_words(conditions: Mapping[str, object]) -> str:
    """Returns the heading above a text that is for some people only: "Bij huurtoeslag, met een partner"."""
    parts = [_CONDITIONS.get(key, {}).get(value) or _heading(key, value) for key, value in conditions.items()]
    return ", ".join([capitalised(parts[0]), *map(behind_another, parts[1:])])


def _heading(key: str, value: object) -> str:
    return asked_in_words(value) if key == ASKS else f"Over {value}"


def _description(reply: Reply) -> str:
    text = " ".join((reply.short or first_sentence(reply.bubbles[0])).split())
    return text if len(text) <= MAX_DESCRIPTION else f"{text[: MAX_DESCRIPTION - 1].rpartition(' ')[0]}…"


def host_of(url: str) -> str:
    """Returns the name of the site, as people know it."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def phone_line(line: PhoneLine, now: dt.datetime) -> dict[str, Any]:
    """Returns who to call, and whether that is possible now."""
    hours = line.hours
    state = ""
    if hours.always:
        state = "Dag en nacht open."
    elif hours.known and hours.is_open(now):
        state = f"Nu open, tot {hours.closes_at(now)}."
    elif hours.known:
        opens = hours.next_opening(now)
        state = f"Nu dicht. Open op {moment_in_words(opens)}." if opens else "Nu dicht."
    return {
        "name": line.name,
        "number": line.number,
        "href": "tel:" + re.sub(r"[^\d+]", "", line.number),
        "free": line.free,
        "state": state,
        "hours": f"{hours.in_words()}." if hours.known and not hours.always else "",
        "bring": line.bring,
    }


def structured(question: str, reply: Reply, url: str) -> dict[str, Any]:
    """Returns the question and its answer as FAQPage of schema.org."""
    return {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "inLanguage": "nl",
        "url": url,
        "mainEntity": [
            {
                "@type": "Question",
                "name": question,
                "acceptedAnswer": {"@type": "Answer", "text": "\n\n".join(reply.bubbles)},
            }
        ],
    }
