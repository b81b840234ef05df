"""Requests made from the description of the interface, by every role: nothing breaks, nothing hidden shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.access.caller import ROLES
from app.access.keys import Keys, Wish
from app.api.application import create_app
from app.settings import Settings
from tests.access_notices import MEALS, READING, SECRET, WORDS
from tests.serving import serving_library

OPERATIONS = [
    result.ok()
    for result in schemathesis.openapi.from_dict(
        create_app(lambda _: None, Settings()).openapi()
    ).get_all_operations()
]
QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
FEW, MANY = 2, 60  # requests of one role to one operation


@dataclass(frozen=True, slots=True)
class Target:
    """A server over a visible and a hidden notice, a client for each role, and real ids to ask for."""

    clients: dict[str, httpx.Client]
    ids: dict[str, list[str]]

    def hidden(self, name: str) -> list[str]:
        """Those ids that only the admin may see."""
        secret = self.ids["document"][1]
        return [ident for ident in self.ids[name] if ident.startswith(secret)]


@pytest.fixture(scope="module")
def target(tmp_path_factory, embedder) -> Iterator[Target]:
    """Readers and editors see one collection; the admin sees both."""
    home = tmp_path_factory.mktemp("fuzzed")
    keys = Keys.open(home)
    words = {role: keys.add(Wish(role, role, None if role == "admin" else ("默认",)))[1] for role in ROLES}
    keys.close()
    with serving_library(Settings(home=home, rate=60_000, max_upload_mb=1), embedder) as server:
        clients = {
            role: httpx.Client(
                base_url=server.base_url,
                headers={"Authorization": f"Bearer {key}"},
                timeout=60,
                trust_env=False,
            )
            for role, key in words.items()
        }
        admin = clients["admin"]
        admin.put("/v1/collections/内部", json={"may_leave": False}).raise_for_status()
        for name, text, where in (("供", MEALS, "默认"), ("撤", SECRET, "内部"), ("读", READING, "默认")):
            files, data = {"file": (f"{name}.txt", text.encode())}, {"collection": where}
            admin.post("/v1/documents", files=files, data=data).raise_for_status()
        yield Target(clients, _ids(admin))
        for client in clients.values():
            client.close()


def _ids(admin: httpx.Client) -> dict[str, list[str]]:
    documents = [item["id"] for item in admin.get("/v1/documents").json()["items"]]
    clauses = [
        clause["id"]
        for document in documents
        for clause in admin.get(f"/v1/documents/{document}/clauses").json()["items"][-2:]
    ]
    rows = [item["id"] for item in admin.get("/v1/commitments").json()["items"]]
    return {"document_id": documents, "clause_id": clauses, "commitment_id": rows, "document": documents}


def requests(operation: Any, ids: dict[str, list[str]]) -> st.SearchStrategy:
    """Requests as described, half of them for what is really there; nothing is deleted that others ask for."""

    @st.composite
    def made(draw: Any) -> Any:
        case = draw(operation.as_strategy())
        for holder in (case.path_parameters, case.query):
            for name in set(holder or {}) & ids.keys():
                if draw(st.booleans()):
                    holder[name] = draw(st.sampled_from(ids[name]))
        return case

    return made()


def ask(client: httpx.Client, case: Any) -> httpx.Response:
    """Send what was made, as it was made."""
    sent = case.as_transport_kwargs(base_url=str(client.base_url))
    headers = {k: v for k, v in (sent.get("headers") or {}).items() if k.lower() != "authorization"}
    given_body = {name: sent[name] for name in ("json", "data", "files") if sent.get(name) is not None}
    if "files" in given_body:
        given_body["files"] = [(name, _as_text(*part)) for name, part in given_body["files"]]
    if isinstance(given_body.get("data"), bytes | str):
        given_body = {"content": given_body["data"]}
    return client.request(
        sent["method"], sent["url"], params=sent.get("params"), headers=headers, **given_body
    )


def _as_text(filename: str | None, content: Any, *rest: str) -> tuple[Any, ...]:
    """A part of a form; what is made as a number or null is sent as text."""
    return filename, content if isinstance(content, bytes | str) else str(content), *rest


def run(target: Target, operation: Any, many: int) -> None:
    method = operation.method.upper()
    taking = method == "DELETE" or operation.path.endswith("/collection")
    for role in ROLES:
        if taking and role == "admin":
            continue  # an admin may: then there would be nothing left to ask for
        ids = {name: target.hidden(name) for name in target.ids} if taking else target.ids
        _try(requests(operation, ids), target.clients[role], role, many=many)


def _try(cases: st.SearchStrategy, client: httpx.Client, role: str, *, many: int) -> None:
    @settings(
        max_examples=many,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=QUIET,
        derandomize=many == FEW,
    )
    @given(case=cases)
    def holds(case: Any) -> None:
        reply = ask(client, case)
        assert reply.status_code < 500, f"{role}: {reply.text}"
        asked = f"{case.path_parameters}{case.query}{case.body}"
        if role != "admin":
            assert not [word for word in WORDS if word in reply.text and word not in asked]

    holds()


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: f"{o.method.upper()} {o.path}")
def test_nothing_breaks_and_nothing_hidden_shows(target, operation):
    """A few requests of each role; `make soak` makes many."""
    run(target, operation, FEW)


@pytest.mark.soak
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: f"{o.method.upper()} {o.path}")
def test_nothing_breaks_however_long_it_is_tried(target, operation):
    """The same, with many requests and other ones each time."""
    run(target, operation, MANY)
