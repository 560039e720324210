"""What editors have to look at: what runs out, what was checked long ago, what is uncertain, most urgent first.

`make check` warns with the same functions (see `checks.check_dates`), so the two never say different things.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bot.calendar import date_in_words
from bot.knowledge.answers import valid_wordings
from bot.knowledge.facts import FactBook, references
from bot.knowledge.model import Answer, Content, Fact, Notice, Source, Wording
from bot.knowledge.problems import ContentError
from bot.knowledge.yaml_file import Place, YamlFile

DAYS = 60  # how far ahead the report looks
STALE_DAYS = 274  # nine months: time enough to check before a year is over
TOO_STALE_DAYS = 365
LONG_PAST = 300  # a fact that ended so long ago was about one year only, or is not missed
# Level of urgency -> its name. The number is for sorting; editors read the name.
NOW, WEEK, MONTH, SOON, SOME_DAY = range(5)
LEVELS = ("nu", "deze week", "deze maand", "komende tijd", "als er tijd is")
ONE_DAY = dt.timedelta(days=1)
NO_SHORT_FORM_NEEDED = ("sociaal", "steun")  # webcare never pastes these in a public reply


@dataclass(frozen=True)
class Upkeep:
    """One thing for an editor to do.

    Attributes:
        level: urgency, 0 is now (see LEVELS).
        days: days left, negative when it is over already, or None when there is no day to it.
        kind: what it is about: antwoord, variant, feit, bron, zekerheid, kort, melding.
        file: path as it should be shown.
        line: line number, counting from 1.
        owner: whose it is.
        message: what is going on.
        mend: what to do.
    """

    level: int
    days: int | None
    kind: str
    file: str
    line: int
    owner: str
    message: str
    mend: str

    @property
    def urgency(self) -> str:
        """The level in words."""
        return LEVELS[self.level]


@dataclass(frozen=True)
class _Found:
    """An upkeep item whose line is not looked up yet."""

    level: int
    days: int | None
    kind: str
    file: str
    place: Place
    owner: str
    message: str
    mend: str


def upkeep(
    content: Content, facts: FactBook, today: dt.date, days: int = DAYS, data_dir: Path | None = None
) -> list[Upkeep]:
    """Returns everything that needs an editor, most urgent first.

    Args:
        content: the loaded content.
        facts: where amounts and dates stand.
        today: the day to look from.
        days: how many days ahead to look for what runs out.
        data_dir: the data/ folder, for line numbers; without it every line is 1.
    """
    used = _Uses(content)
    found = [
        *ending_answers(content, facts, today, days),
        *_ending_variants(content, facts, today, days),
        *_ending_facts(content, today, days, used),
        *_ending_notices(content, facts, today, days),
        *stale_sources(content, today, STALE_DAYS),
        *_stale_facts(content, today, used),
        *_uncertain_facts(content, today, used),
        *_third_party_only(content),
        *_without_short_form(content, facts, today),
    ]
    items = with_lines(found, data_dir)
    far = 10**6
    return sorted(items, key=lambda u: (u.level, far if u.days is None else u.days, u.file, u.line, u.message))


def oldest_check(content: Content) -> tuple[dt.date, str] | None:
    """Returns the day on which a source was checked longest ago, and the title of that source."""
    sources = [s for answer in content.answers.values() for s in answer.sources]
    sources += [line.source for line in content.phone_lines.values()]
    oldest = min(sources, key=lambda s: (s.checked, s.title), default=None)
    return (oldest.checked, oldest.title) if oldest else None


def with_lines(found: Iterable[_Found], data_dir: Path | None) -> list[Upkeep]:
    """Returns the items with the line they are about, reading each file once."""
    files: dict[str, YamlFile | None] = {}

    def line(shown: str, place: Place) -> int:
        if data_dir is None:
            return 1
        if shown not in files:
            try:
                files[shown] = YamlFile(data_dir.parent / data_dir.name / Path(shown).relative_to("data"), data_dir)
            except ContentError:  # being edited right now: the report still stands
                files[shown] = None
        file = files[shown]
        return file.line(place) if file else 1

    return [Upkeep(f.level, f.days, f.kind, f.file, line(f.file, f.place), f.owner, f.message, f.mend) for f in found]


def _level(days: int) -> int:
    return NOW if days <= 0 else WEEK if days <= 7 else MONTH if days <= 30 else SOON


def _file(topic_id: str) -> str:
    return f"data/onderwerpen/{topic_id.replace('.', '/')}/antwoord.yml"


def _said(conditions: object) -> str:
    return ", ".join(f"{key}: {value}" for key, value in conditions)  # type: ignore[attr-defined]


def _names(names: Iterable[str], most: int = 4) -> str:
    """Returns names in a row, and how many more there are."""
    names = sorted(set(names))
    more = f" en nog {len(names) - most}" if len(names) > most else ""
    return ", ".join(names[:most]) + more


# What runs out


def ending_answers(content: Content, facts: FactBook, today: dt.date, days: int) -> Iterator[_Found]:
    """Yields the answers that have a day within so many days on which no wording for everybody holds."""
    for topic_id, answer in content.answers.items():
        day = _first_gap(answer, (), facts, today, days)
        if day is not None:
            left = (day - today).days
            yield _Found(
                _level(left), left, "antwoord", _file(topic_id), _place_of(answer, (), day), answer.owner,
                f"Op {day.isoformat()} is er geen geldige tekst ({answer.owner}){_why(answer, (), facts, day)}.",
                "Schrijf een nieuwe tekst of werk de feiten bij.",
            )  # fmt: skip


def _ending_variants(content: Content, facts: FactBook, today: dt.date, days: int) -> Iterator[_Found]:
    """Yields the wordings for some (toeslag, year …) that run out: from then on these people get the general text."""
    for topic_id, answer in content.answers.items():
        for conditions in dict.fromkeys(_key(w) for w in answer.wordings if w.conditions):
            day = _first_gap(answer, conditions, facts, today, days)
            if day is None or any(_key(w) == conditions and (w.validity.first or day) > day for w in answer.wordings):
                continue
            left = (day - today).days
            yield _Found(
                SOME_DAY if left <= 0 else _level(left), left, "variant", _file(topic_id),
                _place_of(answer, conditions, day), answer.owner,
                f"De tekst voor '{_said(conditions)}' geldt niet meer op {day.isoformat()}"
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
        for name, year in _references(wording):
            spans += [] if year else [fact.validity for fact in facts.rows(name)]
        for span in spans:
            turns |= {span.first} if span.first else set()
            turns |= {span.last + ONE_DAY} if span.last else set()
    until = today + dt.timedelta(days=days)
    for day in sorted(t for t in turns if today <= t <= until):
        if not any(_key(w) == conditions for w in valid_wordings(answer, facts, day)):
            return day
    return None


def _references(wording: Wording) -> Iterator[tuple[str, int | None]]:
    for text in (*wording.bubbles, wording.short):
        yield from references(text)


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
        for name, year in _references(wording)
        if year is None and not facts.fillable((f"{{{name}}}",), day)
    }
    return f": {_names(missing)} heeft dan geen waarde" if missing else ""


def _ending_facts(content: Content, today: dt.date, days: int, used: _Uses) -> Iterator[_Found]:
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
            yield _Found(
                _level(left), left, "feit", fact.file, ("feiten", name), used.owners(loose),
                f"'{name}' geldt tot en met {date_in_words(last)}. Zonder nieuwe waarde vervalt: {_names(loose)}.",
                "Zoek de nieuwe waarde op en zet die in het feitenbestand van het nieuwe jaar.",
            )  # fmt: skip
        elif used.topics(name):
            together[fact.file, last].append(fact)
    for (file, last), facts in sorted(together.items()):
        left = (last - today).days
        topics = {t for f in facts for t in used.topics(f.name)}
        yield _Found(
            SOON if left > -LONG_PAST else SOME_DAY, left, "feit", file, ("feiten", facts[0].name), used.owners(topics),
            f"Na {date_in_words(last)} is er nog geen nieuwe waarde van: {_names(f.name for f in facts)}. "
            f"Gebruikt met jaartal in {len(topics)} {'antwoord' if len(topics) == 1 else 'antwoorden'}.",
            "Zoek de nieuwe waarden op zodra ze officieel zijn, en pas de antwoorden aan.",
        )  # fmt: skip


def _ending_notices(content: Content, facts: FactBook, today: dt.date, days: int) -> Iterator[_Found]:
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
                notice, place, _level(until_start), until_start,
                f"De melding '{notice.id}' wordt nooit getoond: tussen {first} en {last} heeft een feit geen waarde.",
                "Vul het feit in, of noem het met een jaartal: {naam@2026}.",
            )  # fmt: skip
        elif left <= min(days, 7):
            yield _notice(
                notice, place, SOON, left, f"De melding '{notice.id}' staat er tot en met {date_in_words(last)}.",
                "Kijk of er een nieuwe melding na moet komen.",
            )  # fmt: skip


def _notice(notice: Notice, place: Place, level: int, days: int, message: str, mend: str) -> _Found:
    return _Found(level, days, "melding", "data/actueel.yml", place, notice.owner, message, mend)


def _ever_shown(notice: Notice, facts: FactBook, first: dt.date, last: dt.date) -> bool:
    turns = {first}
    for name, year in references(notice.text):
        turns |= {f.validity.first for f in facts.rows(name) if year is None and f.validity.first}
    return any(facts.fillable((notice.text,), day) for day in turns if first <= day <= last)


# What was checked long ago


def stale_sources(content: Content, today: dt.date, days: int) -> Iterator[_Found]:
    """Yields the sources of answers, telephone lines and notices that were last checked over so many days ago."""
    for topic_id, answer in content.answers.items():
        places = [(source, ("bronnen", i)) for i, source in enumerate(answer.sources)]
        yield from _stale(places, today, days, _file(topic_id), answer.owner)
    lines = [(line.source, ("telefoonlijnen", line.id)) for line in content.phone_lines.values()]
    yield from _stale(lines, today, days, "data/contact.yml", "redactie contact")
    for i, notice in enumerate(content.notices):
        if notice.validity.last and notice.validity.last >= today:
            place: Place = ("actueel", i, "bron")
            yield from _stale([(notice.source, place)], today, days, "data/actueel.yml", notice.owner)


def _stale(
    places: Iterable[tuple[Source, Place]], today: dt.date, days: int, file: str, owner: str
) -> Iterator[_Found]:
    """Yields at most one item: the source that was checked longest ago, and how many more there are."""
    old = [(source, place) for source, place in places if (today - source.checked).days > days]
    if old:
        source, place = min(old, key=lambda found: found[0].checked)
        ago = (today - source.checked).days
        more = f" Ook {len(old) - 1} andere in dit bestand." if len(old) > 1 else ""
        how_long = "meer dan een jaar" if ago > TOO_STALE_DAYS else f"{ago} dagen"
        message = f"De bron '{source.title}' is {how_long} niet gecontroleerd ({owner}).{more}"
        yield _Found(
            NOW if ago > TOO_STALE_DAYS else SOON, TOO_STALE_DAYS - ago, "bron", file, place, owner, message,
            "Leg tekst en bron naast elkaar en pas de datum aan.",
        )  # fmt: skip


def _stale_facts(content: Content, today: dt.date, used: _Uses) -> Iterator[_Found]:
    """Yields the facts in use that were checked over nine months ago, together by file."""
    together: dict[str, list[Fact]] = defaultdict(list)
    for name, rows in content.facts.items():
        for fact in rows:
            if used.topics(name) and (today - fact.checked).days > STALE_DAYS:
                together[fact.file].append(fact)
    for file, facts in sorted(together.items()):
        oldest = min(facts, key=lambda f: f.checked)
        ago = (today - oldest.checked).days
        yield _Found(
            NOW if ago > TOO_STALE_DAYS else SOON, TOO_STALE_DAYS - ago, "bron", file, ("feiten", oldest.name),
            used.owners({t for f in facts for t in used.topics(f.name)}),
            f"{len(facts)} feiten zijn lang niet gecontroleerd, het oudste op {date_in_words(oldest.checked)}: "
            f"{_names(f.name for f in facts)}.",
            "Leg elk feit naast zijn bron en pas 'gecontroleerd' aan.",
        )  # fmt: skip


# What is uncertain or missing


def _uncertain_facts(content: Content, today: dt.date, used: _Uses) -> Iterator[_Found]:
    """Yields the facts in use that are not certain, with where they are used."""
    for name, rows in content.facts.items():
        for fact in rows:
            topics = used.topics_of(fact)
            if fact.confidence == "hoog" or not topics:
                continue
            low = fact.confidence == "laag"
            yield _Found(
                MONTH if low else SOME_DAY, None, "zekerheid", fact.file, ("feiten", name), used.owners(topics),
                f"'{name}' ({fact.text}) heeft zekerheid {fact.confidence}. Gebruikt in: {_names(topics)}.",
                "Zoek een betere bron, of zeg in het antwoord dat het niet zeker is."
                if low
                else "Zoek een officiële bron die het bevestigt.",
            )  # fmt: skip


def is_official(url: str, hosts: Iterable[str]) -> bool:
    """Tells whether an address belongs to one of the sites, or to a part of it."""
    host = (urlsplit(url).hostname or "").lower()
    return any(host == h or host.endswith(f".{h}") for h in hosts)


def _third_party_only(content: Content) -> Iterator[_Found]:
    """Yields the answers of which no source is official."""
    for topic_id, answer in content.answers.items():
        if answer.sources and not any(is_official(s.url, content.official_hosts) for s in answer.sources):
            hosts = _names(urlsplit(s.url).hostname or s.url for s in answer.sources)
            yield _Found(
                SOME_DAY, None, "bron", _file(topic_id), ("bronnen",), answer.owner,
                f"Dit antwoord rust alleen op andere sites dan de officiële: {hosts}.",
                "Zoek een officiële bron. Welke sites officieel zijn, staat in data/bronnen.yml.",
            )  # fmt: skip


def _without_short_form(content: Content, facts: FactBook, today: dt.date) -> Iterator[_Found]:
    """Yields the wordings of today that webcare cannot paste in a public reply, one item a topic."""
    for topic_id, answer in content.answers.items():
        if content.topics[topic_id].outcome in NO_SHORT_FORM_NEEDED:
            continue
        bare = [w for w in valid_wordings(answer, facts, today) if not w.short]
        if bare:
            first = answer.wordings.index(bare[0])
            which = "" if not bare[0].conditions else f" bij '{_said(bare[0].conditions.items())}'"
            yield _Found(
                SOME_DAY, None, "kort", _file(topic_id), ("antwoorden", first), answer.owner,
                f"Dit antwoord heeft geen korte vorm{which}.", "Schrijf 'kort:' met hoogstens 200 tekens.",
            )  # fmt: skip


class _Uses:
    """Which topics use which fact, with a year and without."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._pinned: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._loose: dict[str, list[tuple[str, dt.date]]] = defaultdict(list)
        for topic_id, answer in content.answers.items():
            for wording in answer.wordings:
                self._add(topic_id, _references(wording), wording.validity.last)
        for notice in content.notices:
            self._add(f"melding {notice.id}", references(notice.text), notice.validity.last)
        for name, bubbles in content.texts.items():
            for bubble in bubbles:
                self._add(f"gesprek.yml {name}", references(bubble), None)

    def _add(self, who: str, refs: Iterable[tuple[str, int | None]], last: dt.date | None) -> None:
        for name, year in refs:
            if year is None:
                self._loose[name].append((who, last or dt.date.max))
            else:
                self._pinned[name][year].add(who)

    def loose_after(self, name: str, day: dt.date) -> set[str]:
        """Returns who uses the fact without a year in a text that holds after the day."""
        return {who for who, last in self._loose.get(name, ()) if last > day}

    def topics(self, name: str) -> set[str]:
        """Returns who uses the fact in any way."""
        pinned = (who for whos in self._pinned.get(name, {}).values() for who in whos)
        return {*(who for who, _ in self._loose.get(name, ())), *pinned}

    def topics_of(self, fact: Fact) -> set[str]:
        """Returns who uses this value of the fact: without a year, or with a year in which it holds."""
        first = fact.validity.first.year if fact.validity.first else dt.date.min.year
        last = fact.validity.last.year if fact.validity.last else dt.date.max.year
        years = self._pinned.get(fact.name, {})
        pinned = {who for year, whos in years.items() if first <= year <= last for who in whos}
        return pinned | {who for who, _ in self._loose.get(fact.name, ())}

    def owners(self, whos: Iterable[str]) -> str:
        """Returns whose answers these are."""
        answers = self._content.answers
        notices = {f"melding {n.id}": n.owner for n in self._content.notices}
        owners = {answers[w].owner if w in answers else notices.get(w, "redactie gesprek") for w in whos}
        return ", ".join(sorted(owners))
