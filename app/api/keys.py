"""For an admin: the keys, and the log of what was done."""

from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from app.access.audit import Action, AuditFilter
from app.access.caller import LOCAL, Role
from app.access.errors import BadKey, UnknownKey
from app.access.keys import LONGEST_DAYS, Wish
from app.api.deps import DEFAULT_LIMIT, CallerDep, Limit, Offset, ServiceDep
from app.api.exports import TYPES
from app.api.openapi import failures, files
from app.api.schemas import Listing
from app.items.contract import entry_line, key_item, page_item
from app.services.replies import page_of
from retrieval.errors import StorageFailed

router = APIRouter(prefix="/v1", tags=["管理"])


class KeyItem(BaseModel):
    """一把密钥；密钥本身不在其中。"""

    id: str = Field(description="编号")
    name: str = Field(description="名称")
    role: Role = Field(description="角色：reader 读者、editor 编辑、admin 管理员")
    collections: list[str] | None = Field(description="可用的集合；null 为全部")
    note: str = Field(description="备注")
    made_at: str = Field(description="发放时间（UTC）")
    expires_at: str | None = Field(description="过期时间（UTC）；null 为不过期")
    revoked_at: str | None = Field(description="撤销时间（UTC）；null 为没有撤销")


class NewKey(KeyItem):
    """刚发放的密钥。"""

    key: str = Field(description="密钥，只在这里出现一次")


class CallerItem(BaseModel):
    """以谁的身份。"""

    name: str = Field(description="密钥名称")
    role: Role = Field(description="角色：reader 读者、editor 编辑、admin 管理员")
    collections: list[str] | None = Field(description="可用的集合；null 为全部")
    login: bool = Field(description="是否凭密钥登录；本机且没有密钥时为 false")


class KeyRequest(BaseModel):
    """要发放的密钥。"""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=64, description="给谁、作什么用", examples=["教研室"])
    role: Role = Field("reader", description="角色：reader 读者、editor 编辑、admin 管理员")
    collections: list[str] | None = Field(None, max_length=100, description="可用的集合；不给则为全部")
    note: str = Field("", max_length=200, description="备注")
    days: int | None = Field(None, ge=1, le=LONGEST_DAYS, description="多少天后过期；不给则不过期")


class AuditEntry(BaseModel):
    """做过的一件事。"""

    number: int = Field(description="序号")
    at: str = Field(description="时间（UTC）")
    key_id: str = Field(description="密钥编号；local 为本机，空为来者不明")
    name: str = Field(description="密钥名称")
    role: Role | Literal[""] = Field(description="角色；空为来者不明")
    action: Action = Field(description="做了什么；refused_key 为有人用了无效的密钥")
    subject: str = Field(description="对哪一项：文件、承诺、密钥、对话的编号；密钥无效的为来源地址")
    words: str = Field(description="提问、标题、名称、原因等")
    request_id: str = Field(description="请求编号")


class AuditQuery(BaseModel):
    """筛选审计记录。"""

    model_config = ConfigDict(extra="forbid")

    action: Action | None = Field(None, description="只看这种操作")
    key: str | None = Field(None, description="只看这把密钥的：编号或名称")
    since: date | None = Field(None, description="从这一天起（UTC）")
    until: date | None = Field(None, description="到这一天止（UTC）")

    def wanted(self) -> AuditFilter:
        """The filter that is meant."""
        days = (day.isoformat() if day else None for day in (self.since, self.until))
        return AuditFilter(self.action, self.key, *days)


class AuditPageQuery(AuditQuery):
    """筛选审计记录，取其中一页。"""

    limit: Limit = DEFAULT_LIMIT
    offset: Offset = 0


@router.get("/caller", response_model=CallerItem, summary="自己是谁", responses=failures(validated=False))
def caller(caller: CallerDep) -> Any:
    """凭这把密钥能做什么、看哪些集合。"""
    mine = None if caller.collections is None else sorted(caller.collections)
    login = caller != LOCAL
    return {"name": caller.name, "role": caller.role, "collections": mine, "login": login}


@router.get("/keys", response_model=Listing[KeyItem], summary="密钥列表", responses=failures())
def keys(service: ServiceDep, limit: Limit = DEFAULT_LIMIT, offset: Offset = 0) -> Any:
    """发放过的全部密钥，包括已撤销和过期的。需要管理员。"""
    return page_item(page_of(service.keys.all(), limit, offset), key_item, limit=limit, offset=offset)


@router.post(
    "/keys",
    response_model=NewKey,
    status_code=201,
    summary="发放密钥",
    responses=failures(BadKey, StorageFailed),
)
def add(request: KeyRequest, service: ServiceDep) -> Any:
    """发放一把密钥；密钥只在答复里出现一次，服务只存它的散列值。需要管理员。"""
    collections = None if request.collections is None else tuple(request.collections)
    wish = Wish(request.name, request.role, collections, request.note, request.days)
    key, words = service.keys.add(wish)
    return key_item(key) | {"key": words}


@router.delete(
    "/keys/{key}", status_code=204, summary="撤销密钥", responses=failures(UnknownKey, StorageFailed)
)
def revoke(key: Annotated[str, Path(description="编号或名称")], service: ServiceDep) -> None:
    """撤销一把密钥，立即生效，不能恢复。需要管理员。"""
    service.keys.revoke(key)


@router.get("/audit", response_model=Listing[AuditEntry], summary="审计记录", responses=failures())
def audit(service: ServiceDep, query: Annotated[AuditPageQuery, Query()]) -> Any:
    """谁在何时提问、导入、删除、导出、标记，新的在前。需要管理员。"""
    page = service.audit.entries(query.wanted(), limit=query.limit, offset=query.offset)
    return page_item(page, entry_line, limit=query.limit, offset=query.offset)


@router.get(
    "/audit.{form}",
    response_class=Response,
    summary="导出审计记录",
    responses={
        **files("审计记录文件", TYPES["csv"], TYPES["xlsx"]),
        **failures(),
    },
)
def export(
    service: ServiceDep,
    form: Annotated[Literal["csv", "xlsx"], Path(description="文件格式")],
    query: Annotated[AuditQuery, Query()],
) -> Response:
    """同样的筛选，全部记录：csv 或 xlsx。需要管理员。"""
    file = service.audit.file(query.wanted(), form)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}"}
    return Response(file.data, media_type=TYPES[form], headers=headers)
