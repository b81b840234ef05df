"""The interaction encoder in its folder: made from the package's weights and the tuned layers when it isn't there."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from retrieval.interaction.layers import layers_hash, read_layers
from retrieval.models.e5_convert import MODEL_FILE, NAME, installed_weights, trusted_weights
from retrieval.models.folder import kept_folder

FOLDER, FORMER = f"{NAME}-interaction-half-2", f"{NAME}-interaction-half"
Progress = Callable[[str, int, int], None]

_RECIPE = 1  # raise it whenever the same weights and layers would give other vectors


def interaction_fingerprint() -> str:
    """Names weights, layers and recipe: token vectors of equal fingerprints can be compared."""
    return f"{NAME}-interaction/{hashlib.sha256(f'{layers_hash()}:{_RECIPE}'.encode()).hexdigest()[:8]}"


def interaction_folder(models: Path, progress: Progress | None = None) -> Path:
    """The folder of the interaction encoder under *models*. Raises ModelUnavailable."""
    report = progress or _silent

    def build(folder: Path) -> None:
        from retrieval.interaction.graph import build_interaction  # and with it onnx

        report("convert", 0, 2)
        weights = trusted_weights(installed_weights())
        report("convert", 1, 2)
        (folder / MODEL_FILE).write_bytes(build_interaction(weights, read_layers()).SerializeToString())
        report("convert", 2, 2)

    return kept_folder(models, FOLDER, interaction_fingerprint(), build, former=FORMER)


def _silent(_stage: str, _done: int, _total: int) -> None:
    pass
