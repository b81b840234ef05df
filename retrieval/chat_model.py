"""The chat model behind any OpenAI-compatible endpoint. Its errors stop here."""

import time
from collections.abc import Iterator

from langchain_core.language_models import BaseChatModel
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from retrieval.errors import ChatModelFailed

TIMEOUT = 60.0  # seconds without a word
LONGEST = 180.0  # seconds for a whole answer
_NO_KEY = "none"  # local servers want none, the client insists on one


def open_chat_model(
    base_url: str, model: str, api_key: str | None = None, *, timeout: float = TIMEOUT
) -> BaseChatModel:
    """A model at *base_url*, asked for literal answers; nothing is sent before the first question."""
    return ChatOpenAI(
        base_url=base_url,
        model=model,
        api_key=SecretStr(api_key or _NO_KEY),
        temperature=0,
        timeout=timeout,
        max_retries=1,
    )


def stream_text(model: BaseChatModel, prompt: str, *, longest: float = LONGEST) -> Iterator[str]:
    """The pieces of the model's answer as they come. Raises ChatModelFailed, also for an empty answer."""
    begin, empty = time.monotonic(), True
    try:
        for piece in model.stream(prompt):
            words = str(piece.text)
            empty = empty and not words.strip()
            if words:
                yield words
            if time.monotonic() - begin > longest:
                raise ChatModelFailed(_address(model), f"{longest:.0f} 秒内没有写完")
    except ChatModelFailed:
        raise
    except Exception as exc:  # a client that is fed garbage raises whatever it trips over
        raise ChatModelFailed(_address(model), _reason(exc)) from exc
    if empty:
        raise ChatModelFailed(_address(model), "回答是空的")


def _address(model: BaseChatModel) -> str:
    return str(getattr(model, "openai_api_base", None) or type(model).__name__)


def _reason(error: Exception) -> str:
    status, name = getattr(error, "status_code", None), type(error).__name__
    if status is not None:
        return f"返回状态 {status}"
    if "Timeout" in name:
        return "超时没有回应"
    if "Connect" in name:
        return "无法连接"
    return f"返回的内容无法识别（{name}）"
