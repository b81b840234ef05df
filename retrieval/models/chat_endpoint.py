"""The client of any OpenAI-compatible endpoint. Its import takes most of a second: only who has a model pays."""

import time
from collections.abc import Iterator, Sequence
from typing import Any

import httpx2
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.language_models import BaseChatModel
from langchain_openai import ChatOpenAI
from openai import DefaultHttpxClient
from pydantic import SecretStr

from retrieval.models.chat_model import LONGEST

TIMEOUT = 60.0  # seconds without a word
_NO_KEY = "none"  # local servers want none, the client insists on one


class _Watched(httpx2.SyncByteStream):
    """A reply's bytes until it has taken too long: comments that keep a connection alive are no words."""

    def __init__(self, inner: httpx2.SyncByteStream, longest: float) -> None:
        self._inner, self._end = inner, time.monotonic() + longest

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._inner:
            if time.monotonic() > self._end:
                raise httpx2.ReadTimeout("the whole reply took too long")
            yield chunk

    def close(self) -> None:
        self._inner.close()


class _PatientClient(DefaultHttpxClient):
    """The client's HTTP, with a limit on the whole of a streamed reply."""

    longest = LONGEST

    def send(self, request: httpx2.Request, **given: Any) -> httpx2.Response:
        response = super().send(request, **given)
        if isinstance(response.stream, httpx2.SyncByteStream):
            response.stream = _Watched(response.stream, self.longest)
        return response


def open_chat_model(
    base_url: str,
    model: str,
    api_key: str | None = None,
    *,
    timeout: float = TIMEOUT,
    longest: float = LONGEST,
    watchers: Sequence[BaseCallbackHandler] = (),
) -> BaseChatModel:
    """A model at *base_url*, asked for literal answers; nothing is sent before the first question.

    *timeout*: seconds without a byte; *longest*: seconds for a whole reply; *watchers* are told of each call.
    """
    client = _PatientClient()
    client.longest = longest
    return ChatOpenAI(
        base_url=base_url,
        model=model,
        api_key=SecretStr(api_key or _NO_KEY),
        temperature=0,
        timeout=timeout,
        max_retries=0,
        http_client=client,
        callbacks=list(watchers),
    )
