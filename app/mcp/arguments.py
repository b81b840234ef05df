"""What the tools take, described for the models that call them."""

from typing import Annotated

from pydantic import Field

from app.api.ledger_query import LedgerQuery
from app.api.requests import MAX_HITS, MAX_LIMIT, MAX_TURN, MAX_TURNS, Scope, Words

Question = Annotated[Words, Field(description="问题，用平常的话", examples=["校长每学期听评课多少节？"])]
Query = Annotated[Words, Field(description="检索词或一句话", examples=["教师交流轮岗的年限"])]
Turn = Annotated[str, Field(max_length=MAX_TURN)]
History = Annotated[
    list[Turn] | None, Field(max_length=MAX_TURNS, description="用户先前的提问，最早的在前；追问靠它补全")
]
InScope = Annotated[Scope | None, Field(description="限定在哪些文件里找；不给则由问题本身决定")]
Hits = Annotated[int, Field(ge=1, le=MAX_HITS, description="最多返回多少条")]
ClauseId = Annotated[
    str, Field(description="条款编号，见 search、ask 的 clause_id", examples=["a1b2c3d4e5f60718:五、(五)14."])
]
DocumentId = Annotated[str, Field(description="文件编号，见 list_documents 的 id")]
Documents = Annotated[list[str], Field(min_length=2, max_length=6, description="文件编号，两份到六份")]
Version = Annotated[int | None, Field(ge=1, description="第几版；不给则为现行版本")]
Old = Annotated[int | None, Field(ge=1, description="旧版是第几版；不给则为新版的前一版")]
Limit = Annotated[int, Field(ge=1, le=MAX_LIMIT, description="最多返回多少项")]
Offset = Annotated[int, Field(ge=0, description="跳过前面多少项")]
Wanted = Annotated[LedgerQuery | None, Field(description="要哪些承诺；各项同时满足，不给则不限")]
Text = Annotated[str | None, Field(description="只看原文有这些字词的")]
Topic = Annotated[str | None, Field(description="只看原文或条款标题有这些字词的")]
