"""One conversation as a colleague reads it: the masked words, the whispers, and what the chatbot was unsure of."""

from __future__ import annotations

from typing import Any

from bot.dialogue import CHOICE_TOPIC
from bot.handoff import Note
from bot.knowledge import Library
from bot.site.webcare.names import Names

# Below this the chatbot would rather have asked back.
SURE = 0.6


def with_notes(messages: list[dict[str, Any]], notes: list[Note], names: Names) -> list[dict[str, Any]]:
    """Returns messages and whispers in the order in which they were written. A whisper has the seq it stands behind."""
    whispers = [
        {
            "seq": n.behind, "at": n.at, "role": "notitie", "text": n.text, "by": names.name(n.member),
            "client_id": n.client_id,
        }
        for n in notes
    ]  # fmt: skip
    return sorted([*messages, *whispers], key=lambda m: (m["seq"], m["role"] == "notitie"))


def with_titles(messages: list[dict[str, Any]], library: Library) -> list[dict[str, Any]]:
    """Returns messages with the title of their topic: an id says little to a colleague."""
    titles = {m["topic"]: topic.title for m in messages if m["topic"] and (topic := library.topic(m["topic"]))}
    return [{**m, "topic_title": titles.get(m["topic"], "")} for m in messages]


def unsure_of(messages: list[dict[str, Any]], library: Library) -> list[dict[str, Any]]:
    """Returns the topics that the chatbot answered with little certainty or asked back about, each once."""
    found: dict[str, float | None] = {}
    for message in messages:
        if message["role"] != "chatbot":
            continue
        confidence = message["confidence"]
        if message["topic"] and confidence is not None and confidence < SURE:
            found[message["topic"]] = confidence
        if message["outcome"] in ("verduidelijking", "niet_begrepen"):
            for choice in message["choices"]:
                if choice["choice"].startswith(CHOICE_TOPIC):
                    found.setdefault(choice["choice"].removeprefix(CHOICE_TOPIC), None)
    return [
        {"topic": t, "title": topic.title, "confidence": c} for t, c in found.items() if (topic := library.topic(t))
    ]


def sources_of(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Returns the sources of what the chatbot said, each once."""
    return list({source["url"]: source for message in messages for source in message["sources"]}.values())
