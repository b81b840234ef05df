"""Plans beside each other, versions of one, and the corrections of what was found to be one topic."""

from datetime import date
from http import HTTPStatus
from typing import Annotated, Any, Literal, Self

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from app.api.compare_schemas import LedgerChangesReply, PairItem, PlanComparisonReply
from app.api.deps import DEFAULT_LIMIT, Limit, Offset, ServiceDep
from app.api.openapi import failures
from app.api.schemas import Listing
from app.items.compare import changes_item, pair_item, plans_item
from app.items.contract import page_item
from app.service import Service
from ingest.commitment_model import Kind, Strength
from retrieval.errors import (
    CannotAlign,
    CannotPair,
    NothingToCompare,
    UnknownCommitment,
    UnknownDocument,
    UnknownPair,
    UnknownVersion,
)
from retrieval.ledger.parameters import filter_of

router = APIRouter(prefix="/v1/compare", tags=["比较"])
COMPARE_FAILURES = failures(UnknownDocument, UnknownVersion, NothingToCompare, CannotAlign)


class CompareQuery(BaseModel):
    """比较什么：几份文件（documents），或一份文件的两个版本（document，可加 old、new）。"""

    model_config = ConfigDict(extra="forbid")

    documents: list[str] = Field([], description="文件编号，两份到六份")
    document: str | None = Field(None, description="一份文件的编号：比较它的两个版本")
    old: int | None = Field(None, ge=1, description="旧版是第几版；不给则为新版的前一版")
    new: int | None = Field(None, ge=1, description="新版是第几版；不给则为现行版本")
    kind: list[Kind] = Field([], description="只看这些类别的，可给多个")
    strength: Strength | None = Field(None, description="只看这种强度的：hard 刚性，soft 柔性")
    body: list[str] = Field([], description="只看责任单位含这些字词的，可给多个")
    q: str | None = Field(None, description="只看原文有这些字词的")
    topic: str | None = Field(None, description="只看原文或条款标题有这些字词的")

    @model_validator(mode="after")
    def _of_one_sort(self) -> Self:
        narrowed = [self.kind, self.strength, self.body, self.q, self.topic]
        if (self.document is None) == (not self.documents):
            complaint = "应给出 documents（两份或更多文件）或 document（一份文件的两个版本），二者取一"
        elif self.document is None and (self.old or self.new):
            complaint = "old 和 new 只能与 document 同用"
        elif self.document is not None and any(narrowed):
            complaint = "kind、strength、body、q、topic 只能与 documents 同用"
        else:
            return self
        raise PydanticCustomError("wence", "compare", {"complaint": complaint})

    def filters(self) -> dict[str, Any]:
        """The filters that are set, as the ledger's query parameters."""
        names = {"kind", "strength", "body", "q", "topic"}
        return {name: value for name, value in self.model_dump(include=names).items() if value}


class JudgeRequest(BaseModel):
    """对一个配对的更正。"""

    model_config = ConfigDict(extra="forbid")

    left: str = Field(description="一份文件中的承诺编号")
    right: str = Field(description="另一份文件中的承诺编号")
    verdict: Literal["together", "apart"] = Field(
        description="together：是同一事项（确认，或把没有配上的配上）；apart：不是同一事项（拆开）"
    )


def compared(service: Service, query: CompareQuery) -> dict[str, Any]:
    """The reply to *query*."""
    if query.document is not None:
        changes = service.compare.versions(query.document, old=query.old, new=query.new)
        return changes_item(changes, date.today())
    return plans_item(service.compare.plans(query.documents, filter_of(**query.filters())), date.today())


@router.get(
    "",
    response_model=PlanComparisonReply | LedgerChangesReply,
    summary="比较文件或版本",
    responses=COMPARE_FAILURES,
)
def compare(service: ServiceDep, query: Annotated[CompareQuery, Query()]) -> Any:
    """几份文件：把同一事项的承诺并排，指出数值、时限、主体、力度的不同，以及各自独有的。

    一份文件的两个版本：哪些承诺未变、改动、新增、删去。
    """
    return compared(service, query)


@router.get("/pairs", response_model=Listing[PairItem], summary="配对的更正", responses=failures())
def pairs(service: ServiceDep, limit: Limit = DEFAULT_LIMIT, offset: Offset = 0) -> Any:
    """人对配对所做的更正，新的在前。"""
    page = service.compare.judged(limit=limit, offset=offset)
    return page_item(page, pair_item, limit=limit, offset=offset)


@router.post(
    "/pairs",
    response_model=PairItem,
    status_code=HTTPStatus.CREATED,
    summary="更正配对",
    responses=failures(UnknownCommitment, CannotPair),
)
def judge(service: ServiceDep, request: JudgeRequest) -> Any:
    """确认、拆开或配上两条承诺；下次比较时起作用，再次导入文件后仍有效。"""
    return pair_item(service.compare.judge(request.left, request.right, request.verdict))


@router.delete(
    "/pairs", status_code=HTTPStatus.NO_CONTENT, summary="撤销更正", responses=failures(UnknownPair)
)
def withdraw(
    service: ServiceDep,
    left: Annotated[str, Query(description="一条承诺的编号")],
    right: Annotated[str, Query(description="另一条承诺的编号")],
) -> Response:
    """撤销对一个配对的更正，恢复为算出的结果。"""
    service.compare.withdraw(left, right)
    return Response(status_code=HTTPStatus.NO_CONTENT)
