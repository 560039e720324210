"""The library: loads data/, notices changes by itself, and keeps the last good version when a change is broken."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from bot.knowledge.answers import Reply, reply_for, short_with_link, variants_for
from bot.knowledge.content import Content
from bot.knowledge.experiment_files import EXPERIMENTS_FILE, read_experiments
from bot.knowledge.facts import FactBook, coming_days, references
from bot.knowledge.hearing import FollowUps, Languages
from bot.knowledge.hearing_files import read_follow_ups, read_languages
from bot.knowledge.model import Answer, Fact, Notice, PhoneLine, Topic
from bot.knowledge.notices import current_notices, notices_for, read_notices
from bot.knowledge.problems import ContentError, Problem
from bot.knowledge.reading import (
    Reader,
    read_answer,
    read_facts,
    read_official_hosts,
    read_phone_lines,
    read_texts,
    read_topics,
    read_words,
)
from bot.knowledge.talk_files import STATES_FILE, STYLE_FILE, TALK_FILE, read_talk
from bot.knowledge.upkeep import DAYS, Upkeep, upkeep
from bot.knowledge.webcare_files import WEBCARE_FILE, read_webcare
from bot.knowledge.webcare_texts import Shortcut, WebcareTexts
from bot.knowledge.yaml_file import Place, YamlFile

logger = logging.getLogger(__name__)

LOOK_AGAIN_AFTER = 0.5  # seconds; a change is live within a second without reading the disk for every answer
REQUIRED_TEXTS = (
    "begroeting", "antwoord_verlopen", "niet_begrepen", "verduidelijking", "overdracht_open", "overdracht_dicht",
    "overdracht_onbekend", "belbriefje", "gemaskeerd", "wachten", "leeg_bericht", "alleen_emoji", "onbekende_keuze",
    "iets_anders", "geen_antwoord",
    # What the desk says to citizens.
    "balie_nu", "balie_wacht", "balie_wacht_onbekend", "balie_later", "balie_rij", "balie_bewaard", "balie_niet_vrij",
    "balie_verder", "balie_uit_rij", "balie_nog_bezig", "balie_begin", "balie_collega", "balie_team", "balie_weer_rij",
    "balie_niemand", "balie_weg", "balie_terug", "balie_terug_onderwerp", "balie_gesloten",
    "balie_status_eerst", "balie_status_rij", "balie_status_praat", "balie_status_typt",
)  # fmt: skip

# These may be missing: then there are no notices, no site is known as official, and every message stands on its own.
NOTICES_FILE, HOSTS_FILE = "actueel.yml", "bronnen.yml"
FAMILIES_FILE, LANGUAGES_FILE = "families.yml", "talen.yml"


def answer_path(data_dir: Path, topic_id: str) -> Path:
    """Returns where the answer of a topic stands."""
    return data_dir / "onderwerpen" / Path(*topic_id.split(".")) / "antwoord.yml"


def _content_files(data_dir: Path) -> list[Path]:
    """Returns the files that answers are made of; example questions are Rasa's and not among them."""
    names = ("onderwerpen.yml", "contact.yml", "gesprek.yml", "woorden.yml")
    files = [data_dir / name for name in (*names, NOTICES_FILE, HOSTS_FILE, FAMILIES_FILE, LANGUAGES_FILE)]
    files += [data_dir / name for name in (STATES_FILE, TALK_FILE, STYLE_FILE, WEBCARE_FILE, EXPERIMENTS_FILE)]
    files += sorted((data_dir / "feiten").rglob("*.yml"))
    files += sorted((data_dir / "onderwerpen").rglob("antwoord.yml"))
    return files


def load_content(data_dir: Path, only: str = "") -> tuple[Content, list[Problem]]:
    """Reads everything and returns it with all problems found.

    Args:
        data_dir: the data/ folder.
        only: read only the answers of topics whose id starts with this; for checking a part.

    Returns:
        The content, as far as it could be read, and its problems in the order of the files.

    Raises:
        ContentError: onderwerpen.yml, contact.yml or gesprek.yml cannot be read at all.
    """
    problems: list[Problem] = []

    def reader_for(path: Path) -> Reader | None:
        try:
            return Reader(YamlFile(path, data_dir))
        except ContentError as error:
            problems.extend(error.problems)
            return None

    def read(path: Path, how):
        reader = reader_for(path)
        if reader is None:
            return None
        value = how(reader)
        problems.extend(reader.problems)
        return value

    topics: dict[str, Topic] = read(data_dir / "onderwerpen.yml", read_topics) or {}
    phone_lines: dict[str, PhoneLine] = read(data_dir / "contact.yml", read_phone_lines) or {}
    texts = read(data_dir / "gesprek.yml", read_texts) or {}
    words = read(data_dir / "woorden.yml", read_words) or {}
    if not topics or not phone_lines or not texts:
        raise ContentError(problems)
    for name in REQUIRED_TEXTS:
        if name not in texts:
            problems.append(
                Problem("data/gesprek.yml", 1, f"De tekst '{name}' ontbreekt.", f"Voeg '{name}:' toe onder teksten.")
            )
    facts: dict[str, list[Fact]] = {}
    for path in sorted((data_dir / "feiten").rglob("*.yml")):
        reader = reader_for(path)
        if reader is None:
            continue
        for fact in read_facts(reader):
            rows = facts.setdefault(fact.name, [])
            if any(fact.validity.overlaps(other.validity) for other in rows):
                reader.complain(
                    ("feiten", fact.name), f"'{fact.name}' heeft twee waarden op dezelfde dag.",
                    "Geef de oude een 'geldig_tot' voor de dag waarop de nieuwe begint.",
                )  # fmt: skip
            rows.append(fact)
        problems.extend(reader.problems)
    answers: dict[str, Answer] = {}
    book = FactBook({n: tuple(r) for n, r in facts.items()}, phone_lines)
    for topic_id in topics:
        if not topic_id.startswith(only):
            continue
        reader = reader_for(answer_path(data_dir, topic_id))
        if reader is None:
            continue
        answer = read_answer(reader, topics)
        if answer:
            check_references(reader, answer, book)
            if answer.topic != topic_id:
                reader.complain(
                    ("onderwerp",), f"De map is van '{topic_id}', het bestand zegt '{answer.topic}'.",
                    "Zet het bestand in de map die bij de id hoort.",
                )  # fmt: skip
            answers[topic_id] = answer
        problems.extend(reader.problems)
    for name, bubbles in texts.items():
        problems.extend(_unknown_in_text(name, bubbles, book))

    notices = hosts = follow_ups = languages = webcare = None
    if (data_dir / NOTICES_FILE).exists():
        notices = read(data_dir / NOTICES_FILE, lambda reader: read_notices(reader, topics, book))
    if (data_dir / HOSTS_FILE).exists():
        hosts = read(data_dir / HOSTS_FILE, read_official_hosts)
    if (data_dir / FAMILIES_FILE).exists():
        follow_ups = read(data_dir / FAMILIES_FILE, lambda reader: read_follow_ups(reader, topics))
    if (data_dir / LANGUAGES_FILE).exists():
        languages = read(data_dir / LANGUAGES_FILE, lambda reader: read_languages(reader, book))
    if (data_dir / WEBCARE_FILE).exists():
        webcare = read(data_dir / WEBCARE_FILE, lambda reader: read_webcare(reader, book))
    talk, more = read_talk(data_dir, topics, book)
    problems.extend(more)
    experiments = None
    if (data_dir / EXPERIMENTS_FILE).exists():
        states = {s.id: s for s in talk.states}
        experiments = read(
            data_dir / EXPERIMENTS_FILE, lambda reader: read_experiments(reader, topics, answers, states, book)
        )
    content = Content(
        topics, answers, {n: tuple(r) for n, r in facts.items()}, phone_lines, texts, words, version_of(data_dir),
        tuple(notices or ()), hosts or frozenset(), follow_ups or FollowUps(), languages or Languages(),
        talk, webcare or WebcareTexts(), experiments or (),
    )  # fmt: skip
    return content, sorted(set(problems))


# Names that the program fills itself in fixed texts, at the moment it says them.
PROGRAM_WORDS = frozenset(
    (
        "naam nummer gratis tijden opent sluit bij_de_hand wat dienst dagdeel vraag ander toeslag bron beheerder titel"
        " datum plaats wacht helft meeste code onderwerp wanneer bedrag"
    ).split()
)


def _unknown_in_text(name: str, bubbles: tuple[str, ...], book: FactBook) -> list[Problem]:
    return [
        Problem(
            "data/gesprek.yml", 1, f"In '{name}' staat {{{word}}}, en dat kennen we niet.",
            "Gebruik een feit, een nummer uit contact.yml of haal het weg.",
        )
        for bubble in bubbles
        for word, _ in references(bubble)
        if word not in PROGRAM_WORDS and not book.knows(word)
    ]  # fmt: skip


def check_references(reader: Reader, answer: Answer, book: FactBook) -> None:
    """Complains about a phone line that does not exist, and placeholders that no fact or word of the day can fill."""
    if answer.phone_line not in book.phone_lines:
        told = f"Kies uit {', '.join(book.phone_lines)}."
        reader.complain(("lijn",), f"De lijn '{answer.phone_line}' bestaat niet.", told)
    for i, wording in enumerate(answer.wordings):
        places: list[tuple[Place, str]] = [(("antwoorden", i, "bubbels", j), b) for j, b in enumerate(wording.bubbles)]
        for key, bubbles in (("makkelijker", wording.simpler), ("voorbeeld", wording.example)):
            places += [(("antwoorden", i, key, j), b) for j, b in enumerate(bubbles)]
            if not i:
                own = answer.simpler if key == "makkelijker" else answer.example
                places += [((key, j), b) for j, b in enumerate(own)]
        for place, text in [*places, (("antwoorden", i, "kort"), wording.short)]:
            for name in coming_days(text):
                if book.knows(name) and not book.is_day_of_every_year(name):
                    reader.complain(
                        place, f"'{name}' is geen dag van elk jaar.", "Gebruik 'komende_' bij een feit als '1 mei'."
                    )
            for name, year in references(text):
                if not book.knows(name):
                    reader.complain(
                        place, f"Het feit '{name}' bestaat niet.", "Zet het in data/feiten of verbeter de naam."
                    )
                elif year is not None and book.fact(name, dt.date(year, 12, 31), year) is None:
                    reader.complain(
                        place, f"Het feit '{name}' heeft geen waarde in {year}.", f"Vul het in voor {year}."
                    )


def version_of(data_dir: Path) -> str:
    """Returns a short fingerprint of everything answers are made of."""
    digest = hashlib.sha256()
    for path in _content_files(data_dir):
        if path.exists():
            digest.update(path.relative_to(data_dir).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


class Library:
    """The content as it stands now, for as many readers as like."""

    def __init__(self, data_dir: Path) -> None:
        """Loads the content.

        Raises:
            ContentError: it has mistakes; at start there is no earlier version to fall back on.
        """
        self._data_dir = data_dir
        self._lock = threading.Lock()
        self._stamp = self._stamp_now()
        self._looked_at = time.monotonic()
        self.problems: list[Problem] = []
        content, problems = load_content(data_dir)
        errors = [p for p in problems if not p.warning]
        if errors:
            raise ContentError(errors)
        self._content = content

    def _stamp_now(self) -> tuple[tuple[str, int, int], ...]:
        stamps = []
        for path in _content_files(self._data_dir):
            try:
                stat = path.stat()
            except OSError:
                continue
            stamps.append((str(path), stat.st_mtime_ns, stat.st_size))
        return tuple(stamps)

    def _refresh(self) -> None:
        if time.monotonic() - self._looked_at < LOOK_AGAIN_AFTER or not self._lock.acquire(blocking=False):
            return
        try:
            self._look()
        finally:
            self._lock.release()

    def _look(self) -> None:
        self._looked_at = time.monotonic()
        stamp = self._stamp_now()
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            content, problems = load_content(self._data_dir)
        except ContentError as error:
            problems = error.problems
        self.problems = [p for p in problems if not p.warning]
        if self.problems:
            logger.error("content not renewed, the last good version stays: %s", self.problems[0])
            return
        self._content = content
        logger.info("content renewed: version %s", content.version)

    @property
    def content(self) -> Content:
        """The newest good version."""
        self._refresh()
        return self._content

    def look_now(self) -> None:
        """Reads what changed at once, so that who just saved something sees it on the next page.

        Waits for a reader that is looking already: that one may have looked before the save.
        """
        with self._lock:
            self._look()

    def topic(self, topic_id: str) -> Topic | None:
        """Returns a topic, or None when there is none with that id."""
        return self.content.topics.get(topic_id)

    def button(self, topic_id: str) -> str:
        """Returns the short name of a topic, as it stands on a button."""
        answer = self.content.answers.get(topic_id)
        return answer.button if answer else self.content.topics[topic_id].title

    def answer_for(
        self, topic_id: str, today: dt.date, said: Mapping[str, object] | None = None, turn: int = 0
    ) -> Reply:
        """Returns what to say about a topic on that day (see `answers.reply_for`).

        Raises:
            KeyError: there is no such topic.
        """
        content = self.content
        return reply_for(content, content.book, topic_id, today, said, turn)

    def variants(self, topic_id: str, today: dt.date) -> tuple[tuple[Mapping[str, object], Reply], ...]:
        """Returns (conditions, reply) for every situation with a text of its own (see `answers.variants_for`).

        Raises:
            KeyError: there is no such topic.
        """
        content = self.content
        return variants_for(content, content.book, topic_id, today)

    def short_with_link(self, topic_id: str, today: dt.date, url: str) -> str:
        """Returns the answer in at most 280 characters, its page's address included, for webcare to paste.

        Raises:
            KeyError: there is no such topic.
        """
        return short_with_link(self.answer_for(topic_id, today), url)

    def current_notices(self, today: dt.date, topic: str | None = None, greeting: bool = False) -> tuple[Notice, ...]:
        """Returns the notices of a day with their sources (see `notices.current_notices`)."""
        content = self.content
        return current_notices(content, content.book, today, topic, greeting)

    def notices(self, today: dt.date, topic: str | None = None, greeting: bool = False) -> tuple[str, ...]:
        """Returns the texts of the notices of a day (see `notices.current_notices`)."""
        content = self.content
        return notices_for(content, content.book, today, topic, greeting)

    def upkeep(self, today: dt.date, days: int = DAYS) -> list[Upkeep]:
        """Returns what editors have to look at, most urgent first (see `upkeep.upkeep`)."""
        content = self.content
        return upkeep(content, content.book, today, days, self._data_dir)

    def shortcuts(self, today: dt.date, team: str = "") -> tuple[Shortcut, ...]:
        """Returns the standard replies of webcare for a team, with the facts of that day filled in."""
        content = self.content
        return tuple(
            replace(s, text=content.book.fill(s.text, today))
            for s in content.webcare.shortcuts
            if s.team in ("", team) and content.book.fillable((s.text,), today)
        )

    def fill(self, text: str, today: dt.date) -> str:
        """Returns a text with the facts of that day filled in."""
        return self.content.book.fill(text, today)

    def filled(self, texts: tuple[str, ...], today: dt.date) -> tuple[str, ...]:
        """Returns the texts with the facts of that day, or none of them when a fact has no value then."""
        book = self.content.book
        return tuple(book.fill(text, today) for text in texts) if book.fillable(texts, today) else ()

    def text(self, name: str, today: dt.date, **words: str) -> tuple[str, ...]:
        """Returns a fixed text of gesprek.yml with its facts and the given words filled in."""
        content = self.content
        filled = []
        for bubble in content.texts[name]:
            for key, value in words.items():
                bubble = bubble.replace(f"{{{key}}}", value)
            filled.append(content.book.fill(bubble, today))
        return tuple(filled)
