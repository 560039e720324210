"""The model of the intent classifier: words and meaning, learned as one. Knows numpy, not Rasa."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix, diags, hstack

from bot.rasa_parts import softmax
from bot.rasa_parts.sentence_embedding import centred


class LinearModel:
    """A linear model of words and of what the sentence means, with calibrated probabilities.

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
        scale: np.ndarray,
        meaning: np.ndarray,
        middle: np.ndarray,
    ) -> None:
        """Makes a model of its parts.

        Args:
            labels: n intent names.
            weights: (features, n), weights of words, a row per feature, contiguous: a message reads only its own rows.
            bias: (n,).
            idf: (features,), how much a feature tells; 0 for one never seen.
            sizes: the number of features of each block (words, parts of words).
            shares: how much each block counts; they add up to one.
            scale: the factor that makes the margins honest.
            meaning: (layers × dimensions, n), weights of the embedding; no rows for a model without.
            middle: (layers, dimensions), the mean embedding: all sentences look alike before it is taken off.
        """
        self.labels = labels
        self._weights = np.ascontiguousarray(weights, dtype=np.float32)
        self._bias = np.asarray(bias, dtype=np.float32)
        self._idf = np.asarray(idf, dtype=np.float32)
        self._sizes = np.asarray(sizes)
        self._shares = np.asarray(shares, dtype=np.float32)
        self._scale = float(scale)
        self._meaning = np.asarray(meaning, dtype=np.float32)
        self._middle = np.asarray(middle, dtype=np.float32)
        self._ends = np.cumsum(self._sizes)

    def arrays(self) -> dict[str, np.ndarray]:
        """Returns what has to be stored besides the labels."""
        return {
            "weights": self._weights.astype(np.float16),
            "bias": self._bias,
            "idf": self._idf.astype(np.float16),
            "sizes": self._sizes,
            "shares": self._shares,
            "scale": np.array(self._scale),
            "meaning": self._meaning.astype(np.float16),
            "middle": self._middle,
        }

    @classmethod
    def fit(
        cls,
        blocks: Sequence[csr_matrix],
        labels: list[str],
        embeddings: np.ndarray | None = None,
        *,
        shares: Sequence[float] | None = None,
        meaning_share: float = 0.7,
        penalty: float = 0.02,
        parts: int = 5,
    ) -> LinearModel:
        """Learns from examples.

        Args:
            blocks: counts of features, (examples, features) each; every block is brought to length one by itself, or
                the many parts of words would drown the words.
            labels: the intent of each example.
            embeddings: (examples, layers, dimensions), or None to learn from words alone.
            shares: how much each block counts; the same for each when not given.
            meaning_share: how much the embedding counts beside all blocks together, which count for one.
            penalty: the strength of regularisation.
            parts: one in so many examples is held back to fit the scale, by a model that learns from the others; an
                intent with fewer examples lowers it.
        """
        names, y = np.unique(labels, return_inverse=True)
        weigh = np.asarray(shares if shares is not None else [1.0] * len(blocks), dtype=np.float32)
        weigh = weigh / weigh.sum()
        idf = [_idf(b) for b in blocks]
        words = hstack(
            [_weigh(b, i) * np.float32(np.sqrt(s)) for b, i, s in zip(blocks, idf, weigh, strict=True)], format="csr"
        )
        sizes = np.array([b.shape[1] for b in blocks])
        held_back = min(parts, int(np.bincount(y).min()))
        sense, middle = np.zeros((len(y), 0), np.float32), np.zeros(0)
        if embeddings is not None:
            middle = embeddings.mean(axis=0)
            sense = np.sqrt(np.float32(meaning_share)) * centred(embeddings, middle)
        mix, scale = _learn(words, sense, y, len(names), penalty, held_back)
        return cls(
            [str(n) for n in names], words.T @ mix, softmax.BIAS * mix.sum(axis=0), np.concatenate(idf), sizes, weigh,
            np.array(scale), np.sqrt(np.float32(meaning_share)) * (sense.T @ mix), middle,
        )  # fmt: skip

    def rank(self, features: csr_matrix, length: int, embedding: np.ndarray | None = None) -> list[tuple[str, float]]:
        """Returns the most likely intents of one message with their probability, best first.

        Args:
            features: one row of counts, all blocks side by side.
            length: how many to return.
            embedding: of the message, (layers, dimensions); without it words alone decide, with less to go by.
        """
        columns, values = self._word_values(features)
        margins = self._bias + values @ self._weights[columns]
        if embedding is not None and len(self._meaning):
            margins += centred(embedding[None], self._middle)[0] @ self._meaning
        found = softmax.probabilities(self._scale * margins)
        best = np.argsort(-found, kind="stable")[:length]
        return [(self.labels[i], float(found[i])) for i in best]

    def _word_values(self, features: csr_matrix) -> tuple[np.ndarray, np.ndarray]:
        """Returns the columns of the features in a message, and what each of them counts for."""
        row = features if features.format == "csr" else features.tocsr()
        columns = row.indices
        values = _sublinear(row.data) * self._idf[columns]
        block = np.searchsorted(self._ends, columns, side="right")
        norms = np.sqrt(np.bincount(block, values * values, minlength=len(self._sizes)))
        factors = np.sqrt(self._shares) / np.maximum(norms, 1e-9)
        return columns, (values * factors[block]).astype(np.float32)


def _learn(
    words: csr_matrix,
    sense: np.ndarray,
    y: np.ndarray,
    classes: int,
    penalty: float,
    parts: int,
) -> tuple[np.ndarray, float]:
    """Returns the mix of examples that makes the weights, and the factor that makes its margins honest.

    The factor is fitted on one part of the examples, with weights learned from the others.
    """
    scale, start = 1.0, None
    if parts > 1 and classes > 1:
        seen, unseen = softmax.held_back(y, parts)
        examples = softmax.Examples(words[seen], sense[seen])
        mix = softmax.fit(examples, y[seen], classes, penalty)
        margins = words[unseen] @ (words[seen].T @ mix) + np.float32(softmax.BIAS) * mix.sum(axis=0)
        scale = softmax.fit_scale(margins + sense[unseen] @ (sense[seen].T @ mix), y[unseen])
        start = np.zeros((len(y), classes), np.float32)
        start[seen] = mix
    return softmax.fit(softmax.Examples(words, sense), y, classes, penalty, start), scale


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
