"""关于: the models in use, the library in figures, what leaves this machine, settings of the reader, version."""

import streamlit as st

from app.ui import backend, preferences
from app.ui.about_view import bars_html, counts_words, health_html, models_html, sends_html
from app.ui.rendering import escape, facts_list, notice, tag


def show() -> None:
    status = backend.status()
    documents = backend.client().documents()
    st.html(tag("h1", escape("关于问策"), "wc-title"))
    _section("运行状态", health_html(backend.client().ready()))
    _section("在用的模型", models_html(status))
    _section("会离开这台机器的内容", sends_html(status))
    _section("文件库", tag("p", escape(counts_words(status)), "wc-count"))
    if documents:
        for name, key in (("按地区", "region"), ("按文种", "kind")):
            st.html(tag("h3", escape(name), "wc-side") + bars_html([d[key] for d in documents]))
        years = [(d["date_issued"] or "")[:4] or None for d in documents]
        st.html(tag("h3", escape("按成文年份"), "wc-side") + bars_html(years, in_order=True))
    else:
        st.html(notice("请先导入计划、方案或通知。", title="文件库还是空的"))
    _section("阅读设置", "")
    preferences.show(sorted({d["region"] for d in documents if d["region"]}))
    _section(
        "版本与许可",
        facts_list([("版本", f"问策 {status['version']}"), ("许可", "MIT，可自由使用、修改和分发")]),
    )


def _section(name: str, body: str) -> None:
    st.html(tag("h2", escape(name), "wc-section") + body)


if __name__ == "__main__":
    show()
