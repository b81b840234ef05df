"""The root of every error that a user may see, and those of reading a file. Messages are in Chinese."""

import errno
from collections.abc import Mapping

_REASONS: Mapping[int | None, str] = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘已写满",
    errno.EDQUOT: "超出了磁盘配额",
    errno.EISDIR: "它是一个文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.ELOOP: "链接绕成了圈",
    errno.ENOTDIR: "路径中的一段不是文件夹",
    errno.ENAMETOOLONG: "名称太长",
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "正被使用",
}


def reason(error: OSError) -> str:
    """What the operating system refused, in Chinese; its own words for what is rare."""
    return _REASONS.get(error.errno) or error.strerror or str(error)


class WenceError(Exception):
    """An error that a user can act on: its text says what, which, and what next."""


class UnreadableFile(WenceError):
    """The bytes are not a document that we can read."""

    def __init__(self, file_name: str, why: str, next_step: str) -> None:
        super().__init__(f"无法读取文件「{file_name}」：{why}。{next_step}。")
        self.file_name, self.why, self.next_step = file_name, why, next_step


class NothingToKeep(UnreadableFile):
    """The file can be read, but holds no clause and no body: only what a web page puts around one."""

    def __init__(self, file_name: str) -> None:
        super().__init__(
            file_name, "没有读到任何条款或正文，文字全部判为网页杂项", "请打开文件核对，另存正文后重新导入"
        )


class UnsupportedFormat(WenceError):
    """No reader takes files of this kind."""

    def __init__(self, file_name: str, supported: tuple[str, ...]) -> None:
        super().__init__(
            f"暂不支持「{file_name}」的格式。可导入的格式：{'、'.join(supported)}。请另存为其中一种后重试。"
        )
        self.file_name = file_name
