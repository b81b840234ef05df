"""Figures that aren't a number with a unit: 一校一品, 全覆盖, 三分之二, 系数0.35, 17:30, 4:6, 半天."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from ingest.commitment_model import Comparator, Metric
from ingest.commitments.numbers import HAN, read_value

_ONE = re.compile(
    r"一(?P<of>校|初中|班|生|园|县|镇|乡|师|人|区)一(?P<what>[\u4e00-\u9fff]{1,2}?)(?=[”、,，。;；一]|$|[\u4e00-\u9fff])"
)
_EACH_TWO = re.compile(r"每(?P<of>生|校|班|人)(?P<value>[一二两三四五])(?P<what>[项艺技品])")
_ALL = re.compile(r"全覆盖|全部|(?<!学)校校(?!长)|(?<![个本])人人|(?<!在)全员(?![、全育])|百分百")
_EVERY = re.compile(r"(?<!学)校校(?!长)|(?<![个本])(?:学生|教师|师生)?人人")  # also within a name
_FRACTION = re.compile(rf"(?P<below>[{HAN}\d]+)分之(?P<above>[{HAN}\d]+)(?P<after>以上)?")
_TENTHS = re.compile(
    r"(?P<value>[一二两三四五六七八九])成(?P<after>以上|以下|以内|左右)?(?=$|[,，、。；;的])"
)
_TEN = re.compile(r"(?P<value>[二两三四五六七八九十百]+)大(?P<what>[\u4e00-\u9fff]{2})")
_TERM = re.compile(
    r"(?P<value>[二两三四五六七八九十]+|(?<!\d)\d{1,2})年(?=行动|[\u4e00-\u9fff]{0,4}计划|规划)"
)
_HALF_DAY = re.compile(r"半天")
_CLOCK = re.compile(
    r"(?P<before>不早于|不得早于|不晚于|不得晚于|不迟于|最晚到)?(?<!\d)(?P<hour>[01]?\d|2[0-4])[:：](?P<minute>[0-5]\d)(?!\d)"
)
_RATIO = re.compile(
    r"(?P<before>降至|降到|降低到|控制在|达到|不低于|不高于|不超过|提高到)(?P<value>\d+(?:[.:：]\d+)?)(?P<after>以下|以内|以上|左右)?(?=$|[,，、。;；的配])"
)
_PROPORTION = re.compile(r"(?P<first>\d+(?:\.\d+)?)(?:[:：∶]\d+(?:\.\d+)?)+")
_HOUR = re.compile(r"(?<![\d小.])(?P<hour>[01]?\d|2[0-4])时(?![间限代候])")
_TIERS = re.compile(r"“(?P<counts>\d+(?:\+\d+)+)”[^,，。;；]{0,10}(?:团队|梯队|队伍)")
EACH = re.compile(r"(?P<times>每(?:学期|学年|半年|年|半月|月|周|季度))")

Reader = Callable[[str, str], Iterator[Metric]]  # words, and the same with quoted words blanked out


def other_figures(words: str, bare: str) -> Iterator[Metric]:
    """Every figure of *words* that isn't a number with a unit."""
    signs = _SIGN.findall(words)
    for at in sorted({_READER_OF[sign] for sign in signs}) if signs else ():
        yield from _READERS[at][1](words, bare)


def _ones(words: str, _bare: str) -> Iterator[Metric]:
    """一校一品, 每生两项: so many for each."""
    for match in _ONE.finditer(words):
        yield Metric(1.0, f"{match['what']}/{_whole(match['of'])}", "=", match[0], per=_whole(match["of"]))
        for more in re.finditer(r"一([\u4e00-\u9fff]{2})", words[match.end() :].split("”")[0].split("、")[0]):
            yield Metric(1.0, f"{more[1]}/{_whole(match['of'])}", "=", more[0], per=_whole(match["of"]))
    for match in _EACH_TWO.finditer(words):
        yield Metric(
            read_value(match["value"]), f"{match['what']}/{match['of']}", "=", match[0], per=match["of"]
        )


def _whole(of: str) -> str:
    return "校" if of == "初中" else of


def _shares(words: str, bare: str) -> Iterator[Metric]:
    match = _ALL.search(bare) or _EVERY.search(words)
    if match and "%" not in bare:
        yield Metric(100.0, "%", "=", match[0])


def _fractions(_words: str, bare: str) -> Iterator[Metric]:
    """三分之二以上, in per cent."""
    for match in _FRACTION.finditer(bare):
        below, above = read_value(match["below"]), read_value(match["above"])
        if below and above and match["below"] != "百":
            yield Metric(round(100 * above / below, 2), "%", ">=" if match["after"] else "=", match[0])


def _tenths(_words: str, bare: str) -> Iterator[Metric]:
    """三成以上, in per cent."""
    for match in _TENTHS.finditer(bare):
        after = match["after"] or ""
        comparator: Comparator = ">=" if after == "以上" else "<=" if after in ("以下", "以内") else "="
        yield Metric(10 * (read_value(match["value"]) or 0), "%", comparator, match[0])


def _tens(words: str, _bare: str) -> Iterator[Metric]:
    for match in _TEN.finditer(words):
        yield Metric(read_value(match["value"]), "个", "=", match[0])


def _ratios(_words: str, bare: str) -> Iterator[Metric]:
    """Figures without a unit: 系数降至0.35以下, 生师比不高于19:1."""
    for match in _RATIO.finditer(bare):
        if value := read_value(re.split("[:：]", match["value"])[0]):
            least = match["before"] == "不低于" or match["after"] == "以上"
            most = match["before"] in ("不高于", "不超过", "控制在") or match["after"] in ("以下", "以内")
            yield Metric(value, None, ">=" if least else "<=" if most else "=", match[0])


def _clocks(_words: str, bare: str) -> Iterator[Metric]:
    """Times of the day: 不早于17:30, as hours with their fraction."""
    for match in () if "比" in bare else _CLOCK.finditer(bare):
        early, late = (match["before"] or "") in ("不早于", "不得早于"), match["before"] is not None
        hour = int(match["hour"]) + int(match["minute"]) / 60
        yield Metric(hour, "时", ">=" if early else "<=" if late else "=", match[0])
    for match in _HOUR.finditer(bare):
        yield Metric(float(match["hour"]), "时", "=", match[0])


def _proportions(_words: str, bare: str) -> Iterator[Metric]:
    """按4:6的比例: the first share; the whole is in ``raw``."""
    for match in () if _RATIO.search(bare) else _PROPORTION.finditer(bare):
        yield Metric(read_value(match["first"]), None, "=", match[0])


def _tiers(words: str, _bare: str) -> Iterator[Metric]:
    """“1+2+4”教师团队: so many of each tier, in a unit that the text doesn't name."""
    if match := _TIERS.search(words):
        yield from (
            Metric(read_value(count), None, "=", match["counts"]) for count in match["counts"].split("+")
        )


def _terms(words: str, _bare: str) -> Iterator[Metric]:
    """三年行动, 三年改善计划: the term of a plan."""
    for match in _TERM.finditer(words):
        yield Metric(read_value(match["value"]), "年", "=", match[0])


def _halves(_words: str, bare: str) -> Iterator[Metric]:
    if match := _HALF_DAY.search(bare):
        each = EACH.search(bare, 0, match.start())
        metric = Metric(0.5, "天", "=", match[0])
        yield replace(metric, unit=f"天/{each[0][1:]}", per=each[0][1:]) if each else metric


_READERS: tuple[
    tuple[tuple[str, ...], Reader], ...
] = (  # signs of which one must be there, and who reads them
    (("一", "每"), _ones),
    (("全", "校校", "人人", "百分百"), _shares),
    (("分之",), _fractions),
    (("成",), _tenths),
    (("大",), _tens),
    (("半天",), _halves),
    (("年",), _terms),
    (("降", "控制在", "达到", "不低于", "不高于", "不超过", "提高到"), _ratios),
    ((":", "：", "时"), _clocks),
    (("比", "担"), _proportions),
    (("+",), _tiers),
)
_READER_OF = {sign: at for at, (signs, _) in enumerate(_READERS) for sign in signs}
_SIGN = re.compile("|".join(map(re.escape, _READER_OF)))
