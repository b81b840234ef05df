"""What is said of feedback, for every door that people read."""

from collections.abc import Mapping

VERDICTS: Mapping[str, str] = {"up": "有用", "down": "有问题"}
REASONS: Mapping[str, str] = {
    "wrong_clause": "引错条款",
    "incomplete": "漏了内容",
    "off_topic": "答非所问",
    "wrong_refusal": "不该拒答",
    "wrong_scope": "查错文件",
    "unclear": "看不明白",
}
