"""What a question on a broad topic asks for: the toeslagen after a death, or the aangifte."""

from __future__ import annotations

import dataclasses

from bot.dialogue.phrases import has
from bot.dialogue.said import in_plain_words, with_whole_amounts
from bot.knowledge import Content, Reply
from bot.knowledge.model import ASKS


def asked_apart(text: str, topic: str, content: Content) -> dict[str, object]:
    """Returns {"vraagt": name} when a text asks one of the things that an answer tells apart, else nothing.

    Who asks more of them gets nothing here (see `two_asked`), unless the answer says that one of them goes before the
    rest: a child that died goes before what you get for a child. A phrase within a longer one that was found does not
    count: "geen toeslag" is no "toeslag".
    """
    names = all_asked(text, topic, content)
    return {ASKS: names[0]} if len(names) == 1 else {}


def two_asked(text: str, topic: str, content: Content) -> tuple[str, ...]:
    """Returns the two things that a text asks of an answer, in the order in which it names them, else nothing."""
    names = all_asked(text, topic, content)
    return names if len(names) == 2 else ()


def of_both(general: Reply, *parts: Reply) -> Reply:
    """Returns what comes first in the answers to two things that were asked, or the general answer without them.

    The first bubble of a text says what was asked. What has no text of its own today gets the general answer.
    """
    firsts = tuple(dict.fromkeys(part.bubbles[0] for part in parts))
    if len(firsts) < 2 or any(part.bubbles == general.bubbles for part in parts):
        return general
    return dataclasses.replace(general, bubbles=firsts, short=parts[0].short)


def all_asked(text: str, topic: str, content: Content) -> tuple[str, ...]:
    """Returns all that a text asks of an answer, in the order in which it names it; alone what goes before the rest."""
    answer = content.answers.get(topic)
    if answer is None or not answer.asks or not text:
        return ()
    plain = in_plain_words(with_whole_amounts(text), content.words)
    asked = ((with_whole_amounts(phrase), name) for name, phrases in answer.asks.items() for phrase in phrases)
    found = [(phrase, name) for phrase, name in asked if has(plain, phrase)]
    names = {name: phrase for phrase, name in found if not any(_within(phrase, other) for other, _ in found)}
    before = next((name for name in answer.asks_first if name in names), None)
    if before is not None:
        return (before,)
    return tuple(sorted(names, key=lambda name: plain.find(f" {names[name].split()[0]} ")))


def _within(phrase: str, other: str) -> bool:
    return phrase != other and f" {phrase} " in f" {other} "
