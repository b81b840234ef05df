"""Conversations: what clients send and get."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from app.api.requests import HomePlace, Scope, Understanding, Words, not_blank
from app.api.schemas import Answer
from retrieval.store.conversations import Reason, Verdict

MAX_TITLE = 100

ConversationTitle = Annotated[str, Field(max_length=MAX_TITLE), AfterValidator(not_blank)]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid")


class BeginRequest(_Request):
    """开始一个对话。"""

    title: ConversationTitle | None = Field(None, description="名称；不给则以第一个问题命名")


class RenameRequest(_Request):
    """给对话改名。"""

    title: ConversationTitle = Field(description="新的名称", examples=["轮岗政策咨询"])


class TurnRequest(_Request):
    """对话中的一个问题；之前的提问由服务自己接上。"""

    question: Words = Field(description="用平常的话提问", examples=["那家庭经济困难的学生呢？"])
    scope: Scope | None = Field(None, description="限定范围；null 表示由问题本身决定")
    home: HomePlace = None
    understood: Understanding = None
    alone: bool = Field(False, description="true：不承接之前的提问")
    stream: bool = Field(False, description="true：以服务器推送事件（SSE）逐段返回")


class ConversationItem(BaseModel):
    """一个对话。"""

    id: str = Field(description="对话编号")
    title: str = Field(description="名称；还没有提问、也没有起名的为空")
    made_at: str = Field(description="开始的时间（UTC）", examples=["2025-03-01T08:00:00+00:00"])
    changed_at: str = Field(description="最近一次提问的时间（UTC）")
    count: int = Field(description="提问的次数")


class FeedbackItem(BaseModel):
    """对一个回答的评价。"""

    verdict: Verdict = Field(description="up 有用，down 有问题")
    reasons: list[Reason] = Field(description="原因")
    note: str = Field(description="补充说明")
    made_at: str = Field(description="评价的时间（UTC）", examples=["2025-03-01T08:00:00+00:00"])


class TurnItem(BaseModel):
    """一次提问，和当时的回答。"""

    id: str = Field(description="回答编号")
    asked_at: str = Field(description="回答的时间（UTC）", examples=["2025-03-01T08:00:00+00:00"])
    question: str = Field(description="所提的问题")
    answer: Answer = Field(description="当时的回答，引文和文件版本都是当时的")
    feedback: FeedbackItem | None = Field(description="对这个回答的评价；没有则为 null")


class SuggestionItem(BaseModel):
    """可以接着问的一个问题。"""

    question: str = Field(description="问题", examples=["课后服务由谁负责？"])
    document_id: str = Field(description="能回答它的文件；提问时以它为范围")


class SuggestionsReply(BaseModel):
    """可以接着问的问题。"""

    items: list[SuggestionItem] = Field(description="最多三个，每一个在所列的文件里都有答案")


class ConversationReply(ConversationItem):
    """一个对话的全部内容。"""

    turns: list[TurnItem] = Field(description="各次提问和回答，最早的在前")
