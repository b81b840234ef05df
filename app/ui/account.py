"""Who the visitor is: the key of their session, what it may do, and the form that asks for it."""

from http import HTTPStatus
from typing import Any

import streamlit as st

from app.access.caller import ROLE_WORDS, ROLES, Role
from app.clients.client import ApiProblem, ServerUnreachable
from app.ui import admission, backend
from app.ui.rendering import escape, label, notice, tag

Json = dict[str, Any]

_REFUSALS = (HTTPStatus.UNAUTHORIZED, HTTPStatus.TOO_MANY_REQUESTS)
_REFUSED = "密钥不对，或已撤销、已过期。请检查后重新输入，或向管理员要一把新的。"
_ANYONE: Json = {"name": "", "role": "admin", "collections": None, "login": False}


def identify() -> ApiProblem | None:
    """Learn who the visitor is, once a session; what the server says instead where it doesn't know them."""
    try:
        _caller()
    except ApiProblem as problem:
        return problem
    except ServerUnreachable:
        pass  # the page itself says so
    return None


def signed_in(refusal: ApiProblem | None) -> bool:
    """Whether the page may be drawn; where *refusal* asks for a key, the form that asks for it is."""
    if refusal is None or refusal.status not in _REFUSALS:
        return True
    _ask_for_key(_REFUSED if refusal.status == HTTPStatus.UNAUTHORIZED else str(refusal))
    return False


def by_key() -> bool:
    """Whether the visitor signed in with a key."""
    return bool(_known()["login"])


def administers() -> bool:
    """Whether the visitor signed in with an admin's key."""
    return by_key() and may("admin")


def may(role: Role) -> bool:
    """Whether the visitor may do what *role* may; what they may not is not offered."""
    return ROLES.index(_known()["role"]) >= ROLES.index(role)


def sign_out() -> None:
    """Forget the key and everything that was done with it."""
    admission.dismiss()
    st.session_state.clear()


def show() -> None:
    """Who is signed in, and the way out; nothing where no key is needed."""
    caller = _known()
    if not caller["login"]:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="account"):
        who = f"{caller['name']}（{ROLE_WORDS[caller['role']]}）"
        st.html(tag("span", escape(f"已用密钥登录：{who}"), "wc-muted"))
        st.button("退出", type="tertiary", key="sign out", on_click=sign_out)


def _known() -> Json:
    known: Json = st.session_state.get("caller", _ANYONE)
    return known


def _caller() -> Json:
    if "caller" not in st.session_state:
        st.session_state["caller"] = backend.client().caller()
    return _known()


def _ask_for_key(refusal: str) -> None:
    st.html(tag("h1", escape("登录"), "wc-title"))
    tried = bool(backend.key())
    with st.form("sign in", border=True):
        key = st.text_input(label("密钥"), type="password", placeholder="由管理员发放，以 wence_ 开头")
        if st.form_submit_button("登录", type="primary"):
            backend.use_key(key.strip())
            st.rerun()
    if tried:
        st.html(notice(refusal, "error"))
    else:
        st.html(tag("p", escape("密钥只留在这个窗口的会话里，关闭或刷新页面后需要重新输入。"), "wc-muted"))
