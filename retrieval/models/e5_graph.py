"""The encoder as an ONNX graph, made straight from the weights: float32 as a reference, int8 to run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from retrieval.models.e5_weights import Weights

Precision = Literal["float32", "int8"]
_OPSET, _IR_VERSION = 23, 11  # Gelu, LayerNormalization and Attention as single operators
_RUNTIME = "com.microsoft"  # onnxruntime's own operators
_LOWER = 6  # layers that both encoders share: the interaction encoder is tuned above them
STATES = "states"  # what the lower half gives and an upper half takes, (batch, length, hidden)
# 7 of the 8 bits: on x86 processors without VNNI, sums of full-range products saturate silently.
_LEVELS = 63


def build_encoder(weights: Weights, precision: Precision) -> onnx.ModelProto:
    """A model from the ``input_ids`` of one whole text, (1, length), to ``token_embeddings`` (1, length, hidden).

    Raises KeyError when a tensor is missing.
    """
    graph = Graph(weights, precision)
    graph.node("Identity", [last_states(graph)], output="token_embeddings")
    return graph.model({"token_embeddings": ["batch", "length", weights.shape.hidden]})


def build_lower_half(weights: Weights, precision: Precision = "int8") -> onnx.ModelProto:
    """A model from ``input_ids`` to ``states``, those half way up the encoder."""
    graph = Graph(weights, precision)
    lower = _layers(graph, _embeddings(graph), range(_LOWER))
    graph.node("Identity", [lower], output=STATES)
    return graph.model({STATES: ["batch", "length", weights.shape.hidden]})


def build_upper_half(weights: Weights, precision: Precision = "int8") -> onnx.ModelProto:
    """A model from ``states`` to ``token_embeddings``: both halves make build_encoder's."""
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
    for layer in layers:
        x = _layer(graph, x, f"l{layer}.")
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
        levels = self.node("Add", [self.node("Div", [x, scale]), middle])
        # Only rounds: given the scales and the middle, it would round otherwise where a value is half way.
        values = self.node("QuantizeLinear", [levels, self.one(), self.constant("bottom", 0, np.uint8)])
        return [values, scale, self.constant("zero", 128, np.uint8)]

    def one(self) -> str:
        return self.constant("one", 1, np.float32)

    def integer_product(self, x: list[str], name: str, matrix: np.ndarray, bias: str = "") -> str:
        """*x* (values, scale, zero point) times *matrix* in 8 bits with one scale a column, in float32."""
        scale = np.maximum(np.abs(matrix).max(axis=0), np.finfo(np.float32).tiny) / _LEVELS
        levels = self.constant(name + ".levels", np.rint(matrix / scale), np.int8)
        scales = self.constant(name + ".scale", scale, np.float32)
        values, x_scale, zero = x
        inputs = [values, levels, x_scale, scales, zero, "", bias]
        return self.node("MatMulIntegerToFloat", inputs, domain=_RUNTIME)

    def model(self, outputs: Mapping[str, list[str | int]]) -> onnx.ModelProto:
        """All that was collected, with the float32 *outputs* by name, each with its shape."""
        read = {name for node in self._nodes for name in node.input}
        kinds: list[tuple[str, int, list[Any]]] = [
            ("input_ids", TensorProto.INT64, ["batch", "length"]),
            # Not knowing their shape, onnxruntime merges no sum with a normalisation, whose last bits would differ.
            (STATES, TensorProto.FLOAT, [None, None, None]),
        ]
        inputs = [helper.make_tensor_value_info(*one) for one in kinds if one[0] in read]
        shapes: Mapping[str, list[Any]] = dict(outputs)
        given = [helper.make_tensor_value_info(n, TensorProto.FLOAT, shape) for n, shape in shapes.items()]
        graph = helper.make_graph(self._nodes, "e5", inputs, given, list(self._constants.values()))
        return helper.make_model(
            graph,
            opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(_RUNTIME, 1)],
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


def _layer(graph: Graph, x: str, name: str) -> str:
    attended = _linear(graph, _attention(graph, x, name), name + "ao")
    x = _normalised(graph, graph.node("Add", [x, attended]), name + "aln")
    inner = graph.node("Gelu", [_linear(graph, x, name + "fi")])
    return _normalised(graph, graph.node("Add", [x, _linear(graph, inner, name + "fo")]), name + "oln")


def _attention(graph: Graph, x: str, name: str) -> str:
    heads = graph.weights.shape.heads
    q, k, v = (_linear(graph, x, name + part) for part in "qkv")
    # Scaled here: by the operator itself the last bits would differ, and so the vectors of libraries that exist.
    scale = graph.constant("scale", (graph.weights.shape.hidden // heads) ** -0.5, np.float32)
    q = graph.node("Mul", [q, scale])
    return graph.node("Attention", [q, k, v], q_num_heads=heads, kv_num_heads=heads, scale=1.0)


def _linear(graph: Graph, x: str, name: str) -> str:
    matrix, bias = graph.matrix(name + ".w").T, graph.vector(name + ".b")
    if graph.precision == "float32":
        return graph.node("Add", [graph.node("MatMul", [x, graph.constant(name + ".w", matrix)]), bias])
    # Behind Gelu a few tokens have values many times larger than the rest: under one scale for all, the others
    # lose most of their bits (cosine to the engine .9969; with a scale for each token .9987).
    if name.endswith("fo"):
        values, scale, zero = graph.row_quantised(x)
        product = graph.integer_product([values, graph.one(), zero], name, matrix)
        return graph.node("Add", [graph.node("Mul", [product, scale]), bias])
    return graph.integer_product(graph.quantised(x), name, matrix, bias)


def _normalised(graph: Graph, x: str, name: str) -> str:
    inputs = [x, graph.vector(name + ".w"), graph.vector(name + ".b")]
    return graph.node("LayerNormalization", inputs, axis=-1, epsilon=graph.weights.shape.epsilon)
