"""The way from the page to the API: a client for each key, and what a page shows while there is no server."""

import os
from http import HTTPStatus
from typing import Any

import streamlit as st

from app.clients.client import ApiClient, ApiProblem, ServerUnreachable
from app.settings import Settings
from app.ui.rendering import notice

Json = dict[str, Any]

RETRY_SECONDS = 2.0
CLIENTS = 200  # connections that are kept


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    return Settings.from_env(os.environ)


def client() -> ApiClient:
    """The client of this visitor: it comes with the key of their session and no other."""
    return _client(key())


def key() -> str:
    """The key that the visitor signed in with; "" for none."""
    words: str = st.session_state.get("key", "")
    return words


def use_key(words: str) -> None:
    """From now on the visitor comes with this key."""
    st.session_state.pop("caller", None)
    st.session_state["key"] = words


@st.cache_resource(show_spinner=False, max_entries=CLIENTS)
def _client(words: str) -> ApiClient:
    ours = settings()
    return ApiClient(ours.api_url or f"http://127.0.0.1:{ours.port}", key=words)


def status() -> Json:
    """The server's status; while there is none the page says so, tries again by itself, and stops here."""
    try:
        answer = client().status()
    except (ServerUnreachable, ApiProblem) as problem:
        if isinstance(problem, ApiProblem) and problem.status == HTTPStatus.UNAUTHORIZED:
            raise
        st.html(_absent(problem))
        _try_again()
        st.stop()
    return answer


def _absent(problem: ServerUnreachable | ApiProblem) -> str:
    if isinstance(problem, ApiProblem):
        return notice(f"{problem}\n页面会自动重试，就绪后立即恢复。", "warning", title="问策服务暂时不可用")
    return notice(f"{problem}\n页面会自动重试，连上后立即恢复。", "error", title="连接不到问策服务")


@st.fragment(run_every=RETRY_SECONDS)
def _try_again() -> None:
    if reachable():
        st.rerun()
    st.button("立即重试", icon=":material/refresh:", key="retry_server")


def reachable() -> bool:
    try:
        client().status()
    except (ServerUnreachable, ApiProblem):
        return False
    return True
