"""Versions over HTTP: listed, read, compared."""

from collections.abc import Iterator

import httpx
import pytest

from app.clients.client import ApiClient
from tests.api.conftest import FILES
from tests.api.test_openapi import assert_described

OLD = FILES[1].read_text(encoding="utf-8")
NEW = OLD.replace("第三条", "第三条  本办法所称教师包括教研员。", 1)
VERSIONS, DIFFERENCES = "/v1/documents/{document_id}/versions", "/v1/documents/{document_id}/differences"


@pytest.fixture(scope="module")
def client(empty_api: ApiClient) -> Iterator[httpx.Client]:
    """The server that the document lies on, request by request."""
    with httpx.Client(base_url=empty_api.base_url, timeout=60, trust_env=False) as client:
        yield client


@pytest.fixture(scope="module")
def versioned(client: httpx.Client) -> Iterator[str]:
    """The path of a document with two versions; tests read only."""
    for text, name in ((OLD, "办法.txt"), (NEW, "修订.txt")):
        reply = client.post("/v1/documents", files={"file": (name, text.encode())})
    path = f"/v1/documents/{reply.json()['document']['id']}"
    yield path
    client.delete(path)


def test_versions_are_listed_oldest_first(client, versioned):
    """Each version with its number, content hash, file name and time."""
    reply = client.get(f"{versioned}/versions").json()

    assert_described(VERSIONS, 200, reply)
    first, second = reply["items"]
    assert (first["version"], first["file_name"]) == (1, "办法.txt")
    assert (second["version"], second["file_name"]) == (2, "修订.txt")
    assert first["content_hash"] != second["content_hash"]
    assert first["added_at"] <= second["added_at"]
    assert reply["total"] == 2


def test_the_difference_names_the_clause_and_marks_the_words(client, versioned):
    """The last two versions by default: one changed clause, its pieces exact slices of the two texts."""
    reply = client.get(f"{versioned}/differences").json()

    assert_described(DIFFERENCES, 200, reply)
    (change,) = reply["changed"]
    assert (reply["old"]["version"], reply["new"]["version"]) == (1, 2)
    assert change["new"]["clause"].endswith("第三条")
    assert not change["renumbered"]
    assert "教研员" in "".join(p["text"] for p in change["pieces"] if p["kind"] == "added")
    for piece in change["pieces"]:
        for side, text in (("old", OLD), ("new", NEW)):
            if piece[side] and (side == "new" or piece["kind"] == "removed"):
                assert piece["text"] == text[piece[side]["start"] : piece[side]["end"]]
    assert (reply["added"], reply["removed"], reply["moved"]) == ([], [], [])
    total = len(client.get(f"{versioned}/clauses").json()["items"])
    assert reply["unchanged"] + 1 == total


@pytest.mark.usefixtures("versioned")
def test_the_client_speaks_of_versions(empty_api):
    """What the page and the command line use gives the same."""
    (document,) = empty_api.documents()
    ident = document["id"]

    assert [v["version"] for v in empty_api.versions(ident)] == [1, 2]
    assert empty_api.differences(ident, old=1, new=2) == empty_api.differences(ident)
    assert empty_api.clauses(ident, 2) == empty_api.clauses(ident) != empty_api.clauses(ident, 1)


def test_any_two_versions_can_be_compared(client, versioned):
    """Backwards, what was added is removed; a version doesn't differ from itself."""
    back = client.get(f"{versioned}/differences", params={"old": 2, "new": 1}).json()
    same = client.get(f"{versioned}/differences", params={"old": 1, "new": 1}).json()

    assert "教研员" in "".join(p["text"] for p in back["changed"][0]["pieces"] if p["kind"] == "removed")
    assert [same[group] for group in ("changed", "added", "removed", "moved")] == [[], [], [], []]


def test_clauses_of_an_older_version(client, versioned):
    """They are slices of that version's text, and differ from those of the current one."""
    old = client.get(f"{versioned}/clauses", params={"version": 1}).json()

    assert_described("/v1/documents/{document_id}/clauses", 200, old)
    assert all(c["text"] == OLD[c["start"] : c["end"]] for c in old["items"])
    assert old != client.get(f"{versioned}/clauses").json()
    assert (
        client.get(f"{versioned}/clauses", params={"version": 2}).json()["items"]
        == (client.get(f"{versioned}/clauses").json()["items"])
    )


@pytest.mark.parametrize(
    ("path", "type", "words"),
    [
        pytest.param("/differences?old=1&new=9", "unknown-version", "没有第 9 版", id="no-such-new"),
        pytest.param("/differences?old=9", "unknown-version", "有第 1 版到第 2 版", id="no-such-old"),
        pytest.param("/differences?new=1", "nothing-to-compare", "没有更早的版本", id="the-first"),
        pytest.param("/clauses?version=9", "unknown-version", "没有第 9 版", id="clauses"),
        pytest.param("/text?version=9", "unknown-version", "没有第 9 版", id="text"),
    ],
)
def test_versions_that_are_not_there_are_explained(client, versioned, path, type, words):
    """404 with a problem document that says which versions there are."""
    reply = client.get(versioned + path)

    assert reply.status_code == 404
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.json()["type"] == f"urn:wence:{type}"
    assert words in reply.json()["detail"]


def test_a_version_number_is_at_least_one(client, versioned):
    """Anything else is an invalid request, not a missing version."""
    assert client.get(f"{versioned}/differences", params={"old": 0}).status_code == 422


def test_a_document_that_is_not_there_has_no_versions(client):
    """Both addresses say that the document is unknown."""
    for part in ("versions", "differences"):
        reply = client.get(f"/v1/documents/0000/{part}")

        assert (reply.status_code, reply.json()["type"]) == (404, "urn:wence:unknown-document")
