"""Figures of a phrase: value, unit, comparator, in the printed unit."""

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest.commitment_model import Comparator, Metric
from ingest.commitments.alternatives import by_first
from ingest.commitments.numbers import HAN, LONGEST, read_value
from ingest.commitments.other_figures import EACH, other_figures

# Possessive: a run of digits without a unit is not tried again with each digit less.
_NUMBER = rf"\d[\d,]{{0,{LONGEST}}}+(?:\.\d{{1,{LONGEST}}}+)?|[{HAN}]{{1,{LONGEST}}}+(?=[^{HAN}])"
_UNITS = (
    "个工作日|工作日|个月|千兆|兆|度|平方米|平方公里|公顷|微克|毫克|千克|公斤|克|勒克斯|℃|核时|个百分点|百分点|人次|学时|课时|小时|分钟|个维度|种类别|个阶段|个方面|个项目|个半天|周岁|岁|元|名|位|个|所|项|节|台|套|件|条|场|"
    "次|遍|起(?=[及以])|篇|门|本|间|座|家|支|类|级|期|届|份|周|天|日|学年|学期|年|月|人|米|公里|亩|轮|批|种|辆|张|倍|班|对|处|册|例|户|栋|块|扇|字|辈|学分|分(?![担成工批期别类享解])|%|％|‰"
)
_BOUNDS = "≥|≤|＞|＜|>|不少于|不低于|不得少于|不得低于|至少|不超过|不得超过|不高于|不多于|不大于|不满|不足|未满|不到|年满|满|低于|少于|超过|高于|大于|达到|达|约|近|提高到|增加到|控制在"
_SOURCE = (
    rf"(?=[{''.join({bound[0] for bound in _BOUNDS.split('|')})}\d{HAN}])(?P<before>{by_first(_BOUNDS)})?"
    rf"(?:百分之(?P<cent>[{HAN}\d.]+)"
    rf"|(?P<value>{_NUMBER})(?:(?:[万亿]?元?[ ]*[-—–~～至到]|[%％][ ]*[-—–~～至])[ ]*(?P<max>{_NUMBER}))?(?P<more>余|多|来|左右)?[ ]*(?P<unit>[万亿]?{by_first(_UNITS)}))"
    rf"(?P<object>小学|初中|高中|幼儿园)?"
    rf"(?P<after>[\(（]?(?:及以上|以上|或以上|及以下|以下|以内|之内|左右|上下))?"
)
FIGURE = re.compile(_SOURCE)
_MAYBE = re.compile(rf"[\d{HAN}每]|全|百|校校|人人|半天")
_AT_LEAST = ("≥", "满", "年满", "不少于", "不低于", "不得少于", "不得低于", "至少", "达", "达到")
_AT_MOST = ("≤", "不超过", "不得超过", "不高于", "不多于", "不大于", "控制在")
_BOUND = re.compile(r"不得?少于|不得?低于|至少|不得?超过")
_FARTHEST = 16  # characters between a bound and its figure
_RATE = re.compile(
    r"每(?P<count>[一二两三四五六七八九十百千万\d]*)(?P<of>名?学生|生|所(?:初中|小学|学校|高中|幼儿园)?|校|个?(?:学科|中考学科|班级|班|年级|乡镇|街道|县|教师|点)|[名位][\u4e00-\u9fff]{0,6}?(?:教师|导师|校长|教研员)|间|套|台|件|餐|册|亩|人|学期|学年|半年|年|半月|月|周|季度|天|日|课时)|一(?<![第\d]一)(?P<whole>学期|学年|年)(?!内)"
)
_PER_HEAD = re.compile(r"生均")
_RISEN = re.compile(r"(?:提高|增加|提升|调整|降低|压缩|扩大|减少)(?:到|至|为)")
_SPANS = re.compile(r"满|任期|为期|期限|服务期|周期|聘期|交流|不得")
_DAYS = re.compile(r"(?:以)?内|后(?!续)")
TIME_UNITS = frozenset(("日", "天", "个工作日", "工作日", "小时", "分钟"))
_RISES_FROM = re.compile(r"[由从][^,，]*$")
_GRADED = re.compile(r"学校|教师|校|甲|乙|丙|以上医|以上公|以上职")
_LONGEST_INDICATOR = 12  # characters
_INDICATOR = re.compile("[\u4e00-\u9fff]{2,}$")
_NOT_BEFORE = frozenset("第.＋+")  # what stands before no figure
_NOT_BEFORE_NUMERAL = frozenset("进统同唯单专新有这某何每划逐万")  # 进一步, 统一, 有一个
_TURNS = ("次", "轮", "遍", "场", "回")
_NAMES_ON = re.compile(r"率|制(?!度)|级|一贯|之")  # 九年一贯制, 百分制; but 留样48小时制度
_PERIOD = re.compile(r"^(?:19|20)\d\d$")
TIMES = frozenset(
    (
        "年",
        "半年",
        "学期",
        "学年",
        "月",
        "半月",
        "周",
        "两周",
        "季度",
        "天",
        "日",
        "两年",
        "2年",
        "三年",
        "3年",
        "五年",
        "5年",
    )
)


@lru_cache(maxsize=2048)
def read_metrics(words: str, *, bare: str) -> tuple[Metric, ...]:
    """The figures of one phrase, each once. *bare* is *words* with quoted words blanked out (names carry none)."""
    if not _MAYBE.search(words):
        return ()
    found = [*_figures(bare), *other_figures(words, bare)]
    if not found and (each := EACH.search(bare)):
        found = [Metric(1.0, f"次/{each['times'][1:]}", "=", each[0], per=each["times"][1:])]
    if len(found) < 2:
        return tuple(found)
    rates = [(m, m.per) for m in found if m.per]
    whole = [
        m for m in found if not any(o is not m and per.startswith(m.raw) for o, per in rates)
    ]  # 每25名学生
    return tuple({(m.value, m.unit, m.raw): m for m in whole}.values())


def _figures(bare: str) -> Iterator[Metric]:
    for match in FIGURE.finditer(bare):
        figure = _figure(match, bare)
        if figure is not None:
            yield figure


def _figure(match: re.Match[str], bare: str) -> Metric | None:
    printed, unit = match["value"] or match["cent"], match["unit"] or "%"
    value = read_value(printed)
    if value is None or _is_name(match, bare, unit=unit):
        return None
    comparator = _comparator(match, bare, unit=unit)
    per = _per(bare, match, unit)
    top = read_value(match["max"]) if match["max"] else None
    unit = unit.replace("％", "%") + (f"/{per}" if per and unit not in "%％" else "")
    raw = match[0]
    return Metric(value, unit, comparator, raw, max=top, per=per, indicator=_indicator(bare, match.start()))


def _is_name(match: re.Match[str], bare: str, *, unit: str) -> bool:
    """Whether the figure only names or dates a thing: 第二轮, 进一步, 2019年, 一批, 一次性."""
    before = bare[: match.start()]
    printed, last = match["value"] or "", before[-1:]
    if not match["before"] and (last in _NOT_BEFORE or last.isdecimal()):
        return True
    if not match["before"] and last in _NOT_BEFORE_NUMERAL and not printed[:1].isdecimal():
        return True
    if _RISEN.match(bare, match.end()) and _RISES_FROM.search(before):
        return True
    if _is_date(match, bare, unit=unit):
        return True
    if bare[match.end() : match.end() + 1].isdigit() and not printed.isdecimal():
        return True  # 两个100%
    if printed == "二" and unit == "次" and not match["before"]:
        return True
    if bare.startswith("队伍", match.end()) and not printed.isdecimal():
        return True
    if _NAMES_ON.match(bare, match.end()):
        return True
    if unit in ("类", "级") and _GRADED.match(bare, match.end()):
        return True
    if printed in ("一", "万", "百", "千") and not match["before"] and not _BOUND.search(before[-6:]):
        return not (
            "每" in before[-4:]
            or (unit in _TURNS and "每" in before and not bare.startswith("性", match.end()))
        )
    if unit == "次" and bare.startswith("性", match.end()):
        return True
    return unit in ("年", "级", "期") and before.endswith(("每", "第", "年", "、"))


def _is_date(match: re.Match[str], bare: str, *, unit: str) -> bool:
    """Whether the figure dates a thing or tells how long it took: 2019年, 近三年, 3月, 三年内."""
    before, printed = bare[: match.start()], match["value"] or ""
    if unit == "日":
        lasting = match["before"] or _DAYS.match(bare, match.end())
        return not (lasting or before.endswith(("提前", "延期", "公示")))
    if unit in ("年", "学年", "月") and (_PERIOD.match(printed) or (unit == "月" and printed.isdecimal())):
        return True
    if unit != "年":
        return False
    bounded = (
        match["before"] in (*_AT_LEAST, *_AT_MOST, "超过", "高于", "低于", "少于", "不足", "未满", "不满")
        or (match["after"] or "")
        or _SPANS.search(before[-6:])
    )
    if not bounded or match["before"] == "近" or match["max"]:
        return True
    after = bare.startswith(("内", "之内", "来", "前", "级"), match.end())
    return after or before.endswith(("近", "经过", "用"))


def _comparator(match: re.Match[str], bare: str, *, unit: str) -> Comparator:
    """What the words beside the figure bound, or those of the same phrase before it: 至少组织1次."""
    before, after = match["before"] or "", match["after"] or ""
    if not before and (earlier := _BOUND.search(bare, max(match.start() - _FARTHEST, 0), match.start())):
        before = earlier[0]
    if before in _AT_LEAST or after.endswith("以上"):
        return ">="
    if before in _AT_MOST or after.endswith(("以下", "以内", "之内")):
        return "<="
    if before in ("超过", "高于", "大于", "＞", ">"):
        return ">"
    if before in ("低于", "少于", "不满", "不足", "未满", "不到", "＜"):
        return "<"
    if unit in TIME_UNITS and bare.startswith("内", match.end()):
        return "<="
    return "approx" if before in ("约", "近") or match["more"] or after else "="


def _per(bare: str, match: re.Match[str], unit: str) -> str | None:
    """What the figure is a rate of: the last 每… before it, or 生均."""
    if unit.endswith("元") and _PER_HEAD.search(bare, 0, match.start()):
        return "生"
    rates = [rate for rate in _RATE.finditer(bare, 0, match.start()) if rate["of"] or unit in _TURNS]
    if not rates:
        return None
    of = rates[-1]["of"] or rates[-1]["whole"]
    if unit not in _TURNS and of.startswith("所"):
        of = "校"
    count = rates[-1]["count"] or ""
    of = f"{count}{of}" if count not in ("", "一") else {"学生": "生", "名学生": "生"}.get(of, of)
    others = [r["of"] for r in rates[:-1] if r["of"] and r["of"] not in TIMES and rates[-1]["of"] in TIMES]
    return of if not others else f"{of}·{others[-1].removeprefix('个')}"


def _indicator(bare: str, end: int) -> str | None:
    """The words just before a figure that say what is counted."""
    found = _INDICATOR.search(bare, max(end - _LONGEST_INDICATOR, 0), end)
    return found[0] if found else None
