"""Labelled fields of a page's head: 索 引 号：…, 文号：…, 发布机构：…, 成文日期：…"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.model import Span
from ingest.outer_lines import Line

_GAP = r"[ \t\u3000\xa0]*"
_FIELDS: dict[str, tuple[str, ...]] = {
    "index_number": ("索引号", "索引编号", "公开目录号", "信息索引号"),
    "document_number": (
        *("备注/文号", "文件编号", "发文字号", "发文文号", "公文字号", "文件字号", "公文编号", "文件文号"),
        *("发布文号", "文书号", "文号", "字号"),
    ),
    "issuer": (
        *(
            "发布机构",
            "发文机关",
            "发文机构",
            "发布单位",
            "发文单位",
            "制发机关",
            "制发单位",
            "公开机构",
            "发布机关",
        ),
        *(
            "信息公开机构",
            "公开责任部门",
            "印发机关",
            "印发单位",
            "制定机关",
            "责任部门",
            "发文部门",
            "发布部门",
        ),
    ),
    "date_issued": (
        *("公文生成日期", "成文日期", "成文时间", "生成日期", "发文日期", "发文时间", "印发日期", "印发时间"),
        *("签发日期", "制发日期", "文件日期", "公文日期"),
    ),
    "date_published": (
        *(
            "发布日期",
            "发布时间",
            "公开日期",
            "公开时间",
            "公布日期",
            "发表时间",
            "发表日期",
            "上网日期",
            "发稿时间",
        ),
        *("时间", "日期"),
    ),
    "source": ("信息来源", "文章来源", "内容来源", "稿件来源", "发布来源", "来源"),
    "title": ("信息名称", "文件名称", "公文名称", "公文标题", "文件标题", "标题", "名称", "题名"),
    "": (  # fields we don't keep: they end the value of the field before them
        *(
            "主题分类",
            "信息分类",
            "公文种类",
            "文件类型",
            "分类",
            "体裁",
            "主题词",
            "关键词",
            "公开方式",
            "公开形式",
        ),
        *(
            "公开范围",
            "公开类别",
            "公开属性",
            "有效性",
            "时效性",
            "效力状态",
            "有效期",
            "是否有效",
            "统一编号",
        ),
        *(
            "登记号",
            "访问次数",
            "浏览次数",
            "浏览量",
            "阅读次数",
            "阅读量",
            "点击数",
            "点击量",
            "点击率",
            "字体",
            "作者",
        ),
        *(
            "责任编辑",
            "编辑",
            "审核",
            "服务对象",
            "内容概述",
            "废止日期",
            "实施日期",
            "生效日期",
            "信息状态",
            "主送",
        ),
    ),
}
_KEY_OF = {label: key for key, labels in _FIELDS.items() for label in labels}
_NAMES = "|".join(
    _GAP.join(map(re.escape, label)) for label in sorted(_KEY_OF, key=lambda label: (-len(label), label))
)
_LABEL = re.compile(rf"(?:(?<=[\s\u3000|•【\[(（])|^)(?P<label>{_NAMES})[】\]]?{_GAP}(?:[:：∶|\t]{_GAP}|$)")
_VALUE_END = re.compile(r"[ \u3000\xa0]{2,}|\t|\||[【】]|[ \u3000\xa0](?=[\u4e00-\u9fff]{1,6}[:：])")


@dataclass(frozen=True, slots=True)
class Field:
    """One labelled value. ``span`` is that of the value, ``quote`` runs from the label to its end."""

    key: str
    value: str
    span: Span
    quote: Span


def fields_in(lines: Iterable[Line]) -> list[Field]:
    """The fields that we keep, in order; a label alone on its line takes its value from the next."""
    found: list[Field] = []
    pending: tuple[str, int] | None = None
    for line in lines:
        labels = list(_LABEL.finditer(line.text))
        if pending and pending[0] and not labels:
            found.append(Field(pending[0], line.text, line.span, Span(pending[1], line.end)))
        pending = None
        for i, match in enumerate(labels):
            key = _KEY_OF[re.sub(r"[\s\u3000\xa0]", "", match["label"])]
            limit = labels[i + 1].start() if i + 1 < len(labels) else len(line.text)
            value = _value(line.text[match.end() : limit])
            start = line.start + match.end()
            if value and key:
                span = Span(start, start + len(value))
                found.append(Field(key, value, span, Span(line.start + match.start("label"), span.end)))
            elif not value and i + 1 == len(labels):
                pending = (key, line.start + match.start("label"))
    return found


def _value(words: str) -> str:
    """The value at the start of *words*: it ends before a wide gap, where the next cell begins."""
    end = _VALUE_END.search(words, 1) if words else None
    return (words[: end.start()] if end else words).rstrip()
