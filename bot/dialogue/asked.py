"""What a question on a broad topic asks for: the toeslagen after a death, or the aangifte."""

from __future__ import annotations

from bot.dialogue.phrases import has
from bot.dialogue.said import in_plain_words
from bot.knowledge import Content
from bot.knowledge.model import ASKS


def asked_apart(text: str, topic: str, content: Content) -> dict[str, object]:
    """Returns {"vraagt": name} when a text asks one of the things that an answer tells apart, else nothing.

    Who asks two of them gets the general wording, which has both, unless the answer says that one of them goes before
    the rest: a child that died goes before what you get for a child. A phrase within a longer one that was found does
    not count: "geen toeslag" is no "toeslag".
    """
    answer = content.answers.get(topic)
    if answer is None or not answer.asks or not text:
        return {}
    plain = in_plain_words(text, content.words)
    found = [(phrase, name) for name, phrases in answer.asks.items() for phrase in phrases if has(plain, phrase)]
    names = {name for phrase, name in found if not any(_within(phrase, other) for other, _ in found)}
    before = next((name for name in answer.asks_first if name in names), None)
    if before is not None:
        return {ASKS: before}
    return {ASKS: names.pop()} if len(names) == 1 else {}


def _within(phrase: str, other: str) -> bool:
    return phrase != other and f" {phrase} " in f" {other} "
