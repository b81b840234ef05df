"""The embedded model's weights in plain torch, float32: the baseline of the int8 engine."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from transformers import BertConfig, BertModel

from retrieval.models.e5_tokenizer import E5Tokenizer
from retrieval.models.e5_weights import Weights, read_weights, weight_file

BATCH = 32
LAYER_PARTS = {  # names in the weight file → names in BertModel
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


class TorchEngine:
    """Encodes texts as sentence-transformers does without another engine: batches of like length, padded."""

    def __init__(self, folder: Path) -> None:
        """*folder* holds the converted model, whose tokenizer both engines share."""
        self._tokenizer = E5Tokenizer(folder)
        self._model = _bert(read_weights(weight_file()))

    def encode(self, texts: Sequence[str], prompt: str) -> np.ndarray:
        """Unit vectors, (n, d) float32."""
        ids = self._tokenizer.encode([prompt + text for text in texts])
        order = sorted(range(len(ids)), key=lambda n: -len(ids[n]))
        vectors = np.empty((len(ids), self._model.config.hidden_size), np.float32)
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            vectors[batch] = self._encode([ids[n] for n in batch])
        return vectors

    def _encode(self, ids: list[list[int]]) -> np.ndarray:
        rows = [torch.tensor(row) for row in ids]
        tokens = torch.nn.utils.rnn.pad_sequence(rows, batch_first=True)
        mask = torch.nn.utils.rnn.pad_sequence([torch.ones_like(row) for row in rows], batch_first=True)
        with torch.inference_mode():
            states = self._model(input_ids=tokens, attention_mask=mask).last_hidden_state
        means = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return torch.nn.functional.normalize(means).numpy()


def _bert(weights: Weights) -> BertModel:
    shape = weights.shape
    config = BertConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.feed_forward,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.token_types,
        layer_norm_eps=shape.epsilon,
    )
    model = BertModel(config, add_pooling_layer=False)
    model.load_state_dict({name: torch.from_numpy(array) for name, array in _tensors(weights)})
    return model.eval()


def _tensors(weights: Weights) -> Iterator[tuple[str, np.ndarray]]:
    """Names of BertModel with their arrays."""
    vectors, width = weights.vectors, weights.shape.hidden
    yield "embeddings.word_embeddings.weight", weights.matrices["emb.word"].dequantise()
    yield "embeddings.position_embeddings.weight", vectors["emb.pos"].reshape(-1, width).copy()
    yield "embeddings.token_type_embeddings.weight", vectors["emb.type"].reshape(-1, width).copy()
    yield "embeddings.LayerNorm.weight", vectors["emb.ln.w"].copy()
    yield "embeddings.LayerNorm.bias", vectors["emb.ln.b"].copy()
    for layer in range(weights.shape.layers):
        for part, name in LAYER_PARTS.items():
            prefix, stem = f"encoder.layer.{layer}.{name}", f"l{layer}.{part}"
            matrix = weights.matrices.get(f"{stem}.w")
            yield f"{prefix}.weight", matrix.dequantise() if matrix else vectors[f"{stem}.w"].copy()
            yield f"{prefix}.bias", vectors[f"{stem}.b"].copy()
