"""The retriever as LangChain uses it."""

import asyncio
from collections.abc import Iterator, Sequence

import pytest
from langchain_core.documents import Document as Page
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableLambda, RunnablePassthrough

from retrieval.embedder import Embedder
from retrieval.retriever import ClauseRetriever
from retrieval.shelf import Shelf
from tests.small_plans import BOARDING, READING, SPORTS


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[ClauseRetriever]:
    with Shelf.open(tmp_path_factory.mktemp("home"), embedder) as shelf:
        for document in (SPORTS, READING, BOARDING):
            shelf.add(document, b"")
        yield ClauseRetriever(inner=shelf.retriever, k=4)


def test_invoke_gives_documents(retriever: ClauseRetriever):
    """LangChain's standard call returns at most k documents with the clause's words."""
    pages = retriever.invoke("体育器材经费")

    assert isinstance(retriever, BaseRetriever)
    assert len(pages) == 4
    assert all(isinstance(page, Page) for page in pages)
    assert pages[0].page_content == "二、县财政每年安排体育器材专项经费120万元，按学生人数拨付到校。"


def test_metadata_is_an_address(retriever: ClauseRetriever):
    """A page can be traced to document, version, clause and offsets, as plain data."""
    page = retriever.invoke("体育器材经费")[0]

    meta = page.metadata
    assert page.id == meta["clause_id"] == SPORTS.clauses[2].id
    assert SPORTS.text[meta["start"] : meta["end"]] == page.page_content
    assert (meta["document_id"], meta["version"], meta["file_name"]) == (SPORTS.id, 1, SPORTS.file_name)
    assert (meta["title"], meta["clause"], meta["path"]) == (SPORTS.title, "二、", ["二、"])
    copy = Page.model_validate_json(page.model_dump_json())
    assert (copy.id, copy.page_content, copy.metadata) == (page.id, page.page_content, meta)


def test_limits_may_be_given_in_the_call(retriever: ClauseRetriever):
    """k and scope of one call override the retriever's own."""
    pages = retriever.invoke("体育器材经费", k=2, documents=frozenset({READING.id}))

    assert len(pages) == 2
    assert {page.metadata["document_id"] for page in pages} == {READING.id}


async def _ask(retriever: ClauseRetriever) -> Sequence[Page]:
    return await retriever.ainvoke("校长陪餐")


def test_ainvoke_and_batch_agree_with_invoke(retriever: ClauseRetriever):
    """The other ways of calling a runnable give the same pages."""
    once = retriever.invoke("校长陪餐")

    assert asyncio.run(_ask(retriever)) == once
    assert retriever.batch(["校长陪餐", "图书角"])[0] == once


def test_it_stands_in_a_chain(retriever: ClauseRetriever):
    """The retriever composes with LCEL."""
    chain = RunnablePassthrough.assign(pages=RunnableLambda(lambda asked: asked["question"]) | retriever)

    reply = chain.invoke({"question": "图书角藏书"})

    assert reply["question"] == "图书角藏书"
    assert reply["pages"][0].metadata["title"] == READING.title
