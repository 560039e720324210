"""Changes an answer: what the editor shows of it, and the file after an edit, with comments and order kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from bot.trainer import yaml_edit
from bot.trainer.draft import Draft
from bot.trainer.questions import CannotChange

# In the order of the file; a new key comes behind those before it.
TOP = ("onderwerp", "knop", "vraag", "eigenaar", "lijn", "antwoorden", "makkelijker", "voorbeeld", "bronnen", "vervolg")
WORDING = ("geldig_van", "geldig_tot", "belastingjaar", "als", "bubbels", "kort", "nalezen", "makkelijker", "voorbeeld")
SOURCE = ("titel", "url", "gecontroleerd")
Form = dict[str, Any]


def form_of(draft: Draft, topic_id: str) -> Form:
    """Returns the answer of a topic as plain values: what the editor shows and hands back.

    Raises:
        CannotChange: there is no such answer.
    """
    text = draft.read(draft.topic_path(topic_id, "antwoord.yml"))
    if text is None:
        raise CannotChange(f"Het onderwerp '{topic_id}' heeft geen antwoord. Kies een onderwerp uit de lijst.")
    return _plain(yaml_edit.load(text))


def numbered(form: Form) -> Form:
    """Returns the form with for each text and source its place in the file, so that `edit` knows which one it was."""
    for key in ("antwoorden", "bronnen"):
        for i, item in enumerate(form.get(key) or ()):
            item["plek"] = i
    return form


def edit(draft: Draft, topic_id: str, form: Form) -> str:
    """Brings the answer of a topic in line with a form; texts stay in the order they had.

    Args:
        draft: where the change is made.
        topic_id: the topic.
        form: as `form_of` gives it; an entry of antwoorden may hold "plek", its index in the file, else it is new.
    """
    path = draft.topic_path(topic_id, "antwoord.yml")
    data = yaml_edit.load(draft.read(path) or f"onderwerp: {topic_id}\n")
    form = as_content(form)
    for i, key in enumerate(TOP):
        if key == "antwoorden":
            _put_list(data, key, form[key], WORDING)
        elif key == "bronnen":
            _put_list(data, key, form.get(key) or [], SOURCE)
        elif key != "onderwerp":
            yaml_edit.put(data, key, form.get(key), TOP[:i])
    draft.write(path, yaml_edit.dump(data))
    return f"Antwoord op {topic_id} veranderd"


def as_content(form: Form) -> Form:
    """Returns the form as it may stand in the file: without empty parts, with dates and years as such."""
    found: Form = {key: _trimmed(form.get(key)) for key in TOP if key in form}
    found["antwoorden"] = [_wording(w) for w in form.get("antwoorden") or () if _has_text(w)]
    found["bronnen"] = [
        {**{k: _trimmed(v) for k, v in s.items()}, "gecontroleerd": _date(s.get("gecontroleerd"))}
        for s in form.get("bronnen") or ()
        if _trimmed(s.get("titel")) or _trimmed(s.get("url"))
    ]
    return {key: value for key, value in found.items() if value not in (None, "", []) or key == "antwoorden"}


def _wording(wording: Mapping[str, Any]) -> Form:
    found: Form = {"plek": wording["plek"]} if "plek" in wording else {}
    for key in WORDING:
        value = wording.get(key)
        if key in ("geldig_van", "geldig_tot"):
            found[key] = _date(value)
        elif key == "belastingjaar":
            found[key] = _number(value)
        elif key == "als":
            found[key] = {k: _number(v) if k == "jaar" else v for k, v in (value or {}).items() if v} or None
        else:
            found[key] = _trimmed(value) or None
    return {key: value for key, value in found.items() if value is not None}


def _has_text(wording: Mapping[str, Any]) -> bool:
    return any(b.strip() for b in wording.get("bubbels") or ())


def _trimmed(value: Any) -> Any:
    """Returns texts without spaces around them and lists without empty texts."""
    if isinstance(value, str):
        return "\n".join(line.rstrip() for line in value.replace("\r", "").strip().split("\n"))
    if isinstance(value, Sequence):
        return [trimmed for item in value if (trimmed := _trimmed(item))]
    return value


def _date(value: Any) -> Any:
    """Returns a date, or what was typed when it is none: the check then says so."""
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value.strip()) if value.strip() else None
        except ValueError:
            return value.strip()
    return value


def _number(value: Any) -> Any:
    return int(value) if isinstance(value, str) and value.strip().isdecimal() else (value or None)


def _put_list(data: Any, key: str, items: Sequence[Form], order: tuple[str, ...]) -> None:
    """Brings a list of mappings in line: those with a place are changed there, the others come behind them."""
    before = data.get(key)
    old = list(before) if before is not None else []
    taken = {item["plek"] for item in items if isinstance(item.get("plek"), int) and item["plek"] < len(old)}
    for item in items:
        place = item.get("plek")
        entry = old[place] if place in taken else CommentedMap()
        for i, name in enumerate(order):
            yaml_edit.put(entry, name, item.get(name), order[:i])
        if place not in taken:
            old.append(entry)
    if before is None:
        if old:
            yaml_edit.put(data, key, [], TOP[: TOP.index(key)])
            data[key] = CommentedSeq(old)
        return
    new, was_empty = old[len(before) :], not before
    for i in reversed(range(len(before))):
        if i not in taken:
            del before[i]
    before.extend(new)
    if not before and not was_empty:
        data.pop(key)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_plain(v) for v in value]
    if isinstance(value, str):
        return str(value)
    return value
