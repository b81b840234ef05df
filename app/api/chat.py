"""OpenAI's chat interface: any client that speaks it gets answers with their clauses."""

import time
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request

from app import sse
from app.api.chat_errors import chat_error
from app.api.chat_schemas import MODEL, ChatFailure, ChatReply, ChatRequest, ModelItem, ModelListing
from app.api.deps import ServiceDep
from app.api.openapi import Responses, event_stream
from app.api.streams import stream_bytes
from app.chat import message, pieces
from app.errors import UnknownModel
from app.items.contract import scope_of
from app.logs import REQUEST_ID

Json = dict[str, Any]

router = APIRouter(tags=["兼容 OpenAI"])
STREAM = "stream 为 true 时：若干 chat.completion.chunk；最后一段的 delta.wence 是完整的回答，同 /v1/ask；然后是 [DONE]"
EXAMPLE = (
    'data: {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"content": "每学期不少于28节。"}, '
    '"finish_reason": null}], …}\n\ndata: [DONE]\n\n'
)
DONE = b"data: [DONE]\n\n"


_REFUSALS = {
    400: "请求不符合要求",
    404: "没有这个模型（model_not_found）",
    429: "排队已满（too_many_waiting）",
    500: "服务内部错误",
    503: "服务尚未就绪（not_ready）",
}


def _refusals(*statuses: int) -> Responses:
    return {status: {"model": ChatFailure, "description": _REFUSALS[status]} for status in statuses}


@router.post(
    "/v1/chat/completions",
    response_model=ChatReply,
    summary="对话",
    responses={200: event_stream(STREAM, EXAMPLE), **_refusals(400, 404, 429, 500, 503)},
)
def complete(asked: ChatRequest, service: ServiceDep) -> Any:
    """OpenAI 的对话接口。回答的依据写在消息里，引用是指向原文页的链接；message.wence 是完整的回答。文件未提及时也是普通的消息。"""
    _require(asked.model)
    scope = scope_of(asked.scope.model_dump() if asked.scope else None)
    if asked.stream:
        events = service.ask_stream(asked.question, history=asked.history, scope=scope)
        chunks = map(sse.encode_data, _chunks(pieces(events, service.page)))
        return stream_bytes(chain(chunks, [DONE]), lambda problem: sse.encode_data(chat_error(problem)))
    answer = service.ask(asked.question, history=asked.history, scope=scope).to_dict()
    said = {"role": "assistant", "content": message(answer, service.page), "wence": answer}
    return {
        **_head("chat.completion"),
        "choices": [{"index": 0, "message": said, "finish_reason": "stop"}],
    }


@router.get("/v1/models", response_model=ModelListing, summary="可选的模型", responses=_refusals(500, 503))
def models(request: Request, _: ServiceDep) -> Any:
    """只有一个：wence。由摘录原文还是由对话模型组织语言作答，取决于服务的设置。"""
    return {"object": "list", "data": [_model(request)]}


@router.get(
    "/v1/models/{model}",
    response_model=ModelItem,
    summary="一个模型",
    responses=_refusals(404, 500, 503),
)
def model(request: Request, _: ServiceDep, model: Annotated[str, Path(description="模型名称")]) -> Any:
    """按名称查看。"""
    _require(model)
    return _model(request)


def _require(name: str) -> None:
    if name != MODEL:
        raise UnknownModel(name, MODEL)


def _model(request: Request) -> Json:
    return {"id": MODEL, "object": "model", "created": request.app.state.started, "owned_by": MODEL}


def _head(kind: str) -> Json:
    return {
        "id": f"chatcmpl-{REQUEST_ID.get()}",
        "object": kind,
        "created": int(time.time()),
        "model": MODEL,
    }


def _chunks(said: Iterable[tuple[str, Json | None]]) -> Iterator[Json]:
    head = _head("chat.completion.chunk")

    def chunk(delta: Json, reason: str | None = None) -> Json:
        return {**head, "choices": [{"index": 0, "delta": delta, "finish_reason": reason}]}

    yield chunk({"role": "assistant", "content": ""})
    for words, answer in said:
        if words:
            yield chunk({"content": words})
        if answer is not None:
            yield chunk({"wence": answer}, "stop")
