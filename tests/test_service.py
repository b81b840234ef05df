"""The service: one library, opened once, asked by many."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import UnknownScope, UploadTooLarge
from app.service import Service, reindex
from app.services.replies import Reindexed
from app.settings import Settings
from retrieval.embedder import Embedder
from retrieval.errors import LibraryInUse, ModelUnavailable, UnknownDocument
from retrieval.questions.scope import ScopeRequest
from retrieval.store.home import is_held
from tests.serving import EXAMPLES

NOTICE = next(EXAMPLES.glob("03*"))


@pytest.fixture
def settings(tmp_path: Path, models: Path) -> Settings:
    return Settings(home=tmp_path / "home", models=models, max_upload_mb=1)


@pytest.fixture
def service(settings: Settings, embedder: Embedder):
    with Service.open(settings, embedder=embedder) as service:
        yield service


def test_what_was_uploaded_is_there_after_a_restart(settings, embedder):
    """A library outlives the process: same documents, same answers' sources."""
    with Service.open(settings, embedder=embedder) as service:
        kept = service.upload(NOTICE.read_bytes(), NOTICE.name).document
        hits = service.search("交流年限", k=3)
    with Service.open(settings, embedder=embedder) as service:
        assert service.documents(limit=10).items == (kept,)
        assert [hit.clause.id for hit in service.search("交流年限", k=3)] == [hit.clause.id for hit in hits]


@pytest.mark.usefixtures("service")
def test_a_library_has_one_owner(settings, embedder):
    """A second service on the same folder is refused, with the folder's name."""
    with pytest.raises(LibraryInUse, match="home"):
        Service.open(settings, embedder=embedder)


def test_a_closed_library_can_be_opened_again(settings, embedder):
    """Closing lets go of the lock; opening after a failed opening works too."""
    first = Service.open(settings, embedder=embedder)
    with pytest.raises(LibraryInUse):
        Service.open(settings, embedder=embedder)
    first.close()

    with Service.open(settings, embedder=embedder) as service:
        assert service.status().documents == 0


def test_a_service_that_does_not_open_lets_go_of_its_library(settings, embedder):
    """After a model that isn't there the library can be opened again by the same process."""
    with pytest.raises(ModelUnavailable) as raised:
        Service.open(replace(settings, reranker=str(settings.home / "nowhere")), embedder=embedder)

    assert raised.tb  # while it is told of, what it came from is not cleared away
    assert not is_held(settings.home)


def test_reindexing_keeps_every_document(settings, embedder):
    """After reindex the same clauses are found."""
    with Service.open(settings, embedder=embedder) as service:
        service.upload(NOTICE.read_bytes(), NOTICE.name)
        before = [hit.clause.id for hit in service.search("交流年限", k=5)]

    assert reindex(settings) == Reindexed(documents=1, reread=0)

    with Service.open(settings, embedder=embedder) as service:
        assert [hit.clause.id for hit in service.search("交流年限", k=5)] == before


def test_status_tells_how_answers_are_made(service):
    """Without a chat model answers are excerpts; the embedding model has a name."""
    service.upload(NOTICE.read_bytes(), NOTICE.name)

    status = service.status()

    assert (status.documents, status.mode, status.chat_model) == (1, "extractive", None)
    assert status.clauses == service.documents(limit=1).items[0].clauses
    assert "e5" in status.embedding_model


def test_a_chat_model_is_named(settings, embedder):
    """With a chat model set, the status names it; it is not called before a question is asked."""
    chatty = Settings(
        home=settings.home,
        models=settings.models,
        llm_base_url="http://127.0.0.1:9/v1",
        llm_model="some-model",
    )
    with Service.open(chatty, embedder=embedder) as service:
        assert (service.status().mode, service.status().chat_model) == ("generated", "some-model")


def test_a_file_over_the_limit_is_refused(service):
    """The limit holds at every door, not only over HTTP."""
    with pytest.raises(UploadTooLarge, match="1 MB"):
        service.upload(b"x" * (1024 * 1024 + 1), "大.txt")


def test_a_scope_may_only_name_what_is_there(service):
    """Searching in a document that is gone is an error, not a search in all the others."""
    with pytest.raises(UnknownScope, match="gone"):
        service.search("问", scope=ScopeRequest(documents=("gone",)))


def test_a_scope_by_place_finds_that_places_documents(service):
    """Regions, kinds and years choose documents by their metadata."""
    for path in sorted(EXAMPLES.glob("0[13]*")):
        service.upload(path.read_bytes(), path.name)

    def titles(scope: ScopeRequest) -> set[str]:
        return {hit.document.file_name[:2] for hit in service.search("教师", k=50, scope=scope)}

    assert titles(ScopeRequest()) == {"01", "03"}
    assert titles(ScopeRequest(regions=("霁渡县",))) == {"03"}
    assert titles(ScopeRequest(kinds=("行动计划",))) == {"01"}
    assert titles(ScopeRequest(regions=("没有这个县",))) == set()


def test_of_an_earlier_question_the_beginning_counts(service):
    """Somebody who pasted a whole document into it is not made to wait while that is read again and again."""
    service.upload(NOTICE.read_bytes(), NOTICE.name)
    pasted = service.ask("那多久报一次？", history=["霁渡县教师交流轮岗几年一次？" + "粘贴的文字，" * 1000])

    assert pasted.understood.leans_on.startswith("霁渡县教师交流轮岗几年一次？")
    assert len(pasted.understood.leans_on) <= 1000


@pytest.mark.parametrize("read", ["document", "text", "metadata", "receipt", "file", "delete"])
def test_unknown_documents_are_named(service, read):
    """Every verb that takes a document says which one is not there."""
    with pytest.raises(UnknownDocument, match="gone"):
        getattr(service, read)("gone")
