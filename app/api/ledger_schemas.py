"""What clients get when they read the commitment ledger."""

from typing import Literal

from pydantic import BaseModel, Field

from app.api.mark_schemas import MarkItem
from app.api.schemas import ClauseId, ClauseName, DocumentId, End, FileName, Path, Start, Title, Version
from ingest.commitment_model import Comparator, Kind, Strength
from ingest.commitments.account import Sort, State


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

    raw: str | None = Field(description="原文写法", examples=["到2026年底"])
    iso: str | None = Field(description="日期，精度与原文相同；期间取其终点", examples=["2026-12"])
    type: Literal["by", "from", "during"] | None = Field(description="之前、起、期间")
    derived: bool = Field(description="由文件的日期（成文、发布、会议）或标题、文号的年份推算")
    inherited: bool = Field(description="写在本条原文之外（同句或阶段标题）")


class LinkItem(BaseModel):
    """补全本条的另一条款。"""

    role: str = Field(description="补全什么：body、deadline、funding")
    clause_id: ClauseId
    basis: Literal["stated", "inferred"] = Field(description="原文写明，或推断")
    words: str | None = Field(description="该条款给出的单位、日期或经费，照原文", examples=["教研室"])


class CommitmentItem(BaseModel):
    """台账的一行。"""

    id: str = Field(
        description="编号，原文不变则各版本不变", examples=["a1b2c3d4e5f60718:五、(五)14.~0f3a9c21"]
    )
    document_id: DocumentId
    title: Title
    file_name: FileName
    version: Version
    clause_id: ClauseId
    clause: ClauseName
    path: Path
    quote: str = Field(
        description="原文，与全文中该位置逐字相同", examples=["每年安排校园修缮经费300万元以上"]
    )
    start: Start
    end: End
    kind: Kind = Field(description="类别")
    subject: str | None = Field(description="事项")
    action: str | None = Field(description="动作")
    metrics: list[MetricItem] = Field(description="数量")
    deadline: DeadlineItem
    responsible: list[str] = Field(
        description="责任单位或责任人，照原文", examples=[["区教育局", "区财政局"]]
    )
    roles: dict[str, list[str]] = Field(description="分工：牵头、配合等")
    source: str | None = Field(description="经费来源", examples=["区财政"])
    applies_to: str | None = Field(description="适用对象")
    condition: str | None = Field(description="前提")
    strength: Strength = Field(description="hard 刚性，soft 柔性")
    strength_cue: str | None = Field(description="据以判断强度的词", examples=["必须"])
    formal: str = Field(description="正式引用写法，条款照原文序号", examples=["《…》（文号）五、(五)14."])
    mark: MarkItem | None = Field(description="标记；没有则为 null。旧版的条目没有标记")
    linked: list[LinkItem] = Field(description="相关条款")


class AccountEntry(BaseModel):
    """文中的一处数字、日期、禁令或单位，以及它在台账中的去向。"""

    words: str = Field(description="原文", examples=["300万元以上"])
    start: Start
    end: End
    sort: Sort = Field(description="number 数字或金额，date 日期，ban 禁令用语，body 单位")
    state: State = Field(description="in_row 在台账中，set_aside 说明了原因，unexplained 待人工核对")
    row: str | None = Field(description="所在承诺的编号；不在台账中则为 null")
    reason: str | None = Field(description="不在台账中的原因；没有找到原因则为 null", examples=["文号"])
    clause_id: ClauseId | None = Field(description="所在条款的编号；条款之外为 null")
    clause: ClauseName | None = Field(description="所在条款；条款之外为 null")


class KindCount(BaseModel):
    """一类承诺有几条。"""

    kind: Kind = Field(description="类别")
    rows: int = Field(description="条数", examples=[12])


class StrengthCount(BaseModel):
    """一种强度有几条。"""

    strength: Strength = Field(description="hard 刚性，soft 柔性")
    rows: int = Field(description="条数")


class BodyCount(BaseModel):
    """一个责任单位有几条。"""

    body: str = Field(description="责任单位，照原文", examples=["区教育局"])
    rows: int = Field(description="条数")


class YearCount(BaseModel):
    """一年内到期的有几条。"""

    year: str = Field(description="到期的年份", examples=["2026"])
    rows: int = Field(description="条数")


class ProfileItem(BaseModel):
    """一份计划的具体程度：承诺中有几条写明了数量、时限、责任单位，有几条是刚性的。"""

    document_id: DocumentId
    title: Title
    file_name: FileName
    version: Version
    rows: int = Field(description="承诺条数", examples=[40])
    with_number: int = Field(description="写明数量的", examples=[18])
    with_deadline: int = Field(description="写明时限的；0 即没有可考核的时限", examples=[0])
    with_body: int = Field(description="写明责任单位的", examples=[9])
    hard: int = Field(description="刚性的", examples=[25])


class LedgerSummaryReply(BaseModel):
    """台账的汇总，只计符合筛选条件的。"""

    total: int = Field(description="条数")
    kinds: list[KindCount] = Field(description="各类别的条数，没有的类别不列")
    strengths: list[StrengthCount] = Field(description="刚性和柔性的条数")
    bodies: list[BodyCount] = Field(description="责任单位，条数多的在前，最多 50 个")
    years: list[YearCount] = Field(description="各年到期的条数，由早到晚")
    documents: list[ProfileItem] = Field(description="每份计划的具体程度")
