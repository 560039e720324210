"""Looks at an answer while it is typed: how the citizen will see it on a day, and what is wrong with it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from bot.knowledge import Content, Problem, Reply
from bot.knowledge.answers import reply_for
from bot.knowledge.facts import FactBook
from bot.knowledge.links import what_is_wrong
from bot.knowledge.loading import check_references
from bot.knowledge.model import ASKS, ASKS_FIRST, Answer
from bot.knowledge.reader import Reader
from bot.knowledge.reading import read_answer
from bot.knowledge.writing import answer_findings
from bot.knowledge.yaml_file import Place
from bot.privacy import KINDS, finds
from bot.tone import Rules, readability
from bot.trainer.answers import Form, as_content
from bot.trainer.situations import part_named


@dataclasses.dataclass(frozen=True)
class Remark:
    """What is to be said of one field.

    Attributes:
        place: its path in the form, such as ("antwoorden", 0, "bubbels", 1).
        message: what it is.
        mend: what to do about it.
        error: it has to be mended.
        where: which text it is about, in words.
        touched: that text is not as it was before.
    """

    place: Place
    message: str
    mend: str
    error: bool
    where: str = ""
    touched: bool = False


@dataclasses.dataclass(frozen=True)
class Look:
    """An answer as it is being written.

    Attributes:
        reply: what the citizen reads on that day, or None while the form holds no answer.
        remarks: what is wrong or could be better: of what was touched first, and errors first.
        flesch: reading level of what is shown; 60 or higher is good, 0 when there is no text.
        words: number of words that are shown.
        mean_sentence: words per sentence.
        fine_links: places of sources with nothing against their address.
    """

    reply: Reply | None
    remarks: tuple[Remark, ...]
    flesch: float
    words: int
    mean_sentence: float
    fine_links: tuple[Place, ...] = ()


class _FormFile:
    """A form in the place of a file, so that the same reader checks both; it keeps the place instead of a line."""

    def __init__(self, topic_id: str, form: Form) -> None:
        self.value = {"onderwerp": topic_id, **form}
        self.shown = topic_id
        self.remarks: list[Remark] = []

    def problem(self, place: Place, message: str, mend: str, warning: bool = False) -> Problem:
        self.remarks.append(Remark(place, message, mend, not warning))
        return Problem(self.shown, 1, message, mend, warning)


def look_at(
    content: Content,
    rules: Rules,
    topic_id: str,
    form: Form,
    today: dt.date,
    said: Mapping[str, object] | None = None,
    before: Form | None = None,
) -> Look:
    """Returns how an answer looks on a day, without keeping anything.

    Args:
        content: the content around it.
        rules: the writing rules.
        topic_id: the topic it is about.
        form: the answer, as the editor has it.
        today: the day to look from.
        said: what the citizen said, to see another variant.
        before: the answer as it stands in the file, to tell what was touched.
    """
    plain = as_content(form)
    touched = _touched(plain, as_content(before)) if before is not None else frozenset()
    for key in ("antwoorden", "bronnen"):
        plain[key] = [{k: v for k, v in item.items() if k != "plek"} for item in plain.get(key) or ()]
    known = content.answers.get(topic_id)
    if known and known.asks:  # stands in the file, not in the form
        plain[ASKS] = {name: list(phrases) for name, phrases in known.asks.items()}
        if known.asks_first:
            plain[ASKS_FIRST] = list(known.asks_first)
    if not plain["bronnen"]:
        del plain["bronnen"]
    file = _FormFile(topic_id, plain)
    reader = Reader(file)  # type: ignore[arg-type]
    answer = read_answer(reader, content.topics)
    facts = content.book
    if answer is None:
        return Look(None, _in_order(file.remarks, plain, touched), 0.0, 0, 0.0)
    check_references(reader, answer, facts)
    remarks = file.remarks + _private(plain)
    for place, f in answer_findings(answer, rules, facts, today):
        found = " ".join(f.found.split())
        remarks.append(Remark(place, f"{f.name}: '{found}'.", f.better, f.level == "fout"))
    remarks += _about_links(answer, content)
    reply = _reply(content, facts, answer, today, said)
    figures = readability("\n".join(reply.bubbles)) if reply and not reply.expired else readability("")
    wrong = {remark.place[:2] for remark in remarks if remark.place[:1] == ("bronnen",)}
    fine = tuple(p for i in range(len(answer.sources)) if (p := ("bronnen", i)) not in wrong)
    told = _in_order(remarks, plain, touched)
    return Look(reply, told, figures.flesch_douma, figures.words, figures.mean_sentence, fine)


def _in_order(remarks: Iterable[Remark], form: Form, touched: frozenset[Place]) -> tuple[Remark, ...]:
    """Returns each remark once, with which text it is about: of what was touched first, and errors first."""
    whole = [
        dataclasses.replace(r, where=part_named(r.place, form), touched=bool({r.place[:1], r.place[:2]} & touched))
        for r in dict.fromkeys(remarks)
    ]
    return tuple(sorted(whole, key=lambda r: (not r.touched, not r.error, tuple(map(str, r.place)))))


def _reply(
    content: Content, facts: FactBook, answer: Answer, today: dt.date, said: Mapping[str, object] | None
) -> Reply | None:
    changed = dataclasses.replace(content, answers={**content.answers, answer.topic: answer})
    return reply_for(changed, facts, answer.topic, today, said)


def _about_links(answer: Answer, content: Content) -> list[Remark]:
    return [
        Remark(("bronnen", i, "url"), message, mend, False)
        for i, source in enumerate(answer.sources)
        for message, mend in what_is_wrong(source.url, content.official_hosts)
    ]


def _private(form: Form) -> list[Remark]:
    found = []
    for place, text in texts_in(form):
        labels = sorted({KINDS[f.kind].label for f in finds(text)})
        if labels:
            told = f"Dit lijkt op een privégegeven: {' en '.join(labels)}."
            found.append(Remark(place, told, "Haal het weg, of gebruik een feit of een nummer uit contact.yml.", True))
    return found


def texts_in(value: Any, place: Place = ()) -> list[tuple[Place, str]]:
    """Returns every text in a form with its place; addresses of pages are left out."""
    if isinstance(value, str):
        return [(place, value)]
    if isinstance(value, Mapping):
        pairs = [(k, v) for k, v in value.items() if k not in ("url", "als", "lijn")]
    elif isinstance(value, list):
        pairs = list(enumerate(value))
    else:
        return []
    return [found for key, item in pairs for found in texts_in(item, (*place, key))]


def _touched(now: Form, before: Form) -> frozenset[Place]:
    """Returns the places that are not as they were: a field of the answer, or one text or source of a list."""
    found: set[Place] = set()
    for key in {*now, *before}:
        if key not in ("antwoorden", "bronnen"):
            found |= {(key,)} if now.get(key) != before.get(key) else set()
            continue
        old = before.get(key) or []
        for i, item in enumerate(now.get(key) or ()):
            place = item.get("plek")
            known = old[place] if isinstance(place, int) and place < len(old) else None
            if {k: v for k, v in item.items() if k != "plek"} != known:
                found.add((key, i))
    return frozenset(found)
