"""Changes example questions: add, drop, reword, move. Each function makes one change in a draft and says what it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.knowledge.model import Topic
from bot.knowledge.reader import Reader
from bot.knowledge.reading import read_topics
from bot.knowledge.yaml_file import YamlFile
from bot.trainer import question_file
from bot.trainer.draft import Draft


class CannotChange(Exception):
    """What was asked cannot be done; the message says in Dutch why, and what can."""


def topics_of(draft: Draft) -> Mapping[str, Topic]:
    """Returns the topics as they are on the disk, by id."""
    return read_topics(Reader(YamlFile(draft.data_dir / "onderwerpen.yml", draft.data_dir)))


def examples_of(draft: Draft, topic_id: str) -> list[str]:
    """Returns the examples of a topic, in the order of the file."""
    return question_file.examples_in(draft.read(draft.topic_path(topic_id, "vragen.yml")) or "")


def all_examples(draft: Draft) -> list[tuple[str, str]]:
    """Returns (topic id, example) of every topic."""
    return [(topic, example) for topic in topics_of(draft) for example in examples_of(draft, topic)]


def questions_stamp(data_dir: Path) -> tuple[tuple[str, int, int], ...]:
    """Returns what changes when a question changes, without reading the files."""
    paths = [data_dir / "onderwerpen.yml", *sorted((data_dir / "onderwerpen").rglob("vragen.yml"))]
    stats = [(p.as_posix(), p.stat()) for p in paths if p.exists()]
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)


def add(draft: Draft, topic_id: str, texts: Sequence[str]) -> str:
    """Adds examples at the end; what stands there already is left out."""
    path, text = _file(draft, topic_id)
    examples = [e for t in texts if (e := question_file.as_example(t))]
    if not examples:
        raise CannotChange("Er staat geen vraag in. Typ een vraag zoals een burger hem stelt.")
    new = question_file.with_added(text, examples)
    draft.write(path, new)
    count = len(question_file.examples_in(new)) - len(question_file.examples_in(text))
    left_out = len(examples) - count
    also = f"; {_count(left_out)} stond{'' if left_out == 1 else 'en'} er al" if left_out else ""
    return f"{_count(count)} toegevoegd aan {topic_id}{also}"


def already_there(draft: Draft, topic_id: str, texts: Sequence[str]) -> list[str]:
    """Returns which of these texts stand among the examples of a topic, in the words of the file."""
    there = {question_file.same(e): e for e in examples_of(draft, topic_id)}
    wanted = dict.fromkeys(question_file.same(e) for t in texts if (e := question_file.as_example(t)))
    return [there[words] for words in wanted if words in there]


def drop(draft: Draft, topic_id: str, texts: Sequence[str]) -> str:
    """Takes examples away."""
    path, text = _file(draft, topic_id)
    _all_there(text, texts, topic_id)
    draft.write(path, question_file.without(text, texts))
    return f"{_count(len(texts))} weggehaald bij {topic_id}"


def reword(draft: Draft, topic_id: str, old: str, new: str) -> str:
    """Replaces one example by another wording."""
    path, text = _file(draft, topic_id)
    _all_there(text, [old], topic_id)
    example = question_file.as_example(new)
    if not example:
        raise CannotChange("De nieuwe vraag is leeg. Haal de vraag weg als je hem niet meer wilt.")
    draft.write(path, question_file.with_replaced(text, old, example))
    return f"Een voorbeeldvraag verbeterd bij {topic_id}"


def move(draft: Draft, source: str, target: str, texts: Sequence[str]) -> str:
    """Moves examples from one topic to another."""
    if source == target:
        raise CannotChange("De vragen staan al bij dit onderwerp. Kies een ander.")
    path, text = _file(draft, source)
    _all_there(text, texts, source)
    draft.write(path, question_file.without(text, texts))
    path, text = _file(draft, target)
    draft.write(path, question_file.with_added(text, [e for t in texts if (e := question_file.as_example(t))]))
    return f"{_count(len(texts))} verplaatst van {source} naar {target}"


def _file(draft: Draft, topic_id: str) -> tuple[str, str]:
    path = draft.topic_path(topic_id, "vragen.yml")
    text = draft.read(path)
    if text is None:
        raise CannotChange(f"Het onderwerp '{topic_id}' bestaat niet. Kies er een uit de lijst.")
    return path, text


def _all_there(text: str, wanted: Sequence[str], topic_id: str) -> None:
    if not wanted:
        raise CannotChange("Kies eerst een of meer vragen.")
    there = {question_file.same(e) for e in question_file.examples_in(text)}
    missing = [w for w in wanted if question_file.same(w) not in there]
    if missing:
        raise CannotChange(f"'{missing[0]}' staat niet (meer) bij {topic_id}. Ververs de pagina en kies opnieuw.")


def _count(number: int) -> str:
    return "1 voorbeeldvraag" if number == 1 else f"{number} voorbeeldvragen"
