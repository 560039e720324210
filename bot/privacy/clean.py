"""Makes text plain before it is searched, so that nothing can hide a number from the finders."""

from __future__ import annotations

import re
import unicodedata

# Invisible, but not in a Unicode category that says so: Hangul fillers, the combining grapheme joiner, Khmer
# inherent vowels, the object replacement character.
_INVISIBLE = frozenset(map(ord, "\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5\ufffc"))
_BLANK = {0x2800: " ", 0x09: " ", 0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
_PLAIN = {
    0x2212: "-",
    0x2043: "-",
    0x02D7: "-",
    0x2044: "/",
    0x2215: "/",
    0x2024: ".",
    0x3002: ".",
    0xFF61: ".",
}
_STRIPPED_CATEGORIES = frozenset(("Cf", "Cc", "Cs", "Co"))
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_LOOSE_MARKS = re.compile(r"(?:(?<=[\x00-\x7f])|^)[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+")
_SUPERSCRIPT = re.compile(rf"(?<![^\W\d_{_SUPERSCRIPTS}])[{_SUPERSCRIPTS}]")


def _plain_character(code: int) -> str:
    """Give the plain form of one character, or an empty string when it has to go."""
    character = chr(code)
    if character == "\n" or 0x20 <= code < 0x7F or character in _SUPERSCRIPTS:
        return character
    if code in _BLANK or code in _PLAIN:
        return _BLANK.get(code) or _PLAIN[code]
    category = unicodedata.category(character)
    # Variation selectors are marks, keycaps (U+20E3) too: both turn a digit into something a pattern misses.
    selector = 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF or 0x180B <= code <= 0x180F
    if category in _STRIPPED_CATEGORIES or category == "Me" or selector or code in _INVISIBLE:
        return ""
    if category == "Zs":
        return " "
    if category == "Pd":
        return "-"
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    # Full-width, small, circled and mathematical letters and signs read as the plain ones.
    if 0xFF01 <= code <= 0xFF5E or 0xFE50 <= code <= 0xFE6B or 0x24B6 <= code <= 0x24E9 or 0x1D400 <= code <= 0x1D7FF:
        plain = unicodedata.normalize("NFKC", character)
        return plain if len(plain) == 1 else character
    return character


class _Plain(dict):
    """Remembers the plain form of each character met, for str.translate."""

    def __missing__(self, code: int) -> str:
        plain = _plain_character(code)
        if len(self) < 20_000:  # a hostile visitor must not be able to fill the memory
            self[code] = plain
        return plain


_TABLE = _Plain()


def clean(text: str) -> str:
    """Give the text in NFC, without invisible characters, and with plain digits, spaces and dashes.

    Newlines stay. Emoji stay, though one made of several parts may fall apart. The result is stable: cleaning
    twice is the same as cleaning once.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():
        return _CONTROLS.sub("", text).replace("\t", " ").replace("\x0b", "\n").replace("\x0c", "\n")
    # Normalise before (so that "e" + accent is one letter) and after (a removed character may join two
    # others).
    text = unicodedata.normalize("NFC", text).translate(_TABLE)
    text = unicodedata.normalize("NFC", text)
    # "m²" is a unit and stays; a superscript anywhere else may be part of a number.
    text = _SUPERSCRIPT.sub(lambda match: str(unicodedata.digit(match[0])), text)
    return unicodedata.normalize("NFC", _LOOSE_MARKS.sub("", text))
