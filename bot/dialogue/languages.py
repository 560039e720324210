"""Recognises a message in another language than Dutch, by its letters and its small words (data/talen.yml)."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections import Counter

from bot.dialogue.heard import Heard
from bot.knowledge import Content
from bot.knowledge.hearing import Language, Languages

# One word is too little: "the" may be a slip of the finger, and names and brands are in every language.
FEWEST_MARKERS = 2
_FEWEST_LETTERS = 3
TOPIC, CUE = "contact.taal", "andere_taal"
# Who writes that all is lost gets help first, in whatever language.
_GOES_FIRST = "sociaal.crisis"
_CONFIDENCE = 0.9


def in_other_language(heard: Heard, content: Content) -> Heard:
    """Returns the topic of other languages for a message that is not Dutch; else what was heard, as it is."""
    if not heard.text or heard.topic == _GOES_FIRST or TOPIC not in content.topics:
        return heard
    language = language_of(heard.text, content.languages)
    if language is None:
        return heard
    return dataclasses.replace(heard, topic=TOPIC, confidence=_CONFIDENCE, language=language.code, cue=CUE)


def language_of(text: str, languages: Languages) -> Language | None:
    """Returns the language a text is in when it is not Dutch and we have a line for it, else None.

    Another script decides at once. In our own script it takes two different words or special letters of the language,
    and more of them than there are Dutch words.
    """
    by_code = {language.code: language for language in languages.languages}
    script = _script_of(text)
    if script not in ("", "LATIN"):
        written = [language for language in languages.languages if language.script == script]
        best = max(written, key=lambda language: _own_letters(text, language), default=None)
        if best is not None and (len(written) > 1 or not _foreign_letters(text, best)):
            return best
        return by_code.get(languages.other)
    words = set(re.findall(r"[^\W\d_]+", text.lower()))
    dutch = len(words & languages.dutch)
    found = [(_markers(words, language), language) for language in languages.languages if language.script == "LATIN"]
    most, language = max(found, key=lambda pair: pair[0], default=(0, None))
    return language if most >= FEWEST_MARKERS and most > dutch else None


def _markers(words: set[str], language: Language) -> int:
    starts = tuple(m[:-1] for m in language.markers if m.endswith("*"))
    return sum(
        1
        for word in words
        if word in language.markers or (starts and word.startswith(starts)) or not language.letters.isdisjoint(word)
    )


def _script_of(text: str) -> str:
    """Returns the script of most letters, as Unicode names it, or "" when there are too few letters."""
    letters = [c for c in text if c.isalpha()]
    if len(letters) < _FEWEST_LETTERS:
        return ""
    counts = Counter(unicodedata.name(c, "").partition(" ")[0] for c in letters)
    script, number = counts.most_common(1)[0]
    return script if number * 2 > len(letters) else "LATIN"


def _own_letters(text: str, language: Language) -> int:
    return sum(1 for c in text.lower() if c in language.letters)


def _foreign_letters(text: str, language: Language) -> bool:
    """Tells whether a text has letters of its script that the language does not have, such as Russian ones."""
    missing = {"CYRILLIC": set("ыэъё")}.get(language.script, set())
    return bool(missing & set(text.lower()))
