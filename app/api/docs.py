"""The description of the interface as a page: from the OpenAPI document, whole, with nothing from anywhere else."""

import json
from collections.abc import Iterator, Mapping
from shlex import quote as for_shell
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, PackageLoader

from app.api.examples_table import pretty

Json = dict[str, Any]

PATH = "/docs"
# It loads nothing: neither scripts nor anything that lies elsewhere.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_JSON, _FORM = "application/json", "multipart/form-data"

router = APIRouter(include_in_schema=False)


@router.get("/")
def root() -> RedirectResponse:
    """Whoever opens the bare address wants to know what is here."""
    return RedirectResponse(PATH)


@router.get(PATH)
def docs(request: Request) -> HTMLResponse:
    """接口说明，不需要上网。"""
    app: FastAPI = request.app
    return HTMLResponse(page(app.openapi()), headers={"Content-Security-Policy": POLICY})


def page(document: Json) -> str:
    """The OpenAPI *document* as HTML."""
    environment = Environment(loader=PackageLoader("app.api", "pages"), autoescape=True, trim_blocks=True)
    environment.filters |= {"curl": curl, "shown": shown, "name": name_of}
    groups = {
        tag["name"]: (tag["description"], list(_operations(document, tag["name"])))
        for tag in document["tags"]
    }
    template = environment.get_template("docs.html")
    return template.render(info=document["info"], groups=groups, schemas=document["components"]["schemas"])


def _operations(document: Json, tag: str) -> Iterator[Json]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if tag in operation["tags"]:
                yield {"method": method.upper(), "path": path, **operation}


def curl(operation: Json) -> str:
    """*operation*, with its examples, as a command."""
    given = {where: _examples(operation, where) for where in ("path", "query")}
    path = operation["path"].format_map(
        {name: quote(str(value), safe="") for name, value in given["path"].items()}
    )
    query = urlencode(given["query"], doseq=True)
    url = f"http://127.0.0.1:8000{path}{f'?{query}' if query else ''}"
    parts = [
        "curl -s",
        *([f"-X {operation['method']}"] if operation["method"] in ("PUT", "PATCH", "DELETE") else []),
    ]
    parts.append(for_shell(url))
    content = operation.get("requestBody", {}).get("content", {})
    if _JSON in content:
        body = json.dumps(content[_JSON]["example"], ensure_ascii=False)
        parts += [f"-H 'Content-Type: {_JSON}'", f"-d {for_shell(body)}"]
    for name, value in content.get(_FORM, {}).get("example", {}).items():
        parts.append(f"-F {for_shell(f'{name}=@{value}' if name == 'file' else f'{name}={value}')}")
    return " ".join(parts)


def _examples(operation: Json, where: str) -> Mapping[str, Any]:
    return {
        p["name"]: p["example"]
        for p in operation.get("parameters", [])
        if p["in"] == where and "example" in p
    }


def shown(example: Any) -> str:
    """An example for people; what is text already stays as it is."""
    return example if isinstance(example, str) else pretty(example)


def name_of(reference: str) -> str:
    """The schema that a reference leads to."""
    return reference.rpartition("/")[2]
