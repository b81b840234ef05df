"""Why a figure, date, ban or body is in no row of the ledger: each reason in words that a reader can check."""

import re

from ingest.commitments.acts import is_past
from ingest.commitments.candidates import GRADE, NO_ACT
from ingest.commitments.fields import headings, labelled, line_of
from ingest.commitments.phrases import BLANK, Phrase, split_phrases
from ingest.commitments.statements import Statement
from ingest.commitments.tables import Line
from ingest.model import Span

_NUMBER_OF_DOCUMENT = re.compile(r"[〔\[（(][ ]*(?:19|20)\d\d[ ]*[〕\]）)][ ]*(?:第?[ ]*\d+[ ]*号)?")
_NAME = re.compile(r"“[^”\n]{0,80}”|‘[^’\n]{0,80}’|《[^》\n]{0,120}》|[A-Za-z][\w-]*\d[\w-]*")
_LISTED = re.compile(r"(?:如|例如|比如|其中包括|包括)")
_AIM = re.compile(
    r"^(?:以便|从而|进而|为了|为|让|使|促进|推动|提升|提高|保障|满足|努力|营造|助推|引导|带动|达到|实现|不断|切实|充分|加快|增强|缓解|解决|打造|形成)"
)
_MEANS = re.compile(
    r"^(?:按照|按|根据|依据|结合|围绕|通过|以|依托|参照|对照|针对|在|从|由|经|落实|贯彻|坚持|利用|采取|采用|发挥)"
)
_LABELLED = re.compile(r"(?:序号|任务|附件|附表|表|图)[ ]?$")
_CONTACT = re.compile(r"电话|热线|拨打|邮箱|联系人|传真|邮编|网址")
_LONGEST_ROW = 1000  # characters before and behind what stands in a row
_NUMBERING = "序号或网页杂项"
_NOT_BINDING = {
    "guiding": "指导思想、现状等，不是承诺",
    "past": "讲话中对既往工作的回顾",
    "question": "检查清单的提问",
    "purpose": "制定文件的目的和依据",
    "definition": "名词定义",
    "condition": "申报、参评的条件",
}
_OUTSIDE = {
    "signature": "落款",
    "header": "页头",
    "title": "标题",
    "plan_title": "标题",
    "salutation": "主送机关",
    "notice_body": "印发通知的正文",
    "report_body": "报道的叙述",
    "preamble": "前言",
    "attendance": "参会人员",
    "attachment": "附件说明",
    "contents": "目录",
    "footer": "页脚",
}


def reason_for(text: str, span: Span, place: Statement | None) -> str | None:
    """Why what stands at *span* is in no row; None where it should perhaps be in one."""
    if place is None:
        return _NUMBERING
    if any(
        m.start() <= span.start and span.end <= m.end()
        for m in _NUMBER_OF_DOCUMENT.finditer(text, place.span.start, place.span.end)
    ):
        return "文号"
    if place.standing != "binding":
        return _of_part(place)
    if place.is_heading:
        return "标题，内容见其下条文"
    return _of_phrase(text, span, place)


def _of_part(place: Statement) -> str:
    if place.standing in _NOT_BINDING:
        return _NOT_BINDING[place.standing]
    return _OUTSIDE.get(place.clause.unit, "条款以外的部分")


def _of_phrase(text: str, span: Span, place: Statement) -> str | None:
    phrase = _phrase_of(text, span, place)
    if phrase is None or _LABELLED.search(text, place.span.start, span.start):
        return _NUMBERING
    if line := line_of(text, place.span, None):
        return _of_cell(text, span, line)
    if _stands_in_row(text, span):
        return "表格的其他栏目"
    if any(
        m.start() <= span.start - phrase.start and span.end - phrase.start <= m.end()
        for m in _NAME.finditer(phrase.words)
    ):
        return "只是名称"
    if _CONTACT.search(text, place.span.start, span.start):
        return "联系方式"
    if text.startswith("的", span.end) and re.match(
        r"[\d一二两三四五六七八九十近不未年]|百分|满|超", span.of(text)
    ):
        return "适用条件"
    return _of_wording(phrase, span.start - phrase.start) or _of_words(phrase, span, text)


def _of_cell(text: str, span: Span, line: Line) -> str | None:
    if headings(text, line):
        return "表格的栏目名"
    return "表格的序号" if span.of(text).isdecimal() else None


def _stands_in_row(text: str, span: Span) -> bool:
    """Whether *span* stands in a row of a table that is written out in words."""
    start = text.rfind("\n", max(span.start - _LONGEST_ROW, 0), span.start) + 1
    end = text.find("\n", span.end, span.end + _LONGEST_ROW)
    return start > 0 and end >= 0 and bool(labelled(text, start, end))


def _of_wording(phrase: Phrase, at: int) -> str | None:
    """What the phrase around an entry says: what was done, a case, a purpose, an example, a means."""
    if is_past(phrase):
        return "既往成绩"
    if phrase.bare.endswith("的"):
        return "适用条件"
    if NO_ACT.search(phrase.bare):
        return "目的、施行日期或废止"
    if GRADE.search(phrase.bare):
        return "评分等级的划分"
    if _LISTED.match(phrase.bare):
        return "举例"
    if phrase.bare[at] == BLANK:
        return "括注或名称"
    if _MEANS.match(phrase.bare):
        return "方式或依据"
    return "目的或效果" if _AIM.match(phrase.bare) else None


def _of_words(phrase: Phrase, span: Span, text: str) -> str | None:
    """Words that only look like a figure or a body: 一个, 第二轮, a body that nothing is asked of."""
    words = span.of(text)
    if re.search(r"\d|百分|严禁|不得|禁止|不准", words):
        return None
    if re.match(r"[一二三四五六七八九十两几数]", words):
        ordinal = phrase.words[max(span.start - phrase.start - 1, 0) : span.start - phrase.start].endswith(
            "第"
        )
        vague = (
            words[0] in "一几数"
            or ordinal
            or re.search(r"[级类轮种类届年]$|个(?:方面|维度|阶段)$|^二次$", words)
        )
        return "泛指或结构用语" if vague else None
    acts = any(words in name or name in words for name in phrase.bodies)
    return None if acts else "提及而未承担职责"


def _phrase_of(text: str, span: Span, place: Statement) -> Phrase | None:
    phrases = split_phrases(text, place.span)
    return next((p for p in phrases if p.start <= span.start < p.end), None)
