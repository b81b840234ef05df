"""What clients get of inherited context, definitions and references."""

from typing import Literal

from pydantic import BaseModel, Field

from app.api.schemas import ClauseId, DocumentId, End, Start, Title


class Words(BaseModel):
    """另一条款中对本条同样有效的原文。"""

    quote: str = Field(description="原文")
    start: Start
    end: End
    clause_id: ClauseId


class Phase(BaseModel):
    """所处阶段的起止时间，ISO 格式，精度与原文相同；未写明的一端为 null。"""

    since: str | None = Field(alias="from", description="起")
    until: str | None = Field(description="止，含")
    quote: str = Field(description="写明时间的原文")
    start: Start
    end: End
    clause_id: ClauseId


class Definition(BaseModel):
    """文件自己定义的一个用语。"""

    term: str = Field(description="用语", examples=["大班额"])
    quote: str = Field(description="给出定义的原句")
    start: Start
    end: End
    clause_id: ClauseId


class Inherited(BaseModel):
    """不在本条之内、但对本条有效的内容。"""

    headings: list[str] = Field(description="各上级条款的序号和标题，从最外层起")
    lead_ins: list[Words] = Field(description="引出本条的话，如“严禁：”，从最外层起")
    applies_to: list[Words] = Field(description="适用范围，全文的在前，本章的在后")
    phase: Phase | None = Field(description="所处阶段；不在任何阶段之下则为 null")
    definitions: list[Definition] = Field(description="本条所用、在他处定义的用语")


class Reference(BaseModel):
    """文中提到的一份文件。"""

    title: str = Field(description="标题，不含书名号；只写了文号则为空")
    document_number: str | None = Field(description="文号")
    quote: str = Field(description="提到它的原文")
    start: Start
    end: End
    document_id: str | None = Field(description="库中这份文件的编号；未入库则为 null")


class DocumentReferences(BaseModel):
    """一份文件的依据和附件，以及它们是否在库。"""

    basis: list[Reference] = Field(description="依据文件")
    attachments: list[Reference] = Field(description="附件")


class Citing(BaseModel):
    """提到它的一份文件。"""

    document_id: DocumentId
    title: Title


class MissingReference(BaseModel):
    """有文件提到、但没有入库的一份文件。"""

    relation: Literal["basis", "attachment"] = Field(description="依据文件或附件")
    title: str = Field(description="标题，不含书名号")
    document_number: str | None = Field(description="文号")
    cited_by: list[Citing] = Field(description="提到它的文件")
