"""Tells whether a message has any word at all that we know: "krummel frats plok" has none."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from bot.dialogue.heard import Heard
from bot.knowledge import Content

FEWEST_WORDS = 2
_WORD = re.compile(r"[a-zà-ÿ]+")
_SHORTEST_PART = 5
# A guess at a message without one known word: from here it may be a slip of the finger in each.
SURE_OF_SLIPS = 0.8
_known: dict[str, frozenset[str]] = {}


def is_unreadable(text: str, content: Content) -> bool:
    """Tells whether none of the words of a message stands in our texts and word lists, not even as part of one.

    One word may be a slip of the finger: that is for the model. Without word lists nothing is unreadable.
    """
    words = _WORD.findall(text.lower())
    if len(words) < FEWEST_WORDS or not content.languages.dutch:
        return False
    known = _words_of(content)
    return not any(word in known or _holds_a_part(word, known) for word in words)


def _holds_a_part(word: str, known: frozenset[str]) -> bool:
    """Compounds: "huurtoeslagbrief" is readable by its parts."""
    return any(word[i : i + size] in known for size in range(_SHORTEST_PART, len(word)) for i in (0, len(word) - size))


def not_guessed(heard: Heard, content: Content) -> Heard:
    """Returns an unreadable message as not understood; only a sure guess about tax stays, for a slip in every word."""
    if not is_unreadable(heard.text, content):
        return heard
    if heard.topic and heard.confidence >= SURE_OF_SLIPS and not heard.topic.startswith(("sociaal.", "buiten.")):
        return heard
    return dataclasses.replace(heard, topic=None, confidence=0.0, ranking=())


def _words_of(content: Content) -> frozenset[str]:
    if content.version not in _known:
        _known.clear()  # one version at a time is live
        _known[content.version] = frozenset(_all_words(content)) | content.languages.dutch
    return _known[content.version]


def _all_words(content: Content) -> Iterator[str]:
    for answer in content.answers.values():
        yield from (
            w for wording in answer.wordings for bubble in wording.bubbles for w in _WORD.findall(bubble.lower())
        )
    for topic in content.topics.values():
        yield from _WORD.findall(topic.title.lower())
    for bubbles in content.texts.values():
        yield from _WORD.findall(" ".join(bubbles).lower())
    for values in content.words.values():
        yield from (w for forms in values.values() for form in forms for w in _WORD.findall(form.lower()))
    # The words of small talk stand in its search terms.
    for kind in content.talk.small_talk:
        yield from _WORD.findall(kind.whole.pattern.lower())
    jargon = content.talk.jargon
    for word in (*jargon.replace, *jargon.meanings):
        yield from _WORD.findall(word.lower())
