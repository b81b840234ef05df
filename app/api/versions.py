"""Versions of a document, and what changed between two of them."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from app.api.deps import DEFAULT_LIMIT, Limit, Offset, ServiceDep
from app.api.library_schemas import UploadReply
from app.api.openapi import failures
from app.api.schemas import Listing
from app.api.version_schemas import VersionDifferences, VersionItem
from app.items.contract import page_item, upload_item
from app.items.versions import comparison_item, version_item
from retrieval.errors import NothingToCompare, UnknownDocument, UnknownVersion

router = APIRouter(prefix="/v1/documents/{document_id}", tags=["文件"])
Id = Annotated[str, Path(description="文件编号")]
Number = Annotated[int, Path(ge=1, description="第几版")]
Old = Annotated[int | None, Query(ge=1, description="旧版是第几版；不给则为新版的前一版")]
New = Annotated[int | None, Query(ge=1, description="新版是第几版；不给则为现行版本")]


@router.get(
    "/versions",
    response_model=Listing[VersionItem],
    summary="文件的各个版本",
    responses=failures(UnknownDocument),
)
def versions(document_id: Id, service: ServiceDep, limit: Limit = DEFAULT_LIMIT, offset: Offset = 0) -> Any:
    """同一文件改动后再次导入即为新版本；由旧到新，最后一个是现行版本。"""
    page = service.versions(document_id, limit=limit, offset=offset)
    return page_item(page, version_item, limit=limit, offset=offset)


@router.post(
    "/versions/{version}/reinstate",
    response_model=UploadReply,
    summary="恢复旧版本",
    responses=failures(UnknownDocument, UnknownVersion),
)
def reinstate(document_id: Id, version: Number, service: ServiceDep) -> Any:
    """把一个旧版本存为新的一版，成为现行版本；其他各版不变。所给的已是现行版本时，什么都不改。"""
    return upload_item(service.reinstate(document_id, version))


@router.get(
    "/differences",
    response_model=VersionDifferences,
    summary="两个版本的差异",
    responses=failures(UnknownDocument, UnknownVersion, NothingToCompare),
)
def differences(document_id: Id, service: ServiceDep, old: Old = None, new: New = None) -> Any:
    """逐条比较两个版本：改动的文字、新增、删除、改号。不给版本号则比较最近两版。"""
    return comparison_item(service.differences(document_id, old=old, new=new))
