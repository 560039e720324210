"""The way to a person: which telephone line, whether somebody answers now, and the slip to keep when calling."""

from __future__ import annotations

from typing import Any

from bot.calendar import moment_in_words
from bot.dialogue.heard import Heard
from bot.dialogue.naming import subject_of
from bot.dialogue.states import GRIEF, RECOVERY_TOPIC, STAFF_TOPIC
from bot.knowledge import Content, Library, PhoneLine, Reply

GENERAL_LINE, LINE_IN_GRIEF, LINE_OF_RECOVERY = "belastingtelefoon", "nabestaanden", "serviceteam"


def line_for(topic: str | None, heard: Heard, content: Content) -> PhoneLine:
    """Returns the line of a topic; instead of the general one that for the bereaved, or of the recovery operation.

    Who was harmed and asks for a person reaches who can look in that file.
    """
    name = content.answers[topic].phone_line if topic in content.answers else GENERAL_LINE
    harmed = topic == STAFF_TOPIC and RECOVERY_TOPIC in heard.answered and LINE_OF_RECOVERY in content.phone_lines
    if harmed and name == GENERAL_LINE:
        return content.phone_lines[LINE_OF_RECOVERY]
    mourns = GRIEF in (heard.state, heard.last_state) and name == GENERAL_LINE and LINE_IN_GRIEF in content.phone_lines
    return content.phone_lines[LINE_IN_GRIEF if mourns else name]


def as_the_line_is(reply: Reply, line: PhoneLine, heard: Heard, content: Content) -> tuple[str, ...]:
    """Returns the bubbles of a reply, opening with when instead of with "Ja" while the line is closed."""
    yes, later = (content.texts.get(name, ("",))[0] for name in ("medewerker_ja", "medewerker_dicht"))
    if reply.topic != STAFF_TOPIC or not yes or not later:
        return reply.bubbles
    if not line.hours.known or line.hours.is_open(heard.now):
        return reply.bubbles
    return (reply.bubbles[0].replace(yes, later, 1), *reply.bubbles[1:])


def when_to_call(line: PhoneLine, heard: Heard, library: Library) -> tuple[str, ...]:
    """Returns the bubbles that say which number to call, until when, and what to have at hand."""
    words = {"naam": line.name, "nummer": line.number, "bij_de_hand": line.bring or "je brief"}
    words["gratis"] = "gratis " if line.free else ""
    if not line.hours.known:
        name = f"overdracht_{line.id}"
        return library.text(name if name in library.content.texts else "overdracht_onbekend", heard.today, **words)
    words["tijden"] = _sentence(line.hours.in_words()) + (f". Meestal rustig: {line.quiet}" if line.quiet else "")
    if line.hours.is_open(heard.now):
        words["sluit"] = line.hours.closes_at(heard.now) or ""
        return library.text("overdracht_open", heard.today, **words)
    opens = line.hours.next_opening(heard.now)
    words["opent"] = moment_in_words(opens) if opens else "een werkdag"
    return library.text("overdracht_dicht", heard.today, **words)


def call_slip(line: PhoneLine, heard: Heard, library: Library) -> dict[str, Any]:
    """Returns the call slip: what to have when calling. The citizen's own words stay out of it."""
    lines = [f"{_sentence(line.name)}: {line.number}" + (" (gratis)" if line.free else "")]
    if line.hours.known:
        lines.append(f"Open: {line.hours.in_words()}.")
    if line.quiet:
        lines.append(f"Meestal rustig: {line.quiet}.")
    if line.bring:
        lines.append(f"Bij de hand: {line.bring}.")
    if heard.topic in library.content.answers:
        subject = subject_of(heard, library.button(heard.topic))
        lines += [f"Mijn vraag gaat over: {subject}."] if subject else []
    return {"title": library.text("belbriefje", heard.today)[0], "lines": lines}


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
