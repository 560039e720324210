"""The encoder as a network for ONNX Runtime, computed in integers of 8 bits."""

from __future__ import annotations

import numpy as np
from onnx import NodeProto, TensorProto, helper, numpy_helper

from bot.rasa_parts.e5.weights import BLOCK, Weights, nibbles, scales, unpack

# ONNX Runtime's own operators: both products, and GELU.
_RUNTIME = "com.microsoft"
# With weights of 4 bits, what is multiplied with them gets 8, and a scale for each block.
_IN_8_BITS = 4
# The greatest weight, with one scale for a whole row. Not 127: without VNNI a processor adds two products in 16 bits.
_GREATEST = 63
_END = 2**31


def network(weights: Weights, layers: tuple[int, ...]) -> bytes:
    """Returns the network as an ONNX model.

    It takes `tokens`, (messages, tokens, width), and gives (messages, layers, width): the mean over the tokens after
    each of these layers.

    Args:
        weights: of the encoder.
        layers: counted from one, in rising order.
    """
    return _Builder(weights).build(layers)


class _Builder:
    """Adds one operation after the other."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._nodes: list[NodeProto] = []
        self._values: list[TensorProto] = []

    def build(self, layers: tuple[int, ...]) -> bytes:
        width = self._weights.width
        now = self._normalise("tokens", "emb.ln")
        means = []
        for number in range(1, max(layers) + 1):
            now = self._layer(now, f"l{number - 1}.")
            if number in layers:
                means.append(self._add("ReduceMean", now, axes=[1], keepdims=1))
        meanings = self._add("Concat", *means, axis=1)
        graph = helper.make_graph(
            self._nodes, "e5",
            [helper.make_tensor_value_info("tokens", TensorProto.FLOAT, ["messages", "length", width])],
            [helper.make_tensor_value_info(meanings, TensorProto.FLOAT, ["messages", len(layers), width])],
            self._values,
        )  # fmt: skip
        versions = [helper.make_opsetid("", 17), helper.make_opsetid(_RUNTIME, 1)]
        return helper.make_model(graph, opset_imports=versions, ir_version=8).SerializeToString()

    def _layer(self, before: str, name: str) -> str:
        """A layer as in BERT: attention and a feed-forward part, each added to what came in and normalised."""
        seen = self._quick(self._attention(before, name), [name + "ao"])
        between = self._normalise(self._add("Add", seen, before), name + "aln")
        inner = self._add("Gelu", self._quick(between, [name + "fi"]), domain=_RUNTIME)
        return self._normalise(self._add("Add", self._outward(inner, name + "fo"), between), name + "oln")

    def _attention(self, before: str, name: str) -> str:
        heads = self._weights.heads
        size = self._weights.width // heads
        all_three = self._quick(before, [name + "q", name + "k", name + "v"])
        apart = self._add("Reshape", all_three, self._value(np.array([0, 0, 3, heads, size])))
        apart = self._add("Transpose", apart, perm=[2, 0, 3, 1, 4])
        query, key, value = (self._add("Gather", apart, self._value(np.array(i)), axis=0) for i in range(3))
        likeness = self._add("MatMul", query, self._add("Transpose", key, perm=[0, 1, 3, 2]))
        likeness = self._add("Mul", likeness, self._value(np.array(1 / np.sqrt(size), np.float32)))
        mixed = self._add("MatMul", self._add("Softmax", likeness, axis=-1), value)
        mixed = self._add("Transpose", mixed, perm=[0, 2, 1, 3])
        return self._add("Reshape", mixed, self._value(np.array([0, 0, heads * size])))

    def _outward(self, inner: str, name: str) -> str:
        """The product with the weights of this name, where the first and last token have a value of ten times others.

        With one scale for all tokens the others would be lost, so these two are computed apart.
        """
        ends = self._add("Concat", self._part(inner, 0, 1), self._part(inner, -1, _END), axis=1)
        ends, between = self._exact(ends, name), self._quick(self._part(inner, 1, -1), [name])
        return self._add("Concat", self._part(ends, 0, 1), between, self._part(ends, 1, 2), axis=1)

    def _part(self, before: str, start: int, end: int) -> str:
        """The tokens from one place to another."""
        return self._add("Slice", before, *(self._value(np.array([number])) for number in (start, end, 1)))

    def _quick(self, before: str, names: list[str]) -> str:
        """The product with the weights of these names, side by side, and their biases added; one scale for a row."""
        biases = [self._weights.vector(name + ".b") for name in names]
        weights = np.concatenate(
            [unpack(self._weights.blocks(name + ".w", len(bias))) for name, bias in zip(names, biases, strict=True)]
        )
        scale = np.abs(weights).max(axis=1) / _GREATEST
        numbers = np.round(weights / scale[:, None]).astype(np.int8)
        return self._add(
            "DynamicQuantizeMatMul", before, self._value(numbers.T), self._value(scale),
            self._value(np.zeros(len(scale), np.int8)), self._value(np.concatenate(biases)), domain=_RUNTIME,
        )  # fmt: skip

    def _exact(self, before: str, name: str) -> str:
        """The product with the weights of this name as they are in the file, and their bias added; slower."""
        bias = self._weights.vector(name + ".b")
        blocks = self._weights.blocks(name + ".w", len(bias))
        numbers = nibbles(blocks)
        packed = numbers[..., 0::2] | (numbers[..., 1::2] << 4)
        product = self._add(
            "MatMulNBits", before, self._value(packed), self._value(scales(blocks).ravel()), domain=_RUNTIME,
            K=blocks.shape[1] * BLOCK, N=len(blocks), bits=4, block_size=BLOCK, accuracy_level=_IN_8_BITS,
        )  # fmt: skip
        return self._add("Add", product, self._value(bias))

    def _normalise(self, before: str, name: str) -> str:
        factors, shifts = (self._value(self._weights.vector(f"{name}.{part}")) for part in "wb")
        return self._add("LayerNormalization", before, factors, shifts, axis=-1, epsilon=self._weights.epsilon)

    def _value(self, array: np.ndarray) -> str:
        self._values.append(numpy_helper.from_array(np.array(array), f"v{len(self._values)}"))
        return self._values[-1].name

    def _add(self, operator: str, *inputs: str, **attributes: object) -> str:
        self._nodes.append(helper.make_node(operator, inputs, [f"n{len(self._nodes)}"], **attributes))
        return self._nodes[-1].output[0]
