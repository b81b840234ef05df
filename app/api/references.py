"""Terms that documents define, and the documents they refer to."""

from typing import Annotated, Any

from fastapi import APIRouter, Path

from app.api.deps import DEFAULT_LIMIT, Limit, Offset, ServiceDep
from app.api.openapi import failures
from app.api.reference_schemas import Definition, DocumentReferences, MissingReference
from app.api.schemas import Listing
from app.items.contract import page_item
from app.items.references import definition_item, missing_item, references_item
from retrieval.errors import UnknownDocument

router = APIRouter(prefix="/v1", tags=["文件"])
Id = Annotated[str, Path(description="文件编号")]


@router.get(
    "/documents/{document_id}/definitions",
    response_model=Listing[Definition],
    summary="文件定义的用语",
    responses=failures(UnknownDocument),
)
def definitions(
    document_id: Id, service: ServiceDep, limit: Limit = DEFAULT_LIMIT, offset: Offset = 0
) -> Any:
    """“本办法所称……是指……”“以下简称……”等写明的用语和所据原句，按在文中的先后。"""
    held = service.text(document_id)
    page = service.definitions(document_id, version=held.version, limit=limit, offset=offset)
    return page_item(page, lambda each: definition_item(each, held.text), limit=limit, offset=offset)


@router.get(
    "/documents/{document_id}/references",
    response_model=DocumentReferences,
    summary="依据文件和附件",
    responses=failures(UnknownDocument),
)
def references(document_id: Id, service: ServiceDep) -> Any:
    """文件写明的依据和附件，以及各自是否在库（先比文号，再比标题）。"""
    return references_item(service.references(document_id))


@router.get(
    "/references/missing",
    response_model=Listing[MissingReference],
    summary="应补充的文件",
    responses=failures(),
)
def missing(service: ServiceDep, limit: Limit = DEFAULT_LIMIT, offset: Offset = 0) -> Any:
    """库中文件提到、但没有入库的依据文件和附件，提到最多的在前。"""
    page = service.missing_references(limit=limit, offset=offset)
    return page_item(page, missing_item, limit=limit, offset=offset)
