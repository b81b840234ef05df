"""The commitment ledger: every figure, deadline, sum, duty and ban of the plans as rows."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from app.api.deps import DEFAULT_LIMIT, Limit, Offset, ServiceDep
from app.api.ledger_schemas import CommitmentItem
from app.api.openapi import failures
from app.api.schemas import Listing
from app.contract import commitment_item, filter_of, page_item
from ingest.commitment_model import Kind, Strength
from retrieval.errors import UnknownDocument

router = APIRouter(tags=["台账"])


@router.get(
    "/v1/commitments",
    response_model=Listing[CommitmentItem],
    summary="承诺台账",
    responses=failures(UnknownDocument),
)
def commitments(
    service: ServiceDep,
    document: Annotated[str | None, Query(description="文件编号；不给则为全部文件")] = None,
    kind: Annotated[Kind | None, Query(description="类别")] = None,
    strength: Annotated[Strength | None, Query(description="强度：hard 刚性，soft 柔性")] = None,
    body: Annotated[str | None, Query(description="责任单位名称中的字词")] = None,
    q: Annotated[str | None, Query(description="原文中的字词")] = None,
    limit: Limit = DEFAULT_LIMIT,
    offset: Offset = 0,
) -> Any:
    """逐条列出计划的承诺，按文件和在文中的先后；每条都是原文的一段。"""
    wanted = filter_of(document=document, kind=kind, strength=strength, body=body, q=q)
    return page_item(
        service.ledger.commitments(wanted, limit=limit, offset=offset),
        commitment_item,
        limit=limit,
        offset=offset,
    )
