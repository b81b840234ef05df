"""What can be wrong with the questions or the documents of an evaluation."""

from pathlib import Path

from ingest.errors import WenceError


class QuestionsMissing(WenceError):
    """The file of questions isn't there."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"找不到评测问题文件 {path}。请用 --questions 指定一个 .jsonl 文件。")


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
