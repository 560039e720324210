"""The side of an answer that somebody asks on about: "hoe lang kan dat nog?" gets the bubbles that tell how long."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping

from bot.dialogue.asked import all_asked
from bot.dialogue.heard import Heard
from bot.dialogue.memory import Memory
from bot.dialogue.phrases import has
from bot.dialogue.said import in_plain_words
from bot.dialogue.states import HEAVY_STATES, as_searched
from bot.knowledge import Content
from bot.knowledge.facts import PLACEHOLDER
from bot.knowledge.hearing import Side

# The side that says how much (families.yml).
AMOUNT = "bedrag"
_COMMON = frozenset(
    "jullie toeslag aangifte belasting moeten kunnen hebben worden krijgen vraag welke hoeveel wanneer waarom".split()
)
_LONG_WORD, _SHORT_WORD = 5, 3


def side_in(plain: str, sides: tuple[Side, ...]) -> tuple[Side | None, frozenset[str]]:
    """Returns the side that a plain text asks for, with the words that ask it; the longest words decide."""
    found = [
        (len(phrase), i, side, phrase) for i, side in enumerate(sides) for phrase in side.phrases if has(plain, phrase)
    ]
    if not found:
        return None, frozenset()
    _, _, side, _ = max(found, key=lambda one: (one[0], -one[1]))
    return side, frozenset(w for _, _, other, phrase in found if other is side for w in phrase.split())


def tells_of(topic: str, side: Side, content: Content, told: Mapping[str, object] | None = None) -> bool:
    """Tells whether the answer to a topic has this side; with `told` only its wordings for exactly that count."""
    answer = content.answers.get(topic)
    return answer is not None and any(
        side.found_by.search(_as_read(bubble, content))
        for wording in answer.wordings
        if told is None or wording.conditions == told
        for bubble in wording.bubbles
    )


def asks_on(heard: Heard, memory: Memory, content: Content) -> bool:
    """Tells whether a short message asks on about the topic that was answered last."""
    before = heard.answered.get(heard.topic or "", 0)
    words = in_plain_words(heard.text, content.words).split()
    return bool(before) and memory.topic == heard.topic and 0 < len(words) <= content.follow_ups.longest


def part_asked(bubbles: tuple[str, ...], heard: Heard, memory: Memory, content: Content) -> tuple[str, ...]:
    """Returns only the bubbles that a question on the same topic is about; all of them when that can't be told.

    First the bubble that has the question's own words, then the side that it asks for. When more bubbles have that
    side, and they stand just above, it is the one with its own words too, else the first: an answer begins with what
    matters most.
    """
    if len(bubbles) < 2 or not asks_on(heard, memory, content) or _names_its_part(bubbles, heard, memory, content):
        return bubbles
    about = _about(bubbles, heard)
    side, _ = side_in(in_plain_words(heard.text, content.words), content.follow_ups.sides)
    part = tuple(b for b in bubbles if side and side.found_by.search(b))
    # "Waar vind ik dat bedrag": a bubble with the amount and no place is none that was asked for.
    aside = bool(part) and not set(about) & set(part)
    # The name of a toeslag stands in many bubbles by the way: of a text that is new it chooses none.
    if len(about) == 1 and not aside and (memory.told == mark_of(bubbles) or not heard.said.get("toeslag")):
        return about
    if len(part) == len(bubbles) or (len(part) > 1 and memory.told == mark_of(bubbles)):
        return (tuple(b for b in part if b in about) or part)[:1]
    some = about if len(about) < len(bubbles) and memory.told == mark_of(bubbles) else ()
    return part or some or bubbles


def said_again(bubbles: tuple[str, ...], short: str, heard: Heard, memory: Memory, content: Content) -> tuple[str, ...]:
    """Returns the short form instead of an answer that stands just above, when a question asks on about it.

    In a heavy talk it stays whole: there nothing may get lost.
    """
    again = len(bubbles) > 1 and memory.told == mark_of(bubbles) and asks_on(heard, memory, content)
    heavy = {heard.state, memory.last_state} & HEAVY_STATES
    return (short,) if again and short and not heavy else bubbles


def mark_of(bubbles: tuple[str, ...]) -> int:
    """Returns a number by which the memory knows the same bubbles again; the text itself is not kept."""
    return zlib.crc32("\n".join(bubbles).encode())


def side_unknown(bubbles: tuple[str, ...], heard: Heard, memory: Memory, content: Content) -> str:
    """Returns what to say when a question on the same topic asks for a side that the answer does not have, or ""."""
    if not asks_on(heard, memory, content) or _about(bubbles, heard):
        return ""
    if _names_its_part(bubbles, heard, memory, content):
        return ""
    plain = in_plain_words(heard.text, content.words)
    side, asking = side_in(plain, content.follow_ups.sides)
    # More words than those that ask it are another question, which the answer may well be about.
    if side is None or set(plain.split()) - asking - content.follow_ups.fillers:
        return ""
    return "" if any(side.found_by.search(b) for b in bubbles) else side.unknown


def _names_its_part(bubbles: tuple[str, ...], heard: Heard, memory: Memory, content: Content) -> bool:
    """Tells whether the question has the words of the part that is told now: it was written for that."""
    anew = memory.told != mark_of(bubbles)
    return anew and bool(all_asked(heard.text, heard.topic or "", content))


def _about(bubbles: tuple[str, ...], heard: Heard) -> tuple[str, ...]:
    """Returns the bubbles that have one of the question's own words: a long one, or an abbreviation ("aow")."""
    asked = set(re.findall(r"[a-zà-ÿ]+", as_searched(heard.text))) - _COMMON
    long = {stem for w in asked for stem in (w, w.removesuffix("s"), w.removesuffix("en")) if len(stem) >= _LONG_WORD}
    short = {w.upper() for w in asked - long if len(w) >= _SHORT_WORD}
    return tuple(
        bubble
        for bubble in bubbles
        if any(word in bubble.lower() for word in long) or short.intersection(re.findall(r"\b[A-Z]+\b", bubble))
    )


def _as_read(bubble: str, content: Content) -> str:
    """Returns a bubble with some value for each fact: enough to see that an amount or a date stands there."""
    numbers = {f"{line.id}_nummer": line.number for line in content.phone_lines.values()}

    def some_value(placeholder: re.Match[str]) -> str:
        rows = content.facts.get(placeholder[1], ())
        return rows[0].text if rows else numbers.get(placeholder[1], placeholder[0])

    return PLACEHOLDER.sub(some_value, bubble)
