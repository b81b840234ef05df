"""What a question about the ledger calls its rows: 量化指标, 严禁的, 花钱的地方, 每学期要做的, 没有写时限的."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from ingest.commitment_model import Kind

_OF = r"(?:的)?(?:要求|规定|指标|目标|任务|承诺|条款|事项|事情|内容|措施|安排|约束)?"
_UNSAID = r"(?:没有?|未|无)(?:写明|写|明确|规定|给出|落实|注明|可考核的)?(?:具体)?(?:的)?"
_DO = r"(?:要|需要|应该?|应当|必须|得|至少|定期|都)*(?:做|开展|进行|组织|举办|办|搞|完成)?(?:几次|多少次|一次)?(?:以上)?(?:的)?"

# 钱都花在哪里, 各项经费多少: all that is paid for, though nothing says 哪些.
MONEY_GOES = (
    r"(?:钱|经费|资金)(?:都|主要|分别|具体|到底|究竟|是|要|会|准备|打算)*(?:花|用|投|投入|使用|支出)(?:在|到|给|向|于)?了?"
    r"(?:哪里|哪儿|哪些?(?:地方|方面|项目|事)?|(?:什么|啥)(?:地方|方面|项目|事)|何处)"
    r"|各(?:项|类|种|个项目|块)?(?:的)?(?:专项)?(?:经费|资金|投入|投资|费用|开支|支出|花费)(?:分别|都|各|安排)?(?:有|是|要|花)?(?:多少|几何|情况)(?:钱)?"
)

# 建立三级体系, 一校一清单: the figures of a mechanism describe its structure, they are nothing to be measured by.
FIGURES: tuple[Kind, ...] = tuple(kind for kind in get_args(Kind) if kind != "mechanism")


@dataclass(frozen=True, slots=True)
class Trait:
    """A word for some rows of the ledger: what the list is called, the filter's fields, the words that say it.

    A group of ``pattern`` is what the rows must speak of besides.
    """

    name: str
    fields: Mapping[str, Any]
    pattern: re.Pattern[str]


def _trait(name: str, pattern: str, **fields: Any) -> Trait:
    return Trait(name, fields, re.compile(pattern))


# In folded text. The first of two that would take the same words takes them.
TRAITS: tuple[Trait, ...] = (
    _trait(
        "没有写明时限",
        rf"{_UNSAID}(?:(?:完成)?(?:时限|期限)|完成时间|时间节点|截止时间|时间)(?:要求)?(?:的)?",
        has_deadline=False,
    ),
    _trait(
        "没有写明责任单位",
        rf"{_UNSAID}(?:责任(?:单位|部门|主体|人)|牵头(?:单位|部门))(?:的)?",
        has_body=False,
    ),
    _trait(
        "写明责任单位",
        r"(?:有|写明|明确)了?(?:明确|具体)?(?:的)?(?:责任|牵头)(?:单位|部门|主体|人)(?:的)?",
        has_body=True,
    ),
    _trait(
        "没有量化",
        r"(?:没有?|未|无)(?:具体|可)?(?:的)?(?:量化|数量|数字)(?:指标|目标|要求)?(?:的)?",
        has_number=False,
    ),
    _trait(
        "刚性要求",
        r"(?:刚性|硬性?)(?:的)?(?=(?:量化)?指标)|(?:刚性|硬性|强制性?|约束性)(?:的)?(?:要求|规定|目标|任务|承诺|条款|约束)?(?:的)?|硬(?:要求|任务|杠杠|约束)?(?=$|的|[?.,])"
        r"|(?:措辞|用词|语气|口气|要求)?最(?:硬|强硬|刚性|严厉?|严格)(?:的)?(?:措辞|用词|语气|要求|规定|任务|条款|约束|内容)*"
        r"|硬(?:要求|任务|杠杠|约束)|必须(?:要)?(?:做到|做|完成|达到|落实|执行|遵守)的?(?:事情?|工作|任务)?",
        strength="hard",
    ),
    _trait(
        "量化指标",
        r"(?:带|有|写明)(?:有|了)?(?:数字|数量|数值|数据)的(?:要求|规定|指标|目标|任务|承诺|条款)?|(?:可?量化|定量|数量|数字)(?:的)?(?:指标|目标|要求|任务|承诺|规定)|(?:具体)?指标|量化的|具体(?:的)?(?:数字|数量)",
        has_number=True,
        kinds=FIGURES,
    ),
    _trait(
        "柔性要求",
        rf"(?:柔性|软性|鼓励性?|倡导性?|提倡|支持性|探索性|力争|争取|力求)(?:做|达到|完成|实现)?{_OF}|努力方向",
        strength="soft",
    ),
    _trait(
        "禁令",
        rf"(?:是|被|要|明令|明确)?(?:严禁|禁止性?|不得|不准|不允许|不许|不能|不可以|不让)(?:学校|教师|老师)?(?:做|干|搞)?(?:的)?(?:行为|情形|做法)?{_OF}(?:的)?"
        r"|红线|禁令|禁区|负面清单",
        kinds=("prohibition",),
    ),
    _trait(
        "写明金额的承诺",
        r"(?:(?:涉及)?(?:的)?(?:经费|资金|投入|奖励|补助)(?:的)?)?(?:具体)?(?:数额|金额|额度)(?:指标|要求)?",
        units=("元", "万元", "亿元", "千元", "百万元"),
    ),
    _trait(
        "经费安排",
        rf"{MONEY_GOES}|(?:要|需要?|得|会)?花(?:到)?(?:钱|费)(?:的)?(?:地方|项目)?|(?:经费|资金|财政)(?:保障|投入|安排|支出|使用|支持)?{_OF}"
        rf"|(?:(?:跟|和|与|涉及)(?:钱|经费|资金)|涉钱)(?:有关|相关)?{_OF}(?:地方)?",
        kinds=("funding",),
    ),
    _trait(
        "问责与考核要求",
        r"(?:责任追究|问责|追责|考核)(?:与|和|及|、|考核|督导|督查|检查|评估|追责|问责)*(?:的)?"
        r"(?:措施|办法|要求|规定|情形|安排|条款|事项|手段)",
        kinds=("accountability",),
    ),
    _trait(
        "督导奖惩安排",
        r"(督导|督查|检查|评估|奖惩|奖励|监督)(?:与|和|及|、|考核|检查|评估)*(?:的)?(?:措施|办法|要求|规定|情形|安排|条款|事项|手段)",
        kinds=("accountability",),
    ),
    _trait(
        "有频次要求的工作",
        rf"(?:有)?(?:频次|次数|频率)(?:要求|规定)?(?:的)?{_OF}|(?:要|需要?|应)?(?:定期|经常)(?:要|需要?)?(?:做|开展|进行)?(?:的)?{_OF}",
        kinds=("frequency",),
    ),
    _trait(
        "有时限的任务",
        r"(?:有|写明)?(?:明确|具体)?(?:的)?(?:时间节点|完成时[限间]|时限|截止(?:时间|日期)|完成期限|时间表)(?:要求|规定)?(?:的)?|"
        r"(?:什么时候|啥时候|何时)(?:之|以)?前?(?:要|应该?|必须|得)?(?:完成|做完|做到|办完|做)",
        has_deadline=True,
    ),
    _trait(
        "全部承诺",
        r"承诺台账|台账(?=$|[?.,])|(?:全部|所有|哪些|多少条|几条)(?:的)?承诺|承诺(?:了)?(?:事项|条目)?(?:都|有|是)*(?:哪些|什么)(?:事情?)?",
    ),
)
_NOUN = re.compile(r"机制|制度|体系")
_ESTABLISHED = re.compile(
    r"(?:建立|健全|完善|构建|形成|搭建|推行|实行|实施|推进|探索|创新|和|并|、)*(?:的)?(?:全部|所有|哪些|什么|各项|各类)*(?:的)?"
    rf"(?:{_NOUN.pattern})(?:[和与、及或](?:{_NOUN.pattern}))*"
)
NOUNS = frozenset(trait.name for trait in TRAITS if not trait.name.startswith(("没有", "写明责任")))
RATE = re.compile(rf"(每)(?:个)?(学期|学年|半年|年|季度|月|周|星期|天|日)(?:度)?{_DO}(?:有)?{_OF}")


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the traits of a question come to: names, filter fields, and its words without them.

    ``is_noun``: the rows are only called by a noun (哪些制度), which says too little to be narrowed by a topic.
    """

    names: tuple[str, ...]
    fields: Mapping[str, Any]
    rest: str
    is_noun: bool = False


def spoken_traits(words: str) -> Spoken:
    """Read the traits in *words* (folded); the words that say them leave a blank behind."""
    names: list[str] = []
    fields: dict[str, Any] = {}
    for trait in TRAITS:
        match = trait.pattern.search(words)
        if match and match[0] and not fields.keys() & trait.fields.keys() - {"kinds"}:
            topic = match[1] if trait.pattern.groups else ""
            words = f"{words[: match.start()]} {topic} {words[match.end() :]}"
            kinds = tuple(k for k in fields.get("kinds", ()) if k in trait.fields.get("kinds", (k,)))
            fields.update(trait.fields, **({"kinds": kinds} if kinds else {}))
            names.append(trait.name)
    rates = tuple(dict.fromkeys(match[1] + match[2] for match in RATE.finditer(words)))
    nouns = () if names or rates else _nouns(words)
    if rates and fields.get("kinds") == ("frequency",):
        del fields["kinds"]  # every year's 30% is a figure that comes yearly, of whatever kind
    if rates or nouns:
        fields["texts"] = rates or nouns
        names.append("、".join(rates or nouns))
        words = (RATE if rates else _ESTABLISHED).sub(" ", words)
    return Spoken(tuple(names), fields, words, is_noun=bool(nouns))


def _nouns(words: str) -> tuple[str, ...]:
    """制度, 机制, 体系 …: asked for by their own name, where nothing else says which rows are meant."""
    match = _ESTABLISHED.search(words)
    return tuple(dict.fromkeys(_NOUN.findall(match[0]))) if match else ()
