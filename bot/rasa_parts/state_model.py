"""The model behind the states: how much a message resembles examples of each state. Knows numpy, not Rasa.

Kernel ridge regression: one linear system answers for all states, in seconds, from hundreds of examples instead of
thousands. Likeness is that of words, of parts of words, and of meaning; the last one is curved, so that only what is
really close counts. Measured beside a linear model and a support vector machine: docs/adr/0008.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.linalg import solve
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.feature_extraction.text import HashingVectorizer

from bot.dialogue.states import CRISIS, NEUTRAL, as_searched
from bot.rasa_parts.sentence_embedding import centred

# The example is not in danger; which other state it is written in nobody said.
UNKNOWN = "onbekend"
_COLUMNS = 2**17
_CURVE = 1.0
_RIDGE = 0.2
# An example of a state counts for so many neutral ones: there are few of them.
_RARE = 3.0
# So many directions hold 86% of what the embeddings of the examples differ in, and answer as all 768 do.
_DIRECTIONS = 192
_HASHED = dict(n_features=_COLUMNS, alternate_sign=False, norm=None, preprocessor=as_searched)
_WORDS = HashingVectorizer(analyzer="word", token_pattern=r"\w+", ngram_range=(1, 3), **_HASHED)
_PARTS_OF_WORDS = HashingVectorizer(analyzer="char_wb", ngram_range=(2, 5), **_HASHED)


class StateModel:
    """Says how much a message resembles each state, from 0 to 1; 0.5 is halfway between the state and all others.

    Attributes:
        labels: the states, in the order of the columns of all weights.
    """

    def __init__(
        self,
        labels: Sequence[str],
        idf: np.ndarray,
        weights: np.ndarray,
        rows: np.ndarray,
        mix: np.ndarray,
        middle: np.ndarray,
        axes: np.ndarray | None = None,
    ) -> None:
        """Makes a model of its parts.

        Args:
            labels: n states.
            idf: (columns,), how much each word or part of a word tells.
            weights: (columns, n), what each adds to each state.
            rows: (examples, directions), the embeddings of the examples along the axes; none for a model without.
            mix: (examples, n), what nearness to each example adds.
            middle: (layers, dimensions), the mean embedding.
            axes: (layers × dimensions, directions), in which the examples differ most; without it rows are whole.
        """
        self.labels = list(labels)
        self._idf = np.asarray(idf, dtype=np.float32)
        self._weights = np.ascontiguousarray(weights, dtype=np.float32)
        self._rows = np.ascontiguousarray(rows, dtype=np.float32)
        self._mix = np.asarray(mix, dtype=np.float32)
        self._middle = np.asarray(middle, dtype=np.float32)
        self._axes = np.asarray(np.eye(self._middle.size) if axes is None else axes, dtype=np.float32)

    def arrays(self) -> dict[str, np.ndarray]:
        """Returns what has to be stored besides the labels."""
        return {
            "idf": self._idf.astype(np.float16),
            "weights": self._weights.astype(np.float16),
            "rows": self._rows.astype(np.float16),
            "mix": self._mix,
            "middle": self._middle,
            "axes": self._axes,
        }

    @property
    def uses_meaning(self) -> bool:
        """Whether it was learned with embeddings."""
        return bool(len(self._rows))

    @classmethod
    def fit(cls, texts: Sequence[str], states: Sequence[str], embeddings: np.ndarray | None) -> StateModel:
        """Learns from examples.

        Args:
            texts: the examples.
            states: the state of each: also "neutraal", or "onbekend" for what is only known not to be in danger.
            embeddings: (examples, layers, dimensions), or None.
        """
        labels = sorted(set(states) - {NEUTRAL, UNKNOWN})
        counts = _counts(texts)
        idf = np.log((1 + len(texts)) / (1 + np.bincount(counts.indices, minlength=counts.shape[1]))) + 1.0
        words = _weighed(counts, idf)
        likeness = (words @ words.T).toarray()
        if embeddings is None:
            rows, middle = np.zeros((0, 1), np.float32), np.zeros((1, 1), np.float32)
            axes = np.zeros((1, 1), np.float32)
        else:
            middle = embeddings.mean(axis=0)
            rows = centred(embeddings, middle)
            axes = _main_directions(rows)
            rows = rows @ axes
            likeness += _nearness(rows, rows)
        given = np.array(states)
        mix = np.zeros((len(texts), len(labels)), dtype=np.float64)
        everything, known = np.arange(len(texts)), np.flatnonzero(given != UNKNOWN)
        for these, names in ((everything, [CRISIS]), (known, [s for s in labels if s != CRISIS])):
            columns = [labels.index(name) for name in names if name in labels]
            if not columns:
                continue
            wanted = np.where(given[these, None] == np.array(labels)[None, columns], 1.0, -1.0)
            system = likeness[np.ix_(these, these)]
            system[np.diag_indices_from(system)] += _RIDGE / np.where(wanted.max(axis=1) > 0, _RARE, 1.0)
            mix[np.ix_(these, columns)] = solve(system, wanted, assume_a="pos", overwrite_a=True, check_finite=False)
        weights = np.asarray(words.T @ mix)
        return cls(labels, idf, weights, rows, mix if len(rows) else np.zeros((0, len(labels))), middle, axes)

    def resemblance(self, text: str, embedding: np.ndarray | None) -> dict[str, float]:
        """Returns how much a message resembles each state, 0 to 1.

        Args:
            text: the message.
            embedding: (layers, dimensions); a model that was learned with embeddings says something else without.
        """
        found = self._by_words(text)
        if embedding is not None and self.uses_meaning:
            row = centred(embedding[None], self._middle) @ self._axes
            found = found + (_nearness(row, self._rows) @ self._mix)[0]
        found = np.clip((found + 1.0) / 2.0, 0.0, 1.0)
        return {name: round(float(value), 3) for name, value in zip(self.labels, found, strict=True)}

    def _by_words(self, text: str) -> np.ndarray:
        """Returns what the words say; only the columns of this text are touched, of a quarter of a million."""
        counts = _counts([text])
        columns, values = counts.indices, counts.data * self._idf[counts.indices]
        for block in (columns < _COLUMNS, columns >= _COLUMNS):
            values[block] /= np.linalg.norm(values[block]) or 1.0
        return values @ self._weights[columns]


def _counts(texts: Sequence[str]) -> csr_matrix:
    """Returns how often each word, pair, triple and part of a word stands in each text, as a sublinear count."""
    both = hstack([_WORDS.transform(texts), _PARTS_OF_WORDS.transform(texts)], format="csr")
    both.data = 1.0 + np.log(both.data)
    return both


def _weighed(counts: csr_matrix, idf: np.ndarray) -> csr_matrix:
    """Returns the counts weighed by what they tell; words and parts of words each have length one."""
    x = (counts @ diags(idf)).tocsc()
    blocks = []
    for block in (x[:, :_COLUMNS].tocsr(), x[:, _COLUMNS:].tocsr()):
        norms = np.sqrt(np.asarray(block.multiply(block).sum(axis=1)).ravel())
        blocks.append(diags(1.0 / np.where(norms, norms, 1.0)) @ block)
    return hstack(blocks, format="csr")


def _main_directions(rows: np.ndarray) -> np.ndarray:
    """Returns the axes, most telling first, along which rows differ most: (dimensions, at most `_DIRECTIONS`)."""
    _, vectors = np.linalg.eigh(rows.T.astype(np.float64) @ rows)
    return np.ascontiguousarray(vectors[:, ::-1][:, :_DIRECTIONS], dtype=np.float32)


def _nearness(rows: np.ndarray, others: np.ndarray) -> np.ndarray:
    return np.exp(_CURVE * (rows @ others.T - 1.0))
