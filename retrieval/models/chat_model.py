"""The words of a chat model as they come. Its errors stop here."""

import re
import time
from collections.abc import Iterator

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk

from retrieval.address import told
from retrieval.errors import ChatModelFailed

LONGEST = 180.0  # seconds for a whole answer
RETRIES = 2  # of a request that was turned away before its first word
PAUSE = 0.5  # seconds before the first of them, twice as long before the second
LONGEST_PAUSE = 5.0  # seconds; an endpoint that asks for more has failed: a reader is waiting
_PASSING = frozenset({408, 429, 500, 502, 503, 504})
_THINK = "<think>"
_ENDED = re.compile(r"[。.！!？?；;：:”」）)\]】］〕]\s*$")


def stream_text(model: BaseChatModel, prompt: str, *, longest: float = LONGEST) -> Iterator[str]:
    """The pieces of the model's answer as they come, without what it thinks aloud.

    Raises ChatModelFailed, also for an empty answer and for one that breaks off. What passes (429, 5xx, a
    connection refused) is tried again, a few seconds at most, as long as no word has come.
    """
    end, said = time.monotonic() + longest, ""
    try:
        for words in without_thoughts(_pieces(model, prompt, end)):
            said = (said + words)[-20:]
            yield words
            if time.monotonic() > end:
                raise ChatModelFailed(_address(model), f"{longest:.0f} 秒内没有写完")
    except ChatModelFailed:
        raise
    except Exception as exc:  # a client that is fed garbage raises whatever it trips over
        raise ChatModelFailed(_address(model), _reason(exc)) from exc
    if not said.strip():
        raise ChatModelFailed(_address(model), "回答是空的")


def without_thoughts(pieces: Iterator[str]) -> Iterator[str]:
    """*pieces* without a leading <think>…</think>, which some servers leave in the text."""
    held = ""
    for piece in pieces:
        held += piece
        words = held.lstrip()
        if _THINK.startswith(words):
            continue  # may still become the mark
        if words.startswith(_THINK):
            held = words.partition("</think>")[2].lstrip()
            if not held:
                held = words
                continue
        yield held
        yield from pieces
        return
    if not held.lstrip().startswith(_THINK):
        yield from filter(None, [held])


def _pieces(model: BaseChatModel, prompt: str, end: float) -> Iterator[str]:
    """The words of one reply, the request repeated where it was turned away at once."""
    for attempt in range(RETRIES + 1):
        spoken = False
        try:
            for words in _reply(model, prompt):
                spoken = True
                yield words
            return
        except Exception as exc:
            pause = _pause(exc, attempt)
            if spoken or pause is None or attempt == RETRIES or time.monotonic() + pause > end:
                raise
            time.sleep(pause)


def _reply(model: BaseChatModel, prompt: str) -> Iterator[str]:
    """The words of one reply. Raises ChatModelFailed where it does not come to its end."""
    ended, last = None, ""
    for piece in model.stream(prompt):
        words = str(piece.text)
        if isinstance(piece, AIMessageChunk):
            ended = piece.response_metadata.get("finish_reason") or ended
        if words:
            last = words
            yield words
    if ended in ("length", "content_filter"):
        why = "达到长度上限，回答没有写完" if ended == "length" else "内容被对方拦截"
        raise ChatModelFailed(_address(model), why)
    if last and ended is None and not _ENDED.search(last):
        raise ChatModelFailed(_address(model), "连接中断，回答没有写完")


def _pause(error: Exception, attempt: int) -> float | None:
    """Seconds to wait before trying again; None where that is no use."""
    status, response = getattr(error, "status_code", None), getattr(error, "response", None)
    if status not in _PASSING and type(error).__name__ != "APIConnectionError":
        return None
    asked = response.headers.get("retry-after", "") if response is not None else ""
    pause = float(asked) if re.fullmatch(r"\d+(?:\.\d+)?", asked) else PAUSE * 2**attempt
    return pause if pause <= LONGEST_PAUSE else None


def _address(model: BaseChatModel) -> str:
    """Where *model* is, for people to read."""
    return told(str(getattr(model, "openai_api_base", None) or type(model).__name__))


def _reason(error: Exception) -> str:
    status, name = getattr(error, "status_code", None), type(error).__name__
    if status == 429:
        return "返回状态 429，请求过多"
    if status is not None:
        return f"返回状态 {status}"
    if "Timeout" in name:
        return "超时没有回应"
    if "Connect" in name:
        return "无法连接"
    return f"返回的内容无法识别（{name}）"
