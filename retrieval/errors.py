"""Errors of the library and of models: each says what, which, and what next."""

from ingest.errors import WenceError


class LibraryInUse(WenceError):
    """Another process owns this library."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"文件库 {folder} 正被另一个问策进程使用。请改用正在运行的服务，或先停止它再试（同一文件库只能由一个进程打开）。"
        )


class HomeUnusable(WenceError):
    """The folder of a library can't be made or written."""

    def __init__(self, folder: str, why: str) -> None:
        super().__init__(
            f"文件库的文件夹 {folder} 不能写入：{why}。请检查它的写入权限和磁盘空间，或把 WENCE_HOME 指向另一个文件夹。"
        )


class LibraryDamaged(WenceError):
    """The store of record can't be read."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"文件库 {path} 无法打开：{why}。请用备份恢复，或移走该文件后重新导入文件。")
        self.why = why


class LibraryNewer(WenceError):
    """A newer program wrote this store; nothing was changed."""

    def __init__(self, path: str, found: int, known: int) -> None:
        super().__init__(
            f"文件库 {path} 由更新版本的问策写成（格式版本 {found}，本程序最高支持 {known}），没有改动它。"
            "请升级问策后再打开，或用旧版本时的备份恢复。"
        )


class ModelMismatch(WenceError):
    """The library's vectors were made by another model or engine."""

    def __init__(self, library_model: str, current_model: str) -> None:
        super().__init__(
            f"文件库的向量由模型 {library_model} 生成，当前设置的是 {current_model}，两者不能混用。"
            "请改回原来的模型设置，或运行 `wence reindex` 用当前模型重新生成全部向量。"
        )


class ModelUnavailable(WenceError):
    """A model can't be loaded or converted."""

    def __init__(self, model: str, why: str, next_step: str) -> None:
        super().__init__(f"无法使用模型「{model}」：{why}。{next_step}。")


class ChatModelFailed(WenceError):
    """The configured chat model did not answer."""

    def __init__(self, base_url: str, why: str) -> None:
        super().__init__(
            f"对话模型（{base_url}）没有给出回答：{why}。请检查 WENCE_LLM_BASE_URL、WENCE_LLM_MODEL 和网络。"
        )


class UnknownDocument(WenceError):
    """No document has this id."""

    def __init__(self, document_id: str) -> None:
        super().__init__(
            f"文件库中没有编号为「{document_id}」的文件。请运行 `wence documents` 或打开文件列表查看现有文件。"
        )


class UnknownCollection(WenceError):
    """No collection has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"没有名为「{name}」的集合。请运行 `wence collections` 查看现有集合，或由管理员新建。"
        )


class BadCollection(WenceError):
    """A collection can't have this name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"集合不能取名「{name}」：名称应为 1 到 32 个可显示的字，首尾没有空格，不含“/”。请换一个名称。"
        )


class CollectionInUse(WenceError):
    """A collection holds documents, or is the one where documents are by default."""

    def __init__(self, name: str) -> None:
        super().__init__(f"集合「{name}」不能删除：其中还有文件，或它是默认集合。请先把文件移到别的集合。")


class AlreadyThere(WenceError):
    """A document can't be moved where another version of it is."""

    def __init__(self, name: str) -> None:
        super().__init__(f"集合「{name}」里已有同一文件，不能再移入一份。请先删除其中一份。")


class UnknownVersion(WenceError):
    """The document has no version of this number; its versions count from 1 to *last*."""

    def __init__(self, title: str, version: int, last: int) -> None:
        known = "只有第 1 版" if last == 1 else f"有第 1 版到第 {last} 版"
        super().__init__(f"《{title}》没有第 {version} 版，文件库中{known}。请改用其中的版本号。")


class NothingToCompare(WenceError):
    """There is no older version to compare with."""

    def __init__(self, title: str) -> None:
        super().__init__(
            f"《{title}》的第 1 版之前没有更早的版本，无从比较。文件改动后再次导入，即成为新的一版。"
        )


class UnknownClause(WenceError):
    """No clause has this id."""

    def __init__(self, clause_id: str) -> None:
        super().__init__(
            f"文件库中没有编号为「{clause_id}」的条款。该文件可能已删除，或条款在新版本中不存在。"
        )


class UnknownCommitment(WenceError):
    """No row of the ledger has this id."""

    def __init__(self, commitment_id: str) -> None:
        super().__init__(
            f"台账中没有编号为「{commitment_id}」的承诺。所在文件可能已删除，或原文在新版本中已改动。请重新查看台账。"
        )


class StorageFailed(WenceError):
    """Nothing could be written to the store of record; what it held is unharmed."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"写入文件库 {path} 失败：{why}。请检查磁盘空间和写入权限后重试，已有内容不受影响。")


class IndexFailed(WenceError):
    """A search index can't be read or written; it can always be rebuilt from the store of record."""

    def __init__(self, index: str, why: str) -> None:
        super().__init__(
            f"{index}无法使用：{why}。请检查磁盘空间，再重新启动问策（启动时会自动修复），或运行 `wence reindex`。"
        )
        self.index = index


class ChromaUnavailable(IndexFailed):
    """The Chroma server of WENCE_CHROMA_URL does not answer."""

    def __init__(self, url: str, why: str) -> None:
        WenceError.__init__(
            self,
            f"无法连接 Chroma 服务 {url}：{why}。请启动该服务，或去掉 WENCE_CHROMA_URL 改用内置向量库。",
        )
        self.index = "向量索引"


class CannotAlign(WenceError):
    """These documents can't be laid beside each other."""

    def __init__(self, why: str, next_step: str) -> None:
        super().__init__(f"无法比较：{why}。{next_step}。")


class CannotPair(WenceError):
    """Two rows can't be told to be one topic, or not to be."""

    def __init__(self, why: str) -> None:
        super().__init__(f"不能这样更正配对：{why}。请选择两份不同文件中的承诺，编号见 /v1/compare 的结果。")


class UnknownPair(WenceError):
    """Nobody decided on this pair of rows."""

    def __init__(self, left: str, right: str) -> None:
        super().__init__(f"没有对「{left}」与「{right}」做过更正。已有的更正见 GET /v1/compare/pairs。")


class UnknownConversation(WenceError):
    """Nobody who asks so has a conversation with this id."""

    def __init__(self, conversation_id: str) -> None:
        super().__init__(
            f"没有编号为「{conversation_id}」的对话，它可能已被删除。请从对话列表中另选一个，或开始新的对话。"
        )


class UnknownTurn(WenceError):
    """No conversation of this person holds this answer."""

    def __init__(self, turn_id: str) -> None:
        super().__init__(f"没有编号为「{turn_id}」的回答，它所在的对话可能已被删除。请重新提问。")
