"""The commitment ledger: every figure, deadline, sum, duty and ban of the plans as rows."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from app.api.deps import AnyVersion, ServiceDep
from app.api.ledger_query import LedgerPageQuery, LedgerQuery
from app.api.ledger_schemas import CommitmentItem, LedgerSummaryReply
from app.api.openapi import failures
from app.api.schemas import Listing
from app.items.contract import page_item
from app.items.ledger import commitment_item, summary_item
from retrieval.errors import UnknownCommitment, UnknownDocument, UnknownVersion

router = APIRouter(prefix="/v1/commitments", tags=["台账"])


@router.get(
    "",
    response_model=Listing[CommitmentItem],
    summary="承诺台账",
    responses=failures(UnknownDocument, UnknownVersion),
)
def commitments(service: ServiceDep, query: Annotated[LedgerPageQuery, Query()]) -> Any:
    """逐条列出计划的承诺，按文件和在文中的先后，或按 sort；每条都是原文的一段。"""
    page = service.ledger.commitments(query.wanted(), limit=query.limit, offset=query.offset)
    return page_item(page, commitment_item, limit=query.limit, offset=query.offset)


@router.get(
    "/summary",
    response_model=LedgerSummaryReply,
    summary="台账汇总",
    responses=failures(UnknownDocument, UnknownVersion),
)
def summary(service: ServiceDep, query: Annotated[LedgerQuery, Query()]) -> Any:
    """同样的筛选条件下，按类别、强度、责任单位、到期年份计数，并给出每份计划的具体程度。"""
    return summary_item(service.ledger.summary(query.wanted()))


@router.get(
    "/{commitment_id:path}",
    response_model=CommitmentItem,
    summary="一条承诺",
    responses=failures(UnknownCommitment),
)
def commitment(
    commitment_id: Annotated[str, Path(description="承诺编号（见 /v1/commitments）")],
    service: ServiceDep,
    version: AnyVersion = None,
) -> Any:
    """台账的一行；可以看某一版中的。"""
    return commitment_item(service.ledger.commitment(commitment_id, version))
