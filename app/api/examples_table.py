"""An example of every request and reply, kept in examples/ (made by `python -m tests.make_api_examples`)."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Json = dict[str, Any]

FOLDER = Path(__file__).with_name("examples")
WIDTH = 120  # characters of a line
_JSON = "application/json"


def examples() -> dict[str, Json]:
    """By operation, such as "GET /v1/models": what of "path", "query", "body" and "reply" it has."""
    table: dict[str, Json] = {}
    for path in sorted(FOLDER.glob("*.json")):
        table |= json.loads(path.read_text(encoding="utf-8"))
    return table


def illustrate(operation: Json, example: Mapping[str, Any]) -> None:
    """Put *example* into *operation*, an operation of an OpenAPI document."""
    sent = {"path": example.get("path", {}), "query": example.get("query", {})}
    for parameter in operation.get("parameters", []):
        given = sent.get(parameter["in"], {})
        if parameter["name"] in given:
            parameter["example"] = given[parameter["name"]]
    if "body" in example:
        for media in operation["requestBody"]["content"].values():
            media["example"] = example["body"]
    if "reply" in example:
        for status, reply in operation["responses"].items():
            if status.startswith("2") and _JSON in reply.get("content", {}):
                reply["content"][_JSON]["example"] = example["reply"]


def pretty(value: Any, indent: int = 0) -> str:
    """*value* as JSON for people: each object and list in one line where it fits."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + indent <= WIDTH or not isinstance(value, dict | list):
        return line
    if isinstance(value, dict):
        parts = (f"{json.dumps(n, ensure_ascii=False)}: {pretty(v, indent + 1)}" for n, v in value.items())
    else:
        parts = (pretty(each, indent + 1) for each in value)
    inner = f",\n{' ' * (indent + 1)}".join(parts)
    left, right = "{}" if isinstance(value, dict) else "[]"
    return f"{left}\n{' ' * (indent + 1)}{inner}\n{' ' * indent}{right}"
