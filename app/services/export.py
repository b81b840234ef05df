"""What people take away: the ledger, comparisons and answers as files. Every quote is checked against the library."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from app.access.audit import Journal
from app.errors import QuoteNotFound
from app.export.answer import answer_memo
from app.export.commas import comma_separated
from app.export.comparison import comparison_memo, comparison_tables, letters
from app.export.conversation import conversation_memo
from app.export.documents import about, about_blocks, filter_words
from app.export.ledger import counts_words, ledger_memo, ledger_table
from app.export.markdown import markdown
from app.export.paper import word
from app.export.values import Cell, Memo
from app.export.workbook import workbook
from app.items.compare import changes_item, cited_item, compared_document_item, plans_item
from app.items.conversations import turn_item
from app.services.compare import CompareService
from app.services.ledger import LedgerService
from app.services.replies import ALL, StoredFile
from ingest.model import Clause
from retrieval.answers.formal import formal
from retrieval.errors import UnknownClause, UnknownDocument, UnknownVersion
from retrieval.hits import DocumentSummary
from retrieval.ledger.filter import LedgerFilter
from retrieval.ledger.parameters import parameters_of
from retrieval.store.conversations import Conversation, Turn
from retrieval.store.library_reader import LibraryReader

Json = dict[str, Any]
LedgerFormat = Literal["xlsx", "csv", "docx", "json"]
CompareFormat = Literal["xlsx", "docx"]
AnswerFormat = Literal["docx", "md"]
Facts = Sequence[tuple[str, Cell]]

_MEMOS: Mapping[str, Callable[[Memo], bytes]] = {"docx": word, "md": markdown}


@dataclass(frozen=True, slots=True)
class _Standing:
    """A document, the version that is cited, and the place in it."""

    document: DocumentSummary
    clause: Clause


class ExportService:
    """The files of one open library; reached as ``service.export``. *page* is where links lead."""

    def __init__(
        self,
        library: LibraryReader,
        ledger: LedgerService,
        compare: CompareService,
        journal: Journal,
        *,
        page: str,
    ) -> None:
        self._library, self._ledger, self._compare, self._page = library, ledger, compare, page
        self._journal = journal

    def commitments(self, wanted: LedgerFilter, form: LedgerFormat) -> StoredFile:
        """The rows that *wanted* lets pass, all of them. Raises UnknownDocument, UnknownVersion."""
        placed = self._ledger.commitments(wanted, limit=ALL).items
        rows = [cited_item(one) for one in placed]
        counts = Counter((one.document.id, one.document.version) for one in placed)
        told = {(one.document.id, one.document.version): one.document for one in placed}
        documents = [compared_document_item(d, counts[key], date.today()) for key, d in told.items()]
        said = filter_words(parameters_of(wanted), self._titles())
        facts = [*_facts("承诺台账", said), ("条数", counts_words(rows))]
        if form == "xlsx":
            data = workbook([ledger_table(rows, self._page), about(documents, facts)])
        elif form == "csv":
            data = comma_separated(ledger_table(rows, self._page))
        elif form == "docx":
            data = word(ledger_memo(rows, documents, list(about_blocks((), facts))))
        else:
            data = _json({"exported_at": _now(), "filter": said, "documents": documents, "items": rows})
        return self._taken("承诺台账", form, data)

    def comparison(self, documents: Sequence[str], wanted: LedgerFilter, form: CompareFormat) -> StoredFile:
        """Plans beside each other. Raises what CompareService.plans raises."""
        found = plans_item(self._compare.plans(documents, wanted), date.today())
        said = filter_words(parameters_of(wanted), self._titles())
        facts = [*_facts("承诺对照", said), *letters(found)]
        facts += [("把握", "高、中、低为配对的把握，概率由样本校准；“已确认”为人工更正过")]
        return self._compared(found, found["documents"], facts, form)

    def changes(
        self, document_id: str, versions: tuple[int | None, int | None], form: CompareFormat
    ) -> StoredFile:
        """Two versions, (old, new), of a document. Raises what CompareService.versions raises."""
        old, new = versions
        changes = self._compare.versions(document_id, old=old, new=new)
        found = changes_item(changes, date.today())
        return self._compared(found, [found["old"], found["new"]], _facts("两版承诺对照", "全部"), form)

    def answer(self, answer: Json, form: AnswerFormat) -> StoredFile:
        """An answer as `/v1/ask` gave it, with formal citations. Raises QuoteNotFound.

        Titles, numbers and places are taken from the library, not from the answer.
        """
        shown = {
            **answer,
            "citations": [self._evidence(e, f"引用 [{e['n']}]") for e in answer["citations"]],
            "nearest": [self._evidence(e, "相关条款") for e in answer["nearest"]],
        }
        numbers = {citation["n"] for citation in answer["citations"]}
        for sentence in answer["sentences"]:
            if unknown := [n for n in sentence["citations"] if n not in numbers]:
                raise QuoteNotFound(f"引用 [{unknown[0]}]", "答案里没有这个序号的引用")
        told = {
            (e["document_id"], e["version"]): self._library.summary(e["document_id"])
            for e in (*shown["citations"], *(() if shown["citations"] else shown["nearest"]))
        }
        documents = [
            compared_document_item(_at(document, version), 0, date.today())
            for (_, version), document in told.items()
        ]
        searched = f"{answer['searched']['documents']} 份文件（{answer['searched']['why']}）"
        facts: Facts = [
            ("检索范围", searched),
            ("回答方式", _MODES[answer["mode"]]),
            ("导出时间", datetime.now()),
        ]
        memo = answer_memo(shown, self._page, list(about_blocks(documents, facts)))
        return self._taken("查询答复", form, _MEMOS[form](memo))

    def conversation(
        self, conversation: Conversation, turns: Sequence[Turn], form: AnswerFormat
    ) -> StoredFile:
        """A conversation with its answers as they were given, whatever has become of the documents since."""
        told = [{**turn_item(turn), "answer": self._as_given(turn.answer)} for turn in turns]
        current = {document.id: document.version for document in self._library.summaries()}
        title = conversation.title or "对话记录"
        memo = conversation_memo(title, told, current, page=self._page, at=datetime.now())
        return self._taken("对话记录", form, _MEMOS[form](memo))

    def _as_given(self, answer: Mapping[str, Any]) -> Json:
        """A kept answer, its evidence with the formal citation in words where the library still has the place."""
        return {
            **answer,
            "citations": [self._evidence_as_given(e) for e in answer["citations"]],
            "nearest": [self._evidence_as_given(e) for e in answer["nearest"]],
        }

    def _evidence_as_given(self, evidence: Json) -> Json:
        try:
            return {**self._evidence(evidence, evidence["formal"]), "title": evidence["title"]}
        except QuoteNotFound:
            return {**evidence, "formal_in_words": evidence["formal"]}

    def _taken(self, what: str, form: str, data: bytes) -> StoredFile:
        """The file, once it is noted that it was taken away."""
        file = StoredFile(_name(what, form), data)
        self._journal.note("export", words=file.name)
        return file

    def _compared(
        self, found: Json, documents: Sequence[Json], facts: Facts, form: CompareFormat
    ) -> StoredFile:
        if form == "xlsx":
            data = workbook([*comparison_tables(found, self._page), about(documents, facts)])
        else:
            data = word(comparison_memo(found, list(about_blocks((), facts))))
        return self._taken("承诺对照", form, data)

    def _evidence(self, evidence: Json, name: str) -> Json:
        place = self._place(evidence, name)
        text = self._library.text(place.document.id, evidence["version"])
        start, end = evidence["start"], evidence["end"]
        if not 0 <= start < end <= len(text) or text[start:end] != evidence["quote"]:
            raise QuoteNotFound(name, "引文与文件库中该位置的原文不一致")
        document, clause = place.document, place.clause
        return {
            **evidence,
            "title": document.title,
            "clause": clause.reference,
            "formal": formal(document, clause),
            "formal_in_words": formal(document, clause, "words"),
        }

    def _place(self, evidence: Json, name: str) -> _Standing:
        try:
            document = self._library.summary(evidence["document_id"])
            clause = self._library.clause(evidence["clause_id"], evidence["version"])
        except (UnknownDocument, UnknownVersion, UnknownClause) as exc:
            raise QuoteNotFound(name, "文件库中没有它所在的文件、版本或条款") from exc
        if clause.document_id != document.id:
            raise QuoteNotFound(name, "条款不在它所说的文件里")
        return _Standing(_at(document, evidence["version"]), clause)

    def _titles(self) -> dict[str, str]:
        return {document.id: document.title for document in self._library.summaries()}


_MODES = {"extractive": "原文摘录", "generated": "由对话模型组织语言，已逐句核对"}


def _at(document: DocumentSummary, version: int) -> DocumentSummary:
    return document if document.version == version else replace(document, version=version)


def _facts(what: str, said: str) -> list[tuple[str, Cell]]:
    return [("内容", f"问策 {what}"), ("导出时间", datetime.now()), ("筛选条件", said)]


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _name(what: str, form: str) -> str:
    return f"{what}{date.today():%Y%m%d}.{form}"


def _json(value: Json) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
