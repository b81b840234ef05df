"""Problems as OpenAI's clients read them: {"error": {"message", "type", "param", "code"}}."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi.responses import JSONResponse

from app.api.problems import Problem

# Those of OpenAI's that we have, and others that clients try: they read the refusal in their own shape only.
_ELSEWHERE = ("/v1/completions", "/v1/responses", "/v1/embeddings", "/v1/images/", "/v1/audio/")
PREFIXES = ("/v1/chat/", "/v1/models", *_ELSEWHERE)
_ONLY = "没有这个接口地址。OpenAI 的接口中，问策有 /v1/chat/completions 和 /v1/models；请在程序里改用对话（Chat Completions）接口。"
_TYPES: Mapping[int, str] = {
    HTTPStatus.UNAUTHORIZED: "authentication_error",
    HTTPStatus.FORBIDDEN: "permission_error",
    HTTPStatus.TOO_MANY_REQUESTS: "rate_limit_error",
}


def chat_error(problem: Problem) -> dict[str, Any]:
    """*problem* in OpenAI's words."""
    document = problem.document()
    unknown = problem.type == "about:blank" and problem.status == HTTPStatus.NOT_FOUND
    code = "unknown_url" if unknown else problem.type.rpartition(":")[2].replace("-", "_")
    kind = "server_error" if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR else "invalid_request_error"
    told = {
        "message": _ONLY if unknown else problem.detail,
        "type": _TYPES.get(problem.status, kind),
        "param": "model" if code == "model_not_found" else None,
        "code": code,
    }
    return {"error": told, "request_id": document["request_id"]}


def chat_error_reply(problem: Problem, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """The reply to a request of such a client: what does not fit the schema is a 400 there."""
    status = HTTPStatus.BAD_REQUEST if problem.status == HTTPStatus.UNPROCESSABLE_ENTITY else problem.status
    return JSONResponse(chat_error(problem), status, headers=headers)
