"""The linear model itself: fits, calibrates and ranks. Knows numpy and scikit-learn, not Rasa."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix, diags
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC


class LinearModel:
    """A linear model with calibrated probabilities.

    Attributes:
        labels: intent names, in the order of the columns of `weights`.
    """

    def __init__(
        self, labels: list[str], weights: np.ndarray, bias: np.ndarray, idf: np.ndarray, temperature: np.ndarray
    ) -> None:
        """Makes a model of its parts.

        Args:
            labels: n intent names.
            weights: (features, n), a row per feature, contiguous: a message reads only its own rows.
            bias: (n,).
            idf: (features,), how much a feature tells; 0 for one never seen.
            temperature: a single number by which margins are multiplied before the softmax.
        """
        self.labels = labels
        self._weights = np.ascontiguousarray(weights, dtype=np.float32)
        self._bias = np.asarray(bias, dtype=np.float32)
        self._idf = np.asarray(idf, dtype=np.float32)
        self._temperature = float(temperature)

    def arrays(self) -> dict[str, np.ndarray]:
        """Returns what has to be stored besides the labels."""
        return {
            "weights": self._weights.astype(np.float16),
            "bias": self._bias,
            "idf": self._idf,
            "temperature": np.array(self._temperature),
        }

    @classmethod
    def fit(cls, features: csr_matrix, labels: list[str], cost: float, folds: int) -> LinearModel:
        """Learns from counts.

        Args:
            features: (examples, features) counts.
            labels: the intent of each example.
            cost: the inverse strength of regularisation.
            folds: parts held back in turn for the temperature; intents with fewer examples get fewer.
        """
        names, y = np.unique(labels, return_inverse=True)
        idf = _idf(features)
        x = _weigh(features, idf)
        smallest = int(np.bincount(y).min())
        folds = min(folds, smallest)
        temperature = _fit_temperature(x, y, cost, folds) if folds > 1 and len(names) > 1 else 1.0
        weights, bias = _fit_margins(x, y, len(names), cost)
        return cls(list(map(str, names)), weights, bias, idf, np.array(temperature))

    def rank(self, features: csr_matrix, length: int) -> list[tuple[str, float]]:
        """Returns the most likely intents of one message with their probability, best first.

        Args:
            features: one row of counts.
            length: how many to return.
        """
        row = features if features.format == "csr" else features.tocsr()
        columns = row.indices
        values = _sublinear(row.data) * self._idf[columns]
        norm = float(np.sqrt(np.dot(values, values)))
        margins = self._bias.copy()
        if norm:
            margins += (values / norm) @ self._weights[columns]
        probabilities = _softmax(margins * self._temperature)
        best = np.argsort(-probabilities, kind="stable")[:length]
        return [(self.labels[i], float(probabilities[i])) for i in best]


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
    x = csr_matrix((_sublinear(features.data), features.indices, features.indptr), shape=features.shape)
    x = x @ diags(idf)
    norms = np.sqrt(np.asarray(x.multiply(x).sum(axis=1)).ravel())
    norms[norms == 0] = 1.0
    return csr_matrix(diags(1.0 / norms) @ x)


def _fit_margins(x: csr_matrix, y: np.ndarray, classes: int, cost: float) -> tuple[np.ndarray, np.ndarray]:
    # The seed fixes liblinear's order of coordinates, so that the same data give the same model.
    svm = LinearSVC(C=cost, class_weight="balanced", random_state=42).fit(x, y)
    weights, bias = svm.coef_, svm.intercept_
    if classes == 2:  # scikit-learn gives one column for two classes
        weights, bias = np.vstack([-weights, weights]), np.concatenate([-bias, bias])
    return np.ascontiguousarray(weights.T, dtype=np.float32), bias.astype(np.float32)


def _fit_temperature(x: csr_matrix, y: np.ndarray, cost: float, folds: int) -> float:
    """Returns the factor that makes probabilities of unseen examples most honest (least log loss)."""
    margins = np.zeros((x.shape[0], int(y.max()) + 1), dtype=np.float32)
    for train, held_back in StratifiedKFold(folds, shuffle=True, random_state=42).split(x, y):
        weights, bias = _fit_margins(x[train], y[train], margins.shape[1], cost)
        margins[held_back] = x[held_back] @ weights + bias

    def loss(log_factor: float) -> float:
        scaled = margins * np.exp(log_factor)
        scaled -= scaled.max(axis=1, keepdims=True)
        return float(np.mean(np.log(np.exp(scaled).sum(axis=1)) - scaled[np.arange(len(y)), y]))

    return float(np.exp(minimize_scalar(loss, bounds=(-1.0, 4.0), method="bounded").x))


def _softmax(values: np.ndarray) -> np.ndarray:
    exponents = np.exp(values - values.max())
    return exponents / exponents.sum()
