"""Reads all of data/ as one version of the content, with every problem in it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from bot.knowledge.contact_file import read_phone_lines
from bot.knowledge.content import Content
from bot.knowledge.experiment_files import EXPERIMENTS_FILE, read_experiments
from bot.knowledge.facts import FactBook
from bot.knowledge.hearing import FollowUps, Languages
from bot.knowledge.hearing_files import read_follow_ups, read_languages
from bot.knowledge.model import Answer, Fact, Topic
from bot.knowledge.notices import read_notices
from bot.knowledge.problems import ContentError, Problem
from bot.knowledge.reader import Files, Reader
from bot.knowledge.reading import read_answer, read_facts, read_official_hosts, read_topics, read_words
from bot.knowledge.style_file import STYLE_FILE
from bot.knowledge.talk_files import STATES_FILE, TALK_FILE, read_talk
from bot.knowledge.texts_file import read_texts
from bot.knowledge.webcare_files import WEBCARE_FILE, read_webcare
from bot.knowledge.webcare_texts import WebcareTexts
from bot.knowledge.yaml_file import Place

# These may be missing: then there are no notices, no site is known as official, and every message stands on its own.
NOTICES_FILE, HOSTS_FILE = "actueel.yml", "bronnen.yml"
FAMILIES_FILE, LANGUAGES_FILE = "families.yml", "talen.yml"


def answer_path(data_dir: Path, topic_id: str) -> Path:
    """Returns where the answer of a topic stands."""
    return data_dir / "onderwerpen" / Path(*topic_id.split(".")) / "antwoord.yml"


def topic_of_path(path: str, name: str) -> str:
    """Returns the topic of a path in data/onderwerpen/ that ends in this name, or ""."""
    parts = path.split("/")
    return ".".join(parts[2:-1]) if len(parts) > 3 and parts[1] == "onderwerpen" and parts[-1] == name else ""


def content_files(data_dir: Path) -> list[Path]:
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
    files = Files(data_dir)
    topics = files.read(data_dir / "onderwerpen.yml", read_topics) or {}
    phone_lines = files.read(data_dir / "contact.yml", read_phone_lines) or {}
    facts = read_all_facts(files)
    book = FactBook(facts, phone_lines)
    texts = files.read(data_dir / "gesprek.yml", lambda reader: read_texts(reader, book)) or {}
    words = files.read(data_dir / "woorden.yml", read_words) or {}
    if not topics or not phone_lines or not texts:
        raise ContentError(files.problems)
    answers = _read_answers(files, topics, book, only)
    notices = files.read_if_there(NOTICES_FILE, lambda reader: read_notices(reader, topics, book))
    hosts = files.read_if_there(HOSTS_FILE, read_official_hosts)
    follow_ups = files.read_if_there(FAMILIES_FILE, lambda reader: read_follow_ups(reader, topics))
    languages = files.read_if_there(LANGUAGES_FILE, lambda reader: read_languages(reader, book))
    webcare = files.read_if_there(WEBCARE_FILE, lambda reader: read_webcare(reader, book))
    talk = read_talk(files, topics, book)
    states = {s.id: s for s in talk.states}
    experiments = files.read_if_there(
        EXPERIMENTS_FILE, lambda reader: read_experiments(reader, topics, answers, states, book)
    )
    content = Content(
        topics, answers, facts, phone_lines, texts, words, version_of(data_dir),
        tuple(notices or ()), hosts or frozenset(), follow_ups or FollowUps(), languages or Languages(),
        talk, webcare or WebcareTexts(), experiments or (),
    )  # fmt: skip
    return content, sorted(set(files.problems))


def read_all_facts(files: Files) -> dict[str, tuple[Fact, ...]]:
    """Returns the facts by name; one may have values in several files, and never two on one day."""
    facts: dict[str, tuple[Fact, ...]] = {}

    def add(reader: Reader) -> None:
        for fact in read_facts(reader):
            rows = facts.get(fact.name, ())
            if any(fact.validity.overlaps(other.validity) for other in rows):
                reader.complain(
                    ("feiten", fact.name), f"'{fact.name}' heeft twee waarden op dezelfde dag.",
                    "Geef de oude een 'geldig_tot' voor de dag waarop de nieuwe begint.",
                )  # fmt: skip
            facts[fact.name] = (*rows, fact)

    for path in sorted((files.data_dir / "feiten").rglob("*.yml")):
        files.read(path, add)
    return facts


def _read_answers(files: Files, topics: Mapping[str, Topic], book: FactBook, only: str) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}

    def read(reader: Reader, topic_id: str) -> None:
        answer = read_answer(reader, topics)
        if answer:
            check_references(reader, answer, book)
            if answer.topic != topic_id:
                reader.complain(
                    ("onderwerp",), f"De map is van '{topic_id}', het bestand zegt '{answer.topic}'.",
                    "Zet het bestand in de map die bij de id hoort.",
                )  # fmt: skip
            answers[topic_id] = answer

    for topic_id in topics:
        if topic_id.startswith(only):
            files.read(answer_path(files.data_dir, topic_id), lambda reader, id_=topic_id: read(reader, id_))
    return answers


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
            reader.placeholders(text, place, book)


def version_of(data_dir: Path) -> str:
    """Returns a short fingerprint of everything answers are made of."""
    digest = hashlib.sha256()
    for path in content_files(data_dir):
        if path.exists():
            digest.update(path.relative_to(data_dir).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
