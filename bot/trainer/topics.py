"""Changes topics: new, rename, split, merge, another id, delete. Lists that follow from them are brought in step."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.knowledge.intents import domain_text, rules_text
from bot.knowledge.model import OUTCOMES, Topic
from bot.trainer import question_file, yaml_edit
from bot.trainer.draft import TOPIC_FILES, Draft
from bot.trainer.questions import CannotChange, examples_of, move, topics_of
from bot.trainer.references import paths, pattern, used_in

_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+){1,3}\Z")
_REWRITABLE = (".yml", ".csv", ".json")  # a test in Python is a programmer's: it is named, not changed


def create(
    draft: Draft,
    topic: Topic,
    examples: Sequence[str],
    sentence: str,
    owner: str,
    sources: Sequence[Mapping[str, object]] = (),
) -> str:
    """Makes a new topic with examples, and an answer of one sentence to go on with.

    Args:
        draft: where the change is made.
        topic: the topic.
        examples: its first examples.
        sentence: what the chatbot says about it for now.
        owner: who keeps the answer true.
        sources: pages it rests on, each with titel, url and gecontroleerd; a topic that is answered needs one.
    """
    known = topics_of(draft)
    if not _ID.match(topic.id):
        raise CannotChange("De naam kan niet. Gebruik kleine letters, cijfers en punten, zoals aangifte.zonnepanelen.")
    if topic.id in known:
        raise CannotChange(f"Het onderwerp '{topic.id}' bestaat al. Kies een andere naam.")
    if topic.outcome not in OUTCOMES:
        raise CannotChange(f"De uitkomst '{topic.outcome}' bestaat niet. Kies uit {', '.join(OUTCOMES)}.")
    if topic.outcome == "antwoord" and not sources:
        raise CannotChange("Een antwoord heeft een bron nodig. Vul de titel en het adres van de pagina in.")
    if not (topic.title.strip() and topic.description.strip() and sentence.strip()):
        raise CannotChange("Vul een titel, een omschrijving en een eerste antwoord in.")
    _list_topic(draft, topic)
    usable = [e for t in examples if (e := question_file.as_example(t))]
    questions = question_file.with_added(question_file.new_file(topic.id), usable)
    draft.write(draft.topic_path(topic.id, "vragen.yml"), questions)
    draft.write(draft.topic_path(topic.id, "antwoord.yml"), _first_answer(topic, sentence, owner, sources))
    _follow(draft)
    return f"Nieuw onderwerp {topic.id}: {topic.title}"


def rename(draft: Draft, topic_id: str, title: str, description: str = "") -> str:
    """Gives a topic another title; its id stays."""
    data, entry = _entry(draft, topic_id)
    if not title.strip():
        raise CannotChange("De titel is leeg. Typ hoe je het onderwerp wilt noemen.")
    yaml_edit.put(entry, "titel", title.strip())
    if description.strip():
        yaml_edit.put(entry, "omschrijving", description.strip())
    draft.write(draft.data_path("onderwerpen.yml"), yaml_edit.dump(data))
    return f"Onderwerp {topic_id} heet nu '{title.strip()}'"


def split(draft: Draft, source: str, topic: Topic, examples: Sequence[str], sentence: str) -> str:
    """Makes a new topic of some examples of another one."""
    answer = yaml_edit.load(draft.read(draft.topic_path(source, "antwoord.yml")) or "{}")
    create(draft, topic, (), sentence, str(answer.get("eigenaar", "redactie")), answer.get("bronnen") or ())
    move(draft, source, topic.id, examples)
    return f"Onderwerp {source} gesplitst: {len(examples)} voorbeeldvragen naar {topic.id}"


def merge(draft: Draft, source: str, target: str) -> str:
    """Puts the examples of a topic with another one, points everything there, and deletes the first."""
    if source == target:
        raise CannotChange("Kies twee verschillende onderwerpen.")
    for topic_id in (source, target):
        _entry(draft, topic_id)
    examples = examples_of(draft, source)
    if examples:
        move(draft, source, target, examples)
    _remove_own(draft, source)
    _point(draft, source, target)
    _follow(draft)
    return f"Onderwerp {source} samengevoegd met {target}"


def change_id(draft: Draft, old: str, new: str) -> str:
    """Gives a topic another id, in its files and wherever it is named in data/ and in the lists of tests."""
    if not _ID.match(new) or new in topics_of(draft):
        raise CannotChange(f"De naam '{new}' kan niet of bestaat al. Kies een andere.")
    _entry(draft, old)
    for name in TOPIC_FILES:
        text = draft.read(draft.topic_path(old, name))
        if text is not None:
            draft.write(draft.topic_path(new, name), pattern(old).sub(_replacement(old, new), text))
            draft.remove(draft.topic_path(old, name))
    _rewrite(draft, old, new)
    _follow(draft)
    return f"Onderwerp {old} heet voortaan {new}"


def delete(draft: Draft, topic_id: str) -> str:
    """Deletes a topic, and takes it out of what other answers say people ask next.

    Raises:
        CannotChange: other files need it; the message names them.
    """
    _entry(draft, topic_id)
    _remove_own(draft, topic_id)
    _point(draft, topic_id, None)
    left = [r for r in used_in(draft, topic_id) if r.path.startswith(draft.data_path())]
    if left:
        shown = "; ".join(f"{r.path}:{r.line}" for r in left[:5])
        raise CannotChange(
            f"Het onderwerp wordt nog gebruikt in {shown}. Haal het daar eerst weg, of voeg het samen met een ander."
        )
    _follow(draft)
    return f"Onderwerp {topic_id} verwijderd"


def _list_topic(draft: Draft, topic: Topic) -> None:
    path = draft.data_path("onderwerpen.yml")
    data = yaml_edit.load(draft.read(path) or "onderwerpen: []\n")
    entries = data["onderwerpen"]
    same_domain = [i for i, entry in enumerate(entries) if entry["domein"] == topic.domain]
    new = {
        "id": topic.id,
        "domein": topic.domain,
        "titel": yaml_edit.as_text(topic.title),
        "omschrijving": yaml_edit.as_text(topic.description),
        "uitkomst": topic.outcome,
    }
    place = same_domain[-1] + 1 if same_domain else len(entries)
    # By hand: inserting in ruamel's list moves comments to another entry.
    text = draft.read(path) or ""
    block = yaml_edit.dump({"onderwerpen": [new]}).split("\n", 1)[1]
    lines = text.splitlines(keepends=True)
    starts = [i for i, line in enumerate(lines) if re.match(r"\s*- id:", line)]
    at = starts[place] if place < len(starts) else len(lines)
    lines[at:at] = [block]
    draft.write(path, "".join(lines))


def _first_answer(topic: Topic, sentence: str, owner: str, sources: Sequence[Mapping[str, object]]) -> str:
    data: dict[str, object] = {
        "onderwerp": topic.id,
        "knop": yaml_edit.as_text(topic.title[:32]),
        "vraag": yaml_edit.as_text(topic.title),
        "eigenaar": owner,
        "antwoorden": [{"bubbels": [yaml_edit.as_text(sentence)]}],
    }
    if sources:
        data["bronnen"] = [{**source, "titel": yaml_edit.as_text(str(source["titel"]))} for source in sources]
    return yaml_edit.dump(data)


def _entry(draft: Draft, topic_id: str):
    data = yaml_edit.load(draft.read(draft.data_path("onderwerpen.yml")) or "onderwerpen: []\n")
    entry = next((e for e in data["onderwerpen"] if e["id"] == topic_id), None)
    if entry is None:
        raise CannotChange(f"Het onderwerp '{topic_id}' bestaat niet. Kies er een uit de lijst.")
    return data, entry


def _remove_own(draft: Draft, topic_id: str) -> None:
    path = draft.data_path("onderwerpen.yml")
    draft.write(path, yaml_edit.without_item(draft.read(path) or "", topic_id))
    for name in TOPIC_FILES:
        draft.remove(draft.topic_path(topic_id, name))


def _point(draft: Draft, old: str, new: str | None) -> None:
    """Makes what named the old topic name the new one, or nothing; a list that then holds it twice keeps one."""
    find = pattern(old)
    for path in paths(draft, with_tests=new is not None):
        text = draft.read(path)
        if text is None or not path.endswith(_REWRITABLE) or not find.search(text):
            continue
        if path.endswith(("/antwoord.yml", "/actueel.yml")):
            draft.write(path, _pointed(text, path, old, new))
        elif new is not None:
            draft.write(path, find.sub(_replacement(old, new), text))


def _pointed(text: str, path: str, old: str, new: str | None) -> str:
    data = yaml_edit.load(text)
    holders = [(data, "vervolg")] if path.endswith("/antwoord.yml") else [(n, "onderwerpen") for n in data["actueel"]]
    for holder, key in holders:
        if old not in (holder.get(key) or ()):
            continue
        own = data.get("onderwerp")
        items = [new if item == old else item for item in holder[key]]
        kept = [item for i, item in enumerate(items) if item and item != own and item not in items[:i]]
        yaml_edit.put(holder, key, kept or None)
    return yaml_edit.dump(data)


def _rewrite(draft: Draft, old: str, new: str) -> None:
    find = pattern(old)
    for path in paths(draft):
        text = draft.read(path)
        if text is not None and path.endswith(_REWRITABLE) and find.search(text):
            draft.write(path, find.sub(_replacement(old, new), text))


def _replacement(old: str, new: str):
    return lambda match: new if match[0] == old else new.replace(".", "_")


def _follow(draft: Draft) -> None:
    """Brings domain.yml and regels.yml in step with onderwerpen.yml."""
    data = yaml_edit.load(draft.read(draft.data_path("onderwerpen.yml")) or "onderwerpen: []\n")
    keys = ("id", "domein", "titel", "omschrijving", "uitkomst")
    topics = {str(e["id"]): Topic(*(str(e[k]) for k in keys)) for e in data["onderwerpen"]}
    domain = draft.read("domain.yml")
    if domain is not None:
        draft.write("domain.yml", domain_text(domain, topics))
    draft.write(draft.data_path("regels.yml"), rules_text(topics))
