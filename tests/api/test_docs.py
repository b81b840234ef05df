"""The description of the interface as a page: whole, and read without the internet."""

import re
import shlex
from html import unescape

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser as Page

from app.api.application import create_app
from app.settings import Settings

SPEC = create_app(lambda _: None, Settings()).openapi()
OPERATIONS = [(m.upper(), path, o) for path, item in SPEC["paths"].items() for m, o in item.items()]


@pytest.fixture(scope="module")
def page(http: httpx.Client) -> Page:
    reply = http.get("/docs")
    assert reply.headers["content-security-policy"].startswith("default-src 'none'")
    return Page(reply.text)


def test_the_bare_address_leads_to_it(http: httpx.Client):
    """Whoever types the address of the interface into a browser sees what it is."""
    assert http.get("/", follow_redirects=True).url.path == "/docs"


def test_nothing_on_it_comes_from_elsewhere(page: Page):
    """An office without the internet sees all of it: no script, no picture, no style but its own."""
    assert not page.css("script, link, img, iframe, object, embed")
    assert "@import" not in page.html
    assert "url(" not in page.html
    assert {a.attributes["href"] for a in page.css("a") if not a.attributes["href"].startswith("#")} == {
        "/openapi.json"
    }


def test_every_operation_and_every_field_is_on_it(page: Page):
    """With its method, address, summary and examples; and what a word of it means is one link away."""
    summaries = [re.sub(r"\s+", " ", node.text()).strip() for node in page.css("summary")]
    ids = {node.attributes["id"] for node in page.css("[id]")}
    rows = {unescape(node.text()) for node in page.css("td:first-child code")}

    for method, path, operation in OPERATIONS:
        assert f"{method}{operation['summary']}{path}" in summaries
    for name, schema in SPEC["components"]["schemas"].items():
        assert name in ids
        assert set(schema.get("properties", {})) <= rows
    assert {a.attributes["href"][1:] for a in page.css("a") if a.attributes["href"].startswith("#")} <= ids


def test_its_commands_work(page: Page, http: httpx.Client):
    """What is shown of a question can be pasted into a shell: here its parts are sent as they stand."""
    (command,) = [
        node.text() for node in page.css("pre") if "/v1/ask " in node.text() and "curl" in node.text()
    ]
    _, _, url, _, header, _, body = shlex.split(command)
    name, value = header.split(": ")
    reply = http.post(httpx.URL(url).path, content=body.encode(), headers={name: value})

    assert reply.json()["status"] == "answered"
