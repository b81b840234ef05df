"""What the OpenAPI document says beyond the routes' own types: problem documents and streams."""

from typing import Any

from fastapi import FastAPI
from starlette.types import ASGIApp

from app import sse
from app.access.errors import Forbidden, TooManyRequests, Unidentified
from app.api import problems
from app.api.examples_table import examples, illustrate
from app.api.schemas import Listing, Problem
from app.api.tracing import Tracing
from app.errors import NotReady

TAGS = [
    {"name": "提问", "description": "提问与检索"},
    {"name": "对话", "description": "留存的提问和回答"},
    {"name": "兼容 OpenAI", "description": "供使用 OpenAI 对话接口的程序；出错说明也是 OpenAI 的写法"},
    {"name": "文件", "description": "导入、查看、删除文件"},
    {"name": "集合", "description": "文件分到集合；密钥限定可用哪些集合"},
    {"name": "条款", "description": "查看条款"},
    {"name": "台账", "description": "承诺台账：指标、时限、经费、责任、禁令逐条列出"},
    {"name": "比较", "description": "几份文件或一份文件的两个版本并排"},
    {"name": "导出", "description": "台账、比较、回答做成文件"},
    {"name": "管理", "description": "密钥与审计记录（管理员）"},
    {"name": "运行", "description": "服务的状态"},
]
_FRAMEWORK = "#/components/schemas/HTTPValidationError"
_PROBLEM = {"$ref": "#/components/schemas/Problem"}
Responses = dict[int | str, dict[str, Any]]


def failures(*errors: type[Exception], validated: bool = True) -> Responses:
    """The problem responses of a route that may raise *errors*; every route wants a caller who may, and the library."""
    kinds = [problems.KINDS[error] for error in (*errors, Unidentified, Forbidden, TooManyRequests, NotReady)]
    said: dict[int | str, list[str]] = {422: ["请求不符合要求"]} if validated else {}
    for kind in kinds:
        said.setdefault(int(kind.status), []).append(f"{kind.title}（urn:wence:{kind.name}）")
    said[500] = [problems.INTERNAL.title]
    return {status: problem("；".join(titles)) for status, titles in said.items()}


def problem(description: str) -> dict[str, Any]:
    """A response that is a problem document."""
    return {"description": description, "content": {problems.MEDIA_TYPE: {"schema": _PROBLEM}}}


def event_stream(description: str, example: str) -> dict[str, Any]:
    """A success that is JSON or, where it was asked for, a stream of events."""
    stream = {"schema": {"type": "string", "description": description}, "example": example}
    return {"content": {sse.MEDIA_TYPE: stream}}


def files(description: str, *media: str) -> Responses:
    """A success that is a file, of whichever of the types *media* was asked for."""
    binary, data = {"type": "string", "format": "binary"}, {"type": "object"}
    content = {name: {"schema": data if name == "application/json" else binary} for name in media}
    return {200: {"description": description, "content": content}}


class DescribedApi(FastAPI):
    """An application whose OpenAPI document holds the problem schema too, and whose requests all have an id."""

    def build_middleware_stack(self) -> ASGIApp:
        # Around the framework's own outermost layer: replies to unexpected errors have an id too.
        return Tracing(super().build_middleware_stack(), self.state.metrics)

    def openapi(self) -> dict[str, Any]:
        if not self.openapi_schema:
            complete(super().openapi())
        return super().openapi()


def complete(document: dict[str, Any]) -> None:
    """Put into an OpenAPI *document* what the framework leaves out of it, and its own words into ours."""
    schemas = document["components"]["schemas"]
    schemas["Problem"] = Problem.model_json_schema()
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    for name, schema in schemas.items():
        of_ours = Listing.__doc__ if name.startswith("Listing_") else "要导入的文件，作为表单。"
        schema.setdefault("description", of_ours)
    shown = examples()
    for path, item in document["paths"].items():
        for method, operation in item.items():
            _complete_operation(operation)
            illustrate(operation, shown.get(f"{method.upper()} {path}", {}))


def _complete_operation(operation: dict[str, Any]) -> None:
    # What the framework says of routes that declare no 422 of their own; they answer 400.
    if _FRAMEWORK in str(operation["responses"].get("422")):
        del operation["responses"]["422"]
    for reply in operation["responses"].values():
        reply["description"] = reply["description"].replace("Successful Response", "成功")
