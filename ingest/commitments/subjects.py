"""The words that say what a row is about, without what is asked of it: 学位1620个 → 学位, 班额不得超过45人 → 班额."""

import re

_AHEAD = re.compile(
    r"(?:[、，,\-*•·\s]|并(?=[\u4e00-\u9fff]{2})|及(?!时)|和(?![谐平])|与(?!会)|其中|就是|至少|一次性|将|把(?![关控握])|会议(?:同意|明确|要求|决定|议定)"
    r"|(?:[一二两三四五六七八九十]|\d+)[次场轮遍])+"
)
_ASKED = re.compile(  # what follows says how much, by whom or that it must be
    r"[≥≤＞＜]|不得?[少低高多大]于|不得?超过|不[晚早迟]于|(?<!下)达到|超过|不足|提[高升][到至]|增加[到至]|[降压]低?[到至]|[下上]?[降升](?=\d|$)|控制在|至少|均达|必须|"
    r"(?:进入|跻身|位居|居)(?=[^,，]*(?:前列|方阵|行列|前[一二三四五六七八九十]))|"
    r"应当|须(?=有|提前|经|[在于由报])|一律|逐年|(?<![理自事])由(?=[\u4e00-\u9fff\d]|$)|每(?:学期|学年|半年|年|月|周|季度|[天日])|应(?=[在于与按将自])"
    r"|(?<=[\u4e00-\u9fff])按(?![时期规])"
)
_MAYBE_ASKED = re.compile("[≥≤＞＜不达超提增降压升控至均必应须一逐由每按进跻居]")
_DIGITS = re.compile(r"\d+")
_NAMES = re.compile("[\u4e00-\u9fff]{2}")
_TRAILING = (
    "要", "应", "须", "可", "可以", "将", "为", "的", "提高", "增加", "增长", "下降", "逐一", "稳定", "控制", "保持", "一般", "标准为",
    "平均", "合计", "全部", "均", "依法", "点名", "立即", "限期", "同步", "、", "和", "及", "与",
)  # fmt: skip
_BEHIND = re.compile(f"(?:{'|'.join(_TRAILING[:-1])}|(?<!参)与)+$")
_FIGURE = re.compile(r"(?<=[\u4e00-\u9fff”）)])[约近]?\d[\d.,]*[万亿]?[\u4e00-\u9fff%％]{0,4}$")
_SAYS_NOTHING = frozenset(("到位", "首月", "选择", "落实", "部分", "同志"))
_SHORTEST = 2
_LONGEST = 40


def tidied(words: str) -> str | None:
    """*words* less the figures, bodies and modals around them; None where nothing is left that names a thing."""
    if ahead := _AHEAD.match(words):
        words = words[ahead.end() :]
    if _MAYBE_ASKED.search(words) and (asked := _ASKED.search(words)):
        words = words[: asked.start()]
    if len(_DIGITS.findall(words)) == 1:
        words = _FIGURE.sub("", words)
    if words.endswith(_TRAILING) and (behind := _BEHIND.search(words)):
        words = words[: behind.start()]
    words = words.strip(" ，,。；;：:")
    if len(words) > _LONGEST:
        cut = words.rfind("、", 0, _LONGEST)
        words = words[:cut] if cut > 0 else words[:_LONGEST]
    if words in _SAYS_NOTHING:
        return None
    return words if len(words) >= _SHORTEST and _NAMES.search(words) else None
