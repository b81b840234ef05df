"""The query parameters of the ledger: one model for the rows, their summary and their exports."""

from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from app.api.requests import DEFAULT_LIMIT, MAX_LIMIT
from ingest.commitment_model import DeadlineType, Kind, Strength
from retrieval.ledger.filter import LedgerFilter, MarkFilter, Sort, last_day
from retrieval.ledger.parameters import filter_of


def _date(value: str | None) -> str | None:
    if value is not None and last_day(value) is None:
        raise PydanticCustomError("wence", "date", {"complaint": "应为日期，如 2016、2016-09 或 2016-09-01"})
    return value


Date = Annotated[str | None, AfterValidator(_date)]


class LedgerQuery(BaseModel):
    """要哪些承诺；各项同时满足，不给则不限。"""

    # A misspelt filter is an error: one that is silently not applied passes for a complete answer.
    model_config = ConfigDict(extra="forbid")

    document: list[str] = Field([], description="文件编号，可给多个；不给则为全部文件")
    region: list[str] = Field([], description="地区名称，可给多个", examples=[["云砚区"]])
    kind: list[Kind] = Field([], description="类别，可给多个")
    strength: Strength | None = Field(None, description="强度：hard 刚性，soft 柔性")
    deadline_after: Date = Field(
        None,
        description="时限不早于这一天（含）；可只给年或年月，如 2016 即 2016 年 1 月 1 日起",
        examples=["2016"],
    )
    deadline_before: Date = Field(
        None,
        description="时限不晚于这一天（含）；可只给年或年月，如 2016 即到 2016 年底。没有时限的不算",
        examples=["2016-12"],
    )
    deadline_type: list[DeadlineType] = Field(
        [], description="时限的写法，可给多个：by 到某日止，from 自某日起，during 某段期间"
    )
    has_deadline: bool | None = Field(None, description="是否有时限")
    has_number: bool | None = Field(None, description="是否有数量")
    has_body: bool | None = Field(None, description="是否有责任单位")
    body: list[str] = Field(
        [], description="责任单位名称中的字词，可给多个，有其一即可", examples=[["教育局", "财政局"]]
    )
    q: list[str] = Field([], description="原文中的字词，可给多个，有其一即可", examples=[["听评课"]])
    topic: str | None = Field(None, description="原文或所在条款各级标题中的字词", examples=["教师队伍"])
    unit: list[str] = Field(
        [], description="数量的单位，比率可只写分子；可给多个，有其一即可", examples=[["元", "万元"]]
    )
    mark: MarkFilter | None = Field(
        None,
        description="标记：done 已完成，doing 进行中，todo 未开始，none 没有标记，changed 标记以后原文已变",
    )
    ids: list[str] = Field([], description="承诺编号，可给多个")
    sort: Sort = Field(
        "document",
        description="排序：document 按文件和在文中的先后，deadline 按时限，kind 按类别，strength 刚性在前",
    )

    version: int | None = Field(
        None, ge=1, description="第几版，只能与一份文件的 document 同用；不给则为现行版本"
    )

    @model_validator(mode="after")
    def _of_one_document(self) -> Self:
        if self.version is not None and len(self.document) != 1:
            raise PydanticCustomError(
                "wence", "version", {"complaint": "version 只能与一份文件的 document 同用"}
            )
        return self

    def wanted(self) -> LedgerFilter:
        """The filter that the service takes."""
        return filter_of(**self.model_dump(include=set(LedgerQuery.model_fields)))


class LedgerPageQuery(LedgerQuery):
    """要哪些承诺，和其中的哪一页。"""

    limit: int = Field(DEFAULT_LIMIT, ge=1, le=MAX_LIMIT, description="本页最多返回多少项")
    offset: int = Field(0, ge=0, description="跳过前面多少项")
