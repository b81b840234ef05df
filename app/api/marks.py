"""Marks on rows of the ledger: how far each commitment is."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from app.api.deps import DEFAULT_LIMIT, Limit, Offset, ServiceDep
from app.api.mark_schemas import MarkRequest, PlacedMarkItem, RowMarkReply, Who
from app.api.openapi import failures
from app.api.schemas import Listing
from app.items.contract import page_item
from app.items.marks import placed_mark_item, row_mark_item
from retrieval.errors import StorageFailed, UnknownCommitment, UnknownDocument

router = APIRouter(prefix="/v1", tags=["台账"])
Id = Annotated[str, Path(description="承诺编号（见 /v1/commitments），需做 URL 编码")]
ONE = failures(UnknownCommitment)
WRITTEN = failures(UnknownCommitment, StorageFailed)


@router.get(
    "/commitments/{commitment_id:path}/mark", response_model=RowMarkReply, summary="一行的标记", responses=ONE
)
def mark(commitment_id: Id, service: ServiceDep) -> Any:
    """一条承诺现在的标记和历次标记。"""
    return row_mark_item(service.marks.mark(commitment_id))


@router.put(
    "/commitments/{commitment_id:path}/mark", response_model=RowMarkReply, summary="作标记", responses=WRITTEN
)
def put(commitment_id: Id, request: MarkRequest, service: ServiceDep) -> Any:
    """标记一条承诺的进展；以前的标记留作历次记录。文件更新后标记随承诺保留，原文变了会提示核对。"""
    found = service.marks.put(commitment_id, request.state, note=request.note, who=request.who)
    return row_mark_item(found)


@router.delete(
    "/commitments/{commitment_id:path}/mark", status_code=204, summary="撤销标记", responses=WRITTEN
)
def take_back(
    commitment_id: Id,
    service: ServiceDep,
    who: Annotated[Who, Query(description="谁撤销的")],
) -> None:
    """撤销一条承诺的标记；历次记录仍在。本来没有标记的，不作改动。"""
    service.marks.put(commitment_id, None, note="", who=who)


@router.get(
    "/marks", response_model=Listing[PlacedMarkItem], summary="全部标记", responses=failures(UnknownDocument)
)
def marks(
    service: ServiceDep,
    document: Annotated[str | None, Query(description="文件编号；不给则为全部文件")] = None,
    orphaned: Annotated[bool | None, Query(description="true：只列现行版本中找不到对应原文的")] = None,
    limit: Limit = DEFAULT_LIMIT,
    offset: Offset = 0,
) -> Any:
    """所有标记，包括文件更新后找不到对应原文的，按文件和标记的先后。"""
    page = service.marks.listed(document, orphaned=orphaned, limit=limit, offset=offset)
    return page_item(page, placed_mark_item, limit=limit, offset=offset)
