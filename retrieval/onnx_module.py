"""A sentence-transformers module that runs the encoder in onnxruntime: text to token embeddings."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule

from retrieval.e5_convert import MODEL_FILE
from retrieval.e5_tokenizer import MAX_TOKENS, E5Tokenizer


class OnnxEncoder(InputModule):
    """Tokenizer and int8 encoder of one model folder; put ``Pooling`` and ``Normalize`` behind it.

    Each text runs by itself, unpadded, on one core, as many at a time as there are cores. So the vector of a
    text does not depend on the texts it was encoded with (int8 scales are taken over a whole run), and no
    work goes into padding.
    """

    max_seq_length = MAX_TOKENS

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.folder = folder
        self._tokenizer = E5Tokenizer(Path(folder))
        self._session = open_session(str(Path(folder) / MODEL_FILE))
        self._pool = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="encoder")

    @classmethod
    def load(cls, model_name_or_path: str, *_: Any, **__: Any) -> "OnnxEncoder":
        return cls(model_name_or_path)

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        raise NotImplementedError("made by retrieval.e5_convert; copy the model folder instead")

    def preprocess(
        self, inputs: Sequence[Any], prompt: str | None = None, **_: Any
    ) -> dict[str, torch.Tensor | Any]:
        """``input_ids`` and ``attention_mask``, (texts, longest), padded on the right."""
        ids = self._tokenizer.encode([(prompt or "") + text for text in inputs])
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
        states = [self._run(rows[0])] if len(rows) == 1 else self._pool.map(self._run, rows)
        tensors = [torch.from_numpy(state) for state in states]
        features["token_embeddings"] = torch.nn.utils.rnn.pad_sequence(tensors, batch_first=True)
        return features

    def get_embedding_dimension(self) -> int:
        return int(self._session.get_outputs()[0].shape[-1])

    def _run(self, ids: np.ndarray) -> np.ndarray:
        return encode_tokens(self._session, ids)


def load_model(folder: Path) -> SentenceTransformer:
    """Load a converted model folder; nothing is fetched from a network."""
    # The "remote code" is this module, named in the folder's modules.json.
    return SentenceTransformer(str(folder), device="cpu", trust_remote_code=True, local_files_only=True)


def open_session(model: str | bytes) -> onnxruntime.InferenceSession:
    """Load an encoder to run on one core a call. Raises onnxruntime's exceptions when the file is damaged."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def encode_tokens(session: onnxruntime.InferenceSession, ids: np.ndarray) -> np.ndarray:
    """The last hidden states of one text, (tokens, hidden)."""
    batch = ids[None]
    (states,) = session.run(None, {"input_ids": batch, "attention_mask": np.ones_like(batch)})
    return states[0]
