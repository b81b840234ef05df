"""Text to vectors through sentence-transformers: the embedded model, or any other by name or path."""

import hashlib
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from retrieval.e5_convert import Progress, converted_model, engine_fingerprint
from retrieval.errors import ModelUnavailable
from retrieval.interaction.encoder import InteractionEncoder, open_interaction

if TYPE_CHECKING:  # its import takes seconds, so that only opening a model pays for it
    from sentence_transformers import SentenceTransformer

_BATCH = 32
_SLAB = 64  # passages between two calls of the progress callback
_PASSAGE_PROMPTS = ("document", "passage", "corpus")


class Embedder:
    """A model that turns queries and passages into unit vectors, with the encoder of single words beside it.

    Safe to share between threads.
    """

    def __init__(
        self,
        model: "SentenceTransformer",
        fingerprint: str,
        interaction: InteractionEncoder,
        *,
        turn: AbstractContextManager | None = None,
    ) -> None:
        self._model = model
        self.interaction = interaction
        self._turn = turn or nullcontext()
        self._passage_prompt = next((n for n in _PASSAGE_PROMPTS if model.prompts.get(n)), None)
        self.fingerprint = fingerprint
        self.dimension = len(self.encode_query(""))

    def encode_query(self, text: str) -> np.ndarray:
        """The unit vector of one query, (d,) float32."""
        with self._turn:
            vector = self._model.encode_query(text, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vector, np.float32)

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None
    ) -> np.ndarray:
        """The unit vectors of *texts*, (n, d) float32. Calls *progress* with (passages done, all)."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for start in range(0, len(texts), _SLAB):
            slab = list(texts[start : start + _SLAB])
            vectors[start : start + len(slab)] = self._encode_slab(slab)
            if progress:
                progress(start + len(slab), len(texts))
        return vectors

    def _encode_slab(self, texts: list[str]) -> np.ndarray:
        with self._turn:
            return self._model.encode_document(
                texts,
                prompt_name=self._passage_prompt,
                batch_size=_BATCH,
                normalize_embeddings=True,
                show_progress_bar=False,
            )


def open_embedder(name: str | None, models: Path, progress: Progress | None = None) -> Embedder:
    """The embedded model (*name* None; converted into *models* first when missing), or the
    sentence-transformers model with this name or path, with its own prompts. Raises ModelUnavailable.
    """
    if name is not None:
        return _open_named(name, models, progress)
    from retrieval.onnx_module import load_model

    model = load_model(converted_model(models, progress))
    return Embedder(model, engine_fingerprint(), open_interaction(models, progress))


def _open_named(name: str, models: Path, progress: Progress | None) -> Embedder:
    try:
        model = _load_named(name)
    except Exception as exc:  # whatever the model's own code, its files or the hub's client raise
        first_line = (str(exc).splitlines() or [""])[0][:200]
        raise ModelUnavailable(
            name,
            f"加载失败（{type(exc).__name__}：{first_line}）",
            "请检查 WENCE_EMBEDDING_MODEL：应为本机模型文件夹，或能从模型站点下载的名称；"
            "不设置该项则使用内置模型，无需联网",
        ) from exc
    # Fast tokenizers of transformers are not safe to share: "Already borrowed".
    fingerprint = f"{name}/torch/{_weights_hash(model)}"
    return Embedder(model, fingerprint, open_interaction(models, progress), turn=threading.Lock())


def _load_named(name: str) -> "SentenceTransformer":
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
