"""Cuts a text into the pieces that the encoder knows, as SentencePiece's unigram model does."""

from __future__ import annotations

import re

from bot.rasa_parts.e5.weights import Weights

# Stands for the space before a word.
_SPACE = "\u2581"
_WORD = re.compile(f"{_SPACE}[^{_SPACE}]*")
# An unknown character costs so much more than the rarest piece.
_UNKNOWN_COSTS = 10.0


class Tokenizer:
    """Gives the ids of the likeliest pieces of a text."""

    def __init__(self, weights: Weights) -> None:
        """Takes the vocabulary from the weights."""
        self._normal = weights.normal
        self._start, self._end, self._unknown = weights.start, weights.end, weights.unknown
        self._most = weights.longest - 2
        self._unknown_score = min(score for _, score in weights.pieces.values()) - _UNKNOWN_COSTS
        self._pieces = {piece: found for piece, found in weights.pieces.items() if found[0] != weights.unknown}
        self._longest = max(map(len, self._pieces))

    def ids(self, text: str) -> list[int]:
        """Returns the ids, with those of the start and the end; what is too long loses its end."""
        written = re.sub(" {2,}", " ", text.translate(self._normal))
        marked = (" " + written.removeprefix(" ")).replace(" ", _SPACE)
        pieces = [piece for word in _WORD.findall(marked) for piece in self._likeliest(word)]
        return [self._start, *pieces[: self._most], self._end]

    def _likeliest(self, text: str) -> list[int]:
        """Returns the pieces whose scores add up to most (Viterbi): the best way to each place, from the first on.

        Args:
            text: one word with its space before it: no piece goes from one word into the next.
        """
        size = len(text)
        best, piece, came_from = [0.0] + [float("-inf")] * size, [self._unknown] * (size + 1), [0] * (size + 1)
        for start in range(size):
            so_far = best[start]
            for end in range(start + 1, min(size, start + self._longest) + 1):
                found = self._pieces.get(text[start:end])
                if found and so_far + found[1] > best[end]:
                    best[end], piece[end], came_from[end] = so_far + found[1], found[0], start
            if so_far + self._unknown_score > best[start + 1]:
                best[start + 1], piece[start + 1], came_from[start + 1] = (
                    so_far + self._unknown_score, self._unknown, start,
                )  # fmt: skip
        found, at = [], size
        while at:
            found.append(piece[at])
            at = came_from[at]
        return found[::-1]
