"""What a question on a broad topic asks for: the toeslagen after a death, or the aangifte."""

from __future__ import annotations

import re

from bot.dialogue.phrases import has
from bot.dialogue.said import in_plain_words
from bot.knowledge import Content
from bot.knowledge.model import ASKS

# Where two questions may stand in one message.
_TWO = re.compile(r" (?:en|of|maar) ")


def asked_apart(text: str, topic: str, content: Content) -> dict[str, object]:
    """Returns {"vraagt": name} when a text asks one of the things that an answer tells apart, else nothing.

    Who asks two of them gets the general wording, which has both. A phrase within a longer one that was found does
    not count: "geen toeslag" is no "toeslag". In one plain question the part with the longest phrase is meant: "welk
    jaar" more than "tandarts".
    """
    answer = content.answers.get(topic)
    if answer is None or not answer.asks or not text:
        return {}
    plain = in_plain_words(text, content.words)
    found = [(phrase, name) for name, phrases in answer.asks.items() for phrase in phrases if has(plain, phrase)]
    words: dict[str, int] = {}
    for phrase, name in found:
        if not any(_within(phrase, other) for other, _ in found):
            words[name] = max(words.get(name, 0), len(phrase.replace("*", " ").split()))
    longest = [name for name, most in words.items() if most == max(words.values())]
    may_be_two = len(words) > 1 and _TWO.search(plain) is not None
    return {ASKS: longest[0]} if len(longest) == 1 and not may_be_two else {}


def _within(phrase: str, other: str) -> bool:
    return phrase != other and f" {phrase} " in f" {other} "
