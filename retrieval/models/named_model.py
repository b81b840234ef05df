"""Any sentence-transformers model by name or path, with its own prompts for queries and passages."""

import hashlib
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from retrieval.errors import ModelUnavailable
from retrieval.models.folder import require_there

if TYPE_CHECKING:  # its import takes seconds, so that only opening a model pays for it
    from sentence_transformers import SentenceTransformer

Floats = npt.NDArray[np.float32]
_BATCH = 32
_NEXT = "请检查 WENCE_EMBEDDING_MODEL：应为本机模型文件夹，或能从模型站点下载的名称；不设置该项则使用内置模型，无需联网"
_PASSAGE_PROMPTS = ("document", "passage", "corpus")


class NamedModel:
    """Unit vectors by sentence-transformers, one call at a time.

    Fast tokenizers of transformers are not safe to share: "Already borrowed".
    """

    def __init__(self, model: "SentenceTransformer", name: str) -> None:
        self._model, self._turn = model, threading.Lock()
        self._passage_prompt = next((n for n in _PASSAGE_PROMPTS if model.prompts.get(n)), None)
        self.fingerprint = f"{name}/torch/{_weights_hash(model)}"
        self.dimension = len(self.encode_query(""))

    def encode_query(self, text: str, beside: Sequence[str] = ()) -> Floats:
        """The unit vector of one query, (d,), with the words *beside* behind it."""
        with self._turn:
            vector = self._model.encode_query(
                " ".join([text, *beside]), normalize_embeddings=True, show_progress_bar=False
            )
        return np.asarray(vector, np.float32)

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        """The unit vectors of *texts*, (n, d)."""
        with self._turn:
            vectors = self._model.encode_document(
                list(texts),
                prompt_name=self._passage_prompt,
                batch_size=_BATCH,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
        return np.asarray(vectors, np.float32)


def open_named(name: str) -> NamedModel:
    """The model with this name or path. Raises ModelUnavailable."""
    require_there(name, _NEXT)
    try:
        return NamedModel(_load(name), name)
    except Exception as exc:  # whatever the model's own code, its files or the hub's client raise
        first_line = (str(exc).splitlines() or [""])[0][:200]
        raise ModelUnavailable(
            name,
            f"加载失败（{type(exc).__name__}：{first_line}）",
            _NEXT,
        ) from exc


def _load(name: str) -> "SentenceTransformer":
    """From a folder or the hub's cache if it is there, else from the hub."""
    from huggingface_hub import HfApi
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(name, local_files_only=True)
    except OSError:
        if Path(name).is_absolute() or Path(name).exists():
            raise
    # One quick request first: without a network, loading would retry for over a minute.
    HfApi().model_info(name if "/" in name else f"sentence-transformers/{name}", timeout=10)
    return SentenceTransformer(name)


def _weights_hash(model: "SentenceTransformer") -> str:
    """Tells two models under one name apart: by their prompts, and a sample of every tensor."""
    digest = hashlib.sha256(repr(sorted(model.prompts.items())).encode())
    for key, tensor in sorted(model.state_dict().items()):
        sample = tensor.flatten()[:64].float().cpu().numpy()
        digest.update(f"{key}{tuple(tensor.shape)}".encode() + sample.tobytes())
    return digest.hexdigest()[:8]
