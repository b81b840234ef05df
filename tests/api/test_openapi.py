"""The OpenAPI document tells the truth."""

import re
from collections.abc import Iterator

import pytest
from fastapi.openapi.models import OpenAPI
from jsonschema import Draft202012Validator

from app.api.application import create_app
from app.api.examples_table import examples
from app.api.field_words import FIELDS
from app.settings import Settings

CHINESE = re.compile(r"[\u4e00-\u9fff]")
SPEC = create_app(lambda _: None, Settings()).openapi()
OPERATIONS = [
    pytest.param(path, method, id=f"{method.upper()} {path}")
    for path, item in SPEC["paths"].items()
    for method in item
]


def walk(node: object) -> Iterator[dict]:
    """Every object inside *node*."""
    if isinstance(node, dict):
        yield node
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from walk(child)


def assert_described(path: str, status: int, body: object, method: str = "get") -> None:
    """*body* is what the document promises for this reply."""
    schema = SPEC["paths"][path][method]["responses"][str(status)]["content"]["application/json"]["schema"]
    Draft202012Validator(schema | {"components": SPEC["components"]}).validate(body)


def test_the_document_is_valid():
    """It has the structure of OpenAPI 3.1, and every reference leads somewhere."""
    OpenAPI.model_validate(SPEC)
    names = {node["$ref"].removeprefix("#/components/schemas/") for node in walk(SPEC) if "$ref" in node}

    assert SPEC["openapi"].startswith("3.1")
    assert names <= SPEC["components"]["schemas"].keys()
    assert "HTTPValidationError" not in SPEC["components"]["schemas"]


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_field_of_a_request_is_called_something(path, method):
    """A complaint about a field calls it as people do; an answer that is sent back is not typed by people."""
    operation = SPEC["paths"][path][method]
    names = {p["name"] for p in operation.get("parameters", []) if p["in"] != "header"}
    names |= {name for node in sent(operation.get("requestBody", {})) for name in node.get("properties", {})}

    assert [name for name in sorted(names) if name not in FIELDS] == []


def sent(node: object) -> Iterator[dict]:
    """Every schema that *node* stands on, but not that of an answer."""
    for each in walk(node):
        yield each
        name = each.get("$ref", "").removeprefix("#/components/schemas/")
        if name and name != "Answer":
            yield from sent(SPEC["components"]["schemas"][name])


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_operation_is_described_in_chinese(path, method):
    """Summary, description, tag and parameters of each operation are there, in Chinese."""
    operation = SPEC["paths"][path][method]

    assert CHINESE.search(operation["summary"])
    assert CHINESE.search(operation["description"])
    assert operation["tags"]
    assert all(CHINESE.search(p["description"]) for p in operation.get("parameters", []))
    assert all(CHINESE.search(reply["description"]) for reply in operation["responses"].values())


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_failure_is_a_problem_document(path, method):
    """Each failure that is listed carries the problem schema, and those that can happen are listed."""
    operation = SPEC["paths"][path][method]
    failures = {s: r for s, r in operation["responses"].items() if int(s) >= 400}

    openai = path.startswith(("/v1/chat/", "/v1/models"))
    media, name = ("application/json", "ChatFailure") if openai else ("application/problem+json", "Problem")
    for reply in failures.values():
        assert reply["content"] == {media: {"schema": {"$ref": f"#/components/schemas/{name}"}}}
    if path != "/healthz":
        assert {"500", "503"} <= failures.keys()
    if "{document_id}" in path or "{clause_id}" in path:
        assert {"404", "422"} <= failures.keys()


@pytest.mark.parametrize(
    ("name", "schema"), [pytest.param(n, s, id=n) for n, s in SPEC["components"]["schemas"].items()]
)
def test_every_field_is_described(name, schema):
    """A field that nobody can look up does not exist."""
    assert CHINESE.search(schema["description"])
    undescribed = {
        field
        for field, shape in schema.get("properties", {}).items()
        if "$ref" not in shape and not CHINESE.search(shape.get("description", ""))
    }

    assert undescribed <= {"status"} if name in ("Health", "Ready") else not undescribed


def test_examples_keep_to_their_schemas():
    """An example that the API would refuse teaches the wrong thing."""
    for schema in SPEC["components"]["schemas"].values():
        for field in schema.get("properties", {}).values():
            shape = {k: v for k, v in field.items() if k != "examples"} | {"components": SPEC["components"]}
            for example in field.get("examples", []):
                Draft202012Validator(shape).validate(example)


def check_example(shape: dict, example: object) -> None:
    Draft202012Validator({**shape, "components": SPEC["components"]}).validate(example)


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_operation_has_examples_that_hold(path, method):
    """What must be sent and what comes back is shown, as the schemas have it; a file and nothing need no showing.

    Where a schema has changed, `python -m tests.make_api_examples` makes the examples anew.
    """
    operation = SPEC["paths"][path][method]
    shown = [p for p in operation.get("parameters", []) if "example" in p]

    assert {p["name"] for p in operation.get("parameters", []) if p["required"]} <= {p["name"] for p in shown}
    for parameter in shown:
        check_example(parameter["schema"], parameter["example"])
    for media in operation.get("requestBody", {}).get("content", {}).values():
        check_example(media["schema"], media["example"])
    for status, reply in operation["responses"].items():
        for name, media in reply.get("content", {}).items() if status < "300" else ():
            assert "example" in media or media["schema"]["format"] == "binary"
            if name == "application/json" and "example" in media:
                check_example(media["schema"], media["example"])


def test_no_example_is_of_an_operation_that_is_gone():
    """Each has its place."""
    operations = {f"{method.upper()} {path}" for path, item in SPEC["paths"].items() for method in item}

    assert set(examples()) <= operations


@pytest.mark.parametrize("part", ["", "/text", "/clauses", "/metadata", "/receipt"])
def test_replies_about_documents_are_as_described(http, api, part):
    """Each reply has the shape that the document gives it."""
    ident = api.documents()[0]["id"]

    assert_described(
        f"/v1/documents/{{document_id}}{part}", 200, http.get(f"/v1/documents/{ident}{part}").json()
    )


@pytest.mark.parametrize("path", ["/v1/documents", "/v1/status", "/healthz", "/readyz"])
def test_plain_replies_are_as_described(http, path):
    """Each reply has the shape that the document gives it."""
    assert_described(path, 200, http.get(path).json())


def test_answers_and_hits_are_as_described(http):
    """Answers and hits have the shape that the document gives them."""
    answer = http.post("/v1/ask", json={"question": "教师交流轮岗办法适用于谁？"}).json()
    hits = http.post("/v1/search", json={"query": "教师"}).json()

    assert_described("/v1/ask", 200, answer, "post")
    assert_described("/v1/search", 200, hits, "post")
