"""What 关于 says, as HTML. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from app.ui.rendering import badge, bar_list, bullet_list, escape, facts_list, tag

Json = Mapping[str, Any]

MODES = {"extractive": "逐字摘录原文，不用对话模型", "generated": "由对话模型组织语言，逐句核对"}
NOTHING_LEAVES = "没有。提问、文件和回答都只在运行问策的这台机器上处理和保存。"
UNSAID = "未写明"
BARS = 8


def models_html(status: Json) -> str:
    """How answers are made and by which models."""
    return facts_list(
        [
            ("回答方式", MODES[status["mode"]]),
            ("对话模型", status["chat_model"] or "未使用"),
            ("向量模型", status["embedding_model"]),
            ("重排模型", status["reranker"] or "未使用"),
        ]
    )


def sends_html(status: Json) -> str:
    """What goes to other hosts; that nothing does where nothing does."""
    if not status["sends"]:
        return tag("p", escape(NOTHING_LEAVES), "wc-muted")
    lines = [
        f"{s['what']}：发送到 {s['where']}{'（就是本机）' if s['here'] else ''}" for s in status["sends"]
    ]
    return bullet_list(lines)


def health_html(ready: bool) -> str:
    """Whether questions can be asked."""
    words = badge("就绪，可以提问", "wc-done") if ready else badge("正在启动", "wc-caution")
    return tag("p", words, "wc-muted")


def counts_words(status: Json) -> str:
    return f"{status['documents']} 份文件　{status['clauses']} 个条款　{status['commitments']} 条台账"


def bars_html(values: Sequence[str | None], *, in_order: bool = False) -> str:
    """How often each value occurs, as bars, the most frequent first; rare ones in one, those unsaid last.

    *in_order*: those shown by themselves are sorted by value, as years are.
    """
    counts = Counter(value for value in values if value)
    shown = counts.most_common(BARS)
    shown = sorted(shown) if in_order else shown
    other, unsaid = counts.total() - sum(n for _, n in shown), sum(not value for value in values)
    rows = [*shown, *(pair for pair in (("其他", other), (UNSAID, unsaid)) if pair[1])]
    longest = max((n for _, n in rows), default=1)
    return bar_list([(name, n, f"{n} 份") for name, n in rows], longest)
