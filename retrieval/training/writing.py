"""The trained half as the file that the product reads."""

from pathlib import Path

import numpy as np
from torch import Tensor

from retrieval.interaction.layers import write_layers
from retrieval.training.encoder import SPLIT, UpperHalf


def write_upper_half(path: Path, model: UpperHalf) -> None:
    matrices = {"projection.w": _array(model.projection.weight)}
    vectors = {
        "projection.b": _array(model.projection.bias),
        "salience.w": _array(model.salience.weight).reshape(-1),
        "salience.b": _array(model.salience.bias),
    }
    for n, layer in enumerate(model.layers, start=SPLIT):
        for name, tensor in layer.named_parameters():
            part, kind = name.rsplit("_", 1)
            where = matrices if tensor.ndim > 1 else vectors
            where[f"l{n}.{part}.{kind}"] = _array(tensor)
    write_layers(path, matrices, vectors)


def _array(tensor: Tensor) -> np.ndarray:
    return tensor.detach().float().numpy()
