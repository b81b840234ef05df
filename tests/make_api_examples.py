"""Makes app/api/examples anew: what a server over the example notices replies. `python -m tests.make_api_examples`."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
from platformdirs import user_cache_path

from app.api.examples_table import FOLDER, pretty
from app.settings import Settings
from retrieval.embedder import open_embedder
from tests.serving import EXAMPLES, serving_library

Json = dict[str, Any]

KEPT = 1  # items of a list, of which the rest is like the first
LONGEST = 90  # characters of a text
QUESTION = "云砚区校长每学期听评课多少节？"
KEY = "wence_1a2b3c4d_（密钥的其余部分，只显示这一次）"


@dataclass
class Recorder:
    """Calls a server and keeps what was sent and what came, by group and operation."""

    http: httpx.Client
    groups: dict[str, Json] = field(default_factory=dict)

    def __call__(
        self, group: str, operation: str, *, query: Json | None = None, body: Any = None, **path: Any
    ) -> Any:
        """The whole reply to *operation*, such as "GET /v1/documents/{document_id}"."""
        method, template = operation.split(" ")
        url = template.format(**{name: quote(str(value), safe="") for name, value in path.items()})
        reply = self.http.request(method, url, params=query, json=body).raise_for_status()
        is_json = reply.headers.get("Content-Type", "").startswith("application/json")
        told = reply.json() if reply.content and is_json else None
        example = {"path": path, "query": query, "body": body, "reply": told}
        self.keep(group, operation, example)
        return told

    def keep(self, group: str, operation: str, example: Mapping[str, Any]) -> None:
        shown = {name: _shortened(value) for name, value in example.items() if value not in (None, {})}
        self.groups.setdefault(group, {})[operation] = shown


def main() -> None:
    models = user_cache_path("wence") / "models"
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home), models=models)
        with serving_library(settings, open_embedder(None, models)) as client:
            for path in sorted(EXAMPLES.glob("0[1346]*")):
                client.upload(path.read_bytes(), path.name)
            with httpx.Client(base_url=client.base_url, timeout=60, trust_env=False) as http:
                record = Recorder(http)
                for part in (_asked, _documents, _versions, _ledger, _compared, _talked, _run):
                    part(record)
    for name, operations in record.groups.items():
        (FOLDER / f"{name}.json").write_text(f"{pretty(operations)}\n", encoding="utf-8")


def _asked(record: Recorder) -> None:
    answer = record("asking", "POST /v1/ask", body={"question": QUESTION})
    record("asking", "POST /v1/search", body={"query": "教师交流轮岗的年限", "k": 3})
    messages = [{"role": "user", "content": QUESTION}]
    record("openai", "POST /v1/chat/completions", body={"model": "wence", "messages": messages})
    record("openai", "GET /v1/models")
    record("openai", "GET /v1/models/{model}", model="wence")
    clause = answer["citations"][0]["clause_id"]
    record("documents", "GET /v1/clauses/{clause_id}", clause_id=clause)
    record("exports", "POST /v1/answers.{form}", form="docx", body=answer)
    # An answer that is cut short can't be exported; this one is whole.
    record.groups["exports"]["POST /v1/answers.{form}"]["body"] = answer


def _documents(record: Recorder) -> None:
    path = next(EXAMPLES.glob("07*"))
    sent = record.http.post("/v1/documents", files={"file": (path.name, path.read_bytes())})
    body = {"file": path.name, "collection": "默认"}
    record.keep("documents", "POST /v1/documents", {"body": body, "reply": sent.json()})
    ident = record("documents", "GET /v1/documents")["items"][0]["id"]
    for part in ("", "/text", "/layout", "/clauses", "/metadata", "/receipt", "/file"):
        record("documents", f"GET /v1/documents/{{document_id}}{part}", document_id=ident)
    record.keep(
        "documents",
        "GET /v1/documents/{document_id}/pages/{page}.png",
        {"path": {"document_id": ident, "page": 1}},
    )
    record("collections", "PUT /v1/collections/{name}", name="内部文件", body={"may_leave": False})
    record("collections", "GET /v1/collections")
    moved = {"collection": "内部文件"}
    gone = sent.json()["document"]["id"]
    record("collections", "PUT /v1/documents/{document_id}/collection", document_id=gone, body=moved)
    record("documents", "DELETE /v1/documents/{document_id}", document_id=gone)
    record("collections", "DELETE /v1/collections/{name}", name="内部文件")


def _versions(record: Recorder) -> None:
    path = next(EXAMPLES.glob("01*"))
    changed = path.read_bytes().decode().replace("28节", "30节").encode()
    ident = record.http.post("/v1/documents", files={"file": (path.name, changed)}).json()["document"]["id"]
    for part in ("/versions", "/differences", "/references"):
        record("versions", f"GET /v1/documents/{{document_id}}{part}", document_id=ident)
    record(
        "versions",
        "POST /v1/documents/{document_id}/versions/{version}/reinstate",
        document_id=ident,
        version=1,
    )
    defining = next(d for d in _every(record, "/v1/documents") if _every(record, _definitions(d["id"])))
    record("versions", "GET /v1/documents/{document_id}/definitions", document_id=defining["id"])
    record("versions", "GET /v1/references/missing")


def _definitions(ident: str) -> str:
    return f"/v1/documents/{ident}/definitions"


def _ledger(record: Recorder) -> None:
    wanted = {"kind": ["funding"], "limit": 1}
    row = record("ledger", "GET /v1/commitments", query=wanted)["items"][0]["id"]
    record("ledger", "GET /v1/commitments/summary", query={"region": ["云砚区"]})
    record("ledger", "GET /v1/commitments/{commitment_id}", commitment_id=row)
    mark = {"state": "doing", "note": "已列入明年预算", "who": "王老师"}
    record("ledger", "PUT /v1/commitments/{commitment_id}/mark", commitment_id=row, body=mark)
    record("ledger", "GET /v1/commitments/{commitment_id}/mark", commitment_id=row)
    record("ledger", "GET /v1/marks")
    record(
        "ledger",
        "DELETE /v1/commitments/{commitment_id}/mark",
        commitment_id=row,
        query={"who": "王老师"},
    )
    document = _every(record, "/v1/documents")[0]["id"]
    record("ledger", "GET /v1/documents/{document_id}/account", document_id=document, query={"limit": 1})
    record("exports", "GET /v1/commitments.{form}", form="json", query={"document": [document]})


def _compared(record: Recorder) -> None:
    documents = [d["id"] for d in _every(record, "/v1/documents")[:2]]
    record("comparing", "GET /v1/compare", query={"documents": documents})
    record("exports", "GET /v1/compare.{form}", form="docx", query={"documents": documents})
    left, right = (_every(record, f"/v1/commitments?document={ident}")[0]["id"] for ident in documents)
    pair = {"left": left, "right": right}
    record("comparing", "POST /v1/compare/pairs", body={**pair, "verdict": "apart"})
    record("comparing", "GET /v1/compare/pairs")
    record("comparing", "DELETE /v1/compare/pairs", query=pair)


def _talked(record: Recorder) -> None:
    group = "conversations"
    begun = record(group, "POST /v1/conversations", body={"title": "听评课"})["id"]
    asked = "POST /v1/conversations/{conversation_id}/turns"
    turn = record(group, asked, conversation_id=begun, body={"question": QUESTION})["id"]
    record(group, "GET /v1/conversations", query={"q": "听评课"})
    record(group, "GET /v1/conversations/{conversation_id}", conversation_id=begun)
    renamed = {"title": "校长听评课的要求"}
    record(group, "PATCH /v1/conversations/{conversation_id}", conversation_id=begun, body=renamed)
    suggested = "GET /v1/conversations/{conversation_id}/turns/{turn_id}/suggestions"
    record(group, suggested, conversation_id=begun, turn_id=turn)
    judged = {"turn": turn, "verdict": "down", "reasons": ["incomplete"], "note": "没有说分管副校长"}
    record("feedback", "POST /v1/feedback", body=judged)
    record("feedback", "GET /v1/feedback")
    record("feedback", "DELETE /v1/feedback/{turn_id}", turn_id=turn)
    taken = "GET /v1/conversations/{conversation_id}/export.{form}"
    record("exports", taken, conversation_id=begun, form="docx")
    record(group, "DELETE /v1/conversations/{conversation_id}", conversation_id=begun)


def _run(record: Recorder) -> None:
    for path in ("/healthz", "/readyz", "/v1/status"):
        record("running", f"GET {path}")
    record("admin", "GET /v1/caller")
    record("admin", "GET /v1/audit", query={"action": "export", "limit": 1})
    record("admin", "GET /v1/audit.{form}", form="xlsx", query={"since": "2026-01-01"})
    # From here on a key is needed.
    wish = {"name": "教研室", "role": "editor", "collections": ["默认"], "days": 180}
    made = record.http.post("/v1/keys", json=wish).json()
    record.keep("admin", "POST /v1/keys", {"body": wish, "reply": {**made, "key": KEY}})
    listed = {name: value for name, value in made.items() if name != "key"}
    page = {"items": [listed], "total": 1, "limit": 100, "offset": 0}
    record.keep("admin", "GET /v1/keys", {"reply": page})
    record.keep("admin", "DELETE /v1/keys/{key}", {"path": {"key": made["id"]}})


def _every(record: Recorder, path: str) -> list[Json]:
    items: list[Json] = record.http.get(path).raise_for_status().json()["items"]
    return items


def _shortened(value: Any) -> Any:
    """*value* with its long lists and texts cut: an example shows the shape."""
    if isinstance(value, dict):
        return {name: _shortened(each) for name, each in value.items()}
    if isinstance(value, list):
        items = value[:KEPT] if value and isinstance(value[0], dict) else value[:3]
        return [_shortened(each) for each in items]
    if isinstance(value, str) and len(value) > LONGEST:
        return f"{value[:LONGEST]}……"
    return round(value, 4) if isinstance(value, float) else value


if __name__ == "__main__":
    main()
