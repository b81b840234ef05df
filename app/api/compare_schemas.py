"""What clients get when they lay plans, or versions of one, beside each other."""

from typing import Literal

from pydantic import BaseModel, Field

from app.api.ledger_schemas import CommitmentItem
from app.api.schemas import ClauseId, DocumentId, FileName, Title, Version
from app.api.version_schemas import Piece


class ComparedDocument(BaseModel):
    """一列的文件。"""

    document_id: DocumentId
    title: Title
    file_name: FileName
    version: Version
    document_number: str | None = Field(description="文号")
    issuer: str | None = Field(description="发文机关")
    date_issued: str | None = Field(description="成文日期，精度与原文相同")
    region: str | None = Field(description="地区")
    formal: str = Field(description="文件的正式引用写法")
    standing: Literal["document", "report", "unknown issuer"] = Field(
        description="文件本身、会议或讲话的报道，或发文机关不明"
    )
    in_force: Literal["stated", "expired", "repealed", "unstated"] = Field(
        description="写明有效、已过期、已废止或未写明"
    )
    note: str | None = Field(description="使用时须知：已过期、已废止等")
    rows: int = Field(description="台账条数（不计筛选）")


class CitedCommitment(CommitmentItem):
    """台账的一行，带正式引用。"""

    formal_in_words: str = Field(
        description="正式引用写法，条款用文字", examples=["《…》（文号）第五部分第（五）条第14项"]
    )


class ConfidenceItem(BaseModel):
    """配对的把握。"""

    value: float = Field(description="同一事项的概率，0 到 1", examples=[0.86])
    level: Literal["high", "medium", "low"] = Field(description="高、中、低")
    basis: Literal["computed", "confirmed"] = Field(description="算出，或由人确认")


class ComparedTopic(BaseModel):
    """各份文件都讲到的一个事项。"""

    name: str = Field(description="事项")
    cells: list[CitedCommitment | None] = Field(description="每份文件一格，次序同 documents；没有则为 null")
    differs: list[Literal["数值", "时限", "主体", "力度"]] = Field(description="哪些方面不同")
    confidence: ConfidenceItem


class OnlyIn(BaseModel):
    """一份文件独有的承诺。"""

    document_id: DocumentId
    rows: list[CitedCommitment] = Field(description="在其他文件中没有对应的")


class PlanComparisonReply(BaseModel):
    """几份文件的比较。"""

    mode: Literal["documents"] = Field(description="比较的是几份文件")
    documents: list[ComparedDocument] = Field(description="所比较的文件，次序同请求")
    topics: list[ComparedTopic] = Field(description="同一事项，按第一份文件中的先后")
    only: list[OnlyIn] = Field(description="各份文件独有的承诺，次序同 documents")


class ChangedRow(BaseModel):
    """一条承诺在两版中的样子。"""

    old: CitedCommitment
    new: CitedCommitment
    differs: list[Literal["数值", "时限", "主体", "力度", "措辞"]] = Field(description="哪些方面改了")
    pieces: list[Piece] = Field(description="改动的文字；位置是在两版全文中的")


class LedgerChangesReply(BaseModel):
    """一份文件两个版本的台账的比较：每一条恰在一处。"""

    mode: Literal["versions"] = Field(description="比较的是一份文件的两个版本")
    document_id: DocumentId
    title: Title
    old: ComparedDocument
    new: ComparedDocument
    changed: list[ChangedRow] = Field(description="改动的")
    added: list[CitedCommitment] = Field(description="新增的")
    dropped: list[CitedCommitment] = Field(description="删去的")
    kept: list[ChangedRow] = Field(description="未变的")


class JudgedRowItem(BaseModel):
    """更正时的一条承诺。"""

    id: str = Field(description="承诺编号")
    document_id: DocumentId
    clause_id: ClauseId
    quote: str = Field(description="更正时的原文")


class PairItem(BaseModel):
    """对一个配对的更正。"""

    left: JudgedRowItem
    right: JudgedRowItem
    verdict: Literal["together", "apart"] = Field(description="together 同一事项，apart 不是同一事项")
    made_at: str = Field(description="更正时间，UTC")
    stands: bool = Field(description="两条承诺是否都还在库中；不在则不起作用")
