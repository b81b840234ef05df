"""A server over a library of three of the example notices, and one over an empty library."""

from collections.abc import Iterator

import httpx
import pytest

from app.clients.client import ApiClient
from app.settings import Settings
from retrieval.embedder import Embedder
from tests.serving import EXAMPLES, serving_library

FILES = sorted(EXAMPLES.glob("0[136]*"))


@pytest.fixture(scope="package")
def api(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[ApiClient]:
    """A client of a server that holds three notices; tests read only."""
    settings = Settings(home=tmp_path_factory.mktemp("read"))
    with serving_library(settings, embedder) as client:
        for path in FILES:
            client.upload(path.read_bytes(), path.name)
        yield client


@pytest.fixture(scope="package")
def http(api: ApiClient) -> Iterator[httpx.Client]:
    """The same server, request by request."""
    with httpx.Client(base_url=api.base_url, timeout=60, trust_env=False) as client:
        yield client


@pytest.fixture(scope="package")
def empty_api(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[ApiClient]:
    """A client of a server that takes small files only; each test removes what it adds."""
    settings = Settings(home=tmp_path_factory.mktemp("written"), max_upload_mb=1)
    with serving_library(settings, embedder) as client:
        yield client


@pytest.fixture
def writable(empty_api: ApiClient) -> Iterator[httpx.Client]:
    """A server with an empty library, emptied again afterwards."""
    with httpx.Client(base_url=empty_api.base_url, timeout=60, trust_env=False) as client:
        yield client
    for document in empty_api.documents():
        empty_api.delete(document["id"])
