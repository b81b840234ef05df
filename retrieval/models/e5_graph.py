"""The encoder as an ONNX graph, made straight from the weights: float32 as a reference, int8 to run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from retrieval.models.e5_weights import Weights

Precision = Literal["float32", "int8"]
_OPSET, _IR_VERSION = 20, 10  # Gelu and LayerNormalization as single operators
_MASKED = -10_000.0  # added to the attention scores of padding
_LOWER = 6  # layers that both encoders share: the interaction encoder is tuned above them
STATES = "states"  # what the lower half gives and an upper half takes, (batch, length, hidden)
# 7 of the 8 bits: on x86 processors without VNNI, sums of full-range products saturate silently.
_LEVELS = 63


def build_encoder(weights: Weights, precision: Precision) -> onnx.ModelProto:
    """A model from ``input_ids`` and ``attention_mask`` (batch, length) to ``token_embeddings``
    (batch, length, hidden). Raises KeyError when a tensor is missing."""
    graph = Graph(weights, precision)
    graph.node("Identity", [last_states(graph)], output="token_embeddings")
    return graph.model({"token_embeddings": ["batch", "length", weights.shape.hidden]})


def build_lower_half(weights: Weights, precision: Precision = "int8") -> onnx.ModelProto:
    """A model from ``input_ids`` and ``attention_mask`` to ``states``, those half way up the encoder."""
    graph = Graph(weights, precision)
    lower = _layers(graph, _embeddings(graph), range(_LOWER))
    graph.node("Identity", [lower], output=STATES)
    return graph.model({STATES: ["batch", "length", weights.shape.hidden]})


def build_upper_half(weights: Weights, precision: Precision = "int8") -> onnx.ModelProto:
    """A model from ``states`` and ``attention_mask`` to ``token_embeddings``: both halves make build_encoder's."""
    graph = Graph(weights, precision)
    graph.node("Identity", [upper_states(graph)], output="token_embeddings")
    return graph.model({"token_embeddings": ["batch", "length", weights.shape.hidden]})


def last_states(graph: "Graph") -> str:
    """The whole encoder; the value that holds its last hidden states (batch, length, hidden)."""
    return _layers(graph, _embeddings(graph), range(graph.weights.shape.layers))


def upper_states(graph: "Graph") -> str:
    """The upper half of the encoder above ``states``; the value that holds its last hidden states."""
    return _layers(graph, STATES, range(_LOWER, graph.weights.shape.layers))


def _layers(graph: "Graph", x: str, layers: Iterable[int]) -> str:
    mask = _attention_mask(graph)
    for layer in layers:
        x = _layer(graph, x, mask, f"l{layer}.")
    return x


class Matrix(Protocol):
    def dequantise(self) -> np.ndarray:
        """The matrix as float32, (rows, columns)."""


@dataclass(frozen=True, slots=True)
class Tuned:
    """Tensors by name that stand in the place of the weight file's."""

    matrices: Mapping[str, Matrix]
    vectors: Mapping[str, np.ndarray]


class Graph:
    """Collects nodes and constants; each method returns the name of a value."""

    def __init__(self, weights: Weights, precision: Precision, tuned: Tuned | None = None) -> None:
        self.weights = weights
        self.precision = precision
        self._tuned = tuned or Tuned({}, {})
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}
        self._quantised: dict[str, list[str]] = {}

    def constant(self, name: str, value: Any, dtype: Any = None) -> str:
        if name not in self._constants:
            self._constants[name] = numpy_helper.from_array(np.ascontiguousarray(value, dtype), name)
        return name

    def vector(self, name: str) -> str:
        tuned = self._tuned.vectors.get(name)
        return self.constant(name, self.weights.vectors[name] if tuned is None else tuned)

    def matrix(self, name: str) -> np.ndarray:
        """A matrix as float32, (rows, columns)."""
        return (self._tuned.matrices.get(name) or self.weights.matrices[name]).dequantise()

    def node(self, op: str, inputs: list[str], *, output: str | None = None, **attributes: Any) -> str:
        output = output or f"{op}_{len(self._nodes)}"
        self._nodes.append(
            helper.make_node(op, inputs, [output], name=f"node_{len(self._nodes)}", **attributes)
        )
        return output

    def quantised(self, x: str) -> list[str]:
        """Values, scale and zero point of *x* in 8 bits; made once for all matrices that *x* meets."""
        if x not in self._quantised:
            outputs = [f"{x}_{part}" for part in ("values", "scale", "zero")]
            self._nodes.append(helper.make_node("DynamicQuantizeLinear", [x], outputs))
            self._quantised[x] = outputs
        return self._quantised[x]

    def row_quantised(self, x: str) -> list[str]:
        """The same with one scale a token, around a fixed zero point."""
        largest = self.node("ReduceMax", [self.node("Abs", [x]), self.constant("last_axis", [-1], np.int64)])
        least = self.constant("least", np.finfo(np.float32).tiny, np.float32)
        scale = self.node("Div", [self.node("Max", [largest, least]), self.constant("top", 127, np.float32)])
        middle = self.constant("middle", 128, np.float32)
        levels = self.node("Round", [self.node("Add", [self.node("Div", [x, scale]), middle])])
        values = self.node("Cast", [levels], to=TensorProto.UINT8)
        return [values, scale, self.constant("zero", 128, np.uint8)]

    def model(self, outputs: Mapping[str, list[str | int]]) -> onnx.ModelProto:
        """All that was collected, with the float32 *outputs* by name, each with its shape."""
        read = {name for node in self._nodes for name in node.input}
        kinds: list[tuple[str, int, list[Any]]] = [
            ("input_ids", TensorProto.INT64, ["batch", "length"]),
            # Not knowing their shape, onnxruntime merges no sum with a normalisation, whose last bits would differ.
            (STATES, TensorProto.FLOAT, [None, None, None]),
            ("attention_mask", TensorProto.INT64, ["batch", "length"]),
        ]
        inputs = [helper.make_tensor_value_info(*one) for one in kinds if one[0] in read]
        shapes: Mapping[str, list[Any]] = dict(outputs)
        given = [helper.make_tensor_value_info(n, TensorProto.FLOAT, shape) for n, shape in shapes.items()]
        graph = helper.make_graph(self._nodes, "e5", inputs, given, list(self._constants.values()))
        return helper.make_model(
            graph,
            opset_imports=[helper.make_opsetid("", _OPSET)],
            ir_version=_IR_VERSION,
            producer_name="wence",
        )


def _embeddings(graph: Graph) -> str:
    vectors, hidden = graph.weights.vectors, graph.weights.shape.hidden
    first = graph.constant("first", [0], np.int64)
    length = graph.node("Shape", ["input_ids"], start=1, end=2)
    # Every token is of type 0, so its vector is folded into the positions.
    positions = vectors["emb.pos"].reshape(-1, hidden) + vectors["emb.type"][:hidden]
    positions_used = graph.node("Slice", [graph.constant("positions", positions), first, length, first])
    return _normalised(graph, graph.node("Add", [_words(graph), positions_used]), "emb.ln")


def _words(graph: Graph) -> str:
    """Rows of the word table: kept in their 4 bits and expanded as needed, exactly, at a seventh of the size."""
    matrix = graph.weights.matrices["emb.word"]
    rows = graph.node("Gather", [graph.constant("word.nibbles", matrix.nibbles), "input_ids"])
    scales = graph.constant("word.scales", matrix.scales[..., None], np.float16)
    sixteen = graph.constant("sixteen", 16, np.uint8)
    halves = [graph.node("Mod", [rows, sixteen]), graph.node("Div", [rows, sixteen])]
    levels = graph.node("Cast", [graph.node("Concat", halves, axis=-1)], to=TensorProto.FLOAT)
    centred = graph.node("Sub", [levels, graph.constant("eight", 8, np.float32)])
    scale = graph.node("Cast", [graph.node("Gather", [scales, "input_ids"])], to=TensorProto.FLOAT)
    flat = graph.constant("flat", [0, 0, graph.weights.shape.hidden], np.int64)
    return graph.node("Reshape", [graph.node("Mul", [centred, scale]), flat])


def _attention_mask(graph: Graph) -> str:
    """0 for tokens and a large negative number for padding, (batch, 1, 1, length)."""
    mask = graph.node("Cast", ["attention_mask"], to=TensorProto.FLOAT)
    padding = graph.node("Sub", [graph.constant("one", 1, np.float32), mask])
    scores = graph.node("Mul", [padding, graph.constant("masked", _MASKED, np.float32)])
    return graph.node("Unsqueeze", [scores, graph.constant("mask_axes", [1, 2], np.int64)])


def _layer(graph: Graph, x: str, mask: str, name: str) -> str:
    attended = _linear(graph, _attention(graph, x, mask, name), name + "ao")
    x = _normalised(graph, graph.node("Add", [x, attended]), name + "aln")
    inner = graph.node("Gelu", [_linear(graph, x, name + "fi")])
    return _normalised(graph, graph.node("Add", [x, _linear(graph, inner, name + "fo")]), name + "oln")


def _attention(graph: Graph, x: str, mask: str, name: str) -> str:
    shape = graph.weights.shape
    width = shape.hidden // shape.heads
    split = graph.constant("split", [0, 0, shape.heads, width], np.int64)
    scale = graph.constant("scale", width**-0.5, np.float32)
    q, k, v = (graph.node("Reshape", [_linear(graph, x, name + part), split]) for part in "qkv")
    q = graph.node("Transpose", [graph.node("Mul", [q, scale])], perm=[0, 2, 1, 3])
    k = graph.node("Transpose", [k], perm=[0, 2, 3, 1])
    v = graph.node("Transpose", [v], perm=[0, 2, 1, 3])
    scores = graph.node("Add", [graph.node("MatMul", [q, k]), mask])
    mixed = graph.node("MatMul", [graph.node("Softmax", [scores], axis=-1), v])
    joined = graph.node("Transpose", [mixed], perm=[0, 2, 1, 3])
    return graph.node("Reshape", [joined, graph.constant("flat", [0, 0, shape.hidden], np.int64)])


def _linear(graph: Graph, x: str, name: str) -> str:
    matrix = graph.matrix(name + ".w").T
    if graph.precision == "float32":
        product = graph.node("MatMul", [x, graph.constant(name + ".w", matrix)])
    else:
        product = _integer_product(graph, x, name, matrix)
    return graph.node("Add", [product, graph.vector(name + ".b")])


def _integer_product(graph: Graph, x: str, name: str, matrix: np.ndarray) -> str:
    """*x* in 8 bits times *matrix* in 8 bits with one scale a column, scaled back to float32."""
    scale = np.maximum(np.abs(matrix).max(axis=0), np.finfo(np.float32).tiny) / _LEVELS
    levels = graph.constant(name + ".levels", np.rint(matrix / scale), np.int8)
    scales = graph.constant(name + ".scale", scale, np.float32)
    # Behind Gelu a few tokens have values many times larger than the rest: under one scale for all, the others
    # lose most of their bits (cosine to the engine .9969; with a scale for each token .9987).
    by_row = name.endswith("fo")
    values, x_scale, zero = graph.row_quantised(x) if by_row else graph.quantised(x)
    total = graph.node("Cast", [graph.node("MatMulInteger", [values, levels, zero])], to=TensorProto.FLOAT)
    if (
        by_row
    ):  # one after the other: onnxruntime would fuse the product of both scales, taking only the first row's
        return graph.node("Mul", [graph.node("Mul", [total, scales]), x_scale])
    return graph.node("Mul", [total, graph.node("Mul", [x_scale, scales])])


def _normalised(graph: Graph, x: str, name: str) -> str:
    inputs = [x, graph.vector(name + ".w"), graph.vector(name + ".b")]
    return graph.node("LayerNormalization", inputs, axis=-1, epsilon=graph.weights.shape.epsilon)
