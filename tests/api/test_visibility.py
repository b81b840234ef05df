"""What a key may not see is not there: every reply is that of a library without it."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from tests.access_notices import MEALS, READING, SECRET, WORDS
from tests.keyed_server import CLOSED, OPEN, Server, served


@pytest.fixture(scope="module")
def whole(tmp_path_factory, embedder) -> Iterator[Server]:
    """Both open notices and the closed one between them."""
    home = tmp_path_factory.mktemp("whole")
    notices = (("供餐.txt", MEALS, OPEN), ("撤并.txt", SECRET, CLOSED), ("阅读.txt", READING, OPEN))
    with served(home, embedder, *notices) as server:
        server.issue("reader", "reader", OPEN)
        server.issue("editor", "editor", OPEN)
        server.issue("other", "editor", CLOSED)
        yield server


@pytest.fixture(scope="module")
def without(tmp_path_factory, embedder) -> Iterator[Server]:
    """The same library, had the closed notice never been."""
    notices = (("供餐.txt", MEALS, OPEN), ("阅读.txt", READING, OPEN))
    with served(tmp_path_factory.mktemp("without"), embedder, *notices) as server:
        server.issue("reader", "reader", OPEN)
        yield server


@pytest.fixture
def reader(whole) -> Iterator[httpx.Client]:
    with whole.as_("reader") as client:
        yield client


@pytest.fixture
def editor(whole) -> Iterator[httpx.Client]:
    with whole.as_("editor") as client:
        yield client


@pytest.fixture
def admin(whole) -> Iterator[httpx.Client]:
    with whole.as_("admin") as client:
        yield client


@pytest.fixture
def twin(without) -> Iterator[httpx.Client]:
    with without.as_("reader") as client:
        yield client


@pytest.fixture
def closed(admin) -> dict[str, Any]:
    """The item of the notice that the reader may not see."""
    return next(d for d in admin.get("/v1/documents").json()["items"] if d["collection"] == CLOSED)


LISTS = [
    "/v1/documents",
    "/v1/collections",
    "/v1/status",
    "/v1/references/missing",
    "/v1/commitments",
    "/v1/commitments?sort=deadline",
    "/v1/commitments?q=撤并",
    "/v1/commitments?region=临溪县",
    "/v1/commitments?mark=none",
    "/v1/commitments/summary",
    "/v1/commitments.json",
    "/v1/marks",
    "/v1/compare/pairs",
]
OF_A_DOCUMENT = [
    "",
    "/text",
    "/layout",
    "/clauses",
    "/metadata",
    "/receipt",
    "/file",
    "/versions",
    "/references",
    "/definitions",
    "/account",
]


def told(reply: httpx.Response) -> Any:
    """What a reply says, less what no two replies share."""
    if reply.headers["Content-Type"].startswith("application/") and "json" in reply.headers["Content-Type"]:
        return _less(reply.json())
    return reply.content


def _less(value: Any) -> Any:
    fleeting = {"timings_ms", "request_id", "exported_at", "score", "added_at"}
    if isinstance(value, dict):
        return {name: _less(each) for name, each in value.items() if name not in fleeting}
    return [_less(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("path", LISTS)
def test_lists_are_those_of_a_library_without_it(reader, twin, path):
    """Not an item, not a count, not a word tells of what is hidden."""
    mine, theirs = reader.get(path), twin.get(path)

    assert mine.status_code == theirs.status_code == 200
    assert told(mine) == told(theirs)


@pytest.mark.parametrize("part", OF_A_DOCUMENT)
def test_a_visible_document_is_as_if_alone(reader, twin, part):
    """That a hidden notice ends it is hidden with that notice."""
    for item in twin.get("/v1/documents").json()["items"]:
        path = f"/v1/documents/{item['id']}{part}"
        assert told(reader.get(path)) == told(twin.get(path))


@pytest.mark.parametrize("part", OF_A_DOCUMENT)
def test_a_hidden_document_is_one_that_is_not_there(reader, closed, part):
    """Its id gets the very reply that a made-up id gets."""
    hidden = reader.get(f"/v1/documents/{closed['id']}{part}")
    made_up = reader.get(f"/v1/documents/0123456789abcdef{part}")

    assert hidden.status_code == made_up.status_code == 404
    assert told(hidden) == {k: _named(v, closed["id"]) for k, v in told(made_up).items()}


def _named(value: Any, ident: str) -> Any:
    return value.replace("0123456789abcdef", ident) if isinstance(value, str) else value


@pytest.mark.parametrize(
    "question",
    [
        "鸢尾坡教学点什么时候撤并？",
        "《临溪县校舍合并方案》要求什么？",
        "临溪教〔2023〕11号是什么文件？",
        "撤并资金有多少？",
        "校园供餐管理办法还有效吗？",
        "食堂每学期公示账目几次？",
        "临溪县有哪些资金安排？",
        "列出所有经费",
        "哪些文件提到严禁？",
    ],
)
def test_answers_are_those_of_a_library_without_it(reader, twin, question):
    """No answer, refusal, reason, scope or nearest clause comes from a hidden document."""
    body = {"question": question}
    mine, theirs = reader.post("/v1/ask", json=body).json(), twin.post("/v1/ask", json=body).json()

    assert _less(mine) == _less(theirs)
    said = json.dumps(
        {**mine, "question": "", "standalone_question": "", "understood": None}, ensure_ascii=False
    )
    assert not [word for word in WORDS if word in said and word not in question]


@pytest.mark.parametrize(
    "more",
    [
        {"understood": {"documents": ["HIDDEN"]}},
        {"understood": {"regions": ["鸢尾坡"], "years": [2023, 2023]}},
        {"history": [{"role": "user", "content": "撤并教学点的资金"}], "scope": {"years": [2023, 2023]}},
    ],
)
def test_no_way_of_asking_reaches_it(reader, twin, closed, more):
    """However a question is narrowed or told to be meant; nor is a slip mended by a word that is hidden."""
    body = {"question": "鸢尾波撤病多少所？", **json.loads(json.dumps(more).replace("HIDDEN", closed["id"]))}

    assert _less(reader.post("/v1/ask", json=body).json()) == _less(twin.post("/v1/ask", json=body).json())


@pytest.mark.parametrize("k", [1, 3, 100])
@pytest.mark.parametrize("query", ["撤并教学点", "供餐补助", "严禁", "县财政安排资金"])
def test_searches_find_nothing_hidden(reader, twin, query, k):
    """However many are asked for; nor does what is hidden take the place of what is not."""
    body = {"query": query, "k": k}
    mine, theirs = reader.post("/v1/search", json=body).json(), twin.post("/v1/search", json=body).json()

    assert {hit["clause_id"] for hit in mine["items"]} == {hit["clause_id"] for hit in theirs["items"]}


def test_a_scope_cannot_reach_it(reader, closed):
    """A scope that names a hidden document is one that names nothing."""
    for path, field in (("/v1/ask", "question"), ("/v1/search", "query")):
        reply = reader.post(path, json={field: "撤并", "scope": {"documents": [closed["id"]]}})
        assert reply.status_code == 422
        assert "撤并.txt" not in reply.text


def test_no_id_of_its_parts_reaches_it(reader, admin, closed):
    """Clauses, rows, marks, pairs, comparisons and exports by id: not there."""
    clause = admin.get(f"/v1/documents/{closed['id']}/clauses").json()["items"][-1]["id"]
    rows = admin.get("/v1/commitments", params={"document": closed["id"]}).json()["items"]
    row, mine = rows[0]["id"], reader.get("/v1/documents").json()["items"][0]["id"]
    ours = reader.get("/v1/commitments").json()["items"][0]["id"]
    assert rows
    replies = [
        reader.get(f"/v1/clauses/{quote(clause, safe='')}"),
        reader.get(f"/v1/clauses/{quote(clause, safe='')}", params={"version": 1}),
        reader.get(f"/v1/commitments/{quote(row, safe='')}"),
        reader.get(f"/v1/commitments/{quote(row, safe='')}", params={"version": 1}),
        reader.get(f"/v1/commitments/{quote(row, safe='')}/mark"),
        reader.get("/v1/commitments", params={"document": closed["id"]}),
        reader.get("/v1/commitments", params={"document": closed["id"], "version": 1}),
        reader.get("/v1/commitments.xlsx", params={"document": closed["id"]}),
        reader.get("/v1/compare", params={"documents": [mine, closed["id"]]}),
        reader.get("/v1/compare.xlsx", params={"documents": [mine, closed["id"]]}),
        reader.get("/v1/compare", params={"document": closed["id"]}),
        reader.get("/v1/marks", params={"document": closed["id"]}),
        reader.get(f"/v1/documents/{closed['id']}/pages/1.png"),
    ]
    assert {reply.status_code for reply in replies} == {404}
    assert not [word for reply in replies for word in WORDS if word in reply.text]
    for path, ident in (("clauses", clause), ("commitments", row)):
        hidden, made_up = (reader.get(f"/v1/{path}/{quote(i, safe='')}") for i in (ident, "0123456789abcdef"))
        assert told(hidden) == {k: _named(v, ident) for k, v in told(made_up).items()}
    judged = admin.post("/v1/compare/pairs", json={"left": row, "right": ours, "verdict": "together"})
    assert judged.status_code == 201
    assert reader.get("/v1/compare/pairs").json()["total"] == 0
    assert admin.delete("/v1/compare/pairs", params={"left": row, "right": ours}).status_code == 204


def test_an_editor_changes_nothing_hidden(editor, admin, closed):
    """Neither deletes nor moves nor marks nor judges what is hidden; nor puts anything where it can't look."""
    row = admin.get("/v1/commitments", params={"document": closed["id"]}).json()["items"][0]["id"]
    ours = editor.get("/v1/commitments").json()["items"][0]["id"]
    mark = f"/v1/commitments/{quote(row, safe='')}/mark"
    mine = editor.get("/v1/documents").json()["items"][0]["id"]
    replies = [
        editor.delete(f"/v1/documents/{closed['id']}"),
        editor.put(f"/v1/documents/{closed['id']}/collection", json={"collection": OPEN}),
        editor.put(f"/v1/documents/{mine}/collection", json={"collection": CLOSED}),
        editor.put(mark, json={"state": "done", "note": "", "who": "甲"}),
        editor.delete(mark, params={"who": "甲"}),
        editor.post("/v1/compare/pairs", json={"left": row, "right": ours, "verdict": "together"}),
        editor.post("/v1/documents", files={"file": ("a.txt", MEALS)}, data={"collection": CLOSED}),
    ]

    assert [reply.status_code for reply in replies] == [404] * 7
    assert admin.get(f"/v1/documents/{closed['id']}").json() == closed


def test_an_upload_tells_nothing_and_touches_nothing_hidden(whole, editor, admin, closed):
    """What is hidden elsewhere is new here, and its like there stays as it is: neither is a version of the other."""
    changed = SECRET.replace("7所", "9所")
    first = editor.post("/v1/documents", files={"file": ("x.txt", changed.encode())})
    again = editor.post("/v1/documents", files={"file": ("x.txt", SECRET.encode())})
    mine = first.json()["document"]
    try:
        assert (first.status_code, first.json()["change"]) == (201, "added")
        assert again.json()["change"] == "new_version"
        assert mine["id"] != closed["id"]
        assert admin.get(f"/v1/documents/{closed['id']}").json() == closed
        with whole.as_("other") as other:
            assert [d["id"] for d in other.get("/v1/documents").json()["items"]] == [closed["id"]]
    finally:
        assert editor.delete(f"/v1/documents/{mine['id']}").status_code == 204


def test_a_document_that_is_moved_away_is_gone_at_once(whole, editor, admin):
    """Its new readers see it with its id and its versions; nobody else does."""
    document = editor.post("/v1/documents", files={"file": ("m.txt", MEALS.replace("300", "200").encode())})
    ident = document.json()["document"]["id"]
    moved = admin.put(f"/v1/documents/{ident}/collection", json={"collection": CLOSED})
    try:
        assert (moved.status_code, moved.json()["collection"]) == (200, CLOSED)
        assert editor.get(f"/v1/documents/{ident}").status_code == 404
        assert not [
            hit
            for hit in editor.post("/v1/search", json={"query": "供餐补助", "k": 50}).json()["items"]
            if hit["document_id"] == ident
        ]
        with whole.as_("other") as other:
            assert other.get(f"/v1/documents/{ident}").status_code == 200
    finally:
        assert admin.put(f"/v1/documents/{ident}/collection", json={"collection": OPEN}).status_code == 200


def test_conversations_are_of_the_key_that_had_them(reader, editor):
    """Another key of the same collections doesn't see them."""
    begun = reader.post("/v1/conversations", json={}).json()["id"]
    asked = reader.post(f"/v1/conversations/{begun}/turns", json={"question": "食堂公示账目几次？"})

    assert asked.status_code == 200
    assert reader.get("/v1/conversations").json()["total"] == 1
    assert editor.get("/v1/conversations").json()["total"] == 0
    assert editor.get(f"/v1/conversations/{begun}").status_code == 404
    assert editor.delete(f"/v1/conversations/{begun}").status_code == 404
    assert reader.delete(f"/v1/conversations/{begun}").status_code == 204
