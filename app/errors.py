"""Errors of the doors: the service is not ready, or a request can't be met as it stands."""

from pathlib import Path

from ingest.errors import WenceError


class NotReady(WenceError):
    """The server listens, but its library is still being opened; ``stage`` says what it is doing."""

    def __init__(self, stage: str) -> None:
        super().__init__(f"问策服务正在启动（{stage}），暂时不能回答。请稍后重试，就绪后 /readyz 返回 200。")


class Withheld(WenceError):
    """The service can't answer; why is not for those who came without a key."""

    def __init__(self) -> None:
        super().__init__("问策暂时不能回答。请稍后重试；原因请带上密钥查看，或请管理员看服务的日志。")


class TooManyWaiting(WenceError):
    """As many questions wait as may; ``retry_after`` is in seconds."""

    retry_after = 5

    def __init__(self, waiting: int) -> None:
        super().__init__(f"正在排队的提问已有 {waiting} 个，这次没有受理。请 {self.retry_after} 秒后重试。")


class UploadTooLarge(WenceError):
    """A file is larger than the setting allows."""

    def __init__(self, limit_mb: int) -> None:
        super().__init__(
            f"上传的文件超过 {limit_mb} MB 的上限。请拆分文件后重试，或由管理员调大设置 WENCE_MAX_UPLOAD_MB。"
        )


class UnknownScope(WenceError):
    """A scope names documents that the library doesn't hold."""

    def __init__(self, document_ids: list[str]) -> None:
        super().__init__(
            f"提问范围里的文件不在文件库中：{'、'.join(document_ids)}。请刷新文件列表后重新选择范围。"
        )


class UnknownModel(WenceError):
    """A client of the chat interface asks for a model that we don't have."""

    def __init__(self, name: str, known: str) -> None:
        super().__init__(f"没有名为 {name!r} 的模型。请把 model 设为 {known!r}（全部模型见 /v1/models）。")


class UnknownPage(WenceError):
    """A document has fewer pages."""

    def __init__(self, file_name: str, page: int, pages: int) -> None:
        super().__init__(f"「{file_name}」没有第 {page} 页，共 {pages} 页。请核对页码。")


class NoPictures(WenceError):
    """A file of a kind whose pages can't be drawn."""

    def __init__(self, file_name: str) -> None:
        super().__init__(
            f"「{file_name}」不是分页的图像格式，没有页面图像。可查看全文，或下载原文件后用相应的程序打开。"
        )


class CollectionWanted(WenceError):
    """A document could go into several collections of the caller's, or into none."""

    def __init__(self, names: list[str]) -> None:
        known = f"可以选择：{'、'.join(names)}" if names else "这把密钥的集合都还没有建立，请管理员先新建"
        super().__init__(f"请说明导入到哪个集合（collection）。{known}。")


class PortUnavailable(WenceError):
    """We can't listen on a port."""

    def __init__(self, port: int, why: str, variable: str, option: str) -> None:
        super().__init__(
            f"端口 {port} {why}。请用 {option} 或设置 {variable} 换一个端口，或先停止占用它的程序。"
        )
        self.port = port


class ChildStopped(WenceError):
    """A process that `wence serve` started has ended by itself."""

    def __init__(self, name: str, code: int) -> None:
        super().__init__(f"{name}已退出（退出码 {code}）。请按上面显示的原因处理后重新运行 `wence serve`。")


class EmptyLibrary(WenceError):
    """There is nothing to search."""

    def __init__(self) -> None:
        super().__init__("文件库是空的。请先运行 `wence ingest 文件或文件夹` 导入文件。")


class CannotIngest(WenceError):
    """A path does not exist, can't be read, or holds nothing to ingest."""

    def __init__(self, path: Path, why: str, next_step: str) -> None:
        super().__init__(f"无法导入 {path}：{why}。{next_step}。")


class QuoteNotFound(WenceError):
    """An answer that is to be exported cites what the library doesn't hold; *which* names the citation."""

    def __init__(self, which: str, why: str) -> None:
        super().__init__(f"无法导出这个回答：{which}——{why}。文件可能已更新或删除，请重新提问后再导出。")


class CannotWrite(WenceError):
    """A file can't be written where the user wants it."""

    def __init__(self, path: Path, why: str, next_step: str) -> None:
        super().__init__(f"无法写入 {path}：{why}。{next_step}。")
