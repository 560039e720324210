"""Softmax regression for few examples with many features, and probabilities one can believe. Knows numpy, not Rasa."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.sparse import csc_matrix, csr_matrix
from sklearn.model_selection import StratifiedKFold

# The square of the constant feature that carries the bias; small, so that the bias is held back too.
BIAS = 0.05
# It needs 20 to 30; how many earlier steps it looks back at; when another step would change nothing.
_MOST_STEPS = 60
_LOOK_BACK = 5
_SETTLED = 3e-5
# A feature in more than one in so many examples is frequent.
_OFTEN = 60
_SEED = 42


class Examples:
    """The features of all examples, laid out so that all inner products with a mix of examples are quick."""

    def __init__(self, sparse: csr_matrix, dense: np.ndarray) -> None:
        """Lays them out.

        A few features stand in very many rows and cost nearly all time of a sparse product: those go dense.

        Args:
            sparse: (examples, features).
            dense: (examples, other features); may have none.
        """
        columns = csc_matrix(sparse, dtype=np.float32)
        often = np.diff(columns.indptr) > sparse.shape[0] / _OFTEN
        constant = np.full((sparse.shape[0], 1), np.sqrt(BIAS), np.float32)
        self._frequent = np.hstack([constant, columns[:, often].toarray(), dense.astype(np.float32)])
        rare = csr_matrix(columns[:, ~often], dtype=np.float32)
        self._rare, self._rare_turned = _bands(rare), _bands(csr_matrix(rare.T))

    def __len__(self) -> int:
        return len(self._frequent)

    def products(self, mix: np.ndarray) -> np.ndarray:
        """Returns the inner products of each example with mixes of all examples, (examples, mixes), with the bias."""
        return self._frequent @ (self._frequent.T @ mix) + _times(self._rare, _times(self._rare_turned, mix))


def _bands(matrix: csr_matrix) -> list[csr_matrix]:
    """Returns the matrix cut into bands of rows with as many values each, one for each core.

    A sparse product uses one core; the products of the bands do not wait for each other, and give the same numbers.
    """
    cores = os.cpu_count() or 1
    cuts = np.searchsorted(matrix.indptr, np.linspace(0, matrix.nnz, cores + 1)[1:-1]).tolist()
    edges = [0, *cuts, matrix.shape[0]]
    return [matrix[low:high] for low, high in pairwise(edges)]


def _times(bands: list[csr_matrix], mix: np.ndarray) -> np.ndarray:
    with ThreadPoolExecutor(len(bands)) as pool:
        return np.vstack(list(pool.map(lambda band: band @ mix, bands)))


def fit(examples: Examples, y: np.ndarray, classes: int, penalty: float, start: np.ndarray | None = None) -> np.ndarray:
    """Returns how much each example counts for each class, (examples, classes): that mix of them makes the weights.

    The best weights are a mix of the examples, and there are ten times as many features as examples. So it walks among
    mixes (L-BFGS, with the inner products of the weights they make), never among weights, and never needs how alike all
    pairs of examples are: time and memory grow with the number of examples, not with its square.

    Args:
        examples: their features.
        y: the class of each example.
        classes: how many classes there are.
        penalty: the strength of regularisation.
        start: a mix to begin with; from one of nearly the same examples it takes half the steps.
    """
    mix = np.zeros((len(y), classes), np.float32) if start is None else start.astype(np.float32)
    margins = examples.products(mix)
    slope = _slope(mix, margins, y, penalty)
    slopes = examples.products(slope)  # of every x below, `xs` are its products
    loss = _surprise(margins, y) + 0.5 * penalty * _dot(mix, margins)
    earlier: list[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]] = []
    for _ in range(_MOST_STEPS):
        step, steps = _direction(slope, slopes, earlier)
        size, new = _how_far(loss, mix, margins, step, steps, _dot(slope, steps), y, penalty)
        if loss - new <= _SETTLED * loss:
            break
        step, steps, loss = size * step, size * steps, new
        mix, margins = mix + step, margins + steps
        next_slope = _slope(mix, margins, y, penalty)
        next_slopes = examples.products(next_slope)
        earlier = [*earlier, (step, steps, next_slope - slope, next_slopes - slopes)][-_LOOK_BACK:]
        slope, slopes = next_slope, next_slopes
    return mix


def _direction(slope: np.ndarray, slopes: np.ndarray, earlier: list) -> tuple[np.ndarray, np.ndarray]:
    """Returns where to go and its products: down, corrected by how the slope changed in earlier steps."""
    down, downs = -slope, -slopes
    counted = []
    for _, steps, change, changes in reversed(earlier):
        counted.append(_dot(steps, down) / _dot(steps, change))
        down, downs = down - counted[-1] * change, downs - counted[-1] * changes
    if not earlier:
        scale = np.sqrt(len(slope) / max(_dot(slope, slopes), 1e-12))
    else:
        _, steps, change, changes = earlier[-1]
        scale = _dot(steps, change) / _dot(change, changes)
    down, downs = np.float32(scale) * down, np.float32(scale) * downs
    for (step, steps, change, _), count in zip(earlier, reversed(counted), strict=True):
        more = count - _dot(change, downs) / _dot(steps, change)
        down, downs = down + more * step, downs + more * steps
    return down, downs


def _how_far(
    loss: float,
    mix: np.ndarray,
    margins: np.ndarray,
    step: np.ndarray,
    steps: np.ndarray,
    fall: float,
    y: np.ndarray,
    penalty: float,
) -> tuple[float, float]:
    """Returns how far to go along a step, and the loss there; shorter until it falls enough."""
    own, mixed, square = _dot(mix, margins), _dot(mix, steps), _dot(step, steps)
    size = 1.0
    for _ in range(20):
        new = _surprise(margins + np.float32(size) * steps, y)
        new += 0.5 * penalty * (own + 2 * size * mixed + size * size * square)
        if new <= loss + 1e-4 * size * fall:
            return size, new
        size = max(0.1 * size, -fall * size * size / (2 * (new - loss - fall * size)))
    return 0.0, loss


def _slope(mix: np.ndarray, margins: np.ndarray, y: np.ndarray, penalty: float) -> np.ndarray:
    errors = probabilities(margins)
    errors[np.arange(len(y)), y] -= 1.0
    return errors + np.float32(penalty) * mix


def _surprise(margins: np.ndarray, y: np.ndarray) -> float:
    """Returns the sum of how surprising the right classes are."""
    highest = margins.max(axis=1)
    total = np.log(np.exp(margins - highest[:, None]).sum(axis=1)) + highest - margins[np.arange(len(y)), y]
    return float(total.sum(dtype=np.float64))


def _dot(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.vdot(one, other))


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
