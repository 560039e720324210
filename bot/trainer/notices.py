"""Changes notices: what matters now, with a first and a last day. A notice that is stopped is gone within a second."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from bot.trainer import yaml_edit
from bot.trainer.draft import Draft
from bot.trainer.questions import CannotChange

FILE = "actueel.yml"
_ID = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*\Z")


@dataclass(frozen=True)
class Filled:
    """A notice as a trainer filled it in; the checks of the content look at the text, the topics and the days."""

    id: str
    text: str
    first: dt.date | None
    last: dt.date | None
    topics: Sequence[str]
    in_greeting: bool
    source_title: str
    source_url: str
    checked: dt.date
    owner: str


def place(draft: Draft, filled: Filled) -> str:
    """Makes a notice, or changes the one with the same name."""
    if not _ID.match(filled.id):
        raise CannotChange("De naam kan niet. Gebruik kleine letters, cijfers, _ en punten: storing.inloggen.")
    if not filled.text.strip():
        raise CannotChange("De melding is leeg. Schrijf in hoogstens twee zinnen wat er speelt.")
    if filled.first is None or filled.last is None:
        raise CannotChange("Vul de eerste en de laatste dag in: daarna verdwijnt de melding vanzelf.")
    path = draft.data_path(FILE)
    data = yaml_edit.load(draft.read(path) or "actueel: []\n")
    entries = data["actueel"]
    entry = next((e for e in entries if e["id"] == filled.id), None)
    new = entry is None
    if new:
        entry = CommentedMap(id=filled.id)
        if entries.fa.flow_style():  # the empty list of a file without notices
            entries.fa.set_block_style()
        entries.append(entry)
    topics = CommentedSeq([t.strip() for t in filled.topics if t.strip()])
    topics.fa.set_flow_style()
    source = CommentedMap(
        titel=yaml_edit.as_text(filled.source_title), url=yaml_edit.as_text(filled.source_url),
        gecontroleerd=filled.checked,
    )  # fmt: skip
    source.fa.set_flow_style()
    values = {
        "tekst": yaml_edit.as_text(filled.text), "van": filled.first, "tot": filled.last, "onderwerpen": topics,
        "in_begroeting": filled.in_greeting, "bron": source, "eigenaar": filled.owner or "redactie",
    }  # fmt: skip
    for key, value in values.items():
        if key not in entry or entry[key] != value:
            entry[key] = value
    draft.write(path, yaml_edit.dump(data))
    return f"Melding {filled.id} {'geplaatst' if new else 'veranderd'}"


def stop(draft: Draft, notice_id: str, today: dt.date) -> str:
    """Ends a notice: yesterday was its last day. One that began today or later goes."""
    path = draft.data_path(FILE)
    text = draft.read(path) or ""
    data = yaml_edit.load(text)
    entry = next((e for e in (data or {}).get("actueel", ()) if e["id"] == notice_id), None)
    if entry is None:
        raise CannotChange("Deze melding is er niet meer. Ververs de pagina.")
    if entry["van"] < today:
        entry["tot"] = today - dt.timedelta(days=1)
        draft.write(path, yaml_edit.dump(data))
    else:
        kept = yaml_edit.without_item(text, notice_id)
        if len(data["actueel"]) == 1:
            kept = re.sub(r"^actueel:\s*$", "actueel: []", kept, flags=re.MULTILINE)
        draft.write(path, kept)
    return f"Melding {notice_id} gestopt"
