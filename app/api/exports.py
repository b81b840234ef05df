"""The ledger, comparisons and answers as files to take away."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Response

from app.api.compare import COMPARE_FAILURES, CompareQuery
from app.api.deps import OwnerDep, ServiceDep
from app.api.ledger_query import LedgerQuery
from app.api.openapi import Responses, failures, files
from app.api.schemas import Answer
from app.errors import QuoteNotFound
from app.services.export import AnswerFormat, CompareFormat, LedgerFormat
from app.services.replies import StoredFile
from retrieval.errors import UnknownConversation, UnknownDocument, UnknownVersion
from retrieval.ledger.parameters import filter_of

router = APIRouter(tags=["导出"])
FORM = Path(description="文件格式")
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
}


def _files(description: str, *forms: str) -> Responses:
    return files(description, *(TYPES[form] for form in forms))


def _download(file: StoredFile) -> Response:
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}"}
    return Response(file.data, media_type=TYPES[file.name.rpartition(".")[2]], headers=headers)


@router.get(
    "/v1/commitments.{form}",
    response_class=Response,
    summary="导出台账",
    responses={
        **_files("台账文件", "xlsx", "csv", "docx", "json"),
        **failures(UnknownDocument, UnknownVersion),
    },
)
def commitments(
    service: ServiceDep, form: Annotated[LedgerFormat, FORM], query: Annotated[LedgerQuery, Query()]
) -> Response:
    """与 /v1/commitments 同样的筛选和次序，全部条目：xlsx、csv、docx 或 json。"""
    return _download(service.export.commitments(query.wanted(), form))


@router.get(
    "/v1/compare.{form}",
    response_class=Response,
    summary="导出比较",
    responses={**_files("对照文件", "xlsx", "docx"), **COMPARE_FAILURES},
)
def compare(
    service: ServiceDep, form: Annotated[CompareFormat, FORM], query: Annotated[CompareQuery, Query()]
) -> Response:
    """与 /v1/compare 同样的参数：xlsx 或 docx。"""
    if query.document is not None:
        return _download(service.export.changes(query.document, (query.old, query.new), form))
    return _download(service.export.comparison(query.documents, filter_of(**query.filters()), form))


@router.get(
    "/v1/conversations/{conversation_id}/export.{form}",
    response_class=Response,
    summary="导出对话",
    responses={**_files("对话记录", "docx", "md"), **failures(UnknownConversation)},
)
def conversation(
    service: ServiceDep,
    owner: OwnerDep,
    conversation_id: Annotated[str, Path(description="对话编号")],
    form: Annotated[AnswerFormat, FORM],
) -> Response:
    """整个对话做成可以归档的文件：提问和回答的时间、状态、逐句引用、引文、文件版本；docx 或 md。"""
    found, turns = service.conversations.conversation(owner, conversation_id)
    return _download(service.export.conversation(found, turns, form))


@router.post(
    "/v1/answers.{form}",
    response_class=Response,
    summary="导出回答",
    responses={**_files("查询答复", "docx", "md"), **failures(QuoteNotFound)},
)
def answer(service: ServiceDep, form: Annotated[AnswerFormat, FORM], answer: Answer) -> Response:
    """把 /v1/ask 的回答做成公文式的答复：docx 或 md。引文须与文件库中的原文一致。"""
    return _download(service.export.answer(answer.model_dump(), form))
