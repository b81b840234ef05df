"""One clause, by its id."""

from typing import Annotated, Any

from fastapi import APIRouter, Path

from app.api.deps import AnyVersion, ServiceDep
from app.api.library_schemas import ClauseInDocument
from app.api.openapi import failures
from app.items.references import clause_in_document_item
from retrieval.errors import UnknownClause

router = APIRouter(tags=["条款"])


@router.get(
    "/v1/clauses/{clause_id:path}",
    response_model=ClauseInDocument,
    summary="查看一个条款",
    responses=failures(UnknownClause),
)
def clause(
    clause_id: Annotated[str, Path(description="条款编号，需做 URL 编码")],
    service: ServiceDep,
    version: AnyVersion = None,
) -> Any:
    """条款全文、位置、所在的文件，以及引语、适用范围、阶段等对它有效的内容；version 取引用中的版本，旧引用因此仍能查到。"""
    return clause_in_document_item(service.clause(clause_id, version), service.inherited(clause_id, version))
