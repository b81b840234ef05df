"""Feedback on answers."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from app.api.conversation_schemas import TurnItem
from app.api.deps import DEFAULT_LIMIT, Limit, Offset, OwnerDep, ServiceDep
from app.api.feedback_schemas import FeedbackRequest, JudgedItem
from app.api.openapi import failures
from app.api.schemas import Listing
from app.items.contract import page_item
from app.items.conversations import turn_item
from app.items.feedback import judged_item
from retrieval.errors import StorageFailed, UnknownTurn
from retrieval.store.conversations import Verdict

router = APIRouter(prefix="/v1/feedback", tags=["对话"])
WRITTEN = failures(UnknownTurn, StorageFailed)


@router.post("", response_model=TurnItem, summary="评价回答", responses=WRITTEN)
def put(request: FeedbackRequest, service: ServiceDep, owner: OwnerDep) -> Any:
    """评价自己对话中的一个回答，与回答一起保存；再次评价则以最后一次为准。"""
    turn = service.feedback.put(
        owner, request.turn, request.verdict, reasons=request.reasons, note=request.note
    )
    return turn_item(turn)


@router.get("", response_model=Listing[JudgedItem], summary="评价过的回答", responses=failures())
def judged(
    service: ServiceDep,
    owner: OwnerDep,
    verdict: Annotated[Verdict | None, Query(description="只要这种评价：up 或 down")] = None,
    limit: Limit = DEFAULT_LIMIT,
    offset: Offset = 0,
) -> Any:
    """评价过的回答，最早评价的在前：自己的；可见全部文件集的管理员则为所有人的。"""
    everyone = service.caller.may("admin") and service.caller.collections is None
    page = service.feedback.judged(None if everyone else owner, verdict=verdict, limit=limit, offset=offset)
    return page_item(page, judged_item, limit=limit, offset=offset)


@router.delete("/{turn_id}", status_code=204, summary="撤销评价", responses=WRITTEN)
def take_back(
    turn_id: Annotated[str, Path(description="回答编号")], service: ServiceDep, owner: OwnerDep
) -> None:
    """撤销对一个回答的评价；本来没有评价的，不作改动。"""
    service.feedback.take_back(owner, turn_id)
