"""Softmax regression for few examples with many features, and probabilities one can believe. Knows numpy, not Rasa."""

from __future__ import annotations

import numpy as np
from scipy.linalg import cholesky, solve_triangular
from scipy.optimize import minimize, minimize_scalar
from scipy.sparse import csc_matrix, csr_matrix
from sklearn.model_selection import StratifiedKFold

# The square of the constant feature that carries the bias; small, so that the bias is held back too.
BIAS = 0.05
_STEPS = 50
# A feature in more than one in so many examples is frequent.
_OFTEN = 150
_SEED = 42


def fit(similarity: np.ndarray, y: np.ndarray, classes: int, penalty: float) -> np.ndarray:
    """Returns how much each example counts for each class, (examples, classes): that mix of them makes the weights.

    With ten features to an example it is cheaper to learn that mix than the weights themselves, and just as good: the
    best weights are a mix of the examples.

    Args:
        similarity: (examples, examples), the inner products of their features, in 32 bits; see `similarities`. It is
            overwritten: with 14,000 examples a copy would take 800 MB.
        y: the class of each example.
        classes: how many classes there are.
        penalty: the strength of regularisation.
    """
    kernel = similarity
    kernel += np.float32(BIAS)
    kernel[np.diag_indices_from(kernel)] += 1e-4  # equal examples would make it singular
    # Coordinates (Cholesky) in which the penalty is an ordinary one.
    # Transposed, which changes nothing here, it is in the order that LAPACK works in: no copy.
    coordinates = cholesky(kernel.T, lower=True, overwrite_a=True, check_finite=False)
    found = _descend(coordinates, y, classes, penalty)
    return solve_triangular(coordinates, found, lower=True, trans="T", check_finite=False)


def similarities(x: csr_matrix) -> np.ndarray:
    """Returns the inner products of all rows, in 32 bits.

    A few features stand in very many rows and cost nearly all time of a sparse product: those go dense, and the result
    is the same in a tenth of the time.
    """
    columns = csc_matrix(x)
    often = np.diff(columns.indptr) > x.shape[0] / _OFTEN
    frequent = columns[:, often].toarray().astype(np.float32)
    rare = csr_matrix(columns[:, ~often])
    found = frequent @ frequent.T
    rest = csr_matrix(rare @ rare.T)
    for i in range(len(found)):  # row by row: the rest as a dense matrix would be as large again
        start, end = rest.indptr[i], rest.indptr[i + 1]
        found[i, rest.indices[start:end]] += rest.data[start:end]
    return found


def held_back(y: np.ndarray, parts: int) -> tuple[np.ndarray, np.ndarray]:
    """Returns which examples to learn from and which to hold back: one part in `parts`, of every class its share."""
    return next(iter(StratifiedKFold(parts, shuffle=True, random_state=_SEED).split(y, y)))


def fit_scale(margins: np.ndarray, y: np.ndarray) -> float:
    """Returns the factor that makes the softmax of these margins most honest (least log loss): temperature scaling."""
    found = minimize_scalar(
        lambda log_factor: log_loss(probabilities(np.exp(log_factor) * margins), y), bounds=(-3, 3), method="bounded"
    )
    return float(np.exp(found.x))


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
