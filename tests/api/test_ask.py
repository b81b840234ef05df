"""Questions and searches over HTTP."""

import threading

import httpx
import pytest

from app import sse

QUESTION = "云砚区初中学业质量监测合格率要达到多少？"
ELSEWHERE = "南京市的初中怎么减负？"


def ask(http: httpx.Client, question: str, **more) -> dict:
    reply = http.post("/v1/ask", json={"question": question, **more})
    assert reply.status_code == 200, reply.text
    return reply.json()


def events(http: httpx.Client, question: str, **more) -> list[tuple[str, dict]]:
    body = {"question": question, "stream": True, **more}
    with http.stream("POST", "/v1/ask", json=body) as reply:
        assert reply.headers["content-type"].startswith(sse.MEDIA_TYPE)
        return list(sse.decode(reply.iter_bytes()))


def test_an_answer_cites_exact_slices(http, api):
    """Each quote is the document's text between its offsets."""
    answer = ask(http, QUESTION)

    texts = {d["id"]: api.text(d["id"])["text"] for d in api.documents()}
    assert answer["status"] == "answered"
    assert "95%" in answer["answer"]
    assert answer["citations"]
    for citation in answer["citations"]:
        assert citation["quote"] == texts[citation["document_id"]][citation["start"] : citation["end"]]


def test_a_citation_leads_to_its_clause(http, api):
    """The clause of a citation can be fetched and holds the quote."""
    citation = ask(http, QUESTION)["citations"][0]

    clause = api.clause(citation["clause_id"], citation["version"])

    assert citation["quote"] in clause["text"]
    assert clause["document_id"] == citation["document_id"]
    assert clause["clause"] == citation["clause"]


def test_what_the_library_does_not_hold_is_refused_with_200(http):
    """A question about somewhere else is no error; nothing is cited, and what comes nearest is marked as such."""
    answer = ask(http, ELSEWHERE)

    assert answer["status"] == "not_in_library"
    assert answer["answer"].startswith("文件未提及。")
    assert answer["citations"] == []


def test_a_stream_shows_clauses_then_text_then_the_whole_answer(http):
    """Events come in the order in which a reader needs them; the last one is the answer that JSON gives."""
    seen = events(http, QUESTION)
    names = [name for name, _ in seen]
    whole = ask(http, QUESTION)

    assert names[0] == "retrieval"
    assert names[-1] == "answer"
    assert set(names[1:-1]) == {"delta"}
    assert seen[0][1]["searched"] == whole["searched"]
    assert seen[0][1]["items"]
    assert seen[-1][1] | {"timings_ms": None} == whole | {"timings_ms": None}


def test_streamed_pieces_make_the_answer(http):
    """What a reader saw grow is what the answer says."""
    seen = events(http, QUESTION)

    assert "".join(data["text"] for name, data in seen if name == "delta") == seen[-1][1]["answer"]


def test_a_chosen_scope_keeps_other_documents_out(http, api):
    """With documents chosen, only those are searched and cited."""
    chosen = api.documents()[1]["id"]

    answer = ask(http, "要达到多少？", scope={"documents": [chosen]})
    hits = http.post("/v1/search", json={"query": "教师", "scope": {"documents": [chosen]}}).json()["items"]

    assert answer["searched"]["documents"] == 1
    assert {c["document_id"] for c in answer["citations"] + answer["nearest"]} <= {chosen}
    assert {hit["document_id"] for hit in hits} == {chosen}


def test_an_empty_scope_means_everything(http):
    """Empty lists and nulls set no limit."""
    scope = {"documents": [], "regions": [], "years": None, "kinds": []}

    assert ask(http, QUESTION, scope=scope)["citations"] == ask(http, QUESTION)["citations"]


def test_a_follow_up_is_read_with_what_came_before(http):
    """A question that leans on the conversation is completed from it."""
    history = [{"role": "user", "content": QUESTION}, {"role": "assistant", "content": "95%以上。"}]

    answer = ask(http, "那要建几所区级强基实验校？", history=history)

    assert "5所" in answer["answer"]
    assert "云砚" in answer["searched"]["why"]
    assert answer["understood"]["leans_on"] == QUESTION
    assert answer["understood"]["asked"] == ["count"]


@pytest.mark.parametrize("k", [1, 3, 100])
def test_search_returns_the_best_first(http, k):
    """At most k hits, scores never rising, each text a slice of its document."""
    items = http.post("/v1/search", json={"query": "教师交流轮岗年限", "k": k}).json()["items"]

    scores = [hit["score"] for hit in items]
    assert 0 < len(items) <= k
    assert scores == sorted(scores, reverse=True)
    assert "霁渡县" in items[0]["title"]


def test_a_reader_who_leaves_does_no_harm(http):
    """A client that goes away in the middle of a stream leaves a server that answers the next one."""
    for _ in range(3):
        with http.stream("POST", "/v1/ask", json={"question": QUESTION, "stream": True}) as reply:
            next(reply.iter_raw(1))

    assert ask(http, QUESTION)["status"] == "answered"


def test_questions_at_the_same_time_get_their_own_answers(http):
    """Eight readers at once: everyone gets the answer to their own question."""
    questions = [QUESTION, "霁渡县教师交流轮岗管理办法适用于谁？"] * 4
    answers: dict[int, dict] = {}
    threads = [
        threading.Thread(target=lambda i=i, q=q: answers.update({i: ask(http, q)}))
        for i, q in enumerate(questions)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [answers[i]["question"] for i in range(8)] == questions
    assert len({answers[i]["answer"] for i in range(8)}) == 2


def test_what_was_understood_can_be_changed(http, api):
    """The document and the slot of the request stand instead of those that the question's words say."""
    other = next(d for d in api.documents() if "云砚" not in d["title"])

    answer = ask(http, QUESTION, understood={"documents": [other["id"]], "asked": "body"})

    assert answer["searched"]["document_ids"] == [other["id"]]
    assert answer["understood"]["asked"] == ["body"]
    assert answer["understood"]["changed"] == ["documents", "asked"]
    assert {c["document_id"] for c in answer["citations"]} <= {other["id"]}


def test_a_change_to_a_document_that_is_not_there_is_refused(http):
    """As in a scope, an unknown document is an error: nothing is answered from another one in silence."""
    reply = http.post("/v1/ask", json={"question": QUESTION, "understood": {"documents": ["没有"]}})

    assert reply.json()["type"] == "urn:wence:unknown-scope"
    assert "没有" in reply.json()["detail"]
