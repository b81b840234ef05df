"""The account of a document's ledger: nothing that can be checked is left out in silence."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from app.api.deps import DEFAULT_LIMIT, Limit, Offset, ServiceDep
from app.api.ledger_schemas import AccountEntry
from app.api.openapi import failures
from app.api.schemas import Listing
from app.items.contract import page_item
from app.items.ledger import entry_item
from ingest.commitments.account import State
from retrieval.errors import UnknownDocument

router = APIRouter(prefix="/v1/documents", tags=["台账"])


@router.get(
    "/{document_id}/account",
    response_model=Listing[AccountEntry],
    summary="台账核对",
    responses=failures(UnknownDocument),
)
def account(
    document_id: Annotated[str, Path(description="文件编号（见 /v1/documents）")],
    service: ServiceDep,
    state: Annotated[
        State | None, Query(description="只要这种去向的；不给则全部", examples=["unexplained"])
    ] = None,
    limit: Limit = DEFAULT_LIMIT,
    offset: Offset = 0,
) -> Any:
    """全文的每处数字、日期、金额、禁令和单位，各在台账的哪一条，或为什么不在。"""
    page = service.ledger.account(document_id, state=state, limit=limit, offset=offset)
    return page_item(page, entry_item, limit=limit, offset=offset)
