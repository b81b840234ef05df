"""Questions about a document itself: its 文号, dates, issuer, source."""

import re
from typing import Literal

from ingest.normalise import fold

MetadataKey = Literal[
    "title",
    "document_number",
    "index_number",
    "issuer",
    "date_issued",
    "date_published",
    "event_date",
    "source",
    "period",
    "basis",
    "attachments",
    "addressees",
]

_DOCUMENT = r"(?:计划|方案|意见|办法|要点|规划|通知|文件|纪要|细则|规定|信息|报道|公文|材料)"
_WHEN = r"(?:什么时候|啥时候|什么时间|何时|哪一?年|哪一?天|几号|几月几?号?|几时)"
_ASKED: tuple[tuple[MetadataKey, str], ...] = (
    ("document_number", r"文号|发文字号|文件编号|几号文"),
    ("index_number", r"索引号"),
    (
        "issuer",
        r"(?:发文|印发|发布|制定|落款|颁布)(?:机关|机构|单位|部门)|由?(?:谁|哪里|哪儿|哪个(?:地方|区县?|市)?的?(?:部门|单位|机关|机构|教委|教育局|局)?|什么(?:部门|单位|机关))"
        r"(?:联合)?(?:印发|发布|下发|发文|制定|出台|颁布|发)的?(?:[?。,]|$)|谁发的"
        rf"|{_DOCUMENT}(?:是|属于|归)(?:哪|什么)(?:个|里|儿)?(?:区县|县区|区|县|市|省|地方|地区|单位|部门)?的[?.]?$",
    ),
    (
        "date_issued",
        rf"成文(?:日期|时间)|生成日期|落款(?:日期|时间)|印发(?:日期|时间)|发文(?:日期|时间)|签发|{_WHEN}(?:印发|下发|发文|出台|制定|成文|发出?|出)(?:来|出来)?的?(?:[?。,]|$)",
    ),
    (
        "date_published",
        rf"发布(?:日期|时间)|公布(?:日期|时间)|上网(?:日期|时间)|{_WHEN}(?:发布|公布|挂网)的?(?:[?。,]|$)",
    ),
    (
        "event_date",
        rf"会(?:议)?(?:是)?{_WHEN}(?:召?开|举行|举办)|(?:召开|举行|举办)(?:日期|时间)|会议(?:日期|时间)",
    ),
    ("source", r"信息来源|(?:信息|消息|材料|文章|报道|稿件)的?(?:来源|出处)|来源和|、来源|来源是"),
    ("period", rf"{_DOCUMENT}的?(?:有效期|实施期限|期限)|有效期"),
    ("basis", r"制定依据|(?:依据|根据|按照)的?(?:是)?(?:什么|哪些|哪个)(?:上级)?文件"),
    ("attachments", r"(?:有(?:哪些|什么|几个)|哪些)附件|附件(?:有哪些|有几个|叫什么|名称)"),
    ("addressees", r"主送|发给(?:谁|哪些)|印发给(?:谁|哪些)|抄送"),
    ("title", rf"{_DOCUMENT}(?:的)?(?:全称|标题|全名|名称)"),
)
_OF_BASIS = re.compile(
    r"(?:依据|根据|按照|遵照)的?(?:是)?(?:的)?(?:哪个|什么)?上级?(?:文件|通知|规定|意见)?的?(?:文号|文件编号|名称|标题)"
)
_COMING = re.compile(r"下一?[次届轮]|再次")  # not the meeting that the document reports
# 绩效工资谁发, 白名单几月公布: what is paid or made public is no document.
_OF_SOMETHING_ELSE = re.compile(
    r"(?:工资|补[贴助]|津贴|奖金?|奖励|经费|钱|费用?|证书?|教材|校服|名单|结果|成绩|分数|食谱|账目|信息|标准|台账|报告|方案里?的\w{2,6})"
    r"[^,.?;]{0,6}(?:谁|哪里|哪儿|哪个(?:部门|单位|科室?|局)?|什么时候|啥时候|何时|几[月号时])[^,.?;]{0,4}(?:发|公布|发布|公示|印发|制定)"
)
_ABOUT_CONTENT = re.compile(r"(?:公布|发布|公示)(?:时间|日期)")  # of a list, a result: in the text, not of it


def asked_metadata(question: str, *, named: bool) -> tuple[MetadataKey, ...]:
    """The facts of a document that *question* asks for, in the order of the contract; () for its content.

    Dates of publication are the document's own only where it is *named*.
    """
    words = fold(question)
    if _OF_BASIS.search(words):
        return ("basis",)
    keys = [key for key, pattern in _ASKED if re.search(pattern, words)]
    if _COMING.search(words):
        keys = [key for key in keys if key != "event_date"]
    if _OF_SOMETHING_ELSE.search(words):
        keys = [key for key in keys if key not in ("issuer", "date_issued", "date_published")]
    if (
        keys == ["date_published"]
        and not (named and re.search(_DOCUMENT, words))
        and _ABOUT_CONTENT.search(words)
    ):
        return ()
    return tuple(keys)
