"""The interaction encoder as an ONNX graph: a tuned upper half, a vector and a weight for every token."""

import numpy as np
import onnx

from retrieval.interaction.layers import SALIENCE, VECTORS, Layers
from retrieval.models.e5_graph import Graph, Precision, Tuned, upper_states
from retrieval.models.e5_weights import Weights


def build_interaction(weights: Weights, layers: Layers, precision: Precision = "int8") -> onnx.ModelProto:
    """From the lower half's ``states`` (batch, length, hidden) to unit vectors ``token_vectors`` (batch, length, d)
    and positive ``token_salience`` (batch, length, 1)."""
    graph = Graph(weights, precision, Tuned(layers.matrices, layers.vectors))
    states = upper_states(graph)
    projection = graph.constant("projection.w", layers.matrices["projection.w"].dequantise().T)
    projected = graph.node("Add", [graph.node("MatMul", [states, projection]), graph.vector("projection.b")])
    graph.node("LpNormalization", [projected], output=VECTORS, axis=-1, p=2)
    weight = graph.constant("salience.w", layers.vectors["salience.w"].reshape(-1, 1), np.float32)
    raised = graph.node("Add", [graph.node("MatMul", [states, weight]), graph.vector("salience.b")])
    graph.node("Softplus", [raised], output=SALIENCE)
    outputs: dict[str, list[str | int]] = {
        VECTORS: ["batch", "length", layers.dimension],
        SALIENCE: ["batch", "length", 1],
    }
    return graph.model(outputs)
