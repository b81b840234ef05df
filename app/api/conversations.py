"""Conversations: kept, found again, renamed, deleted; questions asked in them."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from app.api.conversation_schemas import (
    BeginRequest,
    ConversationItem,
    ConversationReply,
    RenameRequest,
    SuggestionsReply,
    TurnItem,
    TurnRequest,
)
from app.api.deps import DEFAULT_LIMIT, Limit, Offset, OwnerDep, ServiceDep
from app.api.openapi import event_stream, failures
from app.api.schemas import Listing
from app.api.streams import stream_events
from app.errors import TooManyWaiting, UnknownScope
from app.items.contract import page_item, scope_of
from app.items.conversations import conversation_item, told_item, turn_event_item, turn_item
from app.services.conversations import Asking
from retrieval.errors import StorageFailed, UnknownConversation, UnknownTurn

router = APIRouter(prefix="/v1/conversations", tags=["对话"])
Id = Annotated[str, Path(description="对话编号")]
KNOWN = failures(UnknownConversation)
WRITTEN = failures(UnknownConversation, StorageFailed)
EVENTS = "stream 为 true 时：与 /v1/ask 相同的事件，最后另有一个 turn（存下的这一次提问和回答）"
EXAMPLE = (
    'event: answer\ndata: {"status": "answered", …}\n\nevent: turn\ndata: {"id": "…", "answer": {…}}\n\n'
)


@router.post(
    "",
    response_model=ConversationItem,
    status_code=201,
    summary="开始对话",
    responses=failures(StorageFailed),
)
def begin(request: BeginRequest, service: ServiceDep, owner: OwnerDep) -> Any:
    """开始一个对话。对话只有开始它的人看得到。"""
    return conversation_item(service.conversations.begin(owner, request.title or ""))


@router.get("", response_model=Listing[ConversationItem], summary="对话列表", responses=failures())
def listed(
    service: ServiceDep,
    owner: OwnerDep,
    q: Annotated[str, Query(max_length=200, description="名称、提问或回答中含有的词，空格分开")] = "",
    limit: Limit = DEFAULT_LIMIT,
    offset: Offset = 0,
) -> Any:
    """自己的对话，最近提问的在前；还没有提问的不列出。"""
    page = service.conversations.listed(owner, words=q, limit=limit, offset=offset)
    return page_item(page, conversation_item, limit=limit, offset=offset)


@router.get("/{conversation_id}", response_model=ConversationReply, summary="对话内容", responses=KNOWN)
def conversation(conversation_id: Id, service: ServiceDep, owner: OwnerDep) -> Any:
    """一个对话的全部提问和回答；回答是当时给出的，文件后来更新或删除也不变。"""
    return told_item(*service.conversations.conversation(owner, conversation_id))


@router.patch("/{conversation_id}", response_model=ConversationItem, summary="对话改名", responses=WRITTEN)
def rename(conversation_id: Id, request: RenameRequest, service: ServiceDep, owner: OwnerDep) -> Any:
    """给一个对话改名。"""
    return conversation_item(service.conversations.rename(owner, conversation_id, request.title))


@router.delete("/{conversation_id}", status_code=204, summary="删除对话", responses=WRITTEN)
def delete(conversation_id: Id, service: ServiceDep, owner: OwnerDep) -> None:
    """删除一个对话和其中的全部回答，不能恢复。"""
    service.conversations.delete(owner, conversation_id)


@router.post(
    "/{conversation_id}/turns",
    response_model=TurnItem,
    summary="在对话中提问",
    responses={
        200: event_stream(EVENTS, EXAMPLE),
        **failures(UnknownConversation, StorageFailed, UnknownScope, TooManyWaiting),
    },
)
def ask(conversation_id: Id, request: TurnRequest, service: ServiceDep, owner: OwnerDep) -> Any:
    """接着之前的提问回答一个问题，并把回答存进对话。"""
    asked = request.model_dump()
    scope = scope_of(asked["scope"], asked["home"], asked["understood"])
    asking = Asking(request.question, scope, alone=request.alone)
    if request.stream:
        events = service.conversations.ask_stream(owner, conversation_id, asking)
        return stream_events(map(turn_event_item, events))
    return turn_item(service.conversations.ask(owner, conversation_id, asking))


@router.get(
    "/{conversation_id}/turns/{turn_id}/suggestions",
    response_model=SuggestionsReply,
    summary="接着可以问什么",
    responses=failures(UnknownConversation, UnknownTurn),
)
def suggest(
    conversation_id: Id,
    turn_id: Annotated[str, Path(description="回答编号")],
    service: ServiceDep,
    owner: OwnerDep,
) -> Any:
    """由回答所引条款的台账内容得出，不用模型；每个问题都试答过，确有答案才列出。"""
    turn = service.conversations.turn(owner, conversation_id, turn_id)
    return {"items": [asdict(each) for each in service.suggestions(turn.answer)]}
