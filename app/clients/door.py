"""How a command reaches the library: through the server that owns it, else by opening it itself."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from app.clients import discovery
from app.clients.client import ApiClient, Json
from app.clients.uploads import Outcome, Source, Watcher
from app.errors import EmptyLibrary
from app.settings import Settings
from ingest.commitments.account import State


class Door(Protocol):
    """The verbs that commands use; ApiClient and LocalClient have them. Replies are the contract's plain data."""

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Json] = (),
        scope: Json | None = None,
        understood: Json | None = None,
    ) -> Json: ...

    def search(self, query: str, *, k: int = 10, scope: Json | None = None) -> list[Json]: ...

    def documents(self, collection: str | None = None) -> list[Json]: ...

    def collections(self) -> list[Json]: ...

    def put_collection(self, name: str, *, may_leave: bool = True) -> Json: ...

    def remove_collection(self, name: str) -> None: ...

    def move(self, document_id: str, collection: str) -> Json: ...

    def document(self, document_id: str) -> Json: ...

    def text(self, document_id: str, version: int | None = None) -> Json: ...

    def clause(self, clause_id: str, version: int | None = None) -> Json: ...

    def receipt(self, document_id: str) -> Json: ...

    def differences(self, document_id: str, *, old: int | None = None, new: int | None = None) -> Json: ...

    def reinstate(self, document_id: str, version: int) -> Json: ...

    def commitments(self, document: str | Sequence[str] | None = None, **wanted: Any) -> list[Json]: ...

    def commitments_page(self, *, limit: int, offset: int, **wanted: Any) -> Json: ...

    def ledger_summary(self, document: str | Sequence[str] | None = None, **wanted: Any) -> Json: ...

    def account(self, document_id: str, state: State | None = None) -> list[Json]: ...

    def compare(self, documents: Sequence[str], **wanted: Any) -> Json: ...

    def compare_versions(
        self, document_id: str, *, old: int | None = None, new: int | None = None
    ) -> Json: ...

    def commitments_file(
        self, form: Any, document: str | Sequence[str] | None = None, **wanted: Any
    ) -> bytes: ...

    def comparison_file(self, form: Any, documents: Sequence[str], **wanted: Any) -> bytes: ...

    def changes_file(
        self, form: Any, document_id: str, *, old: int | None = None, new: int | None = None
    ) -> bytes: ...

    def answer_file(self, form: Any, answer: Json) -> bytes: ...

    def mark(self, row_id: str) -> Json: ...

    def put_mark(self, row_id: str, state: Any, *, note: str = "", who: str) -> Json: ...

    def unmark(self, row_id: str, *, who: str) -> None: ...

    def feedback(self, verdict: Any = None) -> list[Json]: ...

    def missing_references(self) -> list[Json]: ...

    def upload_all(
        self, sources: Iterable[Source], *, collection: str | None = None, progress: Watcher
    ) -> Iterator[tuple[Source, Outcome]]: ...

    def delete(self, document_id: str) -> None: ...

    def status(self) -> Json: ...


@contextmanager
def open_door(settings: Settings) -> Iterator[Door]:
    """The API at WENCE_API_URL, else of the server that runs on this library, else the library itself.

    Raises what opening the library raises.
    """
    if server := _server(settings):
        with ApiClient(server.url, key=server.key) as client:
            yield client
        return
    # The models' frameworks take seconds to import: only where they are used.
    from app.clients.local import LocalClient

    with LocalClient.open(settings) as client:
        yield client


def _server(settings: Settings) -> discovery.Running | None:
    if settings.api_url:
        return discovery.Running(settings.api_url, settings.api_key or "")
    return discovery.find(settings.home)


@contextmanager
def open_filled(settings: Settings) -> Iterator[Door]:
    """As open_door. Raises EmptyLibrary where nothing has been ingested."""
    with open_door(settings) as door:
        if not door.status()["documents"]:
            raise EmptyLibrary
        yield door
