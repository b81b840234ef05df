"""What clients can attach to a conversation by its address: the text of a document, a clause; and ready-made requests."""

from collections.abc import Callable
from typing import Annotated, Any

from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ResourceError
from pydantic import Field

from app.clients.door import Door
from ingest.errors import WenceError

DoorOf = Callable[[Context[Any, Any]], Door]

PLAIN = "text/plain"
Title = Annotated[str, Field(description="文件的标题或文号")]
Question = Annotated[str, Field(description="要问的问题")]


def add_resources(server: MCPServer[Any], door_of: DoorOf) -> None:
    """Documents and clauses, by the ids that the tools name."""

    @server.resource("wence://documents/{document_id}", title="文件全文", mime_type=PLAIN)
    def document(document_id: str, ctx: Context[Any, Any]) -> str:
        """一份文件现行版本的全文；编号见 list_documents 的 id。"""
        return _said(lambda: str(door_of(ctx).text(document_id)["text"]))

    @server.resource("wence://clauses/{clause_id}", title="条款", mime_type=PLAIN)
    def clause(clause_id: str, ctx: Context[Any, Any]) -> str:
        """一个条款的正式引用和全文；编号见 search、ask 的 clause_id，需做 URL 编码。"""

        def quoted() -> str:
            found = door_of(ctx).clause(clause_id)
            return f"{found['formal']}\n{found['text']}"

        return _said(quoted)


def add_prompts(server: MCPServer[Any]) -> None:
    """Requests that need all of a plan's clauses, worded so that the tools are used and their sources kept."""

    @server.prompt(title="据文件回答")
    def answer_from_documents(question: Question) -> str:
        """只据文件库回答一个问题，每句附出处。"""
        return (
            f"请用 ask 工具回答：{question}\n逐句保留引用编号，末尾列出正式引用；"
            "文件未提及的如实说明，不要用常识补充。"
        )

    @server.prompt(title="核对一份计划的承诺")
    def check_commitments(title: Title) -> str:
        """逐条列出一份计划的承诺：数量、时限、责任单位，并指出没有写明的。"""
        return (
            f"请用 list_documents 找到《{title.strip('《》')}》，再用 list_commitments 逐页取全它的承诺（看 total），"
            "列成表：内容、数量、时限、责任单位、刚性或柔性、条款。没有写明的写“未写明”，不要推测。"
        )


def _said(read: Callable[[], str]) -> str:
    try:
        return read()
    except WenceError as error:
        raise ResourceError(str(error)) from error
