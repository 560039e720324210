"""Changes values in a YAML file and keeps its comments, order and quotes: what is not changed stays the same byte."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

_TOPIC_ID = re.compile(r"[a-z0-9_]+(\.[a-z0-9_*]+)+\Z")


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 100_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def load(text: str) -> Any:
    """Returns the file as mappings and lists that remember their comments."""
    return _yaml().load(text)


def dump(data: Any) -> str:
    """Returns the text of a file."""
    out = io.StringIO()
    _yaml().dump(data, out)
    return out.getvalue()


def as_text(text: str) -> str:
    """Returns a text in the way our files write it: quoted, or as a block when it has more lines."""
    text = "\n".join(line.rstrip() for line in text.replace("\r", "").strip().split("\n"))
    return LiteralScalarString(text) if "\n" in text else DoubleQuotedScalarString(text)


def made(values: Mapping[str, str]) -> Any:
    """Returns a new item for a list, with its texts written as ours are; an empty text is left out."""
    item = CommentedMap()
    for key, value in values.items():
        put(item, key, value or None)
    return item


def without_item(text: str, id_: str) -> str:
    """Returns the text of a file without the item of its list that has this id; it has to be there.

    By hand: taking it out of ruamel's list would take a comment of its neighbour along. A comment above an item belongs
    to that item.
    """
    lines = text.splitlines(keepends=True)
    starts = [i for i, line in enumerate(lines) if re.match(r"\s*- id:", line)]
    first = next(i for i in starts if re.match(rf"\s*- id: *[\"']?{re.escape(id_)}[\"']?\s*$", lines[i]))
    after = next((i for i in starts if i > first), len(lines))
    while after > first + 1 and lines[after - 1].lstrip().startswith("#"):
        after -= 1
    return "".join(lines[:first] + lines[after:])


def put(mapping: Any, key: str, value: Any, after: tuple[str, ...] = ()) -> None:
    """Sets a key; a value that is the same stays as it was written, None takes the key away.

    Args:
        mapping: the mapping to change.
        key: the key.
        value: the new value; texts as plain strings.
        after: a new key comes behind the last of these that is there; else at the end.
    """
    if value is None:
        if mapping.get(key) != []:  # an empty list says as much as no list: it stays as somebody wrote it
            mapping.pop(key, None)
        return
    if key in mapping and mapping[key] == value:
        return
    written = _written(value, mapping.get(key))
    if key in mapping:
        mapping[key] = written
        return
    keys = list(mapping)
    places = [keys.index(k) for k in after if k in keys]
    mapping.insert(max(places) + 1 if places else len(keys), key, written)


def _written(value: Any, before: Any) -> Any:
    if isinstance(value, str):
        return as_text(value)
    if not isinstance(value, list):
        return value
    items = before if isinstance(before, list) else []
    for i, item in enumerate(value):
        if i == len(items):
            items.append(_item(item))
        elif items[i] != item:
            items[i] = _item(item)
    del items[len(value) :]
    return items


def _item(item: Any) -> Any:
    """Returns an item as our lists write it: topic ids stand bare, sentences are quoted."""
    return as_text(item) if isinstance(item, str) and not _TOPIC_ID.match(item) else item
