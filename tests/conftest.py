"""Fixtures that many tests share: the development data beside the repository, and the real embedded model."""

import importlib.util
import os
from pathlib import Path
from types import ModuleType

import hypothesis
import pytest
from platformdirs import user_cache_path
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from retrieval.embedder import Embedder, open_embedder

ROOT = Path(__file__).parent.parent

# An example may take as long as it does: on a busy machine any of them takes long.
hypothesis.settings.register_profile("wence", deadline=None)
hypothesis.settings.load_profile("wence")


class TogetherWithItsServers(LoadFileScheduling):
    """Where several workers share the tests: a file's stay together, as do a folder's, which share servers."""

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        folder = path.rpartition("/")[0]
        return path if folder == "tests" else folder


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> TogetherWithItsServers:
    return TogetherWithItsServers(config, log)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real plans and gold answers beside a developer's checkout; users don't have it."""
    folder = ROOT.parent / "shared"
    if not (folder / "corpus").is_dir():
        pytest.skip("the development corpus (../shared) is not here")
    return folder


@pytest.fixture(scope="session")
def scorer(shared: Path) -> ModuleType:
    """The acceptance script of trees, metadata and ledgers, as a module."""
    spec = importlib.util.spec_from_file_location("score_structure", shared / "score_structure.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def models() -> Path:
    """Where converted models are kept, so that a second run of the tests doesn't convert again."""
    return Path(os.environ.get("WENCE_MODELS") or user_cache_path("wence") / "models")


@pytest.fixture(scope="session")
def embedder(models: Path) -> Embedder:
    """The real embedded model, converted when it is not there yet."""
    return open_embedder(None, models)
