"""Measures how hard a text is to read, with the few figures that need no dictionary."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.tone.splitting import sentences, words

LONG_SENTENCE = 16  # words: above the 15 at which the writing rules start to warn
LONG_WORD = 4  # syllables
_VOWELS = re.compile(r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ou|au|ei|ij|[aeiouyëïöüáéíóúàèêô]", re.IGNORECASE)


@dataclass(frozen=True)
class Readability:
    """How hard a text is to read. All figures are 0 for a text without words.

    Attributes:
        words: number of words.
        sentences: number of sentences.
        flesch_douma: 206.84 - 77 * syllables per word - 0.93 * words per sentence; higher is easier. Coarse below some
            hundred words, and blind to whether a word is common: watch the trend.
        mean_sentence: words per sentence.
        long_sentences: share of sentences of more than 15 words, 0 to 1.
        long_words: share of words of four or more syllables, 0 to 1; a stand-in for rare words.
    """

    words: int
    sentences: int
    flesch_douma: float
    mean_sentence: float
    long_sentences: float
    long_words: float


def syllables(word: str) -> int:
    """Returns the number of syllables, counted by groups of vowels; at least one."""
    return max(1, len(_VOWELS.findall(word)))


def readability(text: str, long_sentence: int = LONG_SENTENCE, long_word: int = LONG_WORD) -> Readability:
    """Returns how hard the text is to read.

    Args:
        text: one or more bubbles, with a newline between bubbles.
        long_sentence: from how many words a sentence counts as long.
        long_word: from how many syllables a word counts as long.
    """
    per_sentence = [words(s.text) for s in sentences(text)]
    lengths = [len(w) for w in per_sentence if w]
    # Numbers, amounts and placeholders have no syllables to count.
    spelled = [syllables(w) for sentence in per_sentence for w in sentence if w[0].isalpha()]
    if not lengths or not spelled:
        return Readability(sum(lengths), len(lengths), 0.0, 0.0, 0.0, 0.0)
    return Readability(
        words=sum(lengths),
        sentences=len(lengths),
        flesch_douma=206.84 - 77 * sum(spelled) / len(spelled) - 0.93 * len(spelled) / len(lengths),
        mean_sentence=sum(lengths) / len(lengths),
        long_sentences=sum(n >= long_sentence for n in lengths) / len(lengths),
        long_words=sum(n >= long_word for n in spelled) / len(spelled),
    )
