"""Marks: what clients send and get."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from app.api.requests import not_blank
from app.api.schemas import ClauseId, DocumentId, End, FileName, Start, Title

State = Literal["done", "doing", "todo"]
MAX_NOTE, MAX_WHO = 1000, 50

Who = Annotated[str, Field(max_length=MAX_WHO), AfterValidator(not_blank)]


class MarkRequest(BaseModel):
    """给台账的一行作标记。"""

    model_config = ConfigDict(extra="forbid")

    state: State = Field(description="done 已完成，doing 进行中，todo 未开始")
    note: str = Field("", max_length=MAX_NOTE, description="备注", examples=["已通过区级验收"])
    who: Who = Field(description="标记人", examples=["张三"])


class MarkEntry(BaseModel):
    """一次标记，和标记时的原文。"""

    state: State | None = Field(description="done 已完成，doing 进行中，todo 未开始；null 表示撤销了标记")
    note: str = Field(description="备注")
    who: str = Field(description="标记人")
    at: str = Field(description="标记时间（UTC）", examples=["2025-03-01T08:00:00+00:00"])
    marked_row_id: str = Field(description="标记时的承诺编号")
    clause_id: ClauseId
    version: int = Field(description="标记时是第几版")
    quote: str = Field(description="标记时的原文，与那一版该位置逐字相同")
    start: Start
    end: End


class MarkItem(MarkEntry):
    """承诺的标记；文件更新后随承诺保留。"""

    row_id: str | None = Field(description="现在对应的承诺编号；null 表示现行版本中找不到对应的原文")
    changed: bool = Field(description="标记以后原文已变")
    remark: str | None = Field(description="需要核对之处", examples=["文件更新后原文已变，请核对"])


class RowMarkReply(BaseModel):
    """一行的标记。"""

    mark: MarkItem | None = Field(description="现在的标记；没有则为 null")
    history: list[MarkEntry] = Field(description="历次标记，最早的在前")


class PlacedMarkItem(MarkItem):
    """一个标记，和它所在的文件。"""

    document_id: DocumentId
    title: Title
    file_name: FileName
