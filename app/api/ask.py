"""A question answered, at once or piece by piece."""

from typing import Any

from fastapi import APIRouter

from app.api.deps import ServiceDep
from app.api.openapi import event_stream, failures
from app.api.requests import AskRequest
from app.api.schemas import Answer
from app.api.streams import stream_events
from app.errors import TooManyWaiting, UnknownScope
from app.items.contract import event_item, questions_of, scope_of

router = APIRouter(tags=["提问"])
EVENTS = (
    "stream 为 true 时：一个 retrieval（检索范围 searched 和找到的条款 items），若干 delta（一段文字 text），"
    "最后是 answer（完整的回答）或 error（出错说明）"
)
EXAMPLE = (
    'event: retrieval\ndata: {"searched": {…}, "items": […]}\n\n'
    'event: delta\ndata: {"text": "每年不少于两次。"}\n\nevent: answer\ndata: {"status": "answered", …}\n\n'
)


@router.post(
    "/v1/ask",
    response_model=Answer,
    summary="提问",
    responses={200: event_stream(EVENTS, EXAMPLE), **failures(UnknownScope, TooManyWaiting)},
)
def ask(request: AskRequest, service: ServiceDep) -> Any:
    """回答一个问题，每句附所据条款的原文。文件没有写到、或库中没有相关文件时也返回 200，由 status 说明。"""
    asked = request.model_dump()
    history = questions_of(asked["history"])
    scope = scope_of(asked["scope"], asked["home"], asked["understood"])
    if request.stream:
        events = service.ask_stream(request.question, history=history, scope=scope)
        return stream_events(map(event_item, events))
    return service.ask(request.question, history=history, scope=scope).to_dict()
