"""Collections: who may see one sees the documents in it."""

from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field

from app.api.deps import DEFAULT_LIMIT, Limit, Offset, ServiceDep
from app.api.library_schemas import CollectionName, DocumentItem
from app.api.openapi import failures
from app.api.schemas import Listing
from app.items.contract import collection_item, document_item, page_item
from app.services.replies import page_of
from retrieval.errors import (
    AlreadyThere,
    BadCollection,
    CollectionInUse,
    StorageFailed,
    UnknownCollection,
    UnknownDocument,
)

router = APIRouter(prefix="/v1", tags=["集合"])
Name = Annotated[str, Path(description="集合名称，需做 URL 编码")]


class CollectionItem(BaseModel):
    """一个集合。"""

    name: CollectionName
    may_leave: bool = Field(description="其中文件的内容可否交给对话模型；false 即“不外发”")
    documents: int = Field(description="文件数")


class CollectionRequest(BaseModel):
    """一个集合应是怎样的。"""

    model_config = ConfigDict(extra="forbid")

    may_leave: bool = Field(True, description="其中文件的内容可否交给对话模型；false 即“不外发”")


class MoveRequest(BaseModel):
    """文件移到哪里。"""

    model_config = ConfigDict(extra="forbid")

    collection: str = Field(description="集合名称", examples=["默认"])


@router.get("/collections", response_model=Listing[CollectionItem], summary="集合列表", responses=failures())
def collections(service: ServiceDep, limit: Limit = DEFAULT_LIMIT, offset: Offset = 0) -> Any:
    """自己可用的集合：默认集合在前，其余按名称。"""
    page = page_of(service.collections.all(), limit, offset)
    return page_item(page, collection_item, limit=limit, offset=offset)


@router.put(
    "/collections/{name}",
    response_model=CollectionItem,
    summary="新建或设置集合",
    responses=failures(BadCollection, StorageFailed),
)
def put(name: Name, request: CollectionRequest, service: ServiceDep) -> Any:
    """新建一个集合，或设置已有集合可否外发。需要管理员。"""
    return collection_item(service.collections.put(name, may_leave=request.may_leave))


@router.delete(
    "/collections/{name}",
    status_code=204,
    summary="删除集合",
    responses=failures(UnknownCollection, CollectionInUse, StorageFailed),
)
def remove(name: Name, service: ServiceDep) -> None:
    """删除一个空的集合。需要管理员。"""
    service.collections.remove(name)


@router.put(
    "/documents/{document_id}/collection",
    response_model=DocumentItem,
    summary="移到另一集合",
    responses=failures(UnknownDocument, UnknownCollection, AlreadyThere, StorageFailed),
)
def move(
    document_id: Annotated[str, Path(description="文件编号")], request: MoveRequest, service: ServiceDep
) -> Any:
    """把一份文件连同各版本移到另一个集合；编号不变，引用仍有效。"""
    return document_item(service.collections.move(document_id, request.collection))
