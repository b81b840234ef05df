"""What every visit and every click runs: the page that is open. A client of the API; it holds no library of its own."""

import logging
from http import HTTPStatus
from pathlib import Path

import streamlit as st

from app.clients.client import ApiProblem
from app.ui import account
from app.ui.rendering import notice
from ingest.errors import WenceError

log = logging.getLogger(__name__)

WIDE = ("ledger",)  # pages of tables; text is read in a narrow column
ASSETS = Path(__file__).parent / "assets"
UNEXPECTED = "请刷新页面再试；若仍然如此，请把运行 `wence serve` 的窗口里最后的出错信息告诉维护人员。"


def main() -> None:
    st.set_page_config(page_title="问策", page_icon=str(ASSETS / "icon.svg"))
    st.logo(str(ASSETS / "logo.svg"), size="large")
    refusal = account.identify()
    pages = [
        st.Page("ask.py", title="问答", icon=":material/forum:", default=True),
        st.Page("library.py", title="文件", icon=":material/folder_open:", url_path="library"),
        st.Page("reader.py", title="原文", icon=":material/article:", url_path="reader"),
        st.Page("ledger.py", title="台账", icon=":material/table_rows:", url_path="ledger"),
        st.Page(
            "admin.py",
            title="管理",
            icon=":material/admin_panel_settings:",
            url_path="admin",
            visibility="visible" if account.administers() else "hidden",
        ),
        st.Page("about.py", title="关于", icon=":material/info:", url_path="about"),
    ]
    page = st.navigation(pages, position="top")
    st.set_page_config(layout="wide" if page.url_path in WIDE else "centered")
    _run(page, refusal)


def _run(page: st.Page, refusal: ApiProblem | None) -> None:
    """Run the page; what goes wrong in it is told in Chinese, and an error of our own goes to the log."""
    try:
        if account.signed_in(refusal):
            page.run()
            account.show()
    except WenceError as problem:
        if isinstance(problem, ApiProblem) and problem.status == HTTPStatus.UNAUTHORIZED:
            account.sign_out()  # revoked or expired meanwhile
            st.rerun()
        st.html(notice(str(problem), "error", title="没有完成"))
    except Exception:
        log.exception("the page failed")
        st.html(notice(UNEXPECTED, "error", title="页面出错了"))


if __name__ == "__main__":
    main()
