"""What is said before anything was asked: the greeting of the day, and that something was masked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot.dialogue.beside import may_have_notices
from bot.dialogue.speaker import Message, as_data
from bot.knowledge import Library
from bot.privacy import in_words


def privacy_notice(library: Library, kinds: Sequence[str], today: dt.date, to_staff: bool = False) -> Message:
    """Returns what a citizen reads whose message was masked.

    Args:
        library: holds the text.
        kinds: what was masked (bot.privacy.KINDS).
        today: the day.
        to_staff: a colleague has the conversation or will have it: then the chatbot does not speak.
    """
    text = "\n\n".join(library.text("gemaskeerd_balie" if to_staff else "gemaskeerd", today, wat=in_words(kinds)))
    return {"text": text, "outcome": "sociaal", "cue": "privacy"} | ({"role": "systeem"} if to_staff else {})


def greeting(library: Library, now: dt.datetime, start: str | None = None) -> list[Message]:
    """Returns the first messages of a conversation, with what is most urgent today as its last bubble.

    Args:
        library: the content.
        now: the moment, for "goedemorgen".
        start: a topic id or entry point from a link, or None.
    """
    part = part_of_day(now)
    topic = library.topic(start) if start else None
    plain = start == "contactkaartje" or (topic is not None and not may_have_notices(topic))
    notices = () if plain else library.current_notices(now.date(), greeting=True)[:1]
    text = "\n\n".join((*library.text("begroeting", now.date(), dagdeel=part), *(n.text for n in notices)))
    messages: list[Message] = [{"text": text, "outcome": "sociaal", "topic": "sociaal.begroeting"}]
    if notices:
        messages[0]["sources"] = [as_data(n.source) for n in notices]
    if start == "contactkaartje":
        extra = "\n\n".join(library.text("contactkaartje", now.date()))
        messages.append({"text": extra, "outcome": "sociaal", "cue": "contactkaartje"})
    return messages


def part_of_day(now: dt.datetime) -> str:
    """Returns the greeting that fits the time of the day."""
    return "Goedenavond." if now.hour >= 18 or now.hour < 6 else "Goedemiddag." if now.hour >= 12 else "Goedemorgen."
