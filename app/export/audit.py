"""The audit log as a table to take away."""

from collections.abc import Mapping, Sequence

from app.access.audit import Action, Entry
from app.access.caller import ROLE_WORDS
from app.export.values import Column, Table
from app.words.moment import moment

ACTION_WORDS: Mapping[Action, str] = {
    "ask": "提问",
    "search": "检索",
    "upload": "导入",
    "reinstate": "恢复旧版本",
    "delete": "删除",
    "move": "移动",
    "mark": "标记",
    "unmark": "撤销标记",
    "pair": "更正配对",
    "unpair": "撤销更正",
    "export": "导出",
    "download": "下载原文件",
    "set_collection": "设置集合",
    "remove_collection": "删除集合",
    "add_key": "发放密钥",
    "revoke_key": "撤销密钥",
    "refused_key": "密钥无效",
    "read_audit": "导出审计记录",
    "delete_conversation": "删除对话",
    "judge": "评价回答",
    "unjudge": "撤销评价",
    "backup": "备份",
    "restore": "恢复备份",
}


def audit_table(entries: Sequence[Entry]) -> Table:
    """One row an entry, in the order given; times by the local clock."""
    columns = [Column(head, width) for head, width in _COLUMNS]
    return Table("审计记录", columns, [_row(entry) for entry in entries])


_COLUMNS = [
    ("时间", 17),
    ("谁", 16),
    ("角色", 8),
    ("做了什么", 12),
    ("内容", 60),
    ("编号", 40),
    ("请求编号", 34),
]


def _row(entry: Entry) -> list[str]:
    role = ROLE_WORDS[entry.role] if entry.role else ""
    action = ACTION_WORDS[entry.action]
    return [moment(entry.at), entry.name, role, action, entry.words, entry.subject, entry.request_id]
