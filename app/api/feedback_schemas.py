"""Feedback: what clients send and get."""

from pydantic import BaseModel, ConfigDict, Field

from app.api.conversation_schemas import TurnItem
from retrieval.store.conversations import Reason, Verdict

MAX_NOTE = 2000


class FeedbackRequest(BaseModel):
    """对一个回答的评价。"""

    model_config = ConfigDict(extra="forbid")

    turn: str = Field(description="回答编号（见 /v1/conversations/{id}）")
    verdict: Verdict = Field(description="up 有用，down 有问题")
    reasons: list[Reason] = Field(
        default_factory=list,
        max_length=6,
        description="wrong_clause 引错条款，incomplete 漏了内容，off_topic 答非所问，wrong_refusal 不该拒答，"
        "wrong_scope 查错文件，unclear 看不明白",
    )
    note: str = Field("", max_length=MAX_NOTE, description="补充说明", examples=["应为第八条，不是第六条"])


class JudgedItem(TurnItem):
    """一个评价过的回答。"""

    earlier: list[str] = Field(description="同一对话中之前的提问，最早的在前")
