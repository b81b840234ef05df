"""What clients get when they ask for the versions of a document and for what changed between two of them."""

from typing import Literal

from pydantic import BaseModel, Field

from app.api.schemas import (
    ClauseId,
    ClauseName,
    DocumentId,
    End,
    FileName,
    Path,
    Start,
    Title,
    Version,
    Warnings,
)


class VersionItem(BaseModel):
    """文件的一个版本。"""

    version: Version
    content_hash: str = Field(description="全文的 SHA-256；内容相同则相同")
    file_name: FileName
    title: Title
    added_at: str = Field(description="导入时间（UTC，ISO 8601）", examples=["2025-03-01T08:30:00+00:00"])
    clauses: int = Field(description="条款数")
    characters: int = Field(description="全文字符数，不计空白")
    warnings: Warnings


class ClausePlace(BaseModel):
    """某一版中的一个条款，或标题、落款等部分。"""

    clause_id: ClauseId
    clause: ClauseName
    path: Path
    level: int = Field(description="层级；0 为正文以外的部分")
    start: Start
    end: End
    text: str = Field(description="条款自己的文字，不含下级；下级之后还有文字的，另起一行")


class Extent(BaseModel):
    """全文中的一段。"""

    start: Start
    end: End


class Piece(BaseModel):
    """条款文字的一段：未变、删去或增加。"""

    kind: Literal["same", "removed", "added"] = Field(description="same 未变；removed 删去；added 增加")
    text: str = Field(description="这一段的文字")
    old: Extent | None = Field(description="在旧版全文中的位置；增加的文字为 null")
    new: Extent | None = Field(description="在新版全文中的位置；删去的文字为 null")


class MovedClause(BaseModel):
    """文字未变、编号或位置变了的条款。"""

    old: ClausePlace = Field(description="在旧版中")
    new: ClausePlace = Field(description="在新版中")


class ChangedClause(MovedClause):
    """文字有改动的条款。"""

    renumbered: bool = Field(description="编号是否也变了")
    pieces: list[Piece] = Field(description="依次排列的各段；空白不计，序号不在其中")


class VersionDifferences(BaseModel):
    """两个版本的差异：每个条款恰好归入一类，只看条款自己的文字，不含下级。"""

    document_id: DocumentId
    title: Title
    old: VersionItem = Field(description="旧版")
    new: VersionItem = Field(description="新版")
    changed: list[ChangedClause] = Field(description="文字有改动的条款")
    added: list[ClausePlace] = Field(description="新版增加的条款")
    removed: list[ClausePlace] = Field(description="旧版有、新版没有的条款")
    moved: list[MovedClause] = Field(description="文字未变、编号或位置变了的条款")
    unchanged: int = Field(description="没有变化的条款数，含标题、落款等部分")
