"""The graph of the encoder: its operators, chosen for speed, compute what plain ones do."""

from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto

from ingest.pipeline import read_document
from retrieval.interaction.graph import build_interaction
from retrieval.interaction.layers import Layers, read_layers
from retrieval.models.e5_convert import converted_model
from retrieval.models.e5_graph import STATES, Graph, build_lower_half, build_upper_half
from retrieval.models.e5_tokenizer import PROMPTS, E5Tokenizer
from retrieval.models.e5_weights import Weights, read_weights, weight_file
from retrieval.models.lower_half import open_session
from tests.serving import EXAMPLES

UPPER = range(6, 12)
HEADS, WIDTH = 12, 32
LENGTHS = (3, 4, 11, 12, 13, 20, 21, 33, 64, 131, 512)


class PlainGraph(Graph):
    """A layer as the paper has it, one small operator after the other."""

    def layer(self, x: str, name: str) -> str:
        x = self.normalised(x, self.linear(self.attention(x, name), name + "ao"), name + "aln")
        inner = self.node("Gelu", [self.linear(x, name + "fi")])
        return self.normalised(x, self.row_linear(inner, name + "fo"), name + "oln")

    def attention(self, x: str, name: str) -> str:
        split = self.constant("split", [0, 0, HEADS, WIDTH], np.int64)
        q, k, v = (self.node("Reshape", [self.linear(x, name + part), split]) for part in "qkv")
        q = self.node("Mul", [q, self.constant("scale", WIDTH**-0.5, np.float32)])
        q, v = (self.node("Transpose", [one], perm=[0, 2, 1, 3]) for one in (q, v))
        scores = self.node("MatMul", [q, self.node("Transpose", [k], perm=[0, 2, 3, 1])])
        mixed = self.node("MatMul", [self.node("Softmax", [scores], axis=-1), v])
        joined = self.node("Transpose", [mixed], perm=[0, 2, 1, 3])
        return self.node("Reshape", [joined, self.constant("flat", [0, 0, HEADS * WIDTH], np.int64)])

    def linear(self, x: str, name: str) -> str:
        values, x_scale, zero = self.quantised(x)
        total, scales = self.product([values, zero], name)
        product = self.node("Mul", [total, self.node("Mul", [x_scale, scales])])
        return self.node("Add", [product, self.vector(name + ".b")])

    def row_linear(self, x: str, name: str) -> str:
        axis, top = self.constant("last_axis", [-1], np.int64), self.constant("top", 127, np.float32)
        scale = self.node("Div", [self.node("ReduceMax", [self.node("Abs", [x]), axis]), top])
        middle, zero = self.constant("middle", 128, np.float32), self.constant("zero", 128, np.uint8)
        levels = self.node("Round", [self.node("Add", [self.node("Div", [x, scale]), middle])])
        total, scales = self.product([self.node("Cast", [levels], to=TensorProto.UINT8), zero], name)
        product = self.node("Mul", [self.node("Mul", [total, scales]), scale])
        return self.node("Add", [product, self.vector(name + ".b")])

    def product(self, x: list[str], name: str) -> tuple[str, str]:
        matrix = self.matrix(name + ".w").T
        scale = np.abs(matrix).max(axis=0) / 63
        levels = self.constant(name + ".levels", np.rint(matrix / scale), np.int8)
        total = self.node("MatMulInteger", [x[0], levels, x[1]])
        scales = self.constant(name + ".scale", scale, np.float32)
        return self.node("Cast", [total], to=TensorProto.FLOAT), scales

    def normalised(self, x: str, change: str, name: str) -> str:
        inputs = [self.node("Add", [x, change]), self.vector(name + ".w"), self.vector(name + ".b")]
        return self.node("LayerNormalization", inputs, axis=-1, epsilon=self.weights.shape.epsilon)


@pytest.fixture(scope="module")
def weights() -> Weights:
    return read_weights(weight_file())


@pytest.fixture(scope="module")
def layers() -> Layers:
    return read_layers()


def plain_upper_half(weights: Weights) -> onnx.ModelProto:
    graph, x = PlainGraph(weights, "int8"), STATES
    for layer in UPPER:
        x = graph.layer(x, f"l{layer}.")
    graph.node("Identity", [x], output="token_embeddings")
    return graph.model({"token_embeddings": ["batch", "length", HEADS * WIDTH]})


@pytest.fixture(scope="module")
def passages(models: Path) -> list[list[int]]:
    """The ids of a whole document's passages: behind Gelu, some of their tokens are larger below zero than above."""
    (path,) = EXAMPLES.glob("*交流轮岗*")
    texts = [passage.text for passage in read_document(path.read_bytes(), path.name).passages]
    return E5Tokenizer(converted_model(models)).encode([PROMPTS["passage"] + text for text in texts])


def test_operators_compute_what_plain_ones_do(weights: Weights, passages: list[list[int]]):
    """Bit for bit, at any length: vectors that are stored stay comparable with those that come later."""
    lower, upper, plain = (
        open_session(model.SerializeToString())
        for model in (build_lower_half(weights), build_upper_half(weights), plain_upper_half(weights))
    )
    numbers = np.random.default_rng(0)
    for ids in [*passages, *(numbers.integers(4, 250_000, length) for length in LENGTHS)]:
        (states,) = lower.run(None, {"input_ids": np.array([ids])})
        (found,), (expected,) = (session.run(None, {STATES: states}) for session in (upper, plain))
        assert np.array_equal(found, expected), len(ids)


def test_few_operators_a_layer(weights: Weights, layers: Layers):
    """A question is short: the call of an operator costs as much as what it computes, unless that is a product."""
    for model in (build_upper_half(weights), build_interaction(weights, layers)):
        operators = [node.op_type for node in model.graph.node]
        assert len(operators) <= 26 * len(UPPER)
        assert not {"Transpose", "Softmax", "Round"}.intersection(operators)
