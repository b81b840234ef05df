"""Who may use which route: one line a route. A route without a line fails, and each line is tried with each role."""

import re
from collections.abc import Iterator

import httpx
import pytest

from app.access.caller import ROLES
from app.access.keys import Keys, Wish
from app.api.application import create_app
from app.settings import Settings
from tests.serving import serving_library

# The least role; "public": no key at all.
TABLE = {
    "GET /healthz": "public",
    "GET /readyz": "public",
    "GET /openapi.json": "public",
    "HEAD /openapi.json": "public",
    "GET /": "reader",
    "GET /docs": "public",
    "GET /metrics": "admin",
    "POST /mcp": "reader",
    "GET /v1/status": "reader",
    "GET /v1/caller": "reader",
    "GET /v1/conversations/{conversation_id}/turns/{turn_id}/suggestions": "reader",
    "POST /v1/ask": "reader",
    "POST /v1/search": "reader",
    "POST /v1/chat/completions": "reader",
    "GET /v1/models": "reader",
    "GET /v1/models/{model}": "reader",
    "GET /v1/documents": "reader",
    "POST /v1/documents": "editor",
    "GET /v1/documents/{document_id}": "reader",
    "DELETE /v1/documents/{document_id}": "editor",
    "PUT /v1/documents/{document_id}/collection": "editor",
    "GET /v1/documents/{document_id}/text": "reader",
    "GET /v1/documents/{document_id}/layout": "reader",
    "GET /v1/documents/{document_id}/pages/{page}.png": "reader",
    "GET /v1/documents/{document_id}/clauses": "reader",
    "GET /v1/documents/{document_id}/metadata": "reader",
    "GET /v1/documents/{document_id}/receipt": "reader",
    "GET /v1/documents/{document_id}/file": "reader",
    "GET /v1/documents/{document_id}/versions": "reader",
    "POST /v1/documents/{document_id}/versions/{version}/reinstate": "editor",
    "GET /v1/documents/{document_id}/differences": "reader",
    "GET /v1/documents/{document_id}/definitions": "reader",
    "GET /v1/documents/{document_id}/references": "reader",
    "GET /v1/documents/{document_id}/account": "reader",
    "GET /v1/references/missing": "reader",
    "GET /v1/clauses/{clause_id:path}": "reader",
    "GET /v1/collections": "reader",
    "PUT /v1/collections/{name}": "admin",
    "DELETE /v1/collections/{name}": "admin",
    "GET /v1/commitments": "reader",
    "GET /v1/commitments.{form}": "reader",
    "GET /v1/commitments/summary": "reader",
    "GET /v1/commitments/{commitment_id:path}": "reader",
    "GET /v1/commitments/{commitment_id:path}/mark": "reader",
    "PUT /v1/commitments/{commitment_id:path}/mark": "editor",
    "DELETE /v1/commitments/{commitment_id:path}/mark": "editor",
    "GET /v1/marks": "reader",
    "GET /v1/compare": "reader",
    "GET /v1/compare.{form}": "reader",
    "GET /v1/compare/pairs": "reader",
    "POST /v1/compare/pairs": "editor",
    "DELETE /v1/compare/pairs": "editor",
    "POST /v1/answers.{form}": "reader",
    "POST /v1/conversations": "reader",
    "GET /v1/conversations": "reader",
    "GET /v1/conversations/{conversation_id}": "reader",
    "PATCH /v1/conversations/{conversation_id}": "reader",
    "DELETE /v1/conversations/{conversation_id}": "reader",
    "POST /v1/conversations/{conversation_id}/turns": "reader",
    "GET /v1/conversations/{conversation_id}/export.{form}": "reader",
    "POST /v1/feedback": "reader",
    "GET /v1/feedback": "reader",
    "DELETE /v1/feedback/{turn_id}": "reader",
    "GET /v1/keys": "admin",
    "POST /v1/keys": "admin",
    "DELETE /v1/keys/{key}": "admin",
    "GET /v1/audit": "admin",
    "GET /v1/audit.{form}": "admin",
}
# What a request needs beside its path to get as far as the decision.
NEEDS = {
    "POST /v1/ask": {"json": {"question": "什么？"}},
    "POST /v1/search": {"json": {"query": "什么"}},
    "POST /v1/chat/completions": {
        "json": {"model": "wence", "messages": [{"role": "user", "content": "什么？"}]}
    },
    "POST /v1/documents": {"files": {"file": ("a.txt", "一、目标\n建成学校3所。".encode())}},
    "PUT /v1/documents/{document_id}/collection": {"json": {"collection": "默认"}},
    "PUT /v1/collections/{name}": {"json": {}},
    "PUT /v1/commitments/{commitment_id:path}/mark": {"json": {"state": "done", "note": "", "who": "甲"}},
    "DELETE /v1/commitments/{commitment_id:path}/mark": {"params": {"who": "甲"}},
    "POST /v1/compare/pairs": {"json": {"left": "a", "right": "b", "verdict": "apart"}},
    "DELETE /v1/compare/pairs": {"params": {"left": "a", "right": "b"}},
    "POST /v1/conversations": {"json": {}},
    "PATCH /v1/conversations/{conversation_id}": {"json": {"title": "题"}},
    "POST /v1/conversations/{conversation_id}/turns": {"json": {"question": "什么？"}},
    "POST /v1/feedback": {"json": {"turn": "x", "verdict": "up"}},
    "POST /v1/keys": {"json": {"name": "新"}},
}
FILLED = {"form": "xlsx", "page": "1", "version": "1"}


def routes() -> Iterator[str]:
    """Every route of the application, those left out of its description too."""
    for route in create_app(lambda _: None, Settings()).routes:
        inner = getattr(route, "original_router", None)
        for each in inner.routes if inner else [route]:
            yield from (f"{method} {each.path}" for method in each.methods or ["POST"])


def test_every_route_has_a_line():
    """Whoever adds a route decides who may use it."""
    assert sorted(set(routes()) - TABLE.keys()) == []


@pytest.fixture(scope="module")
def clients(tmp_path_factory, embedder) -> Iterator[dict[str, httpx.Client]]:
    """A client for each role and one that has no key, of a server over an empty library."""
    home = tmp_path_factory.mktemp("table")
    keys = Keys.open(home)
    words = {role: keys.add(Wish(role, role))[1] for role in ROLES} | {"": ""}
    keys.close()
    with serving_library(Settings(home=home), embedder) as server:
        made = {
            role: httpx.Client(
                base_url=server.base_url,
                headers={"Authorization": f"Bearer {key}"} if key else {},
                timeout=60,
                trust_env=False,
            )
            for role, key in words.items()
        }
        yield made
        for client in made.values():
            client.close()


@pytest.mark.parametrize("line", [line for line in TABLE if line in set(routes())])
def test_the_line_holds(clients, line):
    """Without a key 401, with too small a role 403, else whatever the request deserves."""
    method, path = line.split(" ")
    path = re.sub(r"\{(\w+)(?::path)?\}", lambda match: FILLED.get(match[1], "nothing"), path)
    if path.startswith(("/v1/answers", "/v1/conversations/")):
        path = path.replace("xlsx", "docx")
    least = TABLE[line]
    for role, client in clients.items():
        status = client.request(method, path, **NEEDS.get(line, {})).status_code
        if role == "" and least != "public":
            assert status == 401
        elif role and least != "public" and ROLES.index(role) < ROLES.index(least):
            assert status == 403
        else:
            assert status not in (401, 403)
            assert status < 500
