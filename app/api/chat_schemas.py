"""What clients of OpenAI's chat interface send and get, as far as it has a meaning here."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from app.api.requests import MAX_QUESTION, MAX_TURN, MAX_TURNS, Scope
from app.api.schemas import Answer

MODEL = "wence"
MAX_MESSAGES = 2000


class TextPart(BaseModel):
    """消息中的一段文字。"""

    type: Literal["text"] = Field(description="只接受 text")
    text: str = Field(description="文字")


def _joined(content: Any) -> Any:
    """The text of a message's parts; null is no text."""
    if content is None:
        return ""
    if not isinstance(content, list):
        return content
    words = [part["text"] for part in content if _is_text(part)]
    if len(words) < len(content):
        raise PydanticCustomError("wence", "parts", {"complaint": "只接受文字，即 type 为 text 的部分"})
    return "\n".join(words)


def _is_text(part: Any) -> bool:
    return isinstance(part, dict) and part.get("type") == "text" and isinstance(part.get("text"), str)


def _no_tools(choice: Any) -> Any:
    if choice not in (None, "none", "auto"):
        raise PydanticCustomError(
            "wence", "tools", {"complaint": "只能是 none 或 auto：问策只回答问题，不调用工具"}
        )
    return choice


def _plain_text(form: Any) -> Any:
    if form is not None and not (isinstance(form, dict) and form.get("type") == "text"):
        raise PydanticCustomError(
            "wence", "form", {"complaint": "只能是 text：结构化的回答在 choices[0].message.wence 里"}
        )
    return form


class ChatMessage(BaseModel):
    """对话中的一条。只有 user 的文字起作用：最后一条是问题，之前的是上文；其余角色可以给出，不起作用。"""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"] = Field(
        description="谁说的", examples=["user"]
    )
    content: Annotated[str, BeforeValidator(_joined, json_schema_input_type=str | list[TextPart] | None)] = (
        Field("", description="说了什么：文字，或若干 text 部分", examples=["校长每学期听评课多少节？"])
    )


class ChatRequest(BaseModel):
    """OpenAI 对话接口的请求。temperature 等没有列出的参数可以给出，不起作用。"""

    model_config = ConfigDict(extra="ignore")

    model: str = Field(description="模型名称，见 /v1/models", examples=[MODEL])
    messages: list[ChatMessage] = Field(
        min_length=1, max_length=MAX_MESSAGES, description="对话，最早的在前；至少有一条 user"
    )
    stream: bool | None = Field(False, description="true：以服务器推送事件逐段返回，最后是 [DONE]")
    n: Literal[1] | None = Field(None, description="只能是 1")
    tool_choice: Annotated[Any, BeforeValidator(_no_tools)] = Field(
        None, description="只能是 none 或 auto；tools 和 functions 不起作用"
    )
    response_format: Annotated[Any, BeforeValidator(_plain_text)] = Field(
        None, description="只能是 text；结构化的回答在 message.wence 里"
    )
    scope: Scope | None = Field(None, description="问策的扩展：限定范围，同 /v1/ask")

    @model_validator(mode="after")
    def _asks(self) -> Self:
        turns = self._turns()
        if not turns:
            complaint = "messages 中至少要有一条 user 消息"
        elif not turns[-1].strip():
            complaint = "messages 中最后一条 user 消息不能为空"
        elif len(turns[-1]) > MAX_QUESTION:
            complaint = f"messages 中最后一条 user 消息最多 {MAX_QUESTION} 个字"
        else:
            return self
        raise PydanticCustomError("wence", "question", {"complaint": complaint})

    @property
    def question(self) -> str:
        """What is asked: the user's last words."""
        return self._turns()[-1]

    @property
    def history(self) -> list[str]:
        """What the user asked before; clients send whole conversations, of which the end matters."""
        return [words[:MAX_TURN] for words in self._turns()[:-1] if words.strip()][-MAX_TURNS:]

    def _turns(self) -> list[str]:
        return [message.content for message in self.messages if message.role == "user"]


class AnsweredMessage(BaseModel):
    """回答，作为一条消息。"""

    role: Literal["assistant"] = Field(description="总是 assistant")
    content: str = Field(description="回答和依据，Markdown；引用是指向原文页的链接")
    wence: Answer = Field(description="完整的回答，同 /v1/ask")


class Choice(BaseModel):
    """唯一的一个回答。"""

    index: Literal[0] = Field(description="总是 0")
    message: AnsweredMessage
    finish_reason: Literal["stop"] = Field(description="总是 stop")


class ChatReply(BaseModel):
    """OpenAI 对话接口的回答。不含 usage：回答多半是原文摘录，没有可计的词元。"""

    id: str = Field(description="编号", examples=["chatcmpl-0c6b5d7e9f0a4c1f8b3e2d1c0a9b8f7e"])
    object: Literal["chat.completion"] = Field(description="总是 chat.completion")
    created: int = Field(description="时间，Unix 秒", examples=[1782864000])
    model: str = Field(description="模型名称", examples=[MODEL])
    choices: list[Choice] = Field(description="一个回答")


class ModelItem(BaseModel):
    """一个可选的模型。"""

    id: str = Field(description="模型名称", examples=[MODEL])
    object: Literal["model"] = Field(description="总是 model")
    created: int = Field(description="服务启动的时间，Unix 秒", examples=[1782864000])
    owned_by: str = Field(description="提供者", examples=[MODEL])


class ModelListing(BaseModel):
    """可选的模型。"""

    object: Literal["list"] = Field(description="总是 list")
    data: list[ModelItem] = Field(description="各个模型")


class ChatError(BaseModel):
    """出了什么错。"""

    message: str = Field(description="出了什么错、涉及什么、接下来怎么办")
    type: str = Field(description="大类", examples=["invalid_request_error"])
    param: str | None = Field(description="涉及的参数", examples=["model"])
    code: str = Field(description="错误类别，供程序判断", examples=["model_not_found"])


class ChatFailure(BaseModel):
    """出错说明，OpenAI 的写法。"""

    error: ChatError
    request_id: str = Field(
        description="这次请求的编号，与响应头 X-Request-ID 相同",
        examples=["0c6b5d7e9f0a4c1f8b3e2d1c0a9b8f7e"],
    )
