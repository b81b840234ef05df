"""The one place where errors become HTTP: RFC 9457 problem documents with a Chinese detail."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException as StarletteHTTPException

from app.access.errors import (
    AccessDamaged,
    BadKey,
    Forbidden,
    ForeignPage,
    TooManyAtOnce,
    TooManyGuesses,
    TooManyRequests,
    TooSlow,
    Unidentified,
    UnknownKey,
    Unsent,
)
from app.api.field_words import called
from app.errors import (
    CollectionWanted,
    NoPictures,
    NotReady,
    QuoteNotFound,
    TooManyWaiting,
    UnknownModel,
    UnknownPage,
    UnknownScope,
    UploadTooLarge,
    Withheld,
)
from app.logs import REQUEST_ID
from ingest.errors import UnreadableFile, UnsupportedFormat, WenceError
from retrieval.errors import (
    AlreadyThere,
    BadCollection,
    CannotAlign,
    CannotPair,
    ChatModelFailed,
    ChromaUnavailable,
    CollectionInUse,
    HomeUnusable,
    IndexFailed,
    LibraryDamaged,
    LibraryInUse,
    LibraryNewer,
    ModelMismatch,
    ModelUnavailable,
    NothingToCompare,
    StorageFailed,
    UnknownClause,
    UnknownCollection,
    UnknownCommitment,
    UnknownConversation,
    UnknownDocument,
    UnknownPair,
    UnknownTurn,
    UnknownVersion,
)

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem document: ``type`` is a stable name for programs, ``detail`` is for people."""

    type: str
    title: str
    status: int
    detail: str

    def document(self) -> dict[str, Any]:
        """The problem as plain data, with the id of the request under way."""
        return {**asdict(self), "request_id": REQUEST_ID.get()}

    def response(self, headers: Mapping[str, str] | None = None) -> JSONResponse:
        return JSONResponse(self.document(), self.status, headers=headers, media_type=MEDIA_TYPE)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a class of errors is over HTTP."""

    status: HTTPStatus
    name: str
    title: str


KINDS: Mapping[type[Exception], Kind] = {
    Unidentified: Kind(HTTPStatus.UNAUTHORIZED, "unidentified", "需要密钥"),
    Forbidden: Kind(HTTPStatus.FORBIDDEN, "forbidden", "权限不足"),
    ForeignPage: Kind(HTTPStatus.FORBIDDEN, "foreign-page", "来源不允许"),
    TooManyRequests: Kind(HTTPStatus.TOO_MANY_REQUESTS, "too-many-requests", "请求过于频繁"),
    TooManyAtOnce: Kind(HTTPStatus.TOO_MANY_REQUESTS, "too-many-at-once", "同时的请求过多"),
    TooManyGuesses: Kind(HTTPStatus.TOO_MANY_REQUESTS, "too-many-guesses", "无效的密钥过多"),
    TooSlow: Kind(HTTPStatus.SERVICE_UNAVAILABLE, "too-slow", "处理超时"),
    Unsent: Kind(HTTPStatus.REQUEST_TIMEOUT, "unsent", "请求没有发完"),
    AccessDamaged: Kind(HTTPStatus.SERVICE_UNAVAILABLE, "access-damaged", "密钥与审计记录无法打开"),
    UnknownKey: Kind(HTTPStatus.NOT_FOUND, "unknown-key", "密钥不存在"),
    BadKey: Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "bad-key", "无法添加密钥"),
    UnknownDocument: Kind(HTTPStatus.NOT_FOUND, "unknown-document", "文件不存在"),
    UnknownCollection: Kind(HTTPStatus.NOT_FOUND, "unknown-collection", "集合不存在"),
    BadCollection: Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "bad-collection", "集合名称无效"),
    CollectionInUse: Kind(HTTPStatus.CONFLICT, "collection-in-use", "集合不能删除"),
    CollectionWanted: Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "collection-wanted", "没有说明集合"),
    AlreadyThere: Kind(HTTPStatus.CONFLICT, "already-there", "集合里已有这份文件"),
    UnknownVersion: Kind(HTTPStatus.NOT_FOUND, "unknown-version", "版本不存在"),
    NothingToCompare: Kind(HTTPStatus.NOT_FOUND, "nothing-to-compare", "没有可比较的版本"),
    UnknownPage: Kind(HTTPStatus.NOT_FOUND, "unknown-page", "没有这一页"),
    NoPictures: Kind(HTTPStatus.NOT_FOUND, "no-page-pictures", "没有页面图像"),
    UnknownClause: Kind(HTTPStatus.NOT_FOUND, "unknown-clause", "条款不存在"),
    UnknownCommitment: Kind(HTTPStatus.NOT_FOUND, "unknown-commitment", "承诺不存在"),
    UnknownConversation: Kind(HTTPStatus.NOT_FOUND, "unknown-conversation", "对话不存在"),
    UnknownTurn: Kind(HTTPStatus.NOT_FOUND, "unknown-turn", "回答不存在"),
    UnknownPair: Kind(HTTPStatus.NOT_FOUND, "unknown-pair", "没有这项更正"),
    CannotAlign: Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "cannot-align", "无法比较"),
    CannotPair: Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "cannot-pair", "不能这样更正"),
    QuoteNotFound: Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "quote-not-found", "引文与文件库不一致"),
    UnknownScope: Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "unknown-scope", "提问范围无效"),
    UnknownModel: Kind(HTTPStatus.NOT_FOUND, "model-not-found", "没有这个模型"),
    TooManyWaiting: Kind(HTTPStatus.TOO_MANY_REQUESTS, "too-many-waiting", "排队已满"),
    UploadTooLarge: Kind(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "upload-too-large", "文件过大"),
    UnsupportedFormat: Kind(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-format", "不支持的文件格式"),
    UnreadableFile: Kind(HTTPStatus.UNPROCESSABLE_ENTITY, "unreadable-file", "文件无法读取"),
    Withheld: Kind(HTTPStatus.SERVICE_UNAVAILABLE, "withheld", "暂时不能回答"),
    NotReady: Kind(HTTPStatus.SERVICE_UNAVAILABLE, "not-ready", "服务尚未就绪"),
    LibraryInUse: Kind(HTTPStatus.SERVICE_UNAVAILABLE, "library-in-use", "文件库被占用"),
    HomeUnusable: Kind(HTTPStatus.SERVICE_UNAVAILABLE, "home-unusable", "文件夹不能写入"),
    LibraryDamaged: Kind(HTTPStatus.SERVICE_UNAVAILABLE, "library-damaged", "文件库无法打开"),
    LibraryNewer: Kind(HTTPStatus.SERVICE_UNAVAILABLE, "library-newer", "文件库版本过新"),
    ModelMismatch: Kind(HTTPStatus.SERVICE_UNAVAILABLE, "model-mismatch", "向量模型不一致"),
    ModelUnavailable: Kind(HTTPStatus.SERVICE_UNAVAILABLE, "model-unavailable", "模型不可用"),
    IndexFailed: Kind(HTTPStatus.SERVICE_UNAVAILABLE, "index-failed", "检索索引无法使用"),
    ChromaUnavailable: Kind(HTTPStatus.SERVICE_UNAVAILABLE, "chroma-unavailable", "向量库连接失败"),
    StorageFailed: Kind(HTTPStatus.INSUFFICIENT_STORAGE, "storage-failed", "写入失败"),
    ChatModelFailed: Kind(HTTPStatus.BAD_GATEWAY, "chat-model-failed", "对话模型没有回答"),
    WenceError: Kind(HTTPStatus.INTERNAL_SERVER_ERROR, "error", "处理失败"),
}
INTERNAL = Problem(
    "urn:wence:internal",
    "服务内部错误",
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "服务内部出错，本次请求没有完成。请重试；若仍出错，请把编号 request_id 告诉管理员，由其查看服务日志。",
)
# What the framework itself refuses: (title, detail).
_REFUSALS: Mapping[int, tuple[str, str]] = {
    HTTPStatus.BAD_REQUEST: ("请求无法解析", "请求正文无法解析。请检查 Content-Type 与正文格式是否一致。"),
    HTTPStatus.NOT_FOUND: ("地址不存在", "没有这个接口地址。全部接口见 /openapi.json。"),
    HTTPStatus.METHOD_NOT_ALLOWED: ("方法不允许", "该地址不支持这种请求方法。支持的方法见 /openapi.json。"),
}
_PLACES = {"body": "正文", "query": "查询参数", "path": "路径", "header": "请求头"}
_RULES: Mapping[str, str] = {
    "missing": "必填，但没有给出",
    "string_type": "应为文字",
    "string_unicode": "含有无效的字符",
    "string_too_short": "至少要有 {min_length} 个字",
    "string_too_long": "最多 {max_length} 个字",
    "too_long": "最多 {max_length} 项",
    "too_short": "至少 {min_length} 项",
    "list_type": "应为列表",
    "tuple_type": "应为列表",
    "bool_parsing": "应为 true 或 false",
    "bool_type": "应为 true 或 false",
    "int_parsing": "应为整数",
    "int_type": "应为整数",
    "int_from_float": "应为整数",
    "greater_than_equal": "应不小于 {ge}",
    "less_than_equal": "应不大于 {le}",
    "literal_error": "只能是 {expected}",
    "json_invalid": "不是有效的 JSON",
    "model_attributes_type": "应为 JSON 对象",
    "wence": "{complaint}",  # of our own validators
}


def problem_of(error: Exception) -> Problem:
    """The problem document of *error*; for one that is not ours, a text without internals."""
    kind = next((KINDS[base] for base in type(error).__mro__ if base in KINDS), None)
    if kind is None:
        return INTERNAL
    return Problem(f"urn:wence:{kind.name}", kind.title, kind.status, str(error))


def headers_of(error: Exception) -> dict[str, str]:
    """What the reply to *error* says in its headers: what is wanted, or when to come back."""
    if isinstance(error, Unidentified):
        return {"WWW-Authenticate": 'Bearer realm="wence"'}
    seconds: int | None = getattr(error, "retry_after", None)
    return {"Retry-After": str(seconds)} if seconds else {}


Shape = Callable[[Problem, Mapping[str, str] | None], JSONResponse]


def install(app: FastAPI, shapes: Mapping[str, Shape]) -> None:
    """Make every failure of *app* a problem document; below a path in *shapes* it takes that other shape."""

    def reply(request: Request, problem: Problem, headers: Mapping[str, str] | None = None) -> JSONResponse:
        path = request.url.path
        shape = next((shapes[prefix] for prefix in shapes if path.startswith(prefix)), Problem.response)
        return shape(problem, headers)

    def explain_error(request: Request, error: WenceError) -> JSONResponse:
        return reply(request, problem_of(error), headers_of(error))

    app.state.refuse = explain_error  # for what stands before the routes

    @app.exception_handler(WenceError)
    def explain(request: Request, error: WenceError) -> JSONResponse:
        return explain_error(request, error)

    @app.exception_handler(RequestValidationError)
    def explain_validation(request: Request, error: RequestValidationError) -> JSONResponse:
        detail = (
            "请求不符合要求：" + "；".join(_complaints(error)) + "。请修改后重试，字段说明见 /openapi.json。"
        )
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return reply(request, Problem("urn:wence:invalid-request", "请求不符合要求", status, detail))

    @app.exception_handler(StarletteHTTPException)
    def explain_refusal(request: Request, error: StarletteHTTPException) -> JSONResponse:
        if isinstance(error.__cause__, WenceError):
            return explain_error(request, error.__cause__)
        phrase = HTTPStatus(error.status_code).phrase
        title, detail = _REFUSALS.get(error.status_code, (phrase, str(error.detail)))
        return reply(request, Problem("about:blank", title, error.status_code, detail), error.headers)

    @app.exception_handler(Exception)
    def explain_unexpected(request: Request, error: Exception) -> JSONResponse:
        return reply(request, problem_of(error))


def _complaints(error: RequestValidationError) -> Iterator[str]:
    """One phrase a fault, naming the field; the input itself is not repeated."""
    for fault in error.errors():
        place, *parts = fault["loc"]
        where = _PLACES.get(str(place), "")
        if fault["type"] == "extra_forbidden":
            yield f"{where}没有 {'.'.join(map(str, parts))} 这个字段"
        elif parts and fault["type"] != "json_invalid":
            yield called(parts) + _rule(fault)
        else:
            yield where + _rule(fault)


def _rule(fault: Mapping[str, Any]) -> str:
    words = _RULES.get(fault["type"], "的值无效").format(**fault.get("ctx", {}))
    return words.replace(" or ", " 或 ")
