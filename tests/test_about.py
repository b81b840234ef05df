"""关于: what leaves this machine, models, the library in bars."""

import pytest

from app.destinations import destinations
from app.settings import Settings
from app.ui.about_view import bars_html, counts_words, models_html, sends_html

STATUS = {
    "documents": 3,
    "clauses": 40,
    "commitments": 12,
    "mode": "extractive",
    "chat_model": None,
    "embedding_model": "e5-small",
    "reranker": None,
    "sends": [],
    "version": "0.1.0",
}


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        pytest.param({}, [], id="nothing"),
        pytest.param(
            {"llm_base_url": "https://user:secret@api.example.com/v1?key=secret", "llm_model": "m"},
            [("api.example.com", False)],
            id="remote-model-without-its-secrets",
        ),
        pytest.param({"llm_base_url": "http://127.0.0.1:11434/v1"}, [("127.0.0.1:11434", True)], id="local"),
        pytest.param({"chroma_url": "http://vectors.lan:8000"}, [("vectors.lan:8000", False)], id="vectors"),
    ],
)
def test_what_leaves_is_told_with_its_host(settings, told):
    """Each setting that sends something is told with host and port alone."""
    assert [(d.where, d.here) for d in destinations(Settings(**settings))] == told


def test_where_nothing_leaves_the_page_says_so():
    """Nothing sent: said outright; something sent: what and to whom."""
    sent = {"what": "提问<b>", "where": "api.example.com", "here": False}

    assert sends_html(STATUS).count("没有。") == 1
    assert "提问&lt;b&gt;：发送到 api.example.com" in sends_html(STATUS | {"sends": [sent]})


def test_models_and_counts_in_words():
    """Models that aren't used are said not to be, and the sizes are there."""
    assert models_html(STATUS).count("未使用") == 2
    assert counts_words(STATUS) == "3 份文件　40 个条款　12 条台账"


def test_bars_count_everything():
    """The most frequent first at full length, rare values together, unsaid ones last; names are no markup."""
    values = ["甲<i>"] * 4 + ["乙"] * 2 + [f"其余{i}" for i in range(8)] + [None]
    bars = bars_html(values)

    assert bars.index("甲&lt;i&gt;") < bars.index("乙") < bars.index("其他") < bars.index("未写明")
    assert bars.count("<dt>") == 10
    assert "width:100.0%" in bars
    assert "width:50.0%" in bars
    years = bars_html(["2025", "2024", "2025"], in_order=True)
    assert years.index("2024") < years.index("2025")
