"""Softmax regression for few examples with many features, and probabilities one can believe. Knows numpy, not Rasa."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.linalg import solve_triangular
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, issparse
from sklearn.model_selection import StratifiedKFold

# The square of the constant feature that carries the bias; small, so that the bias is held back too.
_BIAS = 0.05
_STEPS = 50
_SEED = 42
Features = csr_matrix | np.ndarray


def fit(x: Features, y: np.ndarray, classes: int, penalty: float) -> tuple[np.ndarray, np.ndarray]:
    """Returns weights (features, classes) and bias (classes,).

    Args:
        x: (examples, features), rows of about length one.
        y: the class of each example.
        classes: how many classes there are.
        penalty: the strength of regularisation.
    """
    if x.shape[1] < x.shape[0]:
        constant = np.full((x.shape[0], 1), np.sqrt(_BIAS), dtype=np.float32)
        dense = x.toarray() if issparse(x) else x
        found = _descend(np.hstack([dense, constant]).astype(np.float32), y, classes, penalty)
        return np.ascontiguousarray(found[:-1], dtype=np.float32), (np.sqrt(_BIAS) * found[-1]).astype(np.float32)
    # With ten features to an example the other way round is cheaper. The best weights are a mix of the examples, so it
    # is enough to learn that mix: from the similarities of examples, in coordinates (Cholesky) in which the penalty is
    # an ordinary one.
    similarity = x @ x.T
    kernel = (similarity.toarray() if issparse(similarity) else similarity).astype(np.float32) + _BIAS
    kernel[np.diag_indices_from(kernel)] += 1e-4  # equal examples would make it singular
    coordinates = np.linalg.cholesky(kernel)
    mix = solve_triangular(coordinates.T, _descend(coordinates, y, classes, penalty), lower=False, check_finite=False)
    return np.ascontiguousarray(x.T @ mix, dtype=np.float32), (_BIAS * mix.sum(axis=0)).astype(np.float32)


def held_back(y: np.ndarray, parts: int) -> tuple[np.ndarray, np.ndarray]:
    """Returns which examples to learn from and which to hold back: one part in `parts`, of every class its share."""
    return next(iter(StratifiedKFold(parts, shuffle=True, random_state=_SEED).split(y, y)))


def fit_scales(margins: Sequence[np.ndarray], y: np.ndarray) -> np.ndarray:
    """Returns a factor for each set of margins, so that the softmax of their sum is most honest (least log loss).

    With one set this is temperature scaling; with more it also says how far to trust each.
    """

    def loss(log_factors: np.ndarray) -> float:
        total = sum(f * m for f, m in zip(np.exp(log_factors), margins, strict=True))
        return log_loss(probabilities(total), y)

    start = np.full(len(margins), -np.log(len(margins)))
    found = minimize(loss, start, method="Nelder-Mead", options={"xatol": 0.01, "fatol": 1e-5, "maxiter": 80})
    return np.exp(found.x).astype(np.float32)


def probabilities(margins: np.ndarray) -> np.ndarray:
    """Returns the softmax of each row, or of the only row."""
    exponents = np.exp(margins - margins.max(axis=-1, keepdims=True))
    return exponents / exponents.sum(axis=-1, keepdims=True)


def log_loss(found: np.ndarray, y: np.ndarray) -> float:
    """Returns the mean of how surprising the right class was: lower is better."""
    return float(-np.log(np.maximum(found[np.arange(len(y)), y], 1e-12)).mean())


def _descend(z: np.ndarray, y: np.ndarray, classes: int, penalty: float) -> np.ndarray:
    examples = np.arange(len(y))

    def loss_and_slope(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(-1, classes).astype(np.float32)
        errors = probabilities(z @ weights)
        loss = len(y) * log_loss(errors, y) + 0.5 * penalty * float(np.sum(weights**2))
        errors[examples, y] -= 1.0
        slope = z.T @ errors + penalty * weights
        return loss / len(y), (slope / len(y)).ravel().astype(np.float64)

    start = np.zeros(z.shape[1] * classes)
    options = {"maxiter": _STEPS, "maxcor": 6, "ftol": 1e-7}
    found = minimize(loss_and_slope, start, jac=True, method="L-BFGS-B", options=options)
    return found.x.reshape(-1, classes).astype(np.float32)
