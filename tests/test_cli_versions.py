"""The command line over versions and receipts."""

import json
from pathlib import Path

import pytest

from app.cli import main
from tests.serving import EXAMPLES

NOTICE = next(EXAMPLES.glob("01*"))


@pytest.fixture
def fresh(tmp_path, models, monkeypatch) -> Path:
    """This process has the environment of an empty library."""
    monkeypatch.setenv("WENCE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("WENCE_MODELS", str(models))
    return tmp_path


def test_what_changed_between_versions_is_readable(fresh, capsys):
    """diff marks what was taken out and put in, clause by clause; unchanged words around it are cut short."""
    old = NOTICE.read_text(encoding="utf-8")
    path = fresh / NOTICE.name
    for text in (old, old.replace("95%", "97%", 1)):
        path.write_text(text, encoding="utf-8")
        assert main(["ingest", str(path)]) == 0
    ident = _only_document(capsys)

    assert main(["diff", ident]) == 0
    shown = capsys.readouterr().out
    assert main(["diff", ident, "2", "1", "--json"]) == 0
    back = json.loads(capsys.readouterr().out)

    assert "第 1 版 → 第 2 版：改动 1 条，新增 0 条，删除 0 条，改号 0 条" in shown
    assert "【删：95%】【增：97%】" in shown
    assert (back["old"]["version"], back["new"]["version"]) == (2, 1)
    assert main(["diff", ident, "1", "7"]) == 1
    assert "没有第 7 版" in capsys.readouterr().err


def test_the_receipt_of_a_document_is_shown_in_full(fresh, capsys):
    """Size, share kept, numbering, noise, what was read and what was not, and the warnings; and a file with warnings
    was no plain success when it went in.
    """
    path = fresh / "方案.txt"
    path.write_text(
        "临溪县课后服务方案\n一、目标\n建成10所。\n三、措施\n每周1次。\n打印本页 关闭窗口\n", encoding="utf-8"
    )
    assert main(["ingest", str(path)]) == 0
    assert "成功 1 份（其中 1 份有需要留意之处，见上），失败 0 份" in capsys.readouterr().out
    ident = _only_document(capsys)

    assert main(["receipt", ident]) == 0
    shown = capsys.readouterr().out

    assert "条款数：2，另有标题、落款等 1 处" in shown
    assert "收录比例：77.8%" in shown
    assert "杂项 8 字，未归类 0 字" in shown
    assert "方案名称" in shown.split("没有读到的信息：")[0]
    assert "文号" in shown.split("没有读到的信息：")[1]
    assert "编号问题：\n    编号不连续" in shown
    assert "判为杂项的文字：\n    打印本页 关闭窗口" in shown
    assert "警告：\n    只收录了全文的 78%" in shown


def _only_document(capsys) -> str:
    """The id of the one document there is."""
    capsys.readouterr()
    assert main(["documents", "--json"]) == 0
    (document,) = json.loads(capsys.readouterr().out)
    ident: str = document["id"]
    return ident
