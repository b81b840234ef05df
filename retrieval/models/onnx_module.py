"""The converted encoder as a sentence-transformers module, named in the model folder's modules.json.

The folder so is a model that sentence-transformers loads, to check a conversion, or to use it elsewhere; the
embedder itself runs the same encoder without that import.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule

from retrieval.models import onnx_encoder
from retrieval.models.e5_tokenizer import MAX_TOKENS


class OnnxEncoder(InputModule):
    """Texts to token embeddings; ``Pooling`` and ``Normalize`` stand behind it."""

    max_seq_length = MAX_TOKENS

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.folder = folder
        self._encoder = onnx_encoder.OnnxEncoder(Path(folder))

    @classmethod
    def load(cls, model_name_or_path: str, *_: Any, **__: Any) -> "OnnxEncoder":
        return cls(model_name_or_path)

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        raise NotImplementedError("made by retrieval.models.e5_convert; copy the model folder instead")

    def preprocess(
        self, inputs: Sequence[Any], prompt: str | None = None, **_: Any
    ) -> dict[str, torch.Tensor | Any]:
        """``input_ids`` and ``attention_mask``, (texts, longest), padded on the right."""
        ids = self._encoder.tokens([(prompt or "") + text for text in inputs])
        input_ids = torch.ones((len(ids), max(map(len, ids), default=0)), dtype=torch.int64)
        attention_mask = torch.zeros_like(input_ids)
        for row, tokens in enumerate(ids):
            input_ids[row, : len(tokens)] = torch.tensor(tokens)
            attention_mask[row, : len(tokens)] = 1
        return {"input_ids": input_ids, "attention_mask": attention_mask}

    def forward(self, features: dict[str, torch.Tensor | Any], **_: Any) -> dict[str, torch.Tensor | Any]:
        """Add ``token_embeddings``, (texts, longest, hidden); zero where there is padding."""
        lengths = features["attention_mask"].sum(dim=1).tolist()
        rows = [ids[:n] for ids, n in zip(features["input_ids"].numpy(), lengths, strict=True)]
        tensors = [torch.from_numpy(state) for state in self._encoder.states(rows)]
        features["token_embeddings"] = torch.nn.utils.rnn.pad_sequence(tensors, batch_first=True)
        return features

    def get_embedding_dimension(self) -> int:
        return self._encoder.dimension


def load_model(folder: Path) -> SentenceTransformer:
    """Load a converted model folder; nothing is fetched from a network."""
    # The "remote code" is this module, named in the folder's modules.json.
    return SentenceTransformer(str(folder), device="cpu", trust_remote_code=True, local_files_only=True)
