"""The client's verbs on a library that this process opens itself: the same names, the same plain data."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from functools import partial
from types import TracebackType
from typing import Any

from app.clients.ahead import Begun, ahead
from app.clients.uploads import Outcome, Source, Watcher, outcome
from app.items.compare import changes_item, plans_item
from app.items.contract import (
    Json,
    collection_item,
    document_item,
    hit_item,
    page_item,
    questions_of,
    receipt_item,
    scope_of,
    upload_item,
)
from app.items.feedback import judged_item
from app.items.ledger import commitment_item, entry_item, summary_item
from app.items.marks import row_mark_item
from app.items.references import clause_in_document_item, missing_item
from app.items.versions import comparison_item
from app.progress import Bars, Progress
from app.service import Service
from app.services.export import AnswerFormat, CompareFormat, LedgerFormat
from app.services.replies import ALL
from app.settings import Settings
from ingest.commitments.account import State as EntryState
from ingest.pipeline import Prepared
from retrieval.ledger.parameters import filter_of
from retrieval.store.conversations import Verdict
from retrieval.store.marks import State


class LocalClient:
    """A service as the command line wants it. Raises what the service raises."""

    def __init__(self, service: Service) -> None:
        self._service = service

    @classmethod
    def open(cls, settings: Settings) -> "LocalClient":
        """Open the library, with bars for what takes long."""
        with Bars() as bars:
            return cls(Service.open(settings, bars))

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Json] = (),
        scope: Json | None = None,
        understood: Json | None = None,
    ) -> Json:
        wanted = scope_of(scope, understood=understood)
        return self._service.ask(question, history=questions_of(history), scope=wanted).to_dict()

    def search(self, query: str, *, k: int = 10, scope: Json | None = None) -> list[Json]:
        return [hit_item(hit) for hit in self._service.search(query, k=k, scope=scope_of(scope))]

    def documents(self, collection: str | None = None) -> list[Json]:
        found = self._service.documents(collection=collection, limit=ALL)
        return [document_item(document) for document in found.items]

    def collections(self) -> list[Json]:
        return [collection_item(one) for one in self._service.collections.all()]

    def put_collection(self, name: str, *, may_leave: bool = True) -> Json:
        return collection_item(self._service.collections.put(name, may_leave=may_leave))

    def remove_collection(self, name: str) -> None:
        self._service.collections.remove(name)

    def move(self, document_id: str, collection: str) -> Json:
        return document_item(self._service.collections.move(document_id, collection))

    def commitments(self, document: str | Sequence[str] | None = None, **wanted: Any) -> list[Json]:
        page = self._service.ledger.commitments(filter_of(document=document, **wanted), limit=ALL)
        return [commitment_item(placed) for placed in page.items]

    def commitments_page(self, *, limit: int, offset: int, **wanted: Any) -> Json:
        page = self._service.ledger.commitments(filter_of(**wanted), limit=limit, offset=offset)
        return page_item(page, commitment_item, limit=limit, offset=offset)

    def ledger_summary(self, document: str | Sequence[str] | None = None, **wanted: Any) -> Json:
        return summary_item(self._service.ledger.summary(filter_of(document=document, **wanted)))

    def account(self, document_id: str, state: EntryState | None = None) -> list[Json]:
        page = self._service.ledger.account(document_id, state=state, limit=ALL)
        return [entry_item(placed) for placed in page.items]

    def compare(self, documents: Sequence[str], **wanted: Any) -> Json:
        return plans_item(self._service.compare.plans(documents, filter_of(**wanted)), date.today())

    def compare_versions(self, document_id: str, *, old: int | None = None, new: int | None = None) -> Json:
        return changes_item(self._service.compare.versions(document_id, old=old, new=new), date.today())

    def commitments_file(
        self, form: LedgerFormat, document: str | Sequence[str] | None = None, **wanted: Any
    ) -> bytes:
        return self._service.export.commitments(filter_of(document=document, **wanted), form).data

    def comparison_file(self, form: CompareFormat, documents: Sequence[str], **wanted: Any) -> bytes:
        return self._service.export.comparison(documents, filter_of(**wanted), form).data

    def changes_file(
        self, form: CompareFormat, document_id: str, *, old: int | None = None, new: int | None = None
    ) -> bytes:
        return self._service.export.changes(document_id, (old, new), form).data

    def answer_file(self, form: AnswerFormat, answer: Json) -> bytes:
        return self._service.export.answer(answer, form).data

    def mark(self, row_id: str) -> Json:
        return row_mark_item(self._service.marks.mark(row_id))

    def put_mark(self, row_id: str, state: State, *, note: str = "", who: str) -> Json:
        return row_mark_item(self._service.marks.put(row_id, state, note=note, who=who))

    def unmark(self, row_id: str, *, who: str) -> None:
        self._service.marks.put(row_id, None, note="", who=who)

    def feedback(self, verdict: Verdict | None = None) -> list[Json]:
        page = self._service.feedback.judged(None, verdict=verdict, limit=ALL)
        return [judged_item(one) for one in page.items]

    def document(self, document_id: str) -> Json:
        return document_item(self._service.document(document_id))

    def text(self, document_id: str, version: int | None = None) -> Json:
        return asdict(self._service.text(document_id, version))

    def clause(self, clause_id: str, version: int | None = None) -> Json:
        return clause_in_document_item(
            self._service.clause(clause_id, version), self._service.inherited(clause_id, version)
        )

    def receipt(self, document_id: str) -> Json:
        return receipt_item(self._service.receipt(document_id))

    def differences(self, document_id: str, *, old: int | None = None, new: int | None = None) -> Json:
        return comparison_item(self._service.differences(document_id, old=old, new=new))

    def reinstate(self, document_id: str, version: int) -> Json:
        return upload_item(self._service.reinstate(document_id, version))

    def missing_references(self) -> list[Json]:
        return [missing_item(each) for each in self._service.missing_references(limit=ALL).items]

    def upload_all(
        self, sources: Iterable[Source], *, collection: str | None = None, progress: Watcher
    ) -> Iterator[tuple[Source, Outcome]]:
        """What becomes of each file, in their order; those that come next are read and cut meanwhile."""

        def prepare(source: Source, report: Progress) -> Prepared | None:
            if source.problem:
                return None
            return self._service.prepare(source.data, source.name, collection=collection, progress=report)

        def upload(source: Source, begun: Begun[Prepared | None]) -> Json:
            report = partial(progress, source)
            return upload_item(
                self._service.upload(
                    source.data,
                    source.name,
                    collection=collection,
                    progress=report,
                    prepared=partial(begun.result, report),
                )
            )

        for source, begun in ahead(sources, prepare):
            yield source, outcome(source, partial(upload, begun=begun))

    def delete(self, document_id: str) -> None:
        self._service.delete(document_id)

    def status(self) -> Json:
        return asdict(self._service.status())

    def __enter__(self) -> "LocalClient":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._service.close()
