"""A question answered on the page: the text as it is written, how long a slow model takes, and a way to stop it."""

import time
from contextlib import closing
from typing import Any

import streamlit as st

from app.clients.client import ApiProblem, ServerUnreachable
from app.ui import backend, preferences, state
from app.ui.answer_view import streamed_html
from app.ui.excerpts import excerpts_of
from app.ui.polling import polled
from app.ui.rendering import escape, tag
from ingest.errors import WenceError

Json = dict[str, Any]

SEARCHING = "正在查阅文件……"
WRITING = "已找到相关条款，正在组织回答……"
LOOKS_EVERY = 0.5  # seconds
SLOW_AFTER = 8.0  # seconds without a word
UNKNOWN = "urn:wence:unknown-conversation"


def answer(question: state.Question, scope: Json | None) -> None:
    """Show the answer while it is written, then remember it and draw the page anew.

    Another click while it is written draws the page anew as well: then the question is asked again.
    """
    with st.chat_message("assistant", avatar=":material/menu_book:"):
        place = st.empty()
        place.html(tag("p", escape(SEARCHING), "wc-muted wc-writing"))
        stop = st.empty()
        stop.button("停止", key="stop asking", icon=":material/stop_circle:", on_click=state.stop_asking)
        try:
            turn = _answered(question, scope, place)
        except WenceError as problem:
            turn = state.Turn(question.text, problem=str(problem))
        except Exception:
            state.finish(state.Turn(question.text, problem="页面处理这个回答时出错了，请再问一次。"))
            raise
    state.finish(turn)
    st.rerun()


def _answered(question: state.Question, scope: Json | None, place: Any) -> state.Turn:
    written, waited = "", time.monotonic()
    state.note_written("")
    events = backend.client().ask_turn_stream(
        _conversation(),
        question.text,
        scope=question.scope or scope,
        home=preferences.current().home,
        alone=question.alone,
        understood=question.understood,
    )
    with closing(polled(events, LOOKS_EVERY)) as found:
        try:
            for got in found:
                if got is None:
                    _tell_waiting(place, written, time.monotonic() - waited)
                    continue
                event, data = got
                waited = time.monotonic()
                if event == "turn":
                    return turn_of(data)
                written += data.get("text", "") if event == "delta" else ""
                state.note_written(written)
                place.html(streamed_html(written) if written else _muted(WRITING))
        except ApiProblem as problem:
            if problem.type == UNKNOWN:
                state.keep_conversation(None)
            raise
    raise ServerUnreachable(backend.client().base_url, "回答没有传完，连接就断开了")


def turn_of(item: Json) -> state.Turn:
    """A turn as the server keeps it, with the excerpts behind its citations."""
    return state.Turn(
        item["question"],
        item["answer"],
        excerpts_of(backend.client(), item["answer"]),
        id=item["id"],
        feedback=item["feedback"],
    )


def _conversation() -> str:
    """The conversation on the page; the first question begins it."""
    if state.conversation() is None:
        state.keep_conversation(backend.client().begin_conversation()["id"])
    return state.conversation() or ""


def _tell_waiting(place: Any, written: str, seconds: float) -> None:
    if seconds < SLOW_AFTER:
        place.html(streamed_html(written) if written else _muted(SEARCHING))
        return
    note = _muted(f"已等待 {int(seconds)} 秒。模型回答较慢，可以继续等，也可以停止后再问。")
    place.html((streamed_html(written) if written else "") + note)


def _muted(words: str) -> str:
    return tag("p", escape(words), "wc-muted wc-writing")
