"""The model of the intent classifier: words first, and meaning when words leave doubt. Knows numpy, not Rasa."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy.sparse import csr_matrix, diags, hstack

from bot.rasa_parts import softmax


class LinearModel:
    """Two linear models with one calibrated probability.

    The first reads the words and parts of words in a message, which costs next to nothing. Only when it is not sure,
    the embedding of the message is asked for, and what both say is added.

    Attributes:
        labels: intent names, in the order of the columns of all weights.
    """

    def __init__(
        self,
        labels: list[str],
        weights: np.ndarray,
        bias: np.ndarray,
        idf: np.ndarray,
        sizes: np.ndarray,
        shares: np.ndarray,
        scales: np.ndarray,
        meaning: np.ndarray,
        meaning_bias: np.ndarray,
        middle: np.ndarray,
        sure: np.ndarray,
    ) -> None:
        """Makes a model of its parts.

        Args:
            labels: n intent names.
            weights: (features, n), a row per feature, contiguous: a message reads only its own rows.
            bias: (n,).
            idf: (features,), how much a feature tells; 0 for one never seen.
            sizes: the number of features of each block (words, parts of words).
            shares: how much each block counts; they add up to one.
            scales: factors of the margins: words alone, words with meaning, meaning with words.
            meaning: (dimensions, n), weights of the embedding; no rows for a model without.
            meaning_bias: (n,).
            middle: (dimensions,), the mean embedding: all sentences look alike before it is taken off.
            sure: the probability from which words alone decide.
        """
        self.labels = labels
        self._weights = np.ascontiguousarray(weights, dtype=np.float32)
        self._bias = np.asarray(bias, dtype=np.float32)
        self._idf = np.asarray(idf, dtype=np.float32)
        self._sizes = np.asarray(sizes)
        self._shares = np.asarray(shares, dtype=np.float32)
        self._scales = np.asarray(scales, dtype=np.float32)
        self._meaning = np.asarray(meaning, dtype=np.float32)
        self._meaning_bias = np.asarray(meaning_bias, dtype=np.float32)
        self._middle = np.asarray(middle, dtype=np.float32)
        self._sure = float(sure)
        self._ends = np.cumsum(self._sizes)

    def arrays(self) -> dict[str, np.ndarray]:
        """Returns what has to be stored besides the labels."""
        return {
            "weights": self._weights.astype(np.float16),
            "bias": self._bias,
            "idf": self._idf.astype(np.float16),
            "sizes": self._sizes,
            "shares": self._shares,
            "scales": self._scales,
            "meaning": self._meaning.astype(np.float16),
            "meaning_bias": self._meaning_bias,
            "middle": self._middle,
            "sure": np.array(self._sure),
        }

    @classmethod
    def fit(
        cls,
        blocks: Sequence[csr_matrix],
        labels: list[str],
        embeddings: np.ndarray | None = None,
        *,
        shares: Sequence[float] | None = None,
        penalty: float = 0.05,
        sure: float = 0.8,
        parts: int = 5,
    ) -> LinearModel:
        """Learns from examples.

        Args:
            blocks: counts of features, (examples, features) each; every block is brought to length one by itself, or
                the many parts of words would drown the words.
            labels: the intent of each example.
            embeddings: (examples, dimensions), or None to learn from words alone.
            shares: how much each block counts; the same for each when not given.
            penalty: the strength of regularisation.
            sure: the probability from which words alone decide.
            parts: one in so many examples is held back to fit the scales, by a model that learns from the others; an
                intent with fewer examples lowers it.
        """
        names, y = np.unique(labels, return_inverse=True)
        sizes = [b.shape[1] for b in blocks]
        weigh = np.asarray(shares if shares is not None else [1.0] * len(blocks), dtype=np.float32)
        weigh = weigh / weigh.sum()
        idf = [_idf(b) for b in blocks]
        words = hstack(
            [_weigh(b, i) * np.float32(np.sqrt(s)) for b, i, s in zip(blocks, idf, weigh, strict=True)], format="csr"
        )
        weights, bias = softmax.fit(words, y, len(names), penalty)
        middle = np.zeros(0) if embeddings is None else embeddings.mean(axis=0)
        centred = None if embeddings is None else _centre(embeddings, middle)
        meaning, meaning_bias = (
            (np.zeros((0, len(names))), np.zeros(len(names)))
            if centred is None
            else softmax.fit(centred, y, len(names), penalty)
        )
        scales = _scales(words, centred, y, len(names), penalty, min(parts, int(np.bincount(y).min())))
        return cls(
            [str(n) for n in names], weights, bias, np.concatenate(idf), np.array(sizes), weigh, scales,
            meaning, meaning_bias, middle, np.array(sure),
        )  # fmt: skip

    def rank(
        self, features: csr_matrix, length: int, embed: Callable[[], np.ndarray] | None = None
    ) -> list[tuple[str, float]]:
        """Returns the most likely intents of one message with their probability, best first.

        Args:
            features: one row of counts, all blocks side by side.
            length: how many to return.
            embed: makes the embedding of the message; called only when words leave doubt.
        """
        margins = self._word_margins(features)
        found = softmax.probabilities(self._scales[0] * margins)
        if embed is not None and len(self._meaning) and found.max() < self._sure:
            vector = _centre(np.atleast_2d(embed()), self._middle)[0]
            meaning = vector @ self._meaning + self._meaning_bias
            found = softmax.probabilities(self._scales[1] * margins + self._scales[2] * meaning)
        best = np.argsort(-found, kind="stable")[:length]
        return [(self.labels[i], float(found[i])) for i in best]

    def _word_margins(self, features: csr_matrix) -> np.ndarray:
        row = features if features.format == "csr" else features.tocsr()
        columns = row.indices
        values = _sublinear(row.data) * self._idf[columns]
        block = np.searchsorted(self._ends, columns, side="right")
        norms = np.sqrt(np.bincount(block, values * values, minlength=len(self._sizes)))
        factors = np.sqrt(self._shares) / np.maximum(norms, 1e-9)
        return self._bias + (values * factors[block]).astype(np.float32) @ self._weights[columns]


def _scales(
    words: csr_matrix, meaning: np.ndarray | None, y: np.ndarray, classes: int, penalty: float, parts: int
) -> np.ndarray:
    """Returns the factors for words alone, and for words and meaning together, fitted on examples not seen."""
    if parts < 2 or classes < 2:
        return np.array([1.0, 0.5, 0.5], dtype=np.float32)
    seen, unseen = softmax.held_back(y, parts)

    def margins(x: softmax.Features) -> np.ndarray:
        weights, bias = softmax.fit(x[seen], y[seen], classes, penalty)
        return x[unseen] @ weights + bias

    by_words = margins(words)
    alone = softmax.fit_scales([by_words], y[unseen])
    if meaning is None:
        return np.array([alone[0], alone[0], 0.0], dtype=np.float32)
    return np.concatenate([alone, softmax.fit_scales([by_words, margins(meaning)], y[unseen])])


def _sublinear(counts: np.ndarray) -> np.ndarray:
    return (1.0 + np.log(np.maximum(counts, 1))).astype(np.float32)


def _idf(features: csr_matrix) -> np.ndarray:
    examples = features.shape[0]
    seen = np.bincount(features.indices, minlength=features.shape[1])
    weights = np.log((1 + examples) / (1 + seen)) + 1.0
    weights[seen == 0] = 0.0
    return weights.astype(np.float32)


def _weigh(features: csr_matrix, idf: np.ndarray) -> csr_matrix:
    """Returns the rows with tf-idf weights and length one."""
    x = csr_matrix((_sublinear(features.data), features.indices, features.indptr), shape=features.shape) @ diags(idf)
    norms = np.sqrt(np.asarray(x.multiply(x).sum(axis=1)).ravel())
    norms[norms == 0] = 1.0
    return csr_matrix(diags(1.0 / norms) @ x, dtype=np.float32)


def _centre(embeddings: np.ndarray, middle: np.ndarray) -> np.ndarray:
    moved = embeddings - middle
    return (moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)).astype(np.float32)
