"""What can be wrong with the questions or the documents of an evaluation."""

from collections.abc import Sequence
from pathlib import Path

from ingest.errors import WenceError


class QuestionsMissing(WenceError):
    """The file of questions isn't there, or is no text."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"找不到评测问题文件 {path}，或它不是 UTF-8 文本。请用 --questions 指定一个 .jsonl 文件。"
        )


class CorpusMissing(WenceError):
    """The folder of documents isn't there, or holds nothing that can be read."""

    def __init__(self, folder: Path, supported: tuple[str, ...]) -> None:
        super().__init__(
            f"文件夹 {folder} 不存在，或其中没有可导入的文件（{'、'.join(supported)}）。请用 --corpus 指定评测所用的文件夹。"
        )


class BadQuestion(WenceError):
    """A line of the questions can't be used."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"评测问题 {where} 无法使用：{why}。请改正该行，或检查 --corpus 是否与问题相配。")


class BadNotice(WenceError):
    """A line of the notices can't be used."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(
            f"评测文件 {where} 无法使用：{why}。每行应为一份文件的 JSON：title、doc_number、issuer、date、clauses（path、text、questions）。"
        )


class BadRun(WenceError):
    """A recorded run can't be read."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"无法读取评测记录 {path}：{why}。请指定由 `wence eval --record` 写成的 .jsonl 文件。"
        )


class CorpusChanged(WenceError):
    """The documents are not those that a recorded run was asked of."""

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        super().__init__(
            f"文件夹 {folder} 与评测记录不符：{'、'.join(names)}缺少或内容已变。请用 --corpus 指定记录时所用的文件，或重新评测。"
        )
