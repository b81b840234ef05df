"""What clients send, checked."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from retrieval.questions.slots import Slot

MAX_QUESTION = 1000
MAX_TURN = 20_000
MAX_TURNS = 100
MAX_HITS = 100
DEFAULT_LIMIT = 100  # items of a page
MAX_LIMIT = 1000
FIRST_YEAR, LAST_YEAR = 1000, 9999


def not_blank(value: str) -> str:
    """Refuse what is only white space."""
    if not value.strip():
        raise PydanticCustomError("wence", "blank", {"complaint": "不能为空"})
    return value


def _span_of_years(years: list[int] | None) -> list[int] | None:
    # Each year between them is looked at: a span of a billion years would fill the memory.
    if years and not all(FIRST_YEAR <= year <= LAST_YEAR for year in years):
        complaint = f"应为 {FIRST_YEAR} 到 {LAST_YEAR} 之间的年份"
        raise PydanticCustomError("wence", "years", {"complaint": complaint})
    if years and (len(years) != 2 or years[0] > years[1]):
        raise PydanticCustomError(
            "wence", "years", {"complaint": "应为 [起始年, 结束年]，且起始年不晚于结束年"}
        )
    return years


Words = Annotated[str, Field(max_length=MAX_QUESTION), AfterValidator(not_blank)]


class _Request(BaseModel):
    # A misspelt field is an error: a scope that is silently not applied gives answers from the wrong documents.
    model_config = ConfigDict(extra="forbid")


class Turn(_Request):
    """对话中的一句。可以只给用户的提问。"""

    role: Literal["user", "assistant"] = Field(description="谁说的")
    content: str = Field(max_length=MAX_TURN, description="说了什么", examples=["这个计划什么时候印发的？"])


class Scope(_Request):
    """在哪些文件里找；各项同时满足，空列表表示不限。"""

    documents: list[str] | None = Field(None, description="文件编号（见 /v1/documents）")
    regions: list[str] | None = Field(None, description="地区名称", examples=[["云砚区"]])
    years: Annotated[list[int] | None, AfterValidator(_span_of_years)] = Field(
        None, description="[起始年, 结束年]，含两端", examples=[[2019, 2022]]
    )
    kinds: list[str] | None = Field(None, description="文种", examples=[["行动计划"]])


class Place(_Request):
    """提问人的地区和学段：问题没有指明地区时按它检索。"""

    region: str | None = Field(None, max_length=50, description="地区；null 表示不限", examples=["云砚区"])
    level: str | None = Field(None, max_length=20, description="学段；null 表示不限", examples=["初中"])


class UnderstoodOtherwise(_Request):
    """更改对问题的理解：给出的各项代替从问题里读出的，null 表示仍按问题。与 scope 不同，它不受问题所提地区、文件的限制。"""

    documents: list[str] | None = Field(
        None, description="问的是哪些文件（编号）；[] 表示全部文件。给出时不再看 regions 和 years"
    )
    regions: list[str] | None = Field(None, description="问的是哪些地区；[] 表示不限", examples=[["云砚区"]])
    years: Annotated[list[int] | None, AfterValidator(_span_of_years)] = Field(
        None,
        description="问的是哪些年份的文件：[起始年, 结束年]，含两端；[] 表示不限",
        examples=[[2024, 2026]],
    )
    asked: Slot | None = Field(
        None, description="问的是什么：amount 金额、date 时间、body 单位等，取值同回答的 understood.asked"
    )
    as_typed: bool = Field(False, description="true：不改错别字")


Understanding = Annotated[UnderstoodOtherwise | None, Field(description="更改对问题的理解；null 表示按问题")]
HomePlace = Annotated[Place | None, Field(description="提问人的地区和学段；null 表示按服务的设置")]


class AskRequest(_Request):
    """一个问题，连同之前的对话。"""

    question: Words = Field(description="用平常的话提问", examples=["云砚区哪年完成初中改造？"])
    history: list[Turn] = Field(
        default_factory=list, max_length=MAX_TURNS, description="之前的对话，最早的在前；可以只含用户的提问"
    )
    scope: Scope | None = Field(None, description="限定范围；null 表示由问题本身决定")
    home: HomePlace = None
    understood: Understanding = None
    stream: bool = Field(False, description="true：以服务器推送事件（SSE）逐段返回")


class SearchRequest(_Request):
    """一次检索。"""

    query: Words = Field(description="检索词或一句话", examples=["教师交流轮岗的年限"])
    k: int = Field(10, ge=1, le=MAX_HITS, description="最多返回多少条")
    scope: Scope | None = Field(None, description="限定范围；null 表示全部文件")
