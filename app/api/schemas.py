"""What clients get: the shapes of replies, described for the OpenAPI document."""

from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, Field

T = TypeVar("T")

DocumentId = Annotated[str, Field(description="文件编号，各版本相同", examples=["a1b2c3d4e5f60718"])]
ClauseId = Annotated[
    str, Field(description="条款编号：文件编号加逐级序号", examples=["a1b2c3d4e5f60718:五、(五)14."])
]
ClauseName = Annotated[str, Field(description="条款的引用写法", examples=["五、(五)14."])]
Path = Annotated[list[str], Field(description="从最外层到本条的序号和标题，照原文")]
Start = Annotated[int, Field(description="在全文中的起点（字符，从 0 起）")]
End = Annotated[int, Field(description="在全文中的终点（字符，不含）")]
FileName = Annotated[str, Field(description="导入时的文件名", examples=["行动计划.txt"])]
Title = Annotated[str, Field(description="计划本身的标题；没有则为通知标题，再没有则为文件名")]
Version = Annotated[int, Field(description="第几版，从 1 起")]
Warnings = Annotated[list[str], Field(description="需要留意之处")]


class Problem(BaseModel):
    """出错说明（RFC 9457）。"""

    type: str = Field(description="错误类别，供程序判断", examples=["urn:wence:unknown-document"])
    title: str = Field(description="错误类别的名称", examples=["文件不存在"])
    status: int = Field(description="HTTP 状态码", examples=[404])
    detail: str = Field(description="出了什么错、涉及什么、接下来怎么办")
    request_id: str = Field(
        description="这次请求的编号，与响应头 X-Request-ID 相同",
        examples=["0c6b5d7e9f0a4c1f8b3e2d1c0a9b8f7e"],
    )


class Listing(BaseModel, Generic[T]):
    """列表的一页。"""

    items: list[T] = Field(description="本页各项")
    total: int = Field(description="全部项数")
    limit: int = Field(description="本页最多多少项")
    offset: int = Field(description="跳过了多少项")


class Evidence(BaseModel):
    """一处原文：引用的字句与全文中该位置逐字相同。"""

    document_id: DocumentId
    file_name: FileName
    title: Title
    document_number: str | None = Field(description="文号")
    version: Version
    clause_id: ClauseId
    clause: ClauseName
    path: Path
    quote: str = Field(description="原文，整句")
    start: Start
    end: End
    page: int | None = Field(description="页码；纯文本没有")
    formal: str = Field(description="正式引用写法：《标题》（文号）条款")
    issuer: str | None = Field(description="发文机关")
    date_issued: str | None = Field(description="成文日期，精度与原文相同", examples=["2019-06-08"])
    standing: Literal["document", "report", "unknown issuer"] = Field(
        description="文件本身、会议或讲话的报道，或发文机关不明"
    )
    in_force: Literal["stated", "expired", "repealed", "unstated"] = Field(
        description="写明有效、已过期、已废止或未写明"
    )


class Citation(Evidence):
    """答案引用的一处原文。"""

    n: int = Field(description="引用序号，从 1 起")


class Sentence(BaseModel):
    """答案中的一句。"""

    text: str = Field(description="句子")
    citations: list[int] = Field(description="所据引用的序号")
    checked: Literal["supported", "unverified"] = Field(description="核对结果：有原文支持，或未核实")
    why: str | None = Field(
        None, description="未核实的原因；只在未核实时出现", exclude_if=lambda why: why is None
    )


class Searched(BaseModel):
    """在哪里找的。"""

    documents: int = Field(description="检索了几份文件")
    scope: list[str] = Field(description="这些文件的标题")
    why: str = Field(description="为什么是这些")
    document_ids: list[str] = Field(description="这些文件的编号，与标题一一对应")


class Corrected(BaseModel):
    """一处错别字。"""

    typed: str = Field(description="问题里的写法", examples=["拖管"])
    meant: str = Field(description="实际查找的词", examples=["托管"])


class Understood(BaseModel):
    """问题是怎样理解的。"""

    operation: Literal["look_up", "list", "compare", "verify", "metadata"] = Field(
        description="查一项、列清单、比较、核实、问文件信息"
    )
    asked: list[str] = Field(
        description="所问的内容：amount 金额、date 时间、body 单位等", examples=[["amount"]]
    )
    topics: list[str] = Field(description="问题的主题词", examples=[["公用经费"]])
    official: list[str] = Field(description="与平常说法对应的书面说法", examples=[["经费"]])
    leans_on: str | None = Field(description="承接的上一个问题；没有则为 null")
    corrected: list[Corrected] = Field(
        default_factory=list, description="按读音改过的错别字；`warnings` 里也有说明"
    )
    regions: list[str] = Field(default_factory=list, description="问题所指的地区", examples=[["云砚"]])
    years: list[int] = Field(default_factory=list, description="问题所指的文件的年份", examples=[[2024]])
    changed: list[str] = Field(
        default_factory=list, description="按请求的 understood 更改过的各项", examples=[["asked"]]
    )


class LedgerLink(BaseModel):
    """答案所列的台账部分。"""

    filter: dict[str, Any] = Field(
        description="筛选条件，即 /v1/commitments 的查询参数", examples=[{"kind": ["prohibition"]}]
    )
    total: int = Field(description="台账中符合条件的条数", examples=[12])
    url: str = Field(description="台账页面的地址，已按条件筛选", examples=["/ledger?kind=prohibition"])


class Answer(BaseModel):
    """一个回答。没有找到时也是 200：看 status。"""

    status: Literal["answered", "partial", "not_mentioned", "not_in_library"] = Field(
        description="已回答、部分回答、文件未提及、相关文件不在库中"
    )
    missing: list[str] = Field(description="问到而原文没有写明的")
    reason: str | None = Field(description="不在库中的原因")
    mode: Literal["extractive", "generated"] = Field(description="原文摘录，或由对话模型组织语言")
    answer: str = Field(description="回答，引用以 [序号] 标出")
    sentences: list[Sentence] = Field(description="逐句核对")
    citations: list[Citation] = Field(description="引用的原文")
    nearest: list[Evidence] = Field(description="相关但未直接回答的条款")
    searched: Searched
    understood: Understood
    question: str = Field(description="所提的问题")
    standalone_question: str = Field(description="补全上文后的问题")
    warnings: Warnings
    ledger: LedgerLink | None = Field(None, description="回答列出台账中的承诺时，为所列的部分；否则为 null")
    timings_ms: dict[str, float] = Field(description="各步耗时，毫秒")


class SearchHit(BaseModel):
    """检索到的一条。"""

    clause_id: ClauseId
    document_id: DocumentId
    file_name: FileName
    title: Title
    clause: ClauseName
    path: Path
    text: str = Field(description="条款全文")
    start: Start
    end: End
    score: float = Field(description="得分，只在同一次检索内可比，越大越好")
    version: Version


class SearchReply(BaseModel):
    """检索结果，最好的在前。"""

    items: list[SearchHit] = Field(description="检索到的条款")
    total: int = Field(description="条数")
