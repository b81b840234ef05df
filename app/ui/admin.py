"""管理: the keys, and the log of what was done with them. For admins who signed in."""

from functools import partial
from typing import Any

import streamlit as st

from app.access.caller import ROLE_WORDS
from app.access.keys import now
from app.export.audit import ACTION_WORDS
from app.ui import account, backend, downloads
from app.ui.admin_view import audit_html, is_valid, key_html
from app.ui.rendering import escape, label, notice, tag

Json = dict[str, Any]

PER_PAGE = 50
FORMS = ("xlsx", "csv")
LASTS = {"半年": 180, "一年": 365, "三个月": 90, "不过期": None}


def show() -> None:
    backend.status()
    st.html(tag("h1", escape("管理"), "wc-title"))
    if not account.administers():
        st.html(
            notice("这一页供用密钥登录的管理员使用。没有密钥时，在本机用 `wence keys` 和 `wence audit`。")
        )
        return
    log, keys = st.tabs(["审计记录", "密钥"])
    with log:
        _show_log()
    with keys:
        _show_keys()


def _show_log() -> None:
    wanted = _wanted()
    key = f"audit page {sorted(wanted.items())}"  # other entries begin at their first page
    page = st.session_state.get(key, 1)
    found = backend.client().audit_page(limit=PER_PAGE, offset=(page - 1) * PER_PAGE, **wanted)
    st.html(tag("p", escape(f"共 {found['total']} 条，新的在前；只增不改。"), "wc-muted"))
    if not found["items"]:
        return
    files = {form: partial(backend.client().audit_file, form, **wanted) for form in FORMS}
    downloads.offer_forms(files, name="审计记录", key="audit")
    st.html(audit_html(found["items"]))
    pages = -(-found["total"] // PER_PAGE)
    if pages > 1:
        st.pagination(pages, key=key)


def _wanted() -> Json:
    """What the filters say, as the API takes it."""
    action, who, since, until = st.columns(4)
    chosen: Json = {
        "action": action.selectbox(
            "做了什么",
            list(ACTION_WORDS),
            index=None,
            format_func=ACTION_WORDS.__getitem__,
            placeholder="全部",
        ),
        "key": who.text_input("谁", placeholder="密钥的名称或编号").strip() or None,
    }
    for name, column, words in (("since", since, "从"), ("until", until, "到")):
        day = column.date_input(words, value=None, max_value="today", format="YYYY-MM-DD")
        chosen[name] = day.isoformat() if day else None
    return {name: value for name, value in chosen.items() if value is not None}


def _show_keys() -> None:
    if made := st.session_state.pop("made key", None):
        words = f"密钥只显示这一次，请马上交给使用的人：\n`{made['key']}`"
        st.html(notice(words, title=f"已发放「{made['name']}」"))
    with st.popover("发放密钥", icon=":material/add:"):
        _issue()
    moment = now()
    for key in sorted(backend.client().keys(), key=lambda k: not is_valid(k, moment)):
        with st.container(border=True, key=f"key {key['id']}"):
            st.html(key_html(key, moment))
            if is_valid(key, moment) and st.button("撤销", type="tertiary", key=f"revoke {key['id']}"):
                _confirm(key)


def _issue() -> None:
    collections = [c["name"] for c in backend.client().collections()]
    with st.form("issue", border=False, clear_on_submit=True):
        name = st.text_input("名称", placeholder="给谁、作什么用", max_chars=64)
        role = st.selectbox("角色", list(ROLE_WORDS), format_func=ROLE_WORDS.__getitem__)
        some = st.multiselect("可用的集合", collections, placeholder="不选则为全部", format_func=label)
        lasts = st.selectbox("有效期", list(LASTS))
        if st.form_submit_button("发放", type="primary"):
            made = backend.client().add_key(name, role=role, collections=some or None, days=LASTS[lasts])
            st.session_state["made key"] = made
            st.rerun()


@st.dialog("撤销这把密钥？")
def _confirm(key: Json) -> None:
    st.html(tag("p", escape(f"「{key['name']}」撤销后立即不能再用，不能恢复。")))
    if st.button("撤销", type="primary", key="revoke for good"):
        backend.client().revoke_key(key["id"])
        st.rerun()


if __name__ == "__main__":
    show()
