"""Checks a conversion against the reference vectors, so that a broken one can't go unnoticed."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from retrieval.errors import ModelUnavailable
from retrieval.models.e5_engine import Probe, engine_probes, recorded_probes
from retrieval.models.e5_tokenizer import PROMPTS, E5Tokenizer

# Least cosines to the engine. Float32: .9999 measured, while most single tensors that are wrong cost .001 or more.
_LEAST_FLOAT32 = 0.999
_LEAST_INT8 = 0.98  # .998 measured; rounding differs a little between processors


def reference_probes(weights: Path) -> tuple[Probe, ...]:
    """Recorded vectors notice damaged weights, which the engine would read just as we do; the live engine
    notices what is particular to this machine."""
    return recorded_probes() + engine_probes(weights)


def check_graph(model: bytes, folder: Path, probes: tuple[Probe, ...]) -> None:
    """Compare the float32 graph (serialised), fed by the tokenizer in *folder*. Raises ModelUnavailable."""
    from retrieval.models.lower_half import open_session

    session = open_session(model)
    tokenizer = E5Tokenizer(folder)

    def encode(probe: Probe) -> np.ndarray:
        (ids,) = tokenizer.encode([PROMPTS[probe.prompt] + probe.text])
        batch = np.array([ids])
        (states,) = session.run(None, {"input_ids": batch})
        mean = states[0].mean(axis=0)
        return mean / np.linalg.norm(mean)

    _compare(encode, probes, _LEAST_FLOAT32)


def check_model(folder: Path, probes: tuple[Probe, ...]) -> None:
    """Compare the finished model, loaded as it will be used. Raises ModelUnavailable."""
    from retrieval.models.onnx_module import load_model

    model = load_model(folder)
    _compare(lambda p: model.encode(p.text, prompt_name=p.prompt), probes, _LEAST_INT8)


def _compare(encode: Callable[[Probe], np.ndarray], probes: tuple[Probe, ...], least: float) -> None:
    cosines = [encode(p) @ p.vector / np.linalg.norm(p.vector) for p in probes]
    worst = float(np.min(cosines))
    if not worst >= least:  # NaN too is refused
        raise ModelUnavailable(
            "multilingual-e5-small",
            f"转换后的模型与原引擎不一致（余弦 {worst:.3f}，应不低于 {least}），转换结果已丢弃",
            "请重新安装依赖（make clean 后再 make run）；若仍失败，请改用 WENCE_EMBEDDING_MODEL 指定的其他模型",
        )
