"""Which visitors may send files to the page: those whom it shows the uploader. Nobody else's bytes are taken in."""

import re
from http import HTTPStatus

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime.scriptrunner import get_script_run_ctx

MOST = 10_000  # sessions remembered; one that was forgotten is admitted again when its page is next drawn
_UPLOAD = re.compile(r"/_stcore/upload_file/([^/]*)/")
_admitted: dict[str, None] = {}  # in the order of admission


def admit() -> None:
    """From now on the session whose page is being drawn may send files."""
    if context := get_script_run_ctx():
        admit_session(context.session_id)


def dismiss() -> None:
    """The session whose page is being drawn may send none any more."""
    if context := get_script_run_ctx():
        _admitted.pop(context.session_id, None)


def admit_session(session_id: str) -> None:
    _admitted.pop(session_id, None)
    _admitted[session_id] = None
    if len(_admitted) > MOST:
        del _admitted[next(iter(_admitted))]


class Admission:
    """Streamlit takes a file from every session that it knows; this stands before it and looks at who sends."""

    def __init__(self, inner: ASGIApp) -> None:
        self._inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        upload = scope["type"] == "http" and _UPLOAD.search(scope["path"])
        if not upload or scope["method"] == "OPTIONS" or upload[1] in _admitted:
            await self._inner(scope, receive, send)
            return
        refusal = PlainTextResponse("没有登录，或无权导入文件。", HTTPStatus.FORBIDDEN)
        await refusal(scope, receive, send)
