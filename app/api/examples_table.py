"""An example of every request and reply, kept in examples/ (made by `python -m tests.make_api_examples`)."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Json = dict[str, Any]

FOLDER = Path(__file__).with_name("examples")
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
