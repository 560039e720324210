"""Makes of a text what it means, as numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime

from bot.rasa_parts.e5.network import network
from bot.rasa_parts.e5.tokens import Tokenizer
from bot.rasa_parts.e5.weights import Weights, unpack

# What the encoder learned to read before a question.
_QUESTION = "query: "
_ONLY_ERRORS = 3


class Encoder:
    """Embeds questions. It may be asked from several threads at once; each uses one core."""

    def __init__(self, path: Path, layers: tuple[int, ...]) -> None:
        """Loads the weights.

        Args:
            path: of the weights.
            layers: which layers' means are given, counted from one.

        Raises:
            OSError: the file cannot be read.
            ValueError: it is another kind of file.
            RuntimeError: this machine cannot compute with it.
        """
        weights = Weights(path)
        self._tokenizer = Tokenizer(weights)
        self._words = weights.word_blocks()
        places = weights.vector("emb.pos").reshape(-1, weights.width)[: weights.longest]
        self._places = places + weights.vector("emb.type")[: weights.width]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = _ONLY_ERRORS
        self._session = onnxruntime.InferenceSession(
            network(weights, layers), options, providers=["CPUExecutionProvider"]
        )

    def embed(self, text: str) -> np.ndarray:
        """Returns (layers, width), each row of length one."""
        ids = self._tokenizer.ids(_QUESTION + text)
        tokens = unpack(self._words[ids]) + self._places[: len(ids)]
        (rows,) = self._session.run(None, {"tokens": tokens[None]})
        return rows[0] / np.linalg.norm(rows[0], axis=1, keepdims=True)
