"""Candidate labels that only count at the beginning of a line: 1.1, A., 专栏1, 某某指出，, Markdown headings."""

import re
from collections.abc import Callable, Sequence

from ingest.line_kinds import is_title
from ingest.marks import LAST, LINE, MARKUP, SPACE, Kind, Mark, stand
from ingest.model import Span
from ingest.numerals import HAN, read_number

_LEAD = re.compile(f"[{re.escape(MARKUP + SPACE)}]*")
_DECIMAL = re.compile(  # 1.4月15日 is the first item, due in April
    r"(\d{1,2}(?:[.．]\d{1,2}){1,4})(?![\d.．%％]|月)[.．、]?(?=[ \t\u3000]|[^\W\d_])"
)
_BARE = re.compile(r"(\d{1,2})(?=[ \t\u3000]{1,4}[\u4e00-\u9fff])")
_LETTER = re.compile(r"([A-Z])[.、．)）]|[（(]([A-Za-z])[）)]|([Ⅰ-Ⅻ])[.、．]")
_BOX = re.compile(f"专栏[ \u3000]?([{HAN}]{{1,3}}|[0-9]{{1,2}})(?![0-9])")
_NAMED = re.compile(
    f"(任务|举措|行动|工程|措施|目标|步骤|环节)[ \u3000]?([{HAN}]{{1,3}}|[0-9]{{1,2}})(?=[：:])"
)
_PHASE = re.compile(
    f"[\u4e00-\u9fff]{{2,10}}阶段(?=[ ]?[（(：:])|(?:[{HAN}]{{1,3}}|[0-9]{{1,2}})月份?(?=[：:])"
)
_TAG = re.compile("【(?!责任|牵头|配合|完成|打印|关闭|字体|收藏|附件)[^【】：:\n]{2,16}】")
_HEADLINE = re.compile(r"(#{1,6})\s*([^#\s][^#\n]{0,59}?)[ #*]*$")

_TITLES = "书记|局长|厅长|部长|主任|市长|县长|区长|省长|镇长|乡长|校长|院长|处长|科长|组长|主席|会长|同志|代表|负责人|教授|专家|园长|总督学"
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于"
    "时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍"
    "虞万支柯管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫"
    "宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴"
    "瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧利蔚越隆师巩聂晁勾敖融冷辛阚那简饶空曾沙养鞠须丰巢关相查后荆红游权盖益桓公肖闫付代覃涂"
)
_SAID = (
    "(?:还|又|并|同时|特别|着重|进一步|最后|再次|在(?:讲话|总结|会|主持|作报告|发言|致辞|总结讲话|主持讲话|点评)[中时上]{0,2}){0,2}"
    "(?:(?:强调指出|指出|强调|表示|认为)(?=[，,：:])|(?:提出|要求)(?=[，,]))"
)
_SPEAKER = re.compile(
    rf"(?:会议|大会|座谈会|推进会|现场会|研讨会|培训会|[他她]|[\u4e00-\u9fff·]{{0,14}}(?:{_TITLES})|[{_SURNAMES}][\u4e00-\u9fff·]{{1,3}}?"
    rf"|[\u4e00-\u9fff·]{{0,14}}(?:{_TITLES})[\u4e00-\u9fff]{{2,4}}?){_SAID}"
)
_SAYING = re.compile("指出|强调|表示|认为|提出|要求")
OPENING = 60  # characters in which a speaker is named
_NO_SPEAKER = re.compile(
    "(?:按|依|根据|有|为|对|遵照|围绕|落实|结合|各|凡|要|任务|方案|计划|安全|常规|文件|项目|严格|高标准|高质量|明确|时间|应|和谐|成绩|全面|经|通过|从|与|和|单位|高度|相关|有关)"
)


def find_line_marks(text: str, lines: Sequence[Span]) -> list[Mark]:
    """Candidates that begin a line, in order. Those without a number have the ordinal LAST."""
    found = [mark for line in lines if (mark := _in_line(text, line)) is not None]
    kinds = {(mark.kind, mark.style) for mark in found}
    if (Kind.DECIMAL, "2") not in kinds:  # a figure and a blank number a chapter only where 1.1 is in use
        found = [mark for mark in found if mark.kind is not Kind.DECIMAL or mark.prefix]
    return found


def _in_line(text: str, line: Span) -> Mark | None:
    lead = _LEAD.match(text, line.start, line.end) if text[line.start] in MARKUP else None
    start = lead.end() if lead else line.start
    for finder in _FINDERS.get(text[start], _WORDS) if start < line.end else ():
        if (mark := finder(text, start, line.end)) is not None:
            return mark
    return _headline(text, line) if text[line.start] == "#" else None


def _line_mark(
    text: str, span: tuple[int, int], kind: Kind, ordinal: int | None, style: str = ""
) -> Mark | None:
    lead, hold = stand(text, span[0])
    if ordinal is None or hold is not LINE:
        return None
    return Mark(span[0], span[1], kind, ordinal, style, hold, lead)


def _decimal(text: str, start: int, end: int) -> Mark | None:
    if found := _DECIMAL.match(text, start, end):
        numbers = tuple(int(n) for n in re.split("[.．]", found[1]))
        lead, hold = stand(text, start)
        style = str(len(numbers))
        return Mark(start, found.end(), Kind.DECIMAL, numbers[-1], style, hold, lead, numbers[:-1])
    found = _BARE.match(text, start, end)
    return _line_mark(text, found.span(), Kind.DECIMAL, int(found[1]), "1") if found else None


def _letter(text: str, start: int, end: int) -> Mark | None:
    found = _LETTER.match(text, start, end)
    if found is None:
        return None
    if found[3]:
        return _line_mark(text, found.span(), Kind.HAN, ord(found[3]) - ord("Ⅰ") + 1, "Ⅰ")
    letter = (found[1] or found[2]).upper()
    return _line_mark(text, found.span(), Kind.LETTER, ord(letter) - ord("A") + 1, "a" if found[2] else "A")


def _box(text: str, start: int, end: int) -> Mark | None:
    found = _BOX.match(text, start, end)
    return _line_mark(text, found.span(), Kind.BOX, read_number(found[1])) if found else None


def _named(text: str, start: int, end: int) -> Mark | None:
    """任务一：, 举措1：— each of these words counts for itself."""
    found = _NAMED.match(text, start, end)
    return _line_mark(text, found.span(), Kind.BOX, read_number(found[2]), found[1]) if found else None


def _phase(text: str, start: int, end: int) -> Mark | None:
    """准备阶段（2024年3月）, 三月：— without a number."""
    found = _PHASE.match(text, start, end)
    return _line_mark(text, found.span(), Kind.PHASE, LAST, "") if found else None


def _tag(text: str, start: int, end: int) -> Mark | None:
    """【活动时间】 at the head of a paragraph."""
    found = _TAG.match(text, start, end)
    return _line_mark(text, found.span(), Kind.TAG, LAST, "【") if found else None


def _speaker(text: str, start: int, end: int) -> Mark | None:
    """A paragraph of a report that opens with who speaks: 会议指出，"""
    if not _SAYING.search(text, start, min(end, start + OPENING)):
        return None
    found = _SPEAKER.match(text, start, end)
    if found is None or _NO_SPEAKER.match(found[0]):
        return None
    return _line_mark(text, found.span(), Kind.SPEECH, LAST)


def _headline(text: str, line: Span) -> Mark | None:
    """A Markdown heading without a number; the document's title is none."""
    found = _HEADLINE.match(text, line.start, line.end)
    if found is None or (len(found[1]) == 1 and line.start == 0) or is_title(found[2]):
        return None
    return _line_mark(text, found.span(2), Kind.HEADLINE, LAST, found[1])


Finder = Callable[[str, int, int], Mark | None]
_WORDS: tuple[Finder, ...] = (_phase, _speaker)
_FINDERS: dict[str, tuple[Finder, ...]] = {  # by the first character of a line
    **dict.fromkeys("0123456789", (_decimal, _phase)),
    **dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ（(ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ", (_letter,)),
    "专": (_box, *_WORDS),
    **dict.fromkeys("任举行工措目步环", (_named, *_WORDS)),
    "【": (_tag,),
}
