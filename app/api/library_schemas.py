"""What clients get when they read the library: documents, clauses, metadata, receipts, and the state of the service."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.api.reference_schemas import Inherited
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

CollectionName = Annotated[str, Field(description="集合名称")]


class DocumentItem(BaseModel):
    """一份文件。"""

    id: DocumentId
    file_name: FileName
    title: Title
    document_number: str | None = Field(description="文号")
    issuer: str | None = Field(description="发文机关，联合发文以顿号分隔")
    date_issued: str | None = Field(description="成文日期，精度与原文相同")
    region: str | None = Field(description="地区")
    kind: str | None = Field(description="文种")
    version: Version
    clauses: int = Field(description="条款数")
    commitments: int = Field(description="承诺台账的条数")
    characters: int = Field(description="全文字符数")
    collection: CollectionName
    may_leave: bool = Field(description="内容可否交给对话模型；false 即所在集合“不外发”")
    being_encoded: bool = Field(description="正在编入：已能检索，逐词编码还没有完成，此前的回答可能不够准")
    warnings: Warnings


class DocumentText(BaseModel):
    """一份文件的全文；所有位置都按它的字符计。"""

    document_id: DocumentId
    version: Version
    text: str = Field(description="全文")


class TableCell(BaseModel):
    """表格的一格。"""

    row: int = Field(description="行，从 0 起")
    column: int = Field(description="列，从 0 起")
    start: Start
    end: End
    rows: int = Field(description="占几行")
    columns: int = Field(description="占几列")


class TableItem(BaseModel):
    """一张表格：全文中的一段，每行一行，行中写明各列的名称。"""

    start: Start
    end: End
    headers: int = Field(description="表头占几行")
    cells: list[TableCell] = Field(description="各格及其文字在全文中的位置；空格不列")


class DocumentLayout(BaseModel):
    """全文与原文件版面的对应。"""

    pages: list[int] = Field(description="各页在全文中的起点，第 1 页在前；没有页的格式为空")
    blank_pages: list[int] = Field(description="没有文字的页")
    tables: list[TableItem] = Field(description="表格")
    confidence: list[tuple[int, float]] = Field(description="由图像识别的页及其置信度")
    dropped: list[str] = Field(description="没有收录的部分")
    warnings: Warnings


class ClauseItem(BaseModel):
    """一个条款，或正文以外的一部分（标题、落款等，level 为 0）。"""

    id: ClauseId
    label: str = Field(description="印出的序号", examples=["14."])
    heading: str = Field(description="标题，没有则为空")
    path: Path
    clause: ClauseName
    level: int = Field(description="层级：1 一、；2 （一）；3 1.；4 一是；0 正文以外的部分")
    unit: str = Field(description="clause，或正文以外部分的名称")
    start: Start
    end: End
    parent: str | None = Field(description="上一级条款的编号")
    page: int | None = Field(description="条款开头所在的页；没有页的格式为 null")
    text: str = Field(description="条款全文，含下级")


class ClauseInDocument(ClauseItem):
    """一个条款，连同它所在的文件。"""

    document_id: DocumentId
    title: Title
    file_name: FileName
    version: Version
    formal: str = Field(description="正式引用写法：《标题》（文号）条款")
    inherited: Inherited = Field(description="不在本条之内、但对本条有效的内容")


class Fact(BaseModel):
    """从文件读出的一项，附所据原文；文件没有写则都为 null。"""

    value: str | list[str] | None = Field(description="值；日期为 ISO 格式，精度与原文相同")
    quote: str | None = Field(description="所据原文")
    start: int | None = Field(description="原文在全文中的起点")
    end: int | None = Field(description="原文在全文中的终点，不含")
    alternatives: list["Fact"] = Field(description="文件中与此不一致的其他写法")


class DocumentMetadata(BaseModel):
    """从文件读出的各项信息，每项附所据原文。"""

    title: Fact = Field(description="通知标题")
    plan_title: Fact = Field(description="计划标题")
    issuer: Fact = Field(description="发文机关")
    doc_number: Fact = Field(description="文号")
    index_number: Fact = Field(description="索引号")
    date_issued: Fact = Field(description="成文日期")
    date_published: Fact = Field(description="发布日期")
    region: Fact = Field(description="地区")
    level: Fact = Field(description="行政层级")
    doc_kind: Fact = Field(description="文种")
    applies_to: Fact = Field(description="适用范围")
    effective_period: Fact = Field(description="实施期限")
    addressees: Fact = Field(description="主送机关")
    basis: Fact = Field(description="依据文件")
    attachments: Fact = Field(description="附件")
    event_date: Fact = Field(description="会议日期")
    source: Fact = Field(description="信息来源")
    validity: Fact = Field(description="有效期，ISO 区间，未写明的一端为 ..")
    repeals: Fact = Field(description="文中写明废止、停止执行或以修订版取代的文件")
    status: Fact = Field(description="网页标注的效力：有效、失效或废止")


class Receipt(BaseModel):
    """导入回执：除空白外的每个字符都恰好计入一类。"""

    characters: int = Field(description="字符数，不计空白")
    in_clauses: int = Field(description="在条款中的")
    in_frame: int = Field(description="在标题、落款等部分中的")
    in_noise: int = Field(description="判为网页杂项的")
    unowned: int = Field(description="没有归属的，应为 0")
    clauses: int = Field(description="条款数")
    frame_parts: int = Field(description="条款以外的部分数")
    coverage: float = Field(description="落入条款和各部分的比例，0 到 1")
    noise: list[str] = Field(description="判为杂项的文字")
    metadata_found: list[str] = Field(description="读到的信息项")
    metadata_missing: list[str] = Field(description="没有读到的信息项")
    numbering: list[str] = Field(description="编号问题；warnings 中也有")
    pages: int = Field(description="页数；没有页的格式为 0")
    blank_pages: list[int] = Field(description="没有文字的页")
    tables: int = Field(description="表格数")
    dropped: list[str] = Field(description="没有收录的部分，如页眉、批注")
    recognised_pages: list[int] = Field(description="由图像识别出文字的页")
    confidence: float | None = Field(description="识别的平均置信度，0 到 1；没有识别则为 null")
    ledger_entries: int | None = Field(
        description="台账核对：全文的数字、日期、金额、禁令和单位共几处；早先导入而尚未核对的为 null"
    )
    ledger_in_rows: int | None = Field(description="其中在台账中的")
    ledger_set_aside: int | None = Field(description="其中不在台账中、说明了原因的")
    ledger_unexplained: int | None = Field(description="其中待人工核对的")
    warnings: Warnings


class UploadReply(BaseModel):
    """导入结果。"""

    document: DocumentItem
    change: Literal["added", "unchanged", "new_version", "older_version"] = Field(
        description="新增、与现行版本相同、新版本、与旧版本相同；相同的未作改动"
    )
    version: int = Field(description="这份文件的内容是第几版；现行的是 document.version")
    receipt: Receipt


class RefusedFile(BaseModel):
    """压缩包里没能导入的一份文件。"""

    file_name: FileName
    why: str = Field(description="原因和下一步")


class ArchiveReply(BaseModel):
    """压缩包的导入结果，逐份列出。"""

    items: list[UploadReply] = Field(description="导入了的")
    problems: list[RefusedFile] = Field(description="没能导入的")


class Health(BaseModel):
    """服务在运行。"""

    status: Literal["ok", "degraded"] = Field(description="degraded：在运行，但有的事暂时不能做")
    instance: str = Field(description="本次启动的编号")
    trouble: str | None = Field(description="暂时不能做什么；一切正常时为 null")


class Ready(BaseModel):
    """服务已就绪。"""

    status: Literal["ready"]


class Destination(BaseModel):
    """会发送到服务以外的内容。"""

    what: str = Field(description="发送什么", examples=["提问和相关条款的原文"])
    where: str = Field(description="发送到哪台主机", examples=["api.example.com"])
    here: bool = Field(description="该主机是否就是本机")


class ServiceStatus(BaseModel):
    """服务的概况。"""

    documents: int = Field(description="文件数")
    clauses: int = Field(description="条款数")
    commitments: int = Field(description="台账条数")
    mode: Literal["extractive", "generated"] = Field(description="原文摘录，或由对话模型组织语言")
    chat_model: str | None = Field(description="对话模型的名称；没有则为 null")
    embedding_model: str = Field(description="向量模型及其引擎")
    reranker: str | None = Field(description="重排模型的名称；没有则为 null")
    sends: list[Destination] = Field(description="发送到服务以外的内容；没有则为空")
    version: str = Field(description="问策的版本")
