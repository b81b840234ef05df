"""A Chroma server that dies while it is needed: said in plain words, and over as soon as it is back."""

from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from app.settings import Settings
from eval.bench.chroma_server import chroma_server
from retrieval.embedder import Embedder
from tests.serving import EXAMPLES, serving_library

NOTICE = next(EXAMPLES.glob("03*"))


def test_a_vector_server_that_dies_and_comes_back(tmp_path: Path, embedder: Embedder):
    """Meanwhile questions get a 503 that names the server and reading goes on; afterwards nothing is restarted."""
    with ExitStack() as chroma:
        address = chroma.enter_context(chroma_server(tmp_path / "vectors"))
        settings = Settings(home=tmp_path / "home", chroma_url=address)
        with serving_library(settings, embedder) as client, httpx.Client(trust_env=False) as http:
            document = client.upload(NOTICE.read_bytes(), NOTICE.name)["document"]
            found = client.search("交流年限", k=3)
            chroma.close()
            asked = http.post(f"{client.base_url}/v1/ask", json={"question": "交流年限是多少？"}, timeout=60)
            health, ready = client.health(), client.ready()
            text = http.get(f"{client.base_url}/v1/documents/{document['id']}/text")
            chroma.enter_context(chroma_server(tmp_path / "vectors", urlsplit(address).port))
            ready_again, health_again = client.ready(), client.health()
            found_again = client.search("交流年限", k=3)

    assert (asked.status_code, asked.json()["type"]) == (503, "urn:wence:chroma-unavailable")
    assert address in asked.json()["detail"]
    assert (health["status"], ready, text.status_code) == ("degraded", False, 200)
    assert "不必重新启动" in health["trouble"]
    assert (ready_again, health_again["status"], health_again["trouble"]) == (True, "ok", None)
    assert found_again == found
