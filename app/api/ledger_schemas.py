"""What clients get when they read the commitment ledger."""

from typing import Literal

from pydantic import BaseModel, Field

from app.api.schemas import ClauseId, ClauseName, DocumentId, End, FileName, Path, Start, Title, Version
from ingest.commitment_model import Comparator, Kind, Strength


class MetricItem(BaseModel):
    """一个数量，单位照原文。"""

    value: float | None = Field(description="数值；区间的下限", examples=[300])
    max: float | None = Field(description="区间的上限")
    unit: str | None = Field(description="单位，可为比率", examples=["万元/年"])
    comparator: Comparator = Field(description="比较方式")
    raw: str = Field(description="原文写法", examples=["300万元以上"])
    indicator: str | None = Field(description="所计之事")
    per: str | None = Field(description="比率的分母")


class DeadlineItem(BaseModel):
    """时限；没有则各项为 null。"""

    raw: str | None = Field(description="原文写法")
    iso: str | None = Field(description="日期，精度与原文相同；期间取其终点")
    type: Literal["by", "from", "during"] | None = Field(description="之前、起、期间")
    derived: bool = Field(description="由成文日期推算")
    inherited: bool = Field(description="写在本条原文之外（同句或阶段标题）")


class LinkItem(BaseModel):
    """补全本条的另一条款。"""

    role: str = Field(description="补全什么：body、deadline、funding")
    clause_id: ClauseId
    basis: Literal["stated", "inferred"] = Field(description="原文写明，或推断")


class CommitmentItem(BaseModel):
    """台账的一行。"""

    id: str = Field(description="编号，内容不变则不变")
    document_id: DocumentId
    title: Title
    file_name: FileName
    version: Version
    clause_id: ClauseId
    clause: ClauseName
    path: Path
    quote: str = Field(description="原文，与全文中该位置逐字相同")
    start: Start
    end: End
    kind: Kind = Field(description="类别")
    subject: str | None = Field(description="事项")
    action: str | None = Field(description="动作")
    metrics: list[MetricItem] = Field(description="数量")
    deadline: DeadlineItem
    responsible: list[str] = Field(description="责任单位或责任人，照原文")
    roles: dict[str, list[str]] = Field(description="分工：牵头、配合等")
    source: str | None = Field(description="经费来源")
    applies_to: str | None = Field(description="适用对象")
    condition: str | None = Field(description="前提")
    strength: Strength = Field(description="hard 刚性，soft 柔性")
    strength_cue: str | None = Field(description="据以判断强度的词")
    linked: list[LinkItem] = Field(description="相关条款")
