"""A vragen.yml as lines: examples come and go, and everything else stays as the trainer wrote it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from bot.knowledge.model import intent_of
from bot.privacy import KINDS

_EXAMPLE = re.compile(r"^(\s+)- (?!intent:)(.+?)\s*$")
# What Rasa would read as the mark of an entity or of an order, and what the door puts in place of private data.
_PLACEHOLDERS = re.compile("|".join(re.escape(kind.placeholder) for kind in KINDS.values()))
_MARKS = str.maketrans({"[": " ", "]": " ", "{": " ", "}": " "})
LONGEST_EXAMPLE = 600  # characters


def new_file(topic_id: str, examples: Iterable[str] = ()) -> str:
    """Returns the text of a vragen.yml."""
    head = f'version: "3.1"\nnlu:\n  - intent: {intent_of(topic_id)}\n    examples: |\n'
    return head + "".join(f"      - {example}\n" for example in examples)


def as_example(text: str) -> str:
    """Returns a text as it may stand in the file: one line, no marks that Rasa obeys; empty when nothing is left."""
    text = _PLACEHOLDERS.sub(" ", text)
    text = " ".join(text.translate(_MARKS).split())[:LONGEST_EXAMPLE].strip()
    text = text.lstrip("/-#| ").strip()
    return text if any(c.isalnum() for c in text) else ""


def examples_in(text: str) -> list[str]:
    """Returns the examples in the order of the file."""
    return [match[2] for line in text.splitlines() if (match := _EXAMPLE.match(line))]


def same(text: str) -> str:
    """Returns the words of a text: two examples with the same words are one."""
    return " ".join(re.findall(r"\w+", text.lower()))


def with_added(text: str, examples: Iterable[str]) -> str:
    """Returns the file with these examples at the end; those that stand there already are left out."""
    lines = text.splitlines()
    known = {same(e) for e in examples_in(text)}
    places = [i for i, line in enumerate(lines) if _EXAMPLE.match(line)]
    head = next((i for i, line in enumerate(lines) if line.strip().startswith("examples:")), len(lines) - 1)
    last = places[-1] if places else head
    indent = _EXAMPLE.match(lines[last])[1] if places else "      "  # type: ignore[index]
    new = []
    for example in examples:
        if example and same(example) not in known:
            known.add(same(example))
            new.append(f"{indent}- {example}")
    lines[last + 1 : last + 1] = new
    return "\n".join(lines) + "\n" if new else text


def without(text: str, examples: Collection[str]) -> str:
    """Returns the file without these examples."""
    gone = {same(e) for e in examples}
    kept = [line for line in text.splitlines() if not ((m := _EXAMPLE.match(line)) and same(m[2]) in gone)]
    return "\n".join(kept) + "\n"


def with_replaced(text: str, old: str, new: str) -> str:
    """Returns the file with one example in other words, on the same line."""
    lines = text.splitlines()
    found = {i: m for i, line in enumerate(lines) if (m := _EXAMPLE.match(line)) and same(m[2]) == same(old)}
    if found:
        i = next((i for i, m in found.items() if m[2] == old), min(found))
        lines[i] = f"{found[i][1]}- {new}"
    return "\n".join(lines) + "\n"
