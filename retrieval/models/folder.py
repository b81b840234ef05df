"""A folder of a converted model: made once, whole or not at all, and noticed when it is damaged or stale."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from retrieval.errors import ModelUnavailable

_MANIFEST = "manifest.json"
_FREE_SPACE = "请确认该文件夹可写、磁盘至少有 200 MB 空余（可用 WENCE_MODELS 换一个文件夹），然后重试"


def kept_folder(
    models: Path, name: str, fingerprint: str, build: Callable[[Path], None], *, former: str
) -> Path:
    """The folder *name* under *models*; *build* fills it when it is missing, damaged or of another *fingerprint*.

    The folder *former*, whose place it takes, goes once it is there. Raises ModelUnavailable where it can't be written, and what *build* raises, leaving nothing behind.
    """
    folder = models / name
    if is_sound(folder, fingerprint):  # before anything is written: the folder may be read-only
        return folder
    try:
        models.mkdir(parents=True, exist_ok=True)
        with FileLock(models / f".{name}.lock"):
            if not is_sound(folder, fingerprint):
                _make(folder, fingerprint, build)
                shutil.rmtree(models / former, ignore_errors=True)
    except OSError as exc:
        raise ModelUnavailable(name, f"无法写入模型文件夹 {models}（{exc}）", _FREE_SPACE) from exc
    return folder


def require_there(name: str, next_step: str) -> None:
    """Raises ModelUnavailable for the path of a folder that is not there; a name may be that of a model elsewhere."""
    if Path(name).is_absolute() and not Path(name).is_dir():
        raise ModelUnavailable(name, "没有这个文件夹", next_step)


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")


def _make(folder: Path, fingerprint: str, build: Callable[[Path], None]) -> None:
    for leftover in folder.parent.glob(f".{folder.name}~*"):  # of a process that was killed
        shutil.rmtree(leftover, ignore_errors=True)
    building = Path(tempfile.mkdtemp(prefix=f".{folder.name}~", dir=folder.parent))
    building.chmod(0o755)  # mkdtemp keeps other users out; a shared model folder should not
    try:
        build(building)
        _write_manifest(building, fingerprint)
        shutil.rmtree(folder, ignore_errors=True)
        building.rename(folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _write_manifest(folder: Path, fingerprint: str) -> None:
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    sums = {p.relative_to(folder).as_posix(): sha256(p) for p in files}
    write_json(folder / _MANIFEST, {"fingerprint": fingerprint, "sha256": sums})


def is_sound(folder: Path, fingerprint: str) -> bool:
    """Whether *folder* holds this conversion, every file as it was when it was checked."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        unchanged = all(sha256(folder / name) == total for name, total in manifest["sha256"].items())
    except (OSError, ValueError, KeyError):
        return False
    return unchanged and manifest["fingerprint"] == fingerprint
